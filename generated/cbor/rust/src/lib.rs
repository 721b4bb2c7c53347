//! The messages of rt_audio_ffi.h as CBOR (RFC 8949).
//!
//! Nothing is allocated, no library is needed, and no line is unsafe. The same value gives the same
//! bytes in every language and on every machine.
//!
//! ```
//! use rt_audio_cbor::{Cbor, AudioBlock};
//!
//! let value = AudioBlock::default();
//! let mut buffer = [0; AudioBlock::MAX_SIZE];
//! if let Ok(message) = value.encode(&mut buffer) {
//!     assert_eq!(AudioBlock::decode(message), Ok(value));
//! }
//! ```
#![no_std]

#[cfg(feature = "rpc")]
extern crate std;

#[allow(dead_code, reason = "what is needed depends on the contract")]
mod decoder;
#[allow(dead_code, reason = "what is needed depends on the contract")]
mod encoder;
mod enums;
mod error;
#[allow(dead_code, reason = "what is needed depends on the contract")]
mod float;
#[allow(dead_code, reason = "what is needed depends on the contract")]
mod map;
mod message;
mod number;
#[allow(clippy::single_match)] // of records with one field
mod records;
#[cfg(feature = "rpc")]
#[rustfmt::skip]
pub mod rpc;
mod text;

pub use decoder::{Decoder, Options};
pub use encoder::Encoder;
pub use enums::*;
pub use error::{Error, ErrorKind};
pub use message::Cbor;
pub use records::*;
pub use text::{Text, TextError};
