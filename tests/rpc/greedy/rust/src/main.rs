//! ADDRESS MILLISECONDS all|take: how a call ends.

use std::time::Duration;

use greedy_cbor::rpc::{Client, RpcError};

fn call(address: &str, limit: Duration, what: &str) -> Result<(), RpcError> {
    let client = Client::connect_with(address, Some(limit), false)?;
    if what == "all" {
        return client.all(9).map(drop);
    }
    client.set_timeout(Some(Duration::from_millis(1)));
    for _ in 0..400 {
        let _ = client.take(&[0]);
    }
    client.set_timeout(Some(limit));
    client.take(&vec![0; 4 << 20]).map(drop)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let limit = Duration::from_millis(arguments[2].parse().unwrap());
    let ended = match call(&arguments[1], limit, &arguments[3]) {
        Ok(()) => "done",
        Err(RpcError::Deadline) => "ffi.deadline",
        Err(RpcError::Encoding(_)) => "ffi.malformed",
        Err(RpcError::Lost(_)) => "ffi.lost",
        Err(_) => "another error",
    };
    println!("{ended}");
}
