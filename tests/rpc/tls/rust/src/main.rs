//! main ADDRESS MS CERTIFICATE KEY AUTHORITY: adds numbers in so long, or says why not.

use std::time::Duration;
use timer_cbor::rpc::{Client, RpcError};

fn connect(arguments: &[String]) -> Result<Client, RpcError> {
    let timeout = arguments[1].parse().map(Duration::from_millis).ok();
    if !arguments[0].starts_with("tls:") {
        return Client::connect_with(&arguments[0], timeout, false);
    }
    let config = timer_cbor_tls::config(&arguments[4], &arguments[2], &arguments[3])?;
    timer_cbor_tls::connect(&arguments[0], config, timeout, false)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match connect(&arguments).and_then(|client| client.sum(&[1.0, 2.5])) {
        Ok((sum, _)) => println!("{sum:.1}"),
        Err(RpcError::Lost(text)) => println!("ffi.lost: {text}"),
        Err(RpcError::Deadline) => println!("ffi.deadline"),
        Err(error) => println!("{error}"),
    }
}
