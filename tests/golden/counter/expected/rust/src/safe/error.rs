//! What a call fails with.

use crate::raw;
use std::borrow::Cow;
use std::ffi::CStr;
use std::fmt;

/// Why a call failed: the library's own text, or what the code means where a real-time thread must
/// not allocate.
pub type Why = Cow<'static, str>;

/// What can [`Counter::go`](crate::Counter::go) wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// No counter has that name.
    NotFound(Why),
    /// C's `CTR_ERROR_FULL`.
    Full(Why),
    /// A code that this version of the crate does not know.
    Unknown(i64, Why),
    /// An argument that cannot be passed on: a text with a NUL inside, or lengths that do not fit.
    Argument(Why),
    /// The library gave nothing where it should have given an object, or a value it must not give.
    Null(Why),
}

impl Error {
    /// The text that says why.
    #[must_use]
    pub fn why(&self) -> &str {
        match self {
            Self::NotFound(why) => why,
            Self::Full(why) => why,
            Self::Unknown(_, why) | Self::Argument(why) | Self::Null(why) => why,
        }
    }

    /// The error for a code that is no success.
    fn from_status(status: raw::ctr_error, why: Why) -> Self {
        match status {
            raw::CTR_ERROR_NOT_FOUND => Self::NotFound(why),
            raw::CTR_ERROR_FULL => Self::Full(why),
            other => Self::Unknown(i64::from(other.0), why),
        }
    }

    /// What a code means.
    fn meaning(status: raw::ctr_error) -> &'static str {
        match status {
            raw::CTR_ERROR_NOT_FOUND => "No counter has that name.",
            raw::CTR_ERROR_FULL => "full",
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
        let text = raw::ctr_last_error();
        if text.is_null() {
            return String::new();
        }
        CStr::from_ptr(text).to_string_lossy().into_owned()
    }
}

/// The last error's text as it was before a call: a text that the call left as it is belongs to an
/// earlier failure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct LastText {
    address: usize,
    hash: u64,
}

impl LastText {
    pub(super) fn now() -> Self {
        // SAFETY: the text ends with NUL and lives until this thread's next call.
        let text = unsafe { raw::ctr_last_error() };
        let mut hash = 0xcbf2_9ce4_8422_2325; // FNV-1a
        if !text.is_null() {
            // SAFETY: as above.
            for &byte in unsafe { CStr::from_ptr(text) }.to_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self {
            address: text.addr(),
            hash,
        }
    }
}

/// The last error's text if it is not the one before the call.
fn text_since(before: LastText) -> String {
    if LastText::now() == before {
        return String::new();
    }
    last_text()
}

/// The library's text for a code.
fn text_of(status: raw::ctr_error) -> String {
    // SAFETY: null, or a text that ends with NUL and that the library keeps.
    unsafe {
        let text = raw::ctr_error_text(status);
        if text.is_null() {
            return String::new();
        }
        CStr::from_ptr(text).to_string_lossy().into_owned()
    }
}

/// Turns a code into a result, with the library's text.
#[inline]
pub(super) fn check(status: raw::ctr_error, before: LastText) -> Result<(), Error> {
    #[cold]
    fn failed(status: raw::ctr_error, before: LastText) -> Error {
        let text = text_since(before);
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
    if status == raw::CTR_OK {
        Ok(())
    } else {
        Err(failed(status, before))
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
            raw::CTR_ERROR_NOT_FOUND => NotFound,
            raw::CTR_ERROR_FULL => Full,
        }
    }

    #[test]
    fn codes_of_the_future_are_kept() {
        let error = Error::Unknown(1_000_000, "new".into());
        assert_eq!(error.to_string(), "new (code 1000000)");
        assert_eq!(error.why(), "new");
    }
}
