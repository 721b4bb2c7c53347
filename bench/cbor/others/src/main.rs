//! Nanoseconds a message, the least of many rounds: ciborium through serde, minicbor written by hand.
use std::hint::black_box;
use std::time::Instant;

use serde::{Deserialize, Serialize};

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

#[derive(Serialize, Deserialize, Default)]
struct Request {
    id: u64,
    pan: i32,
    gain: f64,
    name: String,
    rate: u32,
    time: u64,
    flags: u32,
}

type Written = Result<(), minicbor::encode::Error<minicbor::encode::write::EndOfSlice>>;

fn write(request: &Request, to: &mut [u8]) -> Written {
    let mut encoder = minicbor::Encoder::new(to);
    encoder.map(7)?;
    encoder.str("id")?.u64(request.id)?.str("pan")?.i32(request.pan)?;
    encoder.str("gain")?.f64(request.gain)?.str("name")?.str(&request.name)?;
    encoder.str("rate")?.u32(request.rate)?.str("time")?.u64(request.time)?;
    encoder.str("flags")?.u32(request.flags)?;
    Ok(())
}

fn read(message: &[u8]) -> Result<Request, minicbor::decode::Error> {
    let mut decoder = minicbor::Decoder::new(message);
    let mut request = Request::default();
    for _ in 0..decoder.map()?.unwrap_or(0) {
        match decoder.str()? {
            "id" => request.id = decoder.u64()?,
            "pan" => request.pan = decoder.i32()?,
            "gain" => request.gain = decoder.f64()?,
            "name" => request.name = decoder.str()?.to_owned(),
            "rate" => request.rate = decoder.u32()?,
            "time" => request.time = decoder.u64()?,
            "flags" => request.flags = decoder.u32()?,
            _ => decoder.skip()?,
        }
    }
    Ok(request)
}

fn main() {
    let request = Request {
        id: 1_234_567_890_123,
        pan: -5,
        gain: 0.1,
        name: "oscillator".into(),
        rate: 48_000,
        time: 1_700_000_000_000_000_000,
        flags: 7,
    };
    let mut buffer = Vec::with_capacity(256);
    ciborium::into_writer(&request, &mut buffer).unwrap();
    let message = buffer.clone();
    measure("Rust, ciborium (serde) encode", || {
        buffer.clear();
        ciborium::into_writer(black_box(&request), &mut buffer).unwrap();
        black_box(&buffer);
    });
    measure("Rust, ciborium (serde) decode", || {
        black_box(ciborium::from_reader::<Request, _>(black_box(&message[..])).unwrap());
    });
    let mut room = [0; 256];
    measure("Rust, minicbor (by hand) encode", || {
        write(black_box(&request), &mut room).unwrap();
        black_box(&room);
    });
    measure("Rust, minicbor (by hand) decode", || {
        black_box(read(black_box(&message)).unwrap());
    });
}
