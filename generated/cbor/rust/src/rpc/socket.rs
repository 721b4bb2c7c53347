//! A connection to a server by a socket, on which answers come in the order of requests.

use std::io::{Read, Write};
use std::net::TcpStream;
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::string::String;
use std::time::{Duration, Instant};
use std::vec::Vec;

use super::RpcError;
use super::transport::Transport;

enum Stream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

impl Stream {
    fn dial(address: &str) -> Result<Self, RpcError> {
        if let Some(rest) = address.strip_prefix("tcp:") {
            let stream = TcpStream::connect(rest)?;
            stream.set_nodelay(true)?;
            return Ok(Self::Tcp(stream));
        }
        #[cfg(unix)]
        if let Some(path) = address.strip_prefix("unix:") {
            return Ok(Self::Unix(UnixStream::connect(path)?));
        }
        Err(RpcError::Lost(std::format!("{address} is neither unix: nor tcp:")))
    }

    /// In a thread of its own, since neither looking up names nor Unix sockets know deadlines.
    fn dial_until(address: &str, until: Option<Instant>) -> Result<Self, RpcError> {
        let Some(until) = until else {
            return Self::dial(address);
        };
        let (give, take) = std::sync::mpsc::sync_channel(1);
        let address = String::from(address);
        let dial = move || {
            // Nobody takes what comes too late: it is closed.
            let _ = give.send(Self::dial(&address));
        };
        std::thread::Builder::new().spawn(dial)?;
        match take.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(stream) => stream,
            Err(_) => Err(RpcError::Deadline),
        }
    }

    fn limit(&self, until: Option<Instant>) -> Result<(), RpcError> {
        let left = match until.map(|until| until.saturating_duration_since(Instant::now())) {
            Some(Duration::ZERO) => return Err(RpcError::Deadline),
            left => left,
        };
        match self {
            Self::Tcp(stream) => {
                stream.set_read_timeout(left)?;
                stream.set_write_timeout(left)?;
            }
            #[cfg(unix)]
            Self::Unix(stream) => {
                stream.set_read_timeout(left)?;
                stream.set_write_timeout(left)?;
            }
        }
        Ok(())
    }

    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.read(to),
            #[cfg(unix)]
            Self::Unix(stream) => stream.read(to),
        }
    }

    fn write_all(&mut self, from: &[u8]) -> std::io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.write_all(from),
            #[cfg(unix)]
            Self::Unix(stream) => stream.write_all(from),
        }
    }
}

pub(super) struct Socket {
    stream: Option<Stream>,
    buffer: Vec<u8>,
    late: usize,
    most: usize,
}

impl Socket {
    pub(super) fn dial(address: &str, until: Option<Instant>) -> Result<Self, RpcError> {
        Ok(Self {
            stream: Some(Stream::dial_until(address, until)?),
            buffer: Vec::new(),
            late: 0,
            most: 64 << 20,
        })
    }

    fn receive_last(&mut self, until: Option<Instant>) -> Result<(i32, Vec<u8>), RpcError> {
        loop {
            let answer = self.receive(until)?;
            self.late -= 1;
            if self.late == 0 {
                return Ok(answer);
            }
        }
    }

    fn send(&mut self, method: &str, payload: &[u8], until: Option<Instant>) -> Result<(), RpcError> {
        let too_large = |_| RpcError::Lost(String::from("a request of more than 4 GiB"));
        let size = u32::try_from(payload.len()).map_err(too_large)?;
        let mut frame = Vec::with_capacity(8 + method.len() + payload.len());
        frame.extend((method.len() as u32).to_be_bytes());
        frame.extend(method.as_bytes());
        frame.extend(size.to_be_bytes());
        frame.extend(payload);
        let stream = self.stream.as_mut().ok_or(RpcError::Closed)?;
        stream.limit(until)?;
        Ok(stream.write_all(&frame)?)
    }

    fn fill(&mut self, size: usize, until: Option<Instant>) -> Result<(), RpcError> {
        let mut chunk = [0; 16384];
        while self.buffer.len() < size {
            let stream = self.stream.as_mut().ok_or(RpcError::Closed)?;
            stream.limit(until)?;
            match stream.read(&mut chunk) {
                Ok(0) => return Err(RpcError::Lost(String::from("the server closed it"))),
                Ok(count) => self.buffer.extend_from_slice(&chunk[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn receive(&mut self, until: Option<Instant>) -> Result<(i32, Vec<u8>), RpcError> {
        self.fill(8, until)?;
        let number = |at: usize| {
            let mut bytes = [0; 4];
            bytes.copy_from_slice(&self.buffer[at..at + 4]);
            bytes
        };
        let status = i32::from_be_bytes(number(0));
        let size = u32::from_be_bytes(number(4)) as usize;
        if size > self.most {
            return Err(RpcError::Lost(std::format!("a reply of {size} bytes")));
        }
        self.fill(8 + size, until)?;
        let rest = self.buffer.split_off(8 + size);
        let mut data = core::mem::replace(&mut self.buffer, rest);
        data.drain(..8);
        Ok((status, data))
    }
}

impl Transport for Socket {
    fn exchange(&mut self, method: &str, payload: &[u8], until: Option<Instant>) -> Result<(i32, Vec<u8>), RpcError> {
        if let Err(error) = self.send(method, payload, until) {
            self.stream = None; // half a request is of no use to anybody
            return Err(error);
        }
        self.late += 1;
        let answer = self.receive_last(until);
        if !matches!(answer, Ok(_) | Err(RpcError::Deadline)) {
            self.stream = None;
        }
        answer
    }

    fn forget(&mut self, method: &str, payload: &[u8], until: Option<Instant>) {
        match self.send(method, payload, until) {
            Ok(()) => self.late += 1,
            Err(_) => self.stream = None,
        }
    }

    fn has_ended(&self) -> bool {
        self.stream.is_none()
    }
}
