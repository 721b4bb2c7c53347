//! How a client of NATS is made.

use std::time::Duration;

use async_nats::ConnectOptions;
use rt_audio_cbor::rpc::{Client, RpcError, Transport};

/// As `Client::connect_with`. The client has a session with one server of the instance; after that
/// one's end its next call begins another.
///
/// # Errors
/// Nobody is there, or a server of another layout.
pub fn connect(address: &str, timeout: Option<Duration>, tolerant: bool) -> Result<Client, RpcError> {
    connect_with(address, timeout, tolerant, ConnectOptions::new)
}

/// As [`connect`], with options for NATS: credentials, certificates.
///
/// # Errors
/// Nobody is there, or a server of another layout.
pub fn connect_with<F>(
    address: &str,
    timeout: Option<Duration>,
    tolerant: bool,
    mut options: F,
) -> Result<Client, RpcError>
where
    F: FnMut() -> ConnectOptions + Send + 'static,
{
    let address = address.to_owned();
    let dial = move |until| -> Result<Box<dyn Transport>, RpcError> {
        Ok(Box::new(super::session::Session::open(&address, options(), until)?))
    };
    Client::over(dial, timeout, tolerant)
}
