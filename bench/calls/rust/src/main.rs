//! What a call costs through the crate's safe layer, beside the same call of the raw layer with its
//! status looked at: nanoseconds a call, and the ratio with its spread. `calls ROUNDS`.
//!
//! Both sides do the same in turn, in rounds of a length; of each the best round counts. The spread is
//! that of ten parts of the rounds, each with its own best.

use rt_audio::{AudioBlock, Ring, RingCounters, RingMode, State, raw};
use std::hint::black_box;
use std::time::Instant;

/// Calls in a round: short enough that some rounds meet no interruption.
const CALLS: u32 = 2000;
const PARTS: usize = 10;
const GOAL: f64 = 1.05; // 1.0, and what a clock of this kind can tell apart

fn time(body: &mut dyn FnMut()) -> f64 {
    let begin = Instant::now();
    body();
    begin.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

/// A loop around a call. It is compiled for each call, so that nothing stands between the two.
fn repeated(mut call: impl FnMut()) -> impl FnMut() {
    move || {
        for _ in 0..CALLS {
            call();
        }
    }
}

struct Bench {
    rounds: usize,
    over: usize,
    rows: usize,
}

impl Bench {
    fn row(&mut self, name: &str, raw: impl FnMut(), safe: impl FnMut()) {
        let (mut raw, mut safe) = (repeated(raw), repeated(safe));
        let mut best = [[f64::MAX; 2]; PARTS];
        for round in 0..self.rounds {
            // Neither side always comes first.
            let part = &mut best[round / 2 % PARTS];
            if round % 2 == 0 {
                part[0] = part[0].min(time(&mut raw));
                part[1] = part[1].min(time(&mut safe));
            } else {
                part[1] = part[1].min(time(&mut safe));
                part[0] = part[0].min(time(&mut raw));
            }
        }
        let least = |side: usize| best.iter().map(|part| part[side]).fold(f64::MAX, f64::min);
        let ratio = least(1) / least(0);
        let mut spread: Vec<f64> = best.iter().map(|part| part[1] / part[0]).collect();
        spread.sort_by(f64::total_cmp);
        let is_over = ratio > GOAL;
        self.rows += 1;
        self.over += usize::from(is_over);
        println!(
            "{name:<28}{:>8.1}{:>9.1}   {ratio:.2} ({:.2}, {:.2}, {:.2}){}",
            least(0),
            least(1),
            spread[0],
            spread[PARTS / 2],
            spread[PARTS - 1],
            if is_over { "   over 1.0" } else { "" }
        );
    }
}

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
    let mut bench = Bench {
        rounds,
        over: 0,
        rows: 0,
    };
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
    match bench.over {
        0 => println!("all within 1.0 x the raw call, as far as this clock tells ({GOAL})"),
        over => println!("{over} of {} over {GOAL} x the raw call", bench.rows),
    }
}
