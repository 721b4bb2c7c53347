//! What calls of other shapes cost through the crate's safe layer, beside the raw layer used by hand: records by
//! value, slices, texts, closures. `shapes ROUNDS`.

use callshapes::{Bell, Point, raw};
use std::ffi::{CStr, CString, c_void};
use std::hint::black_box;

mod measure;
use measure::Bench;

/// What C calls for a closure that it gets by address, as one would write it by hand.
unsafe extern "C" fn map<F: Fn(f64) -> f64>(value: f64, user: *mut c_void) -> f64 {
    // SAFETY: who registers it passes such a closure.
    unsafe { (*user.cast::<F>())(value) }
}

unsafe extern "C" fn rung<F: Fn(i32)>(times: i32, user: *mut c_void) {
    // SAFETY: as above.
    unsafe { (*user.cast::<F>())(times) }
}

/// Names the instance of a closure's type.
fn map_of<F: Fn(f64) -> f64>(_: &F) -> raw::cs_map {
    Some(map::<F>)
}

fn rung_of<F: Fn(i32)>(_: &F) -> raw::cs_rung {
    Some(rung::<F>)
}

fn memory(bench: &mut Bench) {
    let point = Point { x: 3.0, y: 4.0 };
    let (values, mut changed) = (vec![1.0_f32; 64], vec![1.0_f32; 64]);
    let mut changed_raw = changed.clone();
    // SAFETY (of every raw call): what is passed by address is alive.
    bench.row(
        "a record by value",
        || {
            black_box(unsafe { raw::cs_turned(black_box(point)) });
        },
        || {
            black_box(callshapes::turned(black_box(point)));
        },
    );
    bench.row(
        "a record by address",
        || {
            black_box(unsafe { raw::cs_distance(black_box(&raw const point)) });
        },
        || {
            black_box(callshapes::distance(black_box(&point)));
        },
    );
    bench.row(
        "64 numbers in",
        || {
            black_box(unsafe { raw::cs_sum(values.as_ptr(), values.len()) });
        },
        || {
            black_box(callshapes::sum(&values));
        },
    );
    bench.row(
        "64 numbers in and out",
        || unsafe { raw::cs_negate(changed_raw.as_mut_ptr(), changed_raw.len()) },
        || callshapes::negate(&mut changed),
    );
}

fn texts(bench: &mut Bench) {
    let text = "Goldberg Variations";
    bench.row(
        "a text in",
        || {
            let c = CString::new(black_box(text)).unwrap();
            black_box(unsafe { raw::cs_length(c.as_ptr()) });
        },
        || {
            black_box(callshapes::length(black_box(text)).unwrap());
        },
    );
    bench.row(
        "a text out",
        || {
            let title = unsafe { CStr::from_ptr(raw::cs_title()) };
            black_box(title.to_string_lossy());
        },
        || {
            black_box(callshapes::title());
        },
    );
}

fn closures(bench: &mut Bench) {
    let scale = black_box(2.0);
    let double = move |value: f64| scale * value;
    let base = black_box(1);
    let hears = move |times: i32| {
        black_box(times + base); // something to keep
    };
    bench.row(
        "a closure, called 4 times",
        || {
            let user = (&raw const double).cast_mut().cast();
            black_box(unsafe { raw::cs_mapped(4, map_of(&double), user) });
        },
        || {
            black_box(callshapes::mapped(4, double));
        },
    );
    let (bell, by_hand) = (Bell::open().unwrap(), Bell::open().unwrap());
    let by_hand = by_hand.as_raw();
    bench.row(
        "a closure set and ended",
        || {
            let kept = Box::into_raw(Box::new(hears));
            let status = unsafe { raw::cs_bell_on(by_hand, rung_of(&hears), kept.cast()) };
            assert!(status == raw::CS_OK);
            assert!(unsafe { raw::cs_bell_off(by_hand) } == raw::CS_OK);
            drop(unsafe { Box::from_raw(kept) });
        },
        || drop(bell.on(hears).unwrap()),
    );
    let user = (&raw const hears).cast_mut().cast();
    assert!(unsafe { raw::cs_bell_on(by_hand, rung_of(&hears), user) } == raw::CS_OK);
    let kept = bell.on(hears).unwrap();
    bench.row(
        "a kept closure, called",
        || assert!(unsafe { raw::cs_bell_ring(by_hand, 1) } == raw::CS_OK),
        || bell.ring(1).unwrap(),
    );
    drop(kept);
    assert!(unsafe { raw::cs_bell_off(by_hand) } == raw::CS_OK);
}

fn main() {
    let rounds = std::env::args()
        .nth(1)
        .map_or(300, |text| text.parse().expect("a number of rounds"));
    println!("\nnanoseconds a call of other shapes");
    println!(
        "{:<28}{:>8}{:>9}   ratio (least, middle, most of ten parts)",
        "", "raw", "crate"
    );
    let mut bench = Bench::new(rounds);
    memory(&mut bench);
    texts(&mut bench);
    closures(&mut bench);
    bench.verdict();
}
