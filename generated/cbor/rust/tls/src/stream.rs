//! A stream of TLS whose waits have limits.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

use rustls::ClientConnection;
use rt_audio_cbor::rpc::Stream;

/// Whatever is cut short by the limit is gone on with the next time: records are kept by
/// `connection` until they are whole.
pub(crate) struct Secure {
    connection: ClientConnection,
    socket: TcpStream,
}

impl Secure {
    pub(crate) const fn new(connection: ClientConnection, socket: TcpStream) -> Self {
        Self { connection, socket }
    }

    /// Takes what the server says next.
    fn hear(&mut self) -> Result<()> {
        if self.connection.read_tls(&mut self.socket)? == 0 && self.connection.is_handshaking() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.connection.process_new_packets().map(drop).map_err(|error| {
            let _ = self.connection.write_tls(&mut self.socket); // so that the server knows why
            Error::new(ErrorKind::InvalidData, error)
        })
    }

    fn say(&mut self) -> Result<()> {
        while self.connection.wants_write() {
            self.connection.write_tls(&mut self.socket)?;
        }
        Ok(())
    }
}

impl Read for Secure {
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        loop {
            match self.connection.reader().read(to) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                read => return read,
            }
            self.say()?; // what the protocol itself has to answer
            self.hear()?;
        }
    }
}

impl Write for Secure {
    fn write(&mut self, from: &[u8]) -> Result<usize> {
        self.say()?;
        while self.connection.is_handshaking() {
            self.hear()?;
            self.say()?;
        }
        self.connection.writer().write(from)
    }

    fn flush(&mut self) -> Result<()> {
        self.say()
    }
}

impl Stream for Secure {
    fn set_limit(&self, limit: Option<Duration>) -> Result<()> {
        self.socket.set_read_timeout(limit)?;
        self.socket.set_write_timeout(limit)
    }
}

impl Drop for Secure {
    fn drop(&mut self) {
        self.connection.send_close_notify();
        // No wait at the end: what the socket does not take at once is not sent.
        if self.socket.set_nonblocking(true).is_ok() {
            let _ = self.connection.write_tls(&mut self.socket);
        }
    }
}
