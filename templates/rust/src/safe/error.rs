//! What a call fails with.

{{#uses_raw}}
use crate::raw;
{{/uses_raw}}
use std::borrow::Cow;
{{#uses_texts}}
use std::ffi::CStr;
{{/uses_texts}}
use std::fmt;
{{#has_kinds}}
use std::io;
{{/has_kinds}}

/// Why a call failed: the library's own text, or what the code means where a real-time thread must
/// not allocate.
pub type Why = Cow<'static, str>;

{{#doc}}
///{{text}}
{{/doc}}
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
{{#variants}}
{{#doc}}
    ///{{text}}
{{/doc}}
    {{variant}}(Why),
{{/variants}}
    /// A code that this version of the crate does not know.
    Unknown(i64, Why),
    /// An argument that cannot be passed on: a text with a NUL inside, or lengths that do not fit.
    Argument(Why),
    /// The library gave nothing where it should have given an object, or a value it must not give.
    Null(Why),
{{#has_errno}}
    /// The system's error number, and what it means.
    System(i32, Why),
{{/has_errno}}
{{#has_fingerprint}}
    /// The loaded library was built from another contract. Nothing of it is used.
    ContractMismatch(Why),
{{/has_fingerprint}}
}

impl Error {
    /// The text that says why.
    #[must_use]
    pub fn why(&self) -> &str {
        match self {
{{#variants}}
            Self::{{variant}}(why) => why,
{{/variants}}
            Self::Unknown(_, why) | Self::Argument(why) | Self::Null(why) => why,
{{#has_errno}}
            Self::System(_, why) => why,
{{/has_errno}}
{{#has_fingerprint}}
            Self::ContractMismatch(why) => why,
{{/has_fingerprint}}
        }
    }
{{#sets}}
{{#used}}

    /// The error for a code{{^only}} of `{{name}}`{{/only}} that is no success.
    fn from_status{{suffix}}(status: {{type}}, why: Why) -> Self {
        match status {
{{#codes}}
{{from_arm}}
{{/codes}}
            other => Self::Unknown(i64::from(other{{#is_enum}}.0{{/is_enum}}), why),
        }
    }

    /// What a code{{^only}} of `{{name}}`{{/only}} means.
    fn meaning{{suffix}}(status: {{type}}) -> &'static str {
        match status {
{{#codes}}
{{meaning_arm}}
{{/codes}}
            _ => "a code that this version does not know",
        }
    }
{{/used}}
{{/sets}}
{{#unexpected}}

    /// A value of a closed enum that is none of its own.
    pub(super) fn unexpected<T: fmt::Debug>(value: T) -> Self {
        Self::Null(format!("the library gave {value:?}, which is no value of its type").into())
    }
{{/unexpected}}
{{#null}}

    /// Nothing where an object was expected.
    #[cold]
    pub(super) fn null({{#fresh}}before: LastText{{/fresh}}) -> Self {
        let text = {{#fresh}}text_since(before){{/fresh}}{{^fresh}}last_text(){{/fresh}};
        if text.is_empty() {
            return Self::nothing();
        }
        Self::Null(text.into())
    }
{{/null}}
{{#nothing}}

    /// Nothing where an object was expected, and no text says why.
    #[cold]
    pub(super) const fn nothing() -> Self {
        Self::Null(Why::Borrowed("the library gave no object"))
    }
{{/nothing}}
{{#has_kinds}}

    /// The kind of error that `std::io` knows it as.
    #[must_use]
    pub fn kind(&self) -> io::ErrorKind {
        match self {
{{#kinds}}
{{arm}}
{{/kinds}}
{{#has_errno}}
            Self::System(number, _) => io::Error::from_raw_os_error(*number).kind(),
{{/has_errno}}
            Self::Argument(_) => io::ErrorKind::InvalidInput,
            _ => io::ErrorKind::Other,
        }
    }
{{/has_kinds}}
{{#statuses}}

    /// The code for an error that a closure gave back to C.
    pub(super) fn to_{{name}}(&self) -> {{type}} {
        match self {
{{#codes}}
{{to_arm}}
{{/codes}}
            _ => {{fallback}},
        }
    }
{{/statuses}}
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
{{#has_kinds}}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
{{#has_errno}}
        if let Error::System(number, _) = error {
            return Self::from_raw_os_error(number);
        }
{{/has_errno}}
        Self::new(error.kind(), error)
    }
}
{{/has_kinds}}
{{#has_errno}}

/// What `errno` says where a call failed.
#[inline]
pub(super) fn check_errno(failed: bool) -> Result<(), Error> {
    #[cold]
    fn system() -> Error {
        let error = io::Error::last_os_error();
        let number = error.raw_os_error().unwrap_or(0);
        Error::System(number, error.to_string().into())
    }
    if failed { Err(system()) } else { Ok(()) }
}
{{/has_errno}}
{{#last_text}}

/// The calling thread's last error text.
fn last_text() -> String {
    // SAFETY: the text ends with NUL and lives until this thread's next call.
    unsafe {
        let text = {{last_error}}();
        if text.is_null() {
            return String::new();
        }
        CStr::from_ptr(text).to_string_lossy().into_owned()
    }
}
{{/last_text}}
{{#fresh_text}}

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
        let text = unsafe { {{last_error}}() };
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
{{/fresh_text}}
{{#sets}}
{{#has_text}}

/// The library's text for a code{{^only}} of `{{name}}`{{/only}}.
fn text_of{{suffix}}(status: {{type}}) -> String {
    // SAFETY: null, or a text that ends with NUL and that the library keeps.
    unsafe {
        let text = {{text}}(status);
        if text.is_null() {
            return String::new();
        }
        CStr::from_ptr(text).to_string_lossy().into_owned()
    }
}
{{/has_text}}
{{#check}}

/// Turns a code{{^only}} of `{{name}}`{{/only}} into a result, with the library's text.
#[inline]
{{check_signature}}
    #[cold]
{{failed_signature}}
{{#has_last_error}}
        let text = {{#fresh}}text_since(before){{/fresh}}{{^fresh}}last_text(){{/fresh}};
        if !text.is_empty() {
            return Error::from_status{{suffix}}(status, text.into());
        }
{{/has_last_error}}
        let why = Why::Borrowed(Error::meaning{{suffix}}(status));
{{#has_text}}
        let error = Error::from_status{{suffix}}(status, why);
        // The library need not have a text for a code that its header does not name.
        if matches!(error, Error::Unknown(..)) {
            return error;
        }
        let text = text_of{{suffix}}(status);
        if text.is_empty() {
            error
        } else {
            Error::from_status{{suffix}}(status, text.into())
        }
{{/has_text}}
{{^has_text}}
        Error::from_status{{suffix}}(status, why)
{{/has_text}}
    }
    if status == {{ok}} {
        Ok(())
    } else {
        Err(failed(status{{#fresh}}, before{{/fresh}}))
    }
}
{{/check}}
{{#check_realtime}}

/// The same for a real-time thread: the meaning of the code alone, nothing is allocated.
#[inline]
pub(super) fn check_realtime{{suffix}}(status: {{type}}) -> Result<(), Error> {
    if status == {{ok}} {
        Ok(())
    } else {
        let why = Why::Borrowed(Error::meaning{{suffix}}(status));
        Err(Error::from_status{{suffix}}(status, why))
    }
}
{{/check_realtime}}
{{/sets}}

#[cfg(test)]
mod tests {
    use super::*;
{{#sets}}
{{#used}}

    #[test]
    fn every_code{{suffix}}_has_its_variant() {
        macro_rules! check {
            ($($code:expr => $variant:ident,)*) => {
                $(
                    let error = Error::from_status{{suffix}}($code, "why".into());
                    assert_eq!(error, Error::$variant("why".into()));
                    assert_eq!(error.to_string(), "why");
                    assert!(!Error::meaning{{suffix}}($code).is_empty());
                )*
            };
        }
        check! {
{{#codes}}
            {{code}} => {{variant}},
{{/codes}}
        }
    }
{{/used}}
{{/sets}}

    #[test]
    fn codes_of_the_future_are_kept() {
        let error = Error::Unknown(1_000_000, "new".into());
        assert_eq!(error.to_string(), "new (code 1000000)");
        assert_eq!(error.why(), "new");
    }
}
