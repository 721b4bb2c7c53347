//! A bare round trip beside a call, in turn: ECHO_PATH ADDRESS CALLS.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

fn middle(calls: usize, mut call: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..calls)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[calls / 2]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let calls: usize = arguments[3].parse()?;
    let mut bare = UnixStream::connect(&arguments[1])?;
    let client = timer_cbor::rpc::Client::connect(&arguments[2])?;
    let limited = timer_cbor::rpc::Client::connect_with(&arguments[2], Some(Duration::from_secs(5)), false)?;
    for _ in 0..5 {
        let mut frame = [0; 16];
        let first = middle(calls, || {
            bare.write_all(&frame).unwrap();
            bare.read_exact(&mut frame).unwrap();
        });
        let second = middle(calls, || assert_eq!(client.watches().unwrap(), 0));
        let third = middle(calls, || assert_eq!(limited.watches().unwrap(), 0));
        println!("{first} {second} {third}");
    }
    Ok(())
}
