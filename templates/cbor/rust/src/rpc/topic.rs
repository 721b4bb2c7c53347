//! What servers can publish through NATS.

use super::messages::{self, ReadMessage};
use crate::Error;
use crate::decoder::{Decoder, Options};

/// A method whose results servers can publish; the crate `{{crate}}-cbor-nats` listens to it.
#[derive(Clone, Copy, Debug)]
pub struct Topic<T> {
    method: &'static str,
    decode: fn(&[u8]) -> Result<T, Error>,
}

impl<T> Topic<T> {
    /// The name of the method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// What was published.
    ///
    /// # Errors
    /// It is no result of the method.
    pub fn decode(&self, payload: &[u8]) -> Result<T, Error> {
        (self.decode)(payload)
    }
}

#[allow(dead_code)]
fn reply<R: ReadMessage>(payload: &[u8]) -> Result<R, Error> {
    let mut reply = R::default();
    let mut decoder = Decoder::new(payload, Options::default());
    reply.read(&mut decoder)?;
    decoder.end()?;
    Ok(reply)
}

/// The methods of the contract that have one record as their result.
pub mod topics {
    #[allow(unused_imports)]
    use super::{Topic, messages, reply};
{{#topics}}

    /// Of `{{method}}`.
    pub const {{name}}: Topic<crate::records::{{type}}> = Topic {
        method: "{{method}}",
        decode: |payload| Ok(reply::<messages::{{reply}}>(payload)?.{{field}}),
    };
{{/topics}}
}
