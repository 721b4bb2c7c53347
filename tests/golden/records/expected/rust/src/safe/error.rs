//! What a call fails with.

use std::borrow::Cow;
use std::fmt;

/// Why a call failed: the library's own text, or what the code means where a real-time thread must
/// not allocate.
pub type Why = Cow<'static, str>;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
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
            Self::Unknown(_, why) | Self::Argument(why) | Self::Null(why) => why,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_future_are_kept() {
        let error = Error::Unknown(1_000_000, "new".into());
        assert_eq!(error.to_string(), "new (code 1000000)");
        assert_eq!(error.why(), "new");
    }
}
