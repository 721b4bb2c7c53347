//! Calls over a transport, one at a time.

use std::boxed::Box;
use std::string::String;
use std::time::{Duration, Instant};
use std::vec::Vec;

use super::{Cancel, RpcError};
use super::messages::{ReadMessage, WriteMessage};
use super::transport::Transport;
use crate::decoder::{Decoder, Options};
use crate::encoder::Encoder;
use crate::map::Key;
use crate::{Error, ErrorKind};

pub(super) type Dial = dyn FnMut(Option<Instant>) -> Result<Box<dyn Transport>, RpcError> + Send;

pub(super) struct Link {
    dial: Box<Dial>,
    transport: Option<Box<dyn Transport>>,
    pub(super) epoch: u64,
    pub(super) timeout: Option<Duration>,
    pub(super) tolerant: bool,
}

struct Hello {
    tolerant: bool,
}

impl WriteMessage for Hello {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa3\x68contract")?;
        encoder.any_text("rt_audio")?;
        encoder.raw(b"\x68tolerant")?;
        encoder.boolean(self.tolerant)?;
        encoder.raw(b"\x6bfingerprint")?;
        encoder.any_text("f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89")
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
    pub(super) fn new(dial: Box<Dial>, timeout: Option<Duration>, tolerant: bool) -> Result<Self, RpcError> {
        let mut link = Self {
            dial,
            transport: None,
            epoch: 0,
            timeout,
            tolerant,
        };
        link.connected(link.until())?;
        Ok(link)
    }

    /// When a call that begins now has to be over.
    fn until(&self) -> Option<Instant> {
        self.timeout.map(|timeout| Instant::now() + timeout)
    }

    fn connected(&mut self, until: Option<Instant>) -> Result<&mut Box<dyn Transport>, RpcError> {
        if self.transport.as_ref().is_none_or(|transport| transport.has_ended()) {
            self.transport = None;
            let mut transport = (self.dial)(until)?;
            self.epoch += 1;
            let hello = Hello {
                tolerant: self.tolerant,
            };
            let (status, data) = transport.exchange("ffi.hello", &encode(&hello)?, until)?;
            if status != 0 {
                return Err(read_error(status, &data)?);
            }
            self.transport = Some(transport);
        }
        self.transport.as_mut().ok_or(RpcError::Closed)
    }

    /// Status and reply, on the connection that objects of these `epochs` are of; 0 is none's.
    pub(super) fn call<R: ReadMessage>(
        &mut self,
        method: &str,
        epochs: &[u64],
        request: &impl WriteMessage,
        accepted: &[i32],
    ) -> Result<(i32, R), RpcError> {
        let payload = encode(request)?;
        let until = self.until();
        if Cancel::is_due() {
            return Err(RpcError::Cancelled);
        }
        self.connected(until)?;
        if epochs.iter().any(|&epoch| epoch != 0 && epoch != self.epoch) {
            return Err(RpcError::Lost(String::from("an object's connection is no more")));
        }
        let (status, data) = self.connected(until)?.exchange(method, &payload, until)?;
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
    #[allow(dead_code)] // where the contract has no objects
    pub(super) fn release(&mut self, method: &str, epoch: u64, request: &impl WriteMessage) {
        if self.epoch != epoch {
            return; // it ended with its connection
        }
        let until = self.until();
        if let (Some(transport), Ok(payload)) = (self.transport.as_mut(), encode(request)) {
            transport.forget(method, &payload, until);
        }
    }
}
