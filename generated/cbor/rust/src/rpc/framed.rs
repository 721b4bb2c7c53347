//! Calls over a stream of bytes, on which answers come in the order of requests.

use std::io::{Read, Write};
use std::string::String;
use std::time::{Duration, Instant};
use std::vec::Vec;

use super::cancel::Cancel;
use super::RpcError;
use super::transport::Transport;

/// What [`Framed`] sends and receives through. To read and to write wait no longer than the limit,
/// and fail with `WouldBlock` or `TimedOut` after it; then they can be tried again, and nothing is
/// lost. What was written is on its way when `flush` returns.
pub trait Stream: Read + Write + Send {
    /// How long each of both waits at most; `None`: for ever.
    ///
    /// # Errors
    /// The system's.
    fn set_limit(&self, limit: Option<Duration>) -> std::io::Result<()>;
}

/// The [`Transport`] over a [`Stream`] to a server.
pub struct Framed<S> {
    stream: Option<S>,
    limit: Option<Duration>,
    frame: Vec<u8>,
    buffer: Vec<u8>,
    filled: usize,
    late: usize,
    most: usize,
}

impl<S> core::fmt::Debug for Framed<S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Framed").finish_non_exhaustive()
    }
}

impl<S: Stream> Framed<S> {
    /// Over a stream that is connected and has no limit.
    pub fn new(stream: S) -> Self {
        Self {
            stream: Some(stream),
            limit: None,
            frame: Vec::new(),
            buffer: std::vec![0; 4096],
            filled: 0,
            late: 0,
            most: 64 << 20,
        }
    }

    /// The stream, which waits until then. A limit that it has is kept while it is right but for
    /// 2 ms: to set it for each call takes as long as a read.
    fn limited(&mut self, until: Option<Instant>) -> Result<&mut S, RpcError> {
        let stream = self.stream.as_mut().ok_or(RpcError::Closed)?;
        let left = match until.map(|until| until.saturating_duration_since(Instant::now())) {
            Some(Duration::ZERO) => return Err(RpcError::Deadline),
            left => left,
        };
        let is_right = match (left, self.limit) {
            (Some(left), Some(limit)) => limit >= left && limit - left <= Duration::from_millis(2),
            (left, limit) => left == limit,
        };
        if !is_right {
            stream.set_limit(left)?;
            self.limit = left;
        }
        Ok(stream)
    }

    /// Reads or writes something; nothing where it is only time to ask whether the call goes on.
    fn once(
        &mut self,
        until: Option<Instant>,
        work: impl FnOnce(&mut S) -> std::io::Result<usize>,
    ) -> Result<usize, RpcError> {
        if Cancel::is_due() {
            return Err(RpcError::Cancelled);
        }
        let look = Cancel::next_look(until);
        let failed = match self.limited(look).map(work) {
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
                .once(until, |stream| stream.write(rest))
                .map(|count| sent += count);
        }
        if result.is_ok() {
            result = self.flush(until);
        }
        // Half a request is of no use to anybody; one that has not begun does no harm.
        if sent > 0 || matches!(result, Err(RpcError::Lost(_))) {
            self.stream = self.stream.take().filter(|_| result.is_ok());
        }
        self.frame = frame;
        result
    }

    /// What was written is on its way, and is asked first: a call that is given up then was sent.
    fn flush(&mut self, until: Option<Instant>) -> Result<(), RpcError> {
        loop {
            match self.stream.as_mut().map_or(Ok(()), Write::flush) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => match RpcError::from(error) {
                    RpcError::Deadline if Cancel::is_due() => return Err(RpcError::Cancelled),
                    RpcError::Deadline if until.is_none_or(|until| Instant::now() < until) => {}
                    error => return Err(error),
                },
            }
        }
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
                .once(until, |stream| stream.read(free))
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

impl<S: Stream> Transport for Framed<S> {
    fn exchange(&mut self, method: &str, payload: &[u8], until: Option<Instant>) -> Result<(i32, Vec<u8>), RpcError> {
        self.send(method, payload, until)?;
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
            Err(_) => self.stream = None, // what was to be closed ends with the connection
        }
    }

    fn has_ended(&self) -> bool {
        self.stream.is_none()
    }
}
