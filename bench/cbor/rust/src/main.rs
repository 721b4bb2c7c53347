//! Nanoseconds a message, the least of many rounds.
use std::hint::black_box;
use std::time::Instant;

use order_cbor::{Block, Cbor, Request, Text};

const CALLS: u32 = 20_000;

fn measure(name: &str, mut call: impl FnMut()) {
    let least = (0..60)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                call();
            }
            start.elapsed().as_nanos() as f64 / f64::from(CALLS)
        })
        .fold(f64::INFINITY, f64::min);
    println!("{name:<34} {least:9.1}");
}

fn main() {
    let request = Request {
        id: 1_234_567_890_123,
        time: 1_700_000_000_000_000_000,
        name: Text::try_from("oscillator").unwrap(),
        gain: 0.1,
        pan: -5,
        flags: 7,
        rate: 48_000,
    };
    let (mut buffer, mut other) = ([0; 8192], [0; 8192]);
    let message = request.encode(&mut buffer).unwrap();
    measure("Rust encode", || {
        black_box(black_box(&request).encode(&mut other).unwrap());
    });
    measure("Rust decode", || {
        black_box(Request::decode(black_box(message)).unwrap());
    });
    let block = Block::default();
    let mut buffer = [0; 8192];
    let message = block.encode(&mut buffer).unwrap();
    measure("Rust, 1,024 floats encode", || {
        black_box(black_box(&block).encode(&mut other).unwrap());
    });
    let mut into = Block::default();
    measure("Rust, 1,024 floats decode", || {
        into.decode_into(black_box(message), Default::default()).unwrap();
        black_box(&into);
    });
}
