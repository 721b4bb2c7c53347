//! Calls that take more than values: memory, callbacks, variable arguments. One function for each of calls.h,
//! which answers what it got.

use layout_calls::raw::{
    self, c_char, c_int, lc_bytes3, lc_csilf, lc_dddd, lc_direction, lc_ff, lc_fi, lc_lll, lc_packed,
    lc_variant, lc_view,
};
use std::ffi::{CStr, c_void};
use std::ptr::null_mut;

fn said(numbers: &[f64]) -> String {
    numbers
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",")
}

pub fn lc_call_int() -> String {
    extern "C" fn times_three(value: i32, _: *mut c_void) -> i32 {
        value * 3
    }
    said(&[unsafe { raw::lc_call_int(5, Some(times_three), null_mut()) }.into()])
}

pub fn lc_call_pair() -> String {
    extern "C" fn swap(value: lc_ff, user_data: *mut c_void) -> lc_ff {
        let count = unsafe { &mut *user_data.cast::<f32>() };
        *count += 1.0;
        lc_ff {
            a: value.b,
            b: value.a + *count,
        }
    }
    let mut count = 0_f32;
    let pair = lc_ff { a: 1.5, b: 2.5 };
    let r = unsafe { raw::lc_call_pair(pair, Some(swap), (&raw mut count).cast()) };
    said(&[r.a.into(), r.b.into()])
}

pub fn lc_call_large() -> String {
    extern "C" fn rotate(value: lc_lll, small: i8, _: *mut c_void) -> lc_lll {
        lc_lll {
            a: value.c + i64::from(small),
            b: value.a,
            c: value.b,
        }
    }
    let r = unsafe { raw::lc_call_large(lc_lll { a: 1, b: 2, c: 3 }, Some(rotate), null_mut()) };
    said(&[r.a as f64, r.b as f64, r.c as f64])
}

pub fn lc_call_bytes() -> String {
    extern "C" fn reverse(mut value: lc_bytes3, _: *mut c_void) -> lc_bytes3 {
        value.b.reverse();
        value
    }
    let r = unsafe { raw::lc_call_bytes(lc_bytes3 { b: [1, 2, 3] }, Some(reverse), null_mut()) };
    said(&r.b.map(f64::from))
}

pub fn lc_call_many() -> String {
    extern "C" fn all(a: i8, b: u16, c: f32, d: f64, e: bool, f: *const c_char, _: *mut c_void) -> bool {
        let text = unsafe { CStr::from_ptr(f) };
        (a, b, c, d, e, text) == (-5, 60_000, 0.5, -2.25, true, c"text")
    }
    said(&[unsafe { raw::lc_call_many(Some(all), null_mut()) }.into()])
}

pub fn lc_call_variant() -> String {
    extern "C" fn halve(value: lc_variant, _: *mut c_void) -> lc_variant {
        let mut result = lc_variant { tag: 1, ..value };
        result.anonymous1.d = unsafe { value.anonymous1.i } as f64 / 2.0;
        result
    }
    let mut value = lc_variant::default();
    value.anonymous1.i = -5;
    let r = unsafe { raw::lc_call_variant(value, Some(halve), null_mut()) };
    said(&[r.tag.into(), unsafe { r.anonymous1.d }])
}

pub fn lc_call_pointer() -> String {
    extern "C" fn change(value: *mut lc_csilf, _: *mut c_void) {
        unsafe {
            (*value).d = 77;
            (*value).e = 1.5;
        }
    }
    let mut value = lc_csilf::default();
    unsafe { raw::lc_call_pointer(&mut value, Some(change), null_mut()) };
    said(&[value.d as f64, value.e.into()])
}

pub fn lc_subscribe() -> String {
    extern "C" fn next(value: i32, _: *mut c_void) -> i32 {
        value + 1
    }
    unsafe { raw::lc_subscribe(Some(next), null_mut()) };
    lc_publish() + "," + &lc_unsubscribe()
}

pub fn lc_publish() -> String {
    said(&[unsafe { raw::lc_publish(41) }.into()])
}

pub fn lc_unsubscribe() -> String {
    unsafe { raw::lc_unsubscribe() };
    lc_publish()
}

pub fn lc_choose() -> String {
    let twice = unsafe { raw::lc_choose(1) }.expect("a function");
    let none = unsafe { raw::lc_choose(2) }.is_none();
    said(&[unsafe { twice(21) }.into(), none.into()])
}

pub fn lc_apply() -> String {
    extern "C" fn next(value: c_int) -> c_int {
        value + 1
    }
    assert_eq!(unsafe { raw::lc_apply(Some(next), 5) }, 6);
    said(&[unsafe { raw::lc_apply(raw::lc_choose(0), 5) }.into()])
}

pub fn lc_sum_variadic() -> String {
    said(&[unsafe { raw::lc_sum_variadic(c"idl".as_ptr(), 1_i32, 2.5_f64, 1_i64 << 40) }])
}

pub fn lc_sum_ints() -> String {
    said(&[unsafe { raw::lc_sum_ints(3, 1, 2, -4) }.into()])
}

pub fn lc_double_in_place() -> String {
    let mut v = lc_csilf {
        a: 1,
        b: 2,
        c: 3,
        d: 4,
        e: 5.5,
    };
    unsafe { raw::lc_double_in_place(&mut v) };
    said(&[v.a.into(), v.b.into(), v.c.into(), v.d as f64, v.e.into()])
}

pub fn lc_make() -> String {
    let mut v = lc_packed::default();
    unsafe { raw::lc_make(21, &mut v) };
    said(&[v.a.into(), { v.b }.into(), { v.c }])
}

pub fn lc_read() -> String {
    said(&[unsafe {
        raw::lc_read(&lc_dddd {
            a: 1.0,
            b: 2.0,
            c: 3.0,
            d: 4.0,
        })
    }])
}

pub fn lc_divide() -> String {
    let (mut quotient, mut remainder) = (0, 0);
    unsafe { raw::lc_divide(17, 5, &mut quotient, &mut remainder) };
    said(&[quotient.into(), remainder.into()])
}

pub fn lc_sum_slice() -> String {
    let values = [1, 2, -10];
    said(&[unsafe { raw::lc_sum_slice(values.as_ptr(), values.len()) } as f64])
}

pub fn lc_fill_slice() -> String {
    let mut values = [lc_fi::default(); 3];
    unsafe { raw::lc_fill_slice(values.as_mut_ptr(), values.len()) };
    said(&[values[2].a.into(), values[2].b.into()])
}

pub fn lc_length() -> String {
    said(&[unsafe { raw::lc_length(c"four".as_ptr()) } as f64])
}

pub fn lc_greeting() -> String {
    unsafe { CStr::from_ptr(raw::lc_greeting()) }
        .to_str()
        .expect("UTF-8")
        .into()
}

pub fn lc_identity() -> String {
    let mut place = 0_i32;
    let pointer: *mut c_void = (&raw mut place).cast();
    said(&[(unsafe { raw::lc_identity(pointer) } == pointer).into()])
}

pub fn lc_sum_view() -> String {
    let data = [1_u8, 2, 250];
    let view = lc_view {
        data: data.as_ptr(),
        length: data.len(),
    };
    said(&[unsafe { raw::lc_sum_view(view) } as f64])
}

pub fn lc_next_char() -> String {
    said(&[unsafe { raw::lc_next_char(b'a' as c_char) }.into()])
}

pub fn lc_negate_i128() -> String {
    unsafe { raw::lc_negate_i128(3 << 100) }.to_string()
}

pub fn lc_turn_right() -> String {
    let west = unsafe { raw::lc_turn_right(lc_direction(3)) };
    let nowhere = unsafe { raw::lc_turn_right(lc_direction(-1)) };
    said(&[west.0.into(), nowhere.0.into()])
}

pub fn lc_counter() -> String {
    unsafe {
        let before = raw::lc_counter;
        raw::lc_counter = 41;
        let after = raw::lc_counter;
        raw::lc_counter = before;
        said(&[before.into(), after.into()])
    }
}

pub fn lc_label() -> String {
    let label = unsafe { raw::lc_label };
    label
        .iter()
        .take_while(|c| **c != 0)
        .map(|c| *c as u8 as char)
        .collect()
}
