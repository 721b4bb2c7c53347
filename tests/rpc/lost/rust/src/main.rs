//! What lost.py asks of a client, line by line: sum, open, seen, wait MS, cancel MS.

use std::io::BufRead;
use std::time::Duration;
use timer_cbor::rpc::{Cancel, Client, RpcError, Watch};

fn answer(client: &Client, watch: &mut Option<Watch>, word: &str, ms: i32) -> Result<String, RpcError> {
    if word == "sum" {
        return Ok(format!("{:.1}", client.sum(&[1.0, 2.0])?.0));
    }
    if word == "open" {
        *watch = Some(client.watch_open(Some("nobody"))?);
        return Ok("opened".into());
    }
    let watch = watch.as_ref().expect("a watch");
    if word == "seen" {
        return Ok(watch.seen()?.to_string());
    }
    let cancel = Cancel::new();
    if word == "wait" {
        return cancel.during(|| watch.next(ms)).map(|_| "event".into());
    }
    let other = cancel.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(ms as u64));
        other.now();
    });
    cancel.during(|| watch.next(-1)).map(|_| "event".into())
}

fn main() -> Result<(), RpcError> {
    let address = std::env::args().nth(1).unwrap_or_default();
    let client = Client::connect_with(&address, Some(Duration::from_secs(3)), false)?;
    let mut watch = None;
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (word, ms) = line.split_once(' ').expect("two words");
        let said = match answer(&client, &mut watch, word, ms.parse().expect("a number")) {
            Ok(said) => said,
            Err(RpcError::Lost(_)) => "lost".into(),
            Err(RpcError::Deadline) => "deadline".into(),
            Err(RpcError::Cancelled) => "cancelled".into(),
            Err(RpcError::Call { name, .. }) => name,
            Err(error) => error.to_string(),
        };
        println!("{said}");
    }
    Ok(())
}
