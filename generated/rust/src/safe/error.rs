//! What a call fails with.

use crate::raw;
use std::borrow::Cow;
use std::ffi::CStr;
use std::fmt;

/// Why a call failed: the library's own text, or what the code means where a real-time thread must
/// not allocate.
pub type Why = Cow<'static, str>;

/// What went wrong. The numbers are stable: none is ever used again for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A pointer that must not be NULL was.
    NullPointer(Why),
    /// A value out of its range, or not allowed here.
    InvalidArgument(Why),
    /// No such segment, service or entry.
    NotFound(Why),
    /// The name is taken by a live owner.
    Exists(Why),
    /// No free slot, and none may be overwritten.
    Full(Why),
    /// Nothing to read.
    Empty(Why),
    /// The time ran out first.
    Timeout(Why),
    /// The other side closed it for good.
    Closed(Why),
    /// The owner died, or the id belongs to an ended life.
    Stale(Why),
    /// Made by another major version of the contract.
    VersionMismatch(Why),
    /// Made from a contract with another layout.
    FingerprintMismatch(Why),
    /// The system refused access.
    Permission(Why),
    /// Memory or shared memory ran out.
    OutOfMemory(Why),
    /// A system call failed; the text names it.
    System(Why),
    /// The segment is foreign, short or half built.
    Corrupt(Why),
    /// Another live process or claim holds it.
    Busy(Why),
    /// A defect in the library.
    Internal(Why),
    /// This system has no such thing; the text says what it lacks.
    Unsupported(Why),
    /// A code that this version of the crate does not know.
    Unknown(i64, Why),
    /// An argument that cannot be passed on: a text with a NUL inside, or lengths that do not fit.
    Argument(Why),
    /// The library gave nothing where it should have given an object, or a value it must not give.
    Null(Why),
    /// The loaded library was built from another contract. Nothing of it is used.
    ContractMismatch(Why),
}

impl Error {
    /// The text that says why.
    #[must_use]
    pub fn why(&self) -> &str {
        match self {
            Self::NullPointer(why) => why,
            Self::InvalidArgument(why) => why,
            Self::NotFound(why) => why,
            Self::Exists(why) => why,
            Self::Full(why) => why,
            Self::Empty(why) => why,
            Self::Timeout(why) => why,
            Self::Closed(why) => why,
            Self::Stale(why) => why,
            Self::VersionMismatch(why) => why,
            Self::FingerprintMismatch(why) => why,
            Self::Permission(why) => why,
            Self::OutOfMemory(why) => why,
            Self::System(why) => why,
            Self::Corrupt(why) => why,
            Self::Busy(why) => why,
            Self::Internal(why) => why,
            Self::Unsupported(why) => why,
            Self::Unknown(_, why) | Self::Argument(why) | Self::Null(why) => why,
            Self::ContractMismatch(why) => why,
        }
    }

    /// The error for a code that is no success.
    fn from_status(status: raw::rt_ffi_error, why: Why) -> Self {
        match status {
            raw::RT_FFI_ERROR_NULL_POINTER => Self::NullPointer(why),
            raw::RT_FFI_ERROR_INVALID_ARGUMENT => Self::InvalidArgument(why),
            raw::RT_FFI_ERROR_NOT_FOUND => Self::NotFound(why),
            raw::RT_FFI_ERROR_EXISTS => Self::Exists(why),
            raw::RT_FFI_ERROR_FULL => Self::Full(why),
            raw::RT_FFI_ERROR_EMPTY => Self::Empty(why),
            raw::RT_FFI_ERROR_TIMEOUT => Self::Timeout(why),
            raw::RT_FFI_ERROR_CLOSED => Self::Closed(why),
            raw::RT_FFI_ERROR_STALE => Self::Stale(why),
            raw::RT_FFI_ERROR_VERSION_MISMATCH => Self::VersionMismatch(why),
            raw::RT_FFI_ERROR_FINGERPRINT_MISMATCH => Self::FingerprintMismatch(why),
            raw::RT_FFI_ERROR_PERMISSION => Self::Permission(why),
            raw::RT_FFI_ERROR_OUT_OF_MEMORY => Self::OutOfMemory(why),
            raw::RT_FFI_ERROR_SYSTEM => Self::System(why),
            raw::RT_FFI_ERROR_CORRUPT => Self::Corrupt(why),
            raw::RT_FFI_ERROR_BUSY => Self::Busy(why),
            raw::RT_FFI_ERROR_INTERNAL => Self::Internal(why),
            raw::RT_FFI_ERROR_UNSUPPORTED => Self::Unsupported(why),
            other => Self::Unknown(i64::from(other.0), why),
        }
    }

    /// What a code means.
    fn meaning(status: raw::rt_ffi_error) -> &'static str {
        match status {
            raw::RT_FFI_ERROR_NULL_POINTER => "A pointer that must not be NULL was.",
            raw::RT_FFI_ERROR_INVALID_ARGUMENT => "A value out of its range, or not allowed here.",
            raw::RT_FFI_ERROR_NOT_FOUND => "No such segment, service or entry.",
            raw::RT_FFI_ERROR_EXISTS => "The name is taken by a live owner.",
            raw::RT_FFI_ERROR_FULL => "No free slot, and none may be overwritten.",
            raw::RT_FFI_ERROR_EMPTY => "Nothing to read.",
            raw::RT_FFI_ERROR_TIMEOUT => "The time ran out first.",
            raw::RT_FFI_ERROR_CLOSED => "The other side closed it for good.",
            raw::RT_FFI_ERROR_STALE => "The owner died, or the id belongs to an ended life.",
            raw::RT_FFI_ERROR_VERSION_MISMATCH => "Made by another major version of the contract.",
            raw::RT_FFI_ERROR_FINGERPRINT_MISMATCH => "Made from a contract with another layout.",
            raw::RT_FFI_ERROR_PERMISSION => "The system refused access.",
            raw::RT_FFI_ERROR_OUT_OF_MEMORY => "Memory or shared memory ran out.",
            raw::RT_FFI_ERROR_SYSTEM => "A system call failed; the text names it.",
            raw::RT_FFI_ERROR_CORRUPT => "The segment is foreign, short or half built.",
            raw::RT_FFI_ERROR_BUSY => "Another live process or claim holds it.",
            raw::RT_FFI_ERROR_INTERNAL => "A defect in the library.",
            raw::RT_FFI_ERROR_UNSUPPORTED => {
                "This system has no such thing; the text says what it lacks."
            }
            _ => "a code that this version does not know",
        }
    }

    /// Nothing where an object was expected, and no text says why.
    #[cold]
    pub(super) const fn nothing() -> Self {
        Self::Null(Why::Borrowed("the library gave no object"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(code, why) => write!(f, "{why} (code {code})"),
            other => f.write_str(other.why()),
        }
    }
}

impl std::error::Error for Error {}

/// The calling thread's last error text.
fn last_text() -> String {
    // SAFETY: the text ends with NUL and lives until this thread's next call.
    unsafe {
        let text = raw::rt_ffi_last_error();
        if text.is_null() {
            return String::new();
        }
        CStr::from_ptr(text).to_string_lossy().into_owned()
    }
}

/// The library's text for a code.
fn text_of(status: raw::rt_ffi_error) -> String {
    // SAFETY: null, or a text that ends with NUL and that the library keeps.
    unsafe {
        let text = raw::rt_ffi_error_text(status);
        if text.is_null() {
            return String::new();
        }
        CStr::from_ptr(text).to_string_lossy().into_owned()
    }
}

/// Turns a code into a result, with the library's text.
#[inline]
pub(super) fn check(status: raw::rt_ffi_error) -> Result<(), Error> {
    #[cold]
    fn failed(status: raw::rt_ffi_error) -> Error {
        let text = last_text();
        if !text.is_empty() {
            return Error::from_status(status, text.into());
        }
        let why = Why::Borrowed(Error::meaning(status));
        let error = Error::from_status(status, why);
        // The library need not have a text for a code that its header does not name.
        if matches!(error, Error::Unknown(..)) {
            return error;
        }
        let text = text_of(status);
        if text.is_empty() {
            error
        } else {
            Error::from_status(status, text.into())
        }
    }
    if status == raw::RT_FFI_OK {
        Ok(())
    } else {
        Err(failed(status))
    }
}

/// The same for a real-time thread: the meaning of the code alone, nothing is allocated.
#[inline]
pub(super) fn check_realtime(status: raw::rt_ffi_error) -> Result<(), Error> {
    if status == raw::RT_FFI_OK {
        Ok(())
    } else {
        let why = Why::Borrowed(Error::meaning(status));
        Err(Error::from_status(status, why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_variant() {
        macro_rules! check {
            ($($code:expr => $variant:ident,)*) => {
                $(
                    let error = Error::from_status($code, "why".into());
                    assert_eq!(error, Error::$variant("why".into()));
                    assert_eq!(error.to_string(), "why");
                    assert!(!Error::meaning($code).is_empty());
                )*
            };
        }
        check! {
            raw::RT_FFI_ERROR_NULL_POINTER => NullPointer,
            raw::RT_FFI_ERROR_INVALID_ARGUMENT => InvalidArgument,
            raw::RT_FFI_ERROR_NOT_FOUND => NotFound,
            raw::RT_FFI_ERROR_EXISTS => Exists,
            raw::RT_FFI_ERROR_FULL => Full,
            raw::RT_FFI_ERROR_EMPTY => Empty,
            raw::RT_FFI_ERROR_TIMEOUT => Timeout,
            raw::RT_FFI_ERROR_CLOSED => Closed,
            raw::RT_FFI_ERROR_STALE => Stale,
            raw::RT_FFI_ERROR_VERSION_MISMATCH => VersionMismatch,
            raw::RT_FFI_ERROR_FINGERPRINT_MISMATCH => FingerprintMismatch,
            raw::RT_FFI_ERROR_PERMISSION => Permission,
            raw::RT_FFI_ERROR_OUT_OF_MEMORY => OutOfMemory,
            raw::RT_FFI_ERROR_SYSTEM => System,
            raw::RT_FFI_ERROR_CORRUPT => Corrupt,
            raw::RT_FFI_ERROR_BUSY => Busy,
            raw::RT_FFI_ERROR_INTERNAL => Internal,
            raw::RT_FFI_ERROR_UNSUPPORTED => Unsupported,
        }
    }

    #[test]
    fn codes_of_the_future_are_kept() {
        let error = Error::Unknown(1_000_000, "new".into());
        assert_eq!(error.to_string(), "new (code 1000000)");
        assert_eq!(error.why(), "new");
    }
}
