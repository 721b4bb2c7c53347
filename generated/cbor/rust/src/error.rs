//! What can be wrong with a value or a message.

use core::fmt;

/// Why a value was not encoded or a message not decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Encoding: the buffer is too small.
    Full,
    /// The message ends inside an item.
    Truncated,
    /// Bytes follow the message.
    Trailing,
    /// No CBOR item begins like this.
    Malformed,
    /// Not the one encoding of RFC 8949, 4.2; a string in chunks, even when not strict.
    NotDeterministic,
    /// Strict: a key that the contract lacks.
    UnknownKey,
    /// A field without a default is not there.
    MissingKey,
    /// A field is there twice.
    RepeatedKey,
    /// An item of another type than the field's.
    WrongType,
    /// A value that the field cannot have.
    OutOfRange,
    /// Text that is not UTF-8.
    BadUtf8,
    /// More bytes or elements than the field holds.
    TooLong,
    /// Nested deeper than allowed.
    TooDeep,
    /// A message larger than allowed.
    Limit,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "buffer too small",
            Self::Truncated => "truncated",
            Self::Trailing => "trailing bytes",
            Self::Malformed => "malformed",
            Self::NotDeterministic => "not deterministic",
            Self::UnknownKey => "unknown key",
            Self::MissingKey => "missing key",
            Self::RepeatedKey => "repeated key",
            Self::WrongType => "wrong type",
            Self::OutOfRange => "out of range",
            Self::BadUtf8 => "not UTF-8",
            Self::TooLong => "too long",
            Self::TooDeep => "too deep",
            Self::Limit => "larger than limit",
        })
    }
}

/// What was wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Error {
    /// What.
    pub kind: ErrorKind,
    /// Offset in the message of the item at fault.
    pub position: usize,
    /// The field that is missing.
    pub key: Option<&'static str>,
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, position: usize) -> Self {
        Self {
            kind,
            position,
            key: None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let Some(key) = self.key {
            write!(f, " '{key}'")?;
        }
        write!(f, " at byte {}", self.position)
    }
}

impl core::error::Error for Error {}
