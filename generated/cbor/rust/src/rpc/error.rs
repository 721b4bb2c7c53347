//! What calls fail with.

use core::fmt;
use std::string::String;

use crate::Error;

/// Why a call has no reply.
#[derive(Debug)]
#[non_exhaustive]
pub enum RpcError {
    /// The connection of the call or of the object is no more. The client's next call makes a new
    /// one; objects have to be opened again.
    Lost(String),
    /// No answer came in time. The call may have been made all the same.
    Deadline,
    /// The call was given up by a [`Cancel`](super::Cancel). It may have been made.
    Cancelled,
    /// The object was closed, or is another client's.
    Closed,
    /// A value that has no encoding, or an answer that is none.
    Encoding(Error),
    /// What the server answers to a call that failed.
    Call {
        /// The contract's, or the protocol's, which are below -2147483584.
        code: i32,
        /// As C has it; `ffi.…` of the protocol.
        name: String,
        /// What went wrong.
        text: String,
    },
}

impl RpcError {
    /// The code of a call that failed.
    #[must_use]
    pub fn code(&self) -> Option<i32> {
        match self {
            Self::Call { code, .. } => Some(*code),
            _ => None,
        }
    }
}

impl fmt::Display for RpcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(text) => write!(f, "connection lost: {text}"),
            Self::Deadline => f.write_str("no answer in time"),
            Self::Cancelled => f.write_str("given up"),
            Self::Closed => f.write_str("closed, or another client's"),
            Self::Encoding(error) => error.fmt(f),
            Self::Call { name, text, .. } => write!(f, "{name}: {text}"),
        }
    }
}

impl core::error::Error for RpcError {}

impl From<Error> for RpcError {
    fn from(error: Error) -> Self {
        Self::Encoding(error)
    }
}

impl From<std::io::Error> for RpcError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut => Self::Deadline,
            _ => Self::Lost(std::format!("{error}")),
        }
    }
}
