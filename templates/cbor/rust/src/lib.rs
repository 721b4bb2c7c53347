//! The messages of {{header}} as CBOR (RFC 8949).
//!
//! Nothing is allocated, no library is needed, and no line is unsafe. The same value gives the same
//! bytes in every language and on every machine.
{{#has_records}}
//!
//! ```
//! use {{lib}}::{Cbor, {{example}}};
//!
//! let value = {{example}}::default();
//! let mut buffer = [0; {{example}}::MAX_SIZE];
//! if let Ok(message) = value.encode(&mut buffer) {
//!     assert_eq!({{example}}::decode(message), Ok(value));
//! }
//! ```
{{/has_records}}
#![no_std]
{{#has_calls}}

#[cfg(feature = "rpc")]
extern crate std;
{{/has_calls}}

#[allow(dead_code, reason = "what is needed depends on the contract")]
mod decoder;
#[allow(dead_code, reason = "what is needed depends on the contract")]
mod encoder;
{{#has_enums}}
mod enums;
{{/has_enums}}
mod error;
#[allow(dead_code, reason = "what is needed depends on the contract")]
mod float;
#[allow(dead_code, reason = "what is needed depends on the contract")]
mod map;
mod message;
mod number;
{{#has_records}}
#[allow(clippy::single_match)] // of records with one field
mod records;
{{/has_records}}
{{#has_calls}}
#[cfg(feature = "rpc")]
#[rustfmt::skip]
pub mod rpc;
{{/has_calls}}
mod text;
{{#has_wide}}
#[allow(dead_code, reason = "what is needed depends on the contract")]
mod wide;
{{/has_wide}}

pub use decoder::{Decoder, Options};
pub use encoder::Encoder;
{{#has_enums}}
pub use enums::*;
{{/has_enums}}
pub use error::{Error, ErrorKind};
pub use message::Cbor;
{{#has_records}}
pub use records::*;
{{/has_records}}
pub use text::{Text, TextError};
