//! A bare request of async-nats beside a call, in turn: NATS_URL ADDRESS CALLS.

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
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let bare = runtime.block_on(async_nats::connect(&*arguments[1]))?;
    let client = timer_cbor_nats::connect(&arguments[2], Some(Duration::from_secs(5)), false)?;
    for _ in 0..5 {
        let first = middle(calls, || {
            let asked = bare.request("bare", "0123456789abcdef".into());
            runtime.block_on(async { tokio::time::timeout(Duration::from_secs(5), asked).await }).unwrap().unwrap();
        });
        let second = middle(calls, || assert_eq!(client.watches().unwrap(), 0));
        println!("{first} {second}");
    }
    Ok(())
}
