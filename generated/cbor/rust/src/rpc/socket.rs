//! A connection to a server by a socket, on which answers come in the order of requests.

use std::io::{Read, Write};
use std::net::TcpStream;
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::string::String;
use std::time::{Duration, Instant};
use std::vec::Vec;

use super::cancel::Cancel;
use super::RpcError;
use super::transport::Transport;

enum Stream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

#[derive(Clone, Copy)]
enum Side {
    Read,
    Write,
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
        if Cancel::next_look(until).is_none() {
            return Self::dial(address);
        }
        let (give, take) = std::sync::mpsc::sync_channel(1);
        let address = String::from(address);
        let dial = move || {
            // Nobody takes what comes too late: it is closed.
            let _ = give.send(Self::dial(&address));
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

    fn set_limit(&self, side: Side, limit: Option<Duration>) -> std::io::Result<()> {
        match (self, side) {
            (Self::Tcp(stream), Side::Read) => stream.set_read_timeout(limit),
            (Self::Tcp(stream), Side::Write) => stream.set_write_timeout(limit),
            #[cfg(unix)]
            (Self::Unix(stream), Side::Read) => stream.set_read_timeout(limit),
            #[cfg(unix)]
            (Self::Unix(stream), Side::Write) => stream.set_write_timeout(limit),
        }
    }

    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.read(to),
            #[cfg(unix)]
            Self::Unix(stream) => stream.read(to),
        }
    }

    fn write(&mut self, from: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.write(from),
            #[cfg(unix)]
            Self::Unix(stream) => stream.write(from),
        }
    }
}

pub(super) struct Socket {
    stream: Option<Stream>,
    limits: [Option<Duration>; 2],
    frame: Vec<u8>,
    buffer: Vec<u8>,
    filled: usize,
    late: usize,
    most: usize,
}

impl Socket {
    pub(super) fn dial(address: &str, until: Option<Instant>) -> Result<Self, RpcError> {
        Ok(Self {
            stream: Some(Stream::dial_until(address, until)?),
            limits: [None; 2],
            frame: Vec::new(),
            buffer: std::vec![0; 4096],
            filled: 0,
            late: 0,
            most: 64 << 20,
        })
    }

    /// The stream, which waits until then. A limit that it has is kept while it is right but for
    /// 2 ms: to set it for each call takes as long as a read.
    fn limited(&mut self, side: Side, until: Option<Instant>) -> Result<&mut Stream, RpcError> {
        let stream = self.stream.as_mut().ok_or(RpcError::Closed)?;
        let limit = &mut self.limits[side as usize];
        let left = match until.map(|until| until.saturating_duration_since(Instant::now())) {
            Some(Duration::ZERO) => return Err(RpcError::Deadline),
            left => left,
        };
        let is_right = match (left, *limit) {
            (Some(left), Some(limit)) => limit >= left && limit - left <= Duration::from_millis(2),
            (left, limit) => left == limit,
        };
        if !is_right {
            stream.set_limit(side, left)?;
            *limit = left;
        }
        Ok(stream)
    }

    /// Reads or writes something; nothing where it is only time to ask whether the call goes on.
    fn once(
        &mut self,
        side: Side,
        until: Option<Instant>,
        work: impl FnOnce(&mut Stream) -> std::io::Result<usize>,
    ) -> Result<usize, RpcError> {
        if Cancel::is_due() {
            return Err(RpcError::Cancelled);
        }
        let look = Cancel::next_look(until);
        let failed = match self.limited(side, look).map(work) {
            Ok(Ok(0)) => return Err(RpcError::Lost(String::from("the server closed it"))),
            Ok(Ok(count)) => return Ok(count),
            Ok(Err(error)) if error.kind() == std::io::ErrorKind::Interrupted => return Ok(0),
            Ok(Err(error)) => error.into(),
            Err(error) => error,
        };
        let goes_on = matches!(failed, RpcError::Deadline) && look != until;
        if goes_on { Ok(0) } else { Err(failed) }
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
        let mut frame = core::mem::take(&mut self.frame);
        frame.clear();
        frame.extend((method.len() as u32).to_be_bytes());
        frame.extend(method.as_bytes());
        frame.extend(size.to_be_bytes());
        frame.extend(payload);
        let mut sent = 0;
        let mut result = Ok(());
        while sent < frame.len() && result.is_ok() {
            let rest = &frame[sent..];
            result = self
                .once(Side::Write, until, |stream| stream.write(rest))
                .map(|count| sent += count);
        }
        self.frame = frame;
        result
    }

    fn fill(&mut self, size: usize, until: Option<Instant>) -> Result<(), RpcError> {
        let mut buffer = core::mem::take(&mut self.buffer);
        let mut result = Ok(());
        while self.filled < size && result.is_ok() {
            if self.filled == buffer.len() {
                buffer.resize(size.min(2 * self.filled), 0); // no more than twice what came
            }
            let free = &mut buffer[self.filled..];
            result = self
                .once(Side::Read, until, |stream| stream.read(free))
                .map(|count| self.filled += count);
        }
        self.buffer = buffer;
        result
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
        let end = 8 + size;
        self.fill(end, until)?;
        let data = Vec::from(&self.buffer[8..end]);
        self.buffer.copy_within(end..self.filled, 0);
        self.filled -= end;
        if self.buffer.len() > 1 << 20 && self.filled < 4096 {
            self.buffer.truncate(4096); // after a large answer
            self.buffer.shrink_to_fit();
        }
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
        if matches!(answer, Err(RpcError::Deadline | RpcError::Cancelled)) {
            // Nobody waits any more: the server may end a wait.
            self.forget("ffi.cancel", &[0xa0], Some(Instant::now() + Duration::from_millis(100)));
        }
        if !matches!(answer, Ok(_) | Err(RpcError::Deadline | RpcError::Cancelled)) {
            self.stream = None;
        }
        answer
    }

    fn forget(&mut self, method: &str, payload: &[u8], until: Option<Instant>) {
        match Cancel::new().during(|| self.send(method, payload, until)) {
            Ok(()) => self.late += 1,
            Err(_) => self.stream = None,
        }
    }

    fn has_ended(&self) -> bool {
        self.stream.is_none()
    }
}
