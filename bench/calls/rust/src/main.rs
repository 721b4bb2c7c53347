//! What a call costs through the crate's safe layer, beside the same call of the raw layer with its
//! status looked at: nanoseconds a call, and the ratio with its spread. `calls ROUNDS`.
//!
//! Both sides do the same in turn, in rounds of a length; of each the best round counts. The spread is
//! that of ten parts of the rounds, each with its own best.

use rt_audio::{AudioBlock, Ring, RingCounters, RingMode, State, raw};
use std::hint::black_box;

mod measure;
use measure::{Bench, CALLS};

fn must(status: raw::rt_ffi_error) {
    assert!(status == raw::RT_FFI_OK, "a call failed: {}", status.0);
}

/// What a program takes a record for: its fields. Its address alone would make the safe side, and no other,
/// put a copy into memory.
#[inline]
const fn all_of(value: &RingCounters) -> u64 {
    value.written ^ value.read ^ value.overruns ^ value.underruns ^ value.abandoned
}

fn main() {
    let rounds = std::env::args()
        .nth(1)
        .map_or(300, |text| text.parse().expect("a number of rounds"));
    let name = format!("bench.rust.{}", std::process::id());
    let state = State::create(&name).expect("a state");
    let ring = Ring::create(&name, 256, RingMode::Overwrite).expect("a ring");
    let (s, r) = (state.as_raw(), ring.as_raw());
    let block = Box::new(AudioBlock {
        sample_rate: 48000,
        channels: 2,
        frames: 64,
        ..Default::default()
    });
    let mut into = Box::new(AudioBlock::default());
    let mut into_raw = Box::new(AudioBlock::default());
    let mut blocks = vec![*block; 64];
    let mut blocks_raw = blocks.clone();
    let mut bench = Bench::new(rounds);
    println!("nanoseconds a call, best of {rounds} rounds of {CALLS}");
    println!(
        "{:<28}{:>8}{:>9}   ratio (least, middle, most of ten parts)",
        "", "raw", "crate"
    );
    // SAFETY (of every raw call): the objects are open, and what is passed by address is alive.
    bench.row(
        "no argument, a number",
        || {
            black_box(unsafe { raw::rt_ffi_rt_now_ns() });
        },
        || {
            black_box(rt_audio::rt::now_ns());
        },
    );
    bench.row(
        "a handle",
        || must(unsafe { raw::rt_ffi_state_touch_heartbeat(s) }),
        || {
            state.touch_heartbeat().unwrap();
        },
    );
    bench.row(
        "a number in",
        || must(unsafe { raw::rt_ffi_state_add_produced(s, black_box(1)) }),
        || {
            state.add_produced(black_box(1)).unwrap();
        },
    );
    bench.row(
        "a number out",
        || {
            let mut value = 0;
            must(unsafe { raw::rt_ffi_ring_available(r, &raw mut value) });
            black_box(value);
        },
        || {
            black_box(ring.available().unwrap());
        },
    );
    bench.row(
        "a property read",
        || {
            let mut value = 0.0;
            must(unsafe { raw::rt_ffi_state_get_gain(s, &raw mut value) });
            black_box(value);
        },
        || {
            black_box(state.gain().unwrap());
        },
    );
    bench.row(
        "a property set",
        || must(unsafe { raw::rt_ffi_state_set_gain(s, black_box(0.5)) }),
        || {
            state.set_gain(black_box(0.5)).unwrap();
        },
    );
    bench.row(
        "a record out",
        || {
            let mut value = raw::rt_ffi_ring_counters::default();
            must(unsafe { raw::rt_ffi_ring_get_counters(r, &raw mut value) });
            black_box(all_of(&value));
        },
        || {
            let value = ring.counters().unwrap();
            black_box(all_of(&value));
        },
    );
    bench.row(
        "a block written",
        || must(unsafe { raw::rt_ffi_ring_write_overwrite(r, &raw const *block) }),
        || ring.write_overwrite(&block).unwrap(),
    );
    bench.row(
        "a block written and read",
        || {
            must(unsafe { raw::rt_ffi_ring_write_overwrite(r, &raw const *block) });
            must(unsafe { raw::rt_ffi_ring_read(r, &raw mut *into_raw) });
        },
        || {
            ring.write_overwrite(&block).unwrap();
            ring.read_into(&mut into).unwrap();
        },
    );
    bench.row(
        "64 blocks written and read",
        || {
            let mut count = 0;
            must(unsafe {
                raw::rt_ffi_ring_write_batch(r, blocks_raw.as_ptr(), 64, &raw mut count)
            });
            must(unsafe {
                raw::rt_ffi_ring_read_batch(r, blocks_raw.as_mut_ptr(), 64, &raw mut count)
            });
            assert!(count == 64);
        },
        || {
            ring.write_batch(&blocks).unwrap();
            assert!(ring.read_batch(&mut blocks).unwrap() == 64);
        },
    );
    bench.verdict();
}
