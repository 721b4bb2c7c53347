//! A connection to a server, one call at a time.

use std::io::{Read, Write};
use std::net::TcpStream;
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::string::String;
use std::time::{Duration, Instant};
use std::vec::Vec;

use super::RpcError;
use super::messages::{ReadMessage, WriteMessage};
use crate::decoder::{Decoder, Options};
use crate::encoder::Encoder;
use crate::map::Key;
use crate::{Error, ErrorKind};

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

pub(super) struct Link {
    address: String,
    stream: Option<Stream>,
    buffer: Vec<u8>,
    late: usize,
    pub(super) epoch: u64,
    pub(super) timeout: Option<Duration>,
    pub(super) tolerant: bool,
    pub(super) most: usize,
}

struct Hello {
    tolerant: bool,
}

impl WriteMessage for Hello {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa3\x68contract")?;
        encoder.any_text("{{package}}")?;
        encoder.raw(b"\x68tolerant")?;
        encoder.boolean(self.tolerant)?;
        encoder.raw(b"\x6bfingerprint")?;
        encoder.any_text("{{fingerprint}}")
    }
}

pub(super) struct Nothing;

impl WriteMessage for Nothing {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(&[0xa0])
    }
}

#[derive(Default)]
pub(super) struct Described {
    pub(super) cddl: String,
}

impl ReadMessage for Described {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        const KEYS: [Key; 1] = [Key::Name("cddl")];
        let mut map = decoder.open_map([1])?;
        while decoder.next_field(&mut map, &KEYS)?.is_some() {
            self.cddl = decoder.any_text()?;
        }
        decoder.close_map(&map, &KEYS)
    }
}

fn read_error(status: i32, data: &[u8]) -> Result<RpcError, Error> {
    const KEYS: [Key; 3] = [Key::Name("code"), Key::Name("name"), Key::Name("text")];
    let mut decoder = Decoder::new(data, Options::default());
    let mut map = decoder.open_map([7])?;
    let (mut name, mut text) = (String::new(), String::new());
    while let Some(field) = decoder.next_field(&mut map, &KEYS)? {
        match field {
            0 => drop(decoder.signed::<i32>(i32::MIN.into(), i32::MAX.into())?),
            1 => name = decoder.any_text()?,
            _ => text = decoder.any_text()?,
        }
    }
    decoder.close_map(&map, &KEYS)?;
    decoder.end()?;
    Ok(RpcError::Call {
        code: status,
        name,
        text,
    })
}

fn encode(request: &impl WriteMessage) -> Result<Vec<u8>, Error> {
    let mut size = 256;
    loop {
        let mut payload = std::vec![0; size];
        let mut encoder = Encoder::new(&mut payload);
        match request.write(&mut encoder) {
            Ok(()) => {
                let size = encoder.position();
                payload.truncate(size);
                return Ok(payload);
            }
            Err(error) if error.kind == ErrorKind::Full => size *= 4,
            Err(error) => return Err(error),
        }
    }
}

impl Link {
    pub(super) fn new(address: &str, timeout: Option<Duration>, tolerant: bool) -> Result<Self, RpcError> {
        let mut link = Self {
            address: String::from(address),
            stream: None,
            buffer: Vec::new(),
            late: 0,
            epoch: 0,
            timeout,
            tolerant,
            most: 64 << 20,
        };
        link.connect(link.until())?;
        Ok(link)
    }

    /// When a call that begins now has to be over.
    fn until(&self) -> Option<Instant> {
        self.timeout.map(|timeout| Instant::now() + timeout)
    }

    fn connect(&mut self, until: Option<Instant>) -> Result<(), RpcError> {
        self.buffer.clear();
        self.late = 0;
        self.stream = Some(Stream::dial_until(&self.address, until)?);
        self.epoch += 1;
        let hello = Hello {
            tolerant: self.tolerant,
        };
        let answered = self.exchange("ffi.hello", &encode(&hello)?, until).and_then(|(status, data)| {
            if status == 0 { Ok(()) } else { Err(read_error(status, &data)?) }
        });
        if answered.is_err() {
            self.stream = None;
        }
        answered
    }

    /// Status and reply. Where `epoch` is not 0, only on that connection.
    pub(super) fn call<R: ReadMessage>(
        &mut self,
        method: &str,
        epoch: u64,
        request: &impl WriteMessage,
        accepted: &[i32],
    ) -> Result<(i32, R), RpcError> {
        let payload = encode(request)?;
        let until = self.until();
        if self.stream.is_none() {
            self.connect(until)?;
        }
        if epoch != 0 && epoch != self.epoch {
            return Err(RpcError::Lost(String::from("the object's connection is no more")));
        }
        let (status, data) = self.exchange(method, &payload, until)?;
        if !accepted.contains(&status) {
            return Err(read_error(status, &data)?);
        }
        let mut reply = R::default();
        let mut decoder = Decoder::new(&data, Options::default());
        reply.read(&mut decoder)?;
        decoder.end()?;
        Ok((status, reply))
    }

    /// Ends an object without waiting for the answer.
    pub(super) fn release(&mut self, method: &str, epoch: u64, request: &impl WriteMessage) {
        if self.stream.is_none() || self.epoch != epoch {
            return; // it ended with its connection
        }
        let Ok(payload) = encode(request) else { return };
        match self.send(method, &payload, self.until()) {
            Ok(()) => self.late += 1,
            Err(_) => self.stream = None,
        }
    }

    fn exchange(&mut self, method: &str, payload: &[u8], until: Option<Instant>) -> Result<(i32, Vec<u8>), RpcError> {
        if let Err(error) = self.send(method, payload, until) {
            self.stream = None; // half a request is of no use to anybody
            return Err(error);
        }
        self.late += 1;
        loop {
            let answer = self.receive(until);
            match answer {
                Ok(answer) => {
                    self.late -= 1;
                    if self.late == 0 {
                        return Ok(answer);
                    }
                }
                Err(RpcError::Deadline) => return Err(RpcError::Deadline),
                Err(error) => {
                    self.stream = None;
                    return Err(error);
                }
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
