//! Streams to a server by a socket.

use std::io::{Read, Write};
use std::net::TcpStream;
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::string::String;
use std::time::{Duration, Instant};

use super::cancel::Cancel;
use super::framed::Stream;
use super::RpcError;

pub(super) enum Socket {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

/// Connects to `HOST:PORT`.
///
/// # Errors
/// Nobody is there, or not in time.
pub fn dial_tcp(address: &str, until: Option<Instant>) -> Result<TcpStream, RpcError> {
    let address = String::from(address);
    within(until, move || {
        let stream = TcpStream::connect(&*address)?;
        stream.set_nodelay(true)?;
        Ok(stream)
    })
}

/// In a thread of its own, since neither looking up names nor Unix sockets know deadlines.
fn within<T: Send + 'static>(
    until: Option<Instant>,
    dial: impl FnOnce() -> Result<T, RpcError> + Send + 'static,
) -> Result<T, RpcError> {
    if Cancel::next_look(until).is_none() {
        return dial();
    }
    let (give, take) = std::sync::mpsc::sync_channel(1);
    let dial = move || {
        // Nobody takes what comes too late: it is closed.
        let _ = give.send(dial());
    };
    std::thread::Builder::new().spawn(dial)?;
    while let Some(look) = Cancel::next_look(until) {
        if let Ok(stream) = take.recv_timeout(look.saturating_duration_since(Instant::now())) {
            return stream;
        }
        if Cancel::is_due() {
            return Err(RpcError::Cancelled);
        }
        if Some(look) == until {
            break;
        }
    }
    Err(RpcError::Deadline)
}

impl Socket {
    pub(super) fn dial(address: &str, until: Option<Instant>) -> Result<Self, RpcError> {
        if let Some(rest) = address.strip_prefix("tcp:") {
            return Ok(Self::Tcp(dial_tcp(rest, until)?));
        }
        #[cfg(unix)]
        if let Some(path) = address.strip_prefix("unix:") {
            let path = String::from(path);
            return within(until, move || Ok(Self::Unix(UnixStream::connect(&*path)?)));
        }
        let what = if address.starts_with("tls:") {
            "needs the crate rt-audio-cbor-tls"
        } else {
            "is neither unix: nor tcp:"
        };
        Err(RpcError::Lost(std::format!("{address} {what}")))
    }
}

impl Stream for Socket {
    fn set_limit(&self, limit: Option<Duration>) -> std::io::Result<()> {
        match self {
            Self::Tcp(stream) => {
                stream.set_read_timeout(limit)?;
                stream.set_write_timeout(limit)
            }
            #[cfg(unix)]
            Self::Unix(stream) => {
                stream.set_read_timeout(limit)?;
                stream.set_write_timeout(limit)
            }
        }
    }
}

impl Read for Socket {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.read(to),
            #[cfg(unix)]
            Self::Unix(stream) => stream.read(to),
        }
    }
}

impl Write for Socket {
    fn write(&mut self, from: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.write(from),
            #[cfg(unix)]
            Self::Unix(stream) => stream.write(from),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
