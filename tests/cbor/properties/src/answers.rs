//! The client's framing: whatever comes, in whatever parts and however late, each call gets its own
//! answer or an error.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use timer_cbor::rpc::{Framed, RpcError, Stream, Transport};

/// A stream of which nothing waits: how much each read and write takes, in turn, 0 being nothing yet.
pub struct Script {
    parts: Vec<usize>,
    turn: usize,
    incoming: Vec<u8>,
    /// Of each whole request that was written, where somebody answers.
    answer: Option<fn(&[u8]) -> Vec<u8>>,
    written: Arc<Mutex<Vec<u8>>>,
    asked: usize,
}

impl Script {
    /// Says this, whatever is asked, and ends.
    pub fn saying(incoming: Vec<u8>, parts: Vec<usize>) -> Self {
        Self {
            parts,
            turn: 0,
            incoming,
            answer: None,
            written: Arc::default(),
            asked: 0,
        }
    }

    fn part(&mut self) -> Result<usize> {
        self.turn += 1;
        match self.parts[self.turn % self.parts.len()] {
            0 => Err(Error::from(ErrorKind::WouldBlock)),
            size => Ok(size),
        }
    }
}

impl Read for Script {
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        let size = self.part()?.min(to.len()).min(self.incoming.len());
        if size == 0 && self.answer.is_some() {
            return Err(Error::from(ErrorKind::WouldBlock));
        }
        to[..size].copy_from_slice(&self.incoming[..size]);
        self.incoming.drain(..size);
        Ok(size)
    }
}

impl Write for Script {
    fn write(&mut self, from: &[u8]) -> Result<usize> {
        let size = self.part()?.min(from.len());
        let mut written = self.written.lock().unwrap();
        written.extend(&from[..size]);
        while let (Some(answer), Some(frame)) = (self.answer, request(&written[self.asked..])) {
            self.asked += frame.len();
            self.incoming.extend(answer(frame));
        }
        Ok(size)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Stream for Script {
    fn set_limit(&self, _: Option<Duration>) -> Result<()> {
        Ok(())
    }
}

fn length(data: &[u8], at: usize) -> Option<usize> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().unwrap()) as usize)
}

/// The whole request that data begins with.
fn request(data: &[u8]) -> Option<&[u8]> {
    let method = length(data, 0)?;
    data.get(..8 + method + length(data, 4 + method)?)
}

/// An answer as it is sent.
pub fn frame(status: i32, payload: &[u8]) -> Vec<u8> {
    let size = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&status.to_be_bytes(), &size[..], payload].concat()
}

/// The answer that data begins with, where it has one that a client takes.
fn answer(data: &[u8]) -> Option<(i32, &[u8])> {
    let size = length(data, 4).filter(|&size| size <= 64 << 20)?;
    let status = i32::from_be_bytes(data[..4].try_into().unwrap());
    Some((status, data.get(8..8 + size)?))
}

fn answers() -> impl Strategy<Value = Vec<u8>> {
    let payload = prop::collection::vec(any::<u8>(), 0..300);
    let piece = prop_oneof![
        6 => (any::<i32>(), payload.clone()).prop_map(|(status, payload)| frame(status, &payload)),
        1 => (any::<i32>(), 4000..40_000_usize).prop_map(|(status, size)| frame(status, &vec![7; size])),
        1 => (any::<i32>(), any::<u32>(), payload.clone()).prop_map(|(status, size, payload)| {
            [&status.to_be_bytes(), &size.to_be_bytes(), &payload[..]].concat()
        }),
        1 => payload,
        1 => crate::damaged(crate::seeds("ANSWERS")),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::config())]

    /// What is there is given answer by answer; the rest is none, and takes no memory that did not come.
    #[test]
    fn any_answers(data in answers(), parts in prop::collection::vec(1..5000_usize, 1..5)) {
        let mut framed = Framed::new(Script::saying(data.clone(), parts));
        let mut rest = &data[..];
        let mut exchange = || {
            let (given, most) = crate::most(|| framed.exchange("m", b"\xa0", None));
            (given, most <= 3 * data.len() + 10_000)
        };
        while let Some((status, payload)) = answer(rest) {
            let (given, is_little) = exchange();
            prop_assert!(is_little);
            prop_assert_eq!(given.unwrap(), (status, payload.to_vec()));
            rest = &rest[8 + payload.len()..];
        }
        let (given, is_little) = exchange();
        prop_assert!(is_little && matches!(given, Err(RpcError::Lost(_))), "{given:?}");
        prop_assert!(framed.has_ended());
    }

    /// Who gives a call up gets the answer of none but its own with the next one, and sends no half request
    /// before another.
    #[test]
    fn late_answers(count in 1..12_i32, parts in prop::collection::vec(prop_oneof![Just(0), 1..60_usize], 1..9)) {
        prop_assume!(parts.iter().any(|&part| part > 0));
        let mut script = Script::saying(Vec::new(), parts);
        script.answer = Some(|request| frame(i32::from(request[4]), request));
        let written = script.written.clone();
        let mut framed = Framed::new(script);
        for number in 0..count {
            let method = [b'A' + u8::try_from(number).unwrap()];
            let method = core::str::from_utf8(&method).unwrap();
            match framed.exchange(method, &vec![0xf6; number as usize * 9], None) {
                Ok((status, payload)) => {
                    prop_assert_eq!(status, i32::from(method.as_bytes()[0]));
                    prop_assert_eq!(payload.len(), 9 + number as usize * 9);
                }
                Err(RpcError::Deadline) => {}
                Err(RpcError::Closed | RpcError::Lost(_)) => prop_assert!(framed.has_ended()),
                Err(other) => prop_assert!(false, "{other:?}"),
            }
        }
        let written = written.lock().unwrap();
        let mut rest = &written[..];
        while let Some(whole) = request(rest) {
            let method = &whole[4..whole.len().min(14)];
            prop_assert!(whole[3] == 1 || method == b"ffi.cancel", "{whole:x?}");
            rest = &rest[whole.len()..];
        }
        prop_assert!(rest.is_empty() || framed.has_ended(), "{rest:x?} before another request");
    }
}
