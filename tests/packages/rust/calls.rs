//! Calls whose arguments and results travel differently on every ABI, through the emitted crate.
#![cfg(library_found)]

use layout_calls::raw::{self, *};
use layout_calls::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

macro_rules! bytes {
    ($($function:ident $type:ident $size:literal),* $(,)?) => {
        $(
            let mut value = $type { b: [0; $size] };
            for (i, byte) in value.b.iter_mut().enumerate() {
                *byte = 200_u8.wrapping_add(i as u8);
            }
            let result = unsafe { raw::$function(value) };
            for (i, byte) in result.b.iter().enumerate() {
                assert_eq!(*byte, 200_u8.wrapping_add(2 * i as u8), "byte {i} of {}", $size);
            }
        )*
    };
}

#[test]
fn structs_of_every_size() {
    bytes!(
        lc_add_index1 lc_bytes1 1, lc_add_index2 lc_bytes2 2, lc_add_index3 lc_bytes3 3,
        lc_add_index4 lc_bytes4 4, lc_add_index5 lc_bytes5 5, lc_add_index6 lc_bytes6 6,
        lc_add_index7 lc_bytes7 7, lc_add_index8 lc_bytes8 8, lc_add_index9 lc_bytes9 9,
        lc_add_index10 lc_bytes10 10, lc_add_index11 lc_bytes11 11, lc_add_index12 lc_bytes12 12,
        lc_add_index13 lc_bytes13 13, lc_add_index14 lc_bytes14 14, lc_add_index15 lc_bytes15 15,
        lc_add_index16 lc_bytes16 16, lc_add_index17 lc_bytes17 17, lc_add_index18 lc_bytes18 18,
        lc_add_index19 lc_bytes19 19, lc_add_index20 lc_bytes20 20, lc_add_index21 lc_bytes21 21,
        lc_add_index22 lc_bytes22 22, lc_add_index23 lc_bytes23 23, lc_add_index24 lc_bytes24 24,
        lc_add_index25 lc_bytes25 25, lc_add_index26 lc_bytes26 26, lc_add_index27 lc_bytes27 27,
        lc_add_index28 lc_bytes28 28, lc_add_index29 lc_bytes29 29, lc_add_index30 lc_bytes30 30,
        lc_add_index31 lc_bytes31 31, lc_add_index32 lc_bytes32 32, lc_add_index33 lc_bytes33 33,
        lc_add_index34 lc_bytes34 34, lc_add_index35 lc_bytes35 35, lc_add_index36 lc_bytes36 36,
        lc_add_index37 lc_bytes37 37, lc_add_index38 lc_bytes38 38, lc_add_index39 lc_bytes39 39,
        lc_add_index40 lc_bytes40 40, lc_add_index41 lc_bytes41 41, lc_add_index42 lc_bytes42 42,
        lc_add_index43 lc_bytes43 43, lc_add_index44 lc_bytes44 44, lc_add_index45 lc_bytes45 45,
        lc_add_index46 lc_bytes46 46, lc_add_index47 lc_bytes47 47, lc_add_index48 lc_bytes48 48,
        lc_add_index49 lc_bytes49 49, lc_add_index50 lc_bytes50 50, lc_add_index51 lc_bytes51 51,
        lc_add_index52 lc_bytes52 52, lc_add_index53 lc_bytes53 53, lc_add_index54 lc_bytes54 54,
        lc_add_index55 lc_bytes55 55, lc_add_index56 lc_bytes56 56, lc_add_index57 lc_bytes57 57,
        lc_add_index58 lc_bytes58 58, lc_add_index59 lc_bytes59 59, lc_add_index60 lc_bytes60 60,
        lc_add_index61 lc_bytes61 61, lc_add_index62 lc_bytes62 62, lc_add_index63 lc_bytes63 63,
        lc_add_index64 lc_bytes64 64,
    );
}

macro_rules! doubled {
    ($($function:ident $type:ident { $($field:ident : $of:ty),* }),* $(,)?) => {
        $(
            let mut value = $type::default();
            let mut next = 3_i8;
            $(
                value.$field = next as $of;
                next += 4;
            )*
            let result = $function(10, value, 1.0);
            $(
                assert_eq!(result.$field, 2 as $of * value.$field + 11 as $of, "{}", stringify!($type.$field));
            )*
            assert!(next > 3);
        )*
    };
}

#[test]
fn mixed_classes() {
    doubled!(
        scale_f F { a: f32 },
        scale_d D { a: f64 },
        scale_ff Ff { a: f32, b: f32 },
        scale_fff Fff { a: f32, b: f32, c: f32 },
        scale_ffff Ffff { a: f32, b: f32, c: f32, d: f32 },
        scale_fffff Fffff { a: f32, b: f32, c: f32, d: f32, e: f32 },
        scale_dd Dd { a: f64, b: f64 },
        scale_ddd Ddd { a: f64, b: f64, c: f64 },
        scale_dddd Dddd { a: f64, b: f64, c: f64, d: f64 },
        scale_fi Fi { a: f32, b: i32 },
        scale_if If { a: i32, b: f32 },
        scale_ffi Ffi { a: f32, b: f32, c: i32 },
        scale_iff Iff { a: i32, b: f32, c: f32 },
        scale_id Id { a: i32, b: f64 },
        scale_di Di { a: f64, b: i32 },
        scale_dl Dl { a: f64, b: i64 },
        scale_ld Ld { a: i64, b: f64 },
        scale_cd Cd { a: i8, b: f64 },
        scale_fd Fd { a: f32, b: f64 },
        scale_df Df { a: f64, b: f32 },
        scale_csilf Csilf { a: i8, b: i16, c: i32, d: i64, e: f32 },
        scale_ll Ll { a: i64, b: i64 },
        scale_lll Lll { a: i64, b: i64, c: i64 },
    );
}

#[test]
fn unions_arrays_and_bits_by_value() {
    let nested = swap_nested(Nested {
        head: F { a: 1.5 },
        tail: NestedTail { x: 2.5 },
    });
    assert_eq!((nested.head.a, nested.tail.x), (2.5, 1.5));
    let array = reverse_array(Array {
        xyz: [1.0, 2.0, 3.0],
    });
    assert_eq!(array.xyz, [3.0, 2.0, 1.0]);
    let floats = double_union_float(UnionFloat { g: [1.5, 2.5] });
    assert_eq!(unsafe { floats.g }, [3.0, 5.0]);
    let mixed = next_union_mixed(UnionMixed { d: 1.0 });
    assert_eq!(unsafe { mixed.i }, 1.0_f64.to_bits() as i64 + 1);
    let large = reverse_union_large(UnionLarge { d: [1.0, 2.0, 3.0] });
    assert_eq!(unsafe { large.d }, [3.0, 2.0, 1.0]);
    let mut variant = Variant {
        tag: 0,
        ..Variant::default()
    };
    variant.anonymous1.i = 42;
    let variant = convert_variant(variant);
    assert_eq!(variant.tag, 1);
    assert_eq!(unsafe { variant.anonymous1.d }, 42.0);
    let mut bits = Bits::default();
    bits.set_low(31);
    bits.set_middle(-1000);
    bits.set_high(0x0ff0);
    let bits = change_bits(bits);
    assert_eq!((bits.low(), bits.middle(), bits.high()), (0, 1000, 0xf00f));
    let packed = double_packed(Packed {
        a: 3,
        b: -7,
        c: 1.25,
    });
    assert_eq!(({ packed.a }, { packed.b }, { packed.c }), (6, -14, 2.5));
    let aligned = swap_aligned(
        2,
        Aligned {
            a: 7,
            b: 40.0,
        },
    );
    assert_eq!((aligned.a, aligned.b), (42, 7.0));
    let iota = iota_large(Large { numbers: [5; 40] }, 10);
    assert!((0..40).all(|i| iota.numbers[i] == 15 + i as i32));
    let data = [1_u8, 2, 250];
    let view = View {
        data: data.as_ptr(),
        length: data.len(),
    };
    assert_eq!(unsafe { raw::lc_sum_view(view) }, 253);
}

#[test]
fn scalars() {
    assert_eq!(negate_i8(-128), -128);
    assert_eq!(next_u8(255), 0);
    assert_eq!(negate_i16(32_767), -32_767);
    assert_eq!(next_u16(65_535), 0);
    assert_eq!(negate_i32(7), -7);
    assert_eq!(next_u32(u32::MAX), 0);
    assert_eq!(negate_i64(i64::MAX), -i64::MAX);
    assert_eq!(next_u64(u64::MAX), 0);
    assert_eq!((half_f(3.0), half_d(-3.0)), (1.5, -1.5));
    assert_eq!((not(true), not(false)), (false, true));
    assert_eq!(next_char(b'a' as c_char), b'b' as c_char);
    assert_eq!(next_size(41), 42);
    assert_eq!(negate_long(5), -5);
    assert_eq!(next_short(65_535), 0);
    #[cfg(target_pointer_width = "64")]
    assert_eq!(unsafe { raw::lc_negate_i128(1 << 100) }, -(1 << 100));
    assert_eq!(turn_right(Direction::West), Direction::North);
    assert_eq!(turn_right(Direction::Nowhere), Direction::Nowhere);
    // Values that no enumerator has come through unharmed.
    assert_eq!(Direction::from(lc_direction(77)), Direction::Unknown(lc_direction(77)));
    assert_eq!(lc_direction::from(Direction::Unknown(lc_direction(77))).0, 77);
}

#[test]
fn many_arguments() {
    let many = many(
        1, 1.0, 1, 1.0, 1, 1, 1.0, 1, 1.0, 1, 1.0, 1, 1.0, 1.0, 1.0, 1, 1.0, 1, true, 1.0,
    );
    assert_eq!(many, f64::from((1..=20).sum::<i32>()));
    let mut bytes = Bytes7 { b: [0; 7] };
    bytes.b[6] = 9;
    let four = Dddd {
        a: 3.0,
        ..Dddd::default()
    };
    let two = Dd { a: 1.0, b: 0.0 };
    let mixed = Fi { a: 0.0, b: 6 };
    assert_eq!(
        many_records(two, 2, four, bytes, 5.0, mixed),
        1.0 + 4.0 + 9.0 + 36.0 + 25.0 + 36.0
    );
    let sum = unsafe { raw::lc_sum_variadic(c"idl".as_ptr(), 1_i32, 2.5_f64, 1_i64 << 40) };
    assert_eq!(sum, 3.5 + (1_i64 << 40) as f64);
    assert_eq!(unsafe { raw::lc_sum_ints(3, 1, 2, -4) }, -1);
}

#[test]
fn by_pointer() {
    let mut value = Csilf {
        a: 1,
        b: 2,
        c: 3,
        d: 4,
        e: 5.0,
    };
    double_in_place(&mut value);
    assert_eq!((value.a, value.d, value.e), (2, 8, 10.0));
    let packed = make(21);
    assert_eq!(({ packed.a }, { packed.b }, { packed.c }), (21, 42, 10.5));
    let four = Dddd {
        a: 1.0,
        b: 2.0,
        c: 3.0,
        d: 4.0,
    };
    assert_eq!(read(&four), 30.0);
    assert_eq!(divide(17, 5), (3, 2));
    assert_eq!(sum_slice(&[1, 2, -10]), -7);
    assert_eq!(sum_slice(&[]), 0);
    let mut filled = [Fi::default(); 3];
    fill_slice(&mut filled);
    assert_eq!((filled[2].a, filled[2].b), (1.0, 2));
    assert_eq!(length("four").unwrap(), 4);
    assert_eq!(length(&"x".repeat(1000)).unwrap(), 1000);
    assert!(matches!(length("a\0b"), Err(Error::Argument(_))));
    assert_eq!(greeting(), "grüß dich");
}

#[test]
fn closures() {
    let mut calls = 0;
    let result = call_int(5, |value| {
        calls += 1;
        value * 3
    });
    assert_eq!((result, calls), (45, 2));
    let pair = call_pair(Ff { a: 1.0, b: 2.0 }, |pair| Ff {
        a: pair.b,
        b: pair.a,
    });
    assert_eq!((pair.a, pair.b), (2.0, 1.0));
    let large = call_large(Lll { a: 1, b: 2, c: 3 }, |value, small| Lll {
        a: value.c + i64::from(small),
        ..value
    });
    assert_eq!((large.a, large.b, large.c), (10, 2, 3));
    let bytes = call_bytes(Bytes3 { b: [1, 2, 3] }, |value| Bytes3 {
        b: [value.b[2], value.b[1], value.b[0]],
    });
    assert_eq!(bytes.b, [3, 2, 1]);
    assert!(call_many(|a, b, c, d, e, f| {
        (a, b, c, d, e, f) == (-5, 60_000, 0.5, -2.25, true, "text")
    }));
    let mut value = Csilf::default();
    call_pointer(&mut value, |value| value.d = 77);
    assert_eq!(value.d, 77);
}

#[test]
fn a_panic_stays_on_this_side() {
    let mut calls = 0;
    let caught = catch_unwind(AssertUnwindSafe(|| {
        call_int(5, |_| {
            calls += 1;
            panic!("in the closure")
        })
    }));
    let payload = caught.expect_err("the panic goes on when C has returned");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"in the closure"));
    // C called it twice; the second time it was not run.
    assert_eq!(calls, 1);
}

#[test]
fn registrations_end() {
    let sum = Arc::new(AtomicI32::new(0));
    {
        let added = Arc::clone(&sum);
        let _registration = subscribe(move |value| added.fetch_add(value, Ordering::SeqCst) + value);
        assert_eq!(publish(3), 3);
        assert_eq!(publish(4), 7);
        let other = std::thread::spawn(|| publish(10));
        assert_eq!(other.join().unwrap(), 17);
        assert_eq!(Arc::strong_count(&sum), 2);
    }
    assert_eq!(Arc::strong_count(&sum), 1, "the closure is gone");
    assert_eq!(publish(1), -1);
    let _registration = subscribe(|_| panic!("in a kept closure"));
    let caught = catch_unwind(|| publish(1));
    let payload = caught.expect_err("the panic goes on when C has returned");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"in a kept closure"));
}

#[test]
fn symbols_conventions_and_variables() {
    let twice = choose(1).expect("a function");
    assert_eq!(unsafe { twice(21) }, 42);
    assert_eq!(unsafe { raw::lc_apply(choose(0), 5) }, -5);
    assert!(choose(2).is_none());
    assert_eq!(stdcall_subtract(50, 8), 42);
    #[cfg(target_arch = "x86_64")]
    {
        assert_eq!(ms_weigh(1, 2.0, 3, 4.0, 5, 6.0), 91);
        assert_eq!(sysv_weigh(1, 2.0, 3, 4.0, 5, 6.0), 91);
    }
    assert_eq!(labelled(1), 1001);
    assert_eq!(unsafe { raw::lc_counter }, 5);
    assert_eq!(unsafe { raw::lc_label }.map(|c| c as u8), *b"labels\0\0");
}
