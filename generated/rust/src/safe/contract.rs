//! The contract that this crate was made from, and the one that the loaded library was built from.
//!
//! The two are compared before the library is used. A difference is
//! [`Error::ContractMismatch`](crate::Error::ContractMismatch).

use super::Error;
use crate::raw;
use std::ffi::CStr;
use std::sync::atomic::{AtomicU8, Ordering};

/// Fingerprint of the contract that this crate was made from.
pub const FINGERPRINT: &str = "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89";

const UNKNOWN: u8 = 0;
const SAME: u8 = 1;

static STATE: AtomicU8 = AtomicU8::new(UNKNOWN);

/// Fingerprint of the contract that the loaded library was built from.
#[must_use]
pub fn library_fingerprint() -> &'static str {
    // SAFETY: the text ends with NUL and lives as long as the library.
    let text = unsafe {
        let text = raw::rt_ffi_fingerprint();
        if text.is_null() {
            return "";
        }
        CStr::from_ptr(text)
    };
    text.to_str().unwrap_or("")
}

/// The loaded library's version of the contract.
#[must_use]
pub fn library_version() -> u32 {
    // SAFETY: takes nothing.
    unsafe { raw::rt_ffi_abi_version() }
}

/// Compares the loaded library's contract with this crate's. Every object and free function does so
/// by itself; the answer is remembered.
///
/// # Errors
///
/// [`Error::ContractMismatch`](crate::Error::ContractMismatch) when they differ.
#[inline]
pub fn check() -> Result<(), Error> {
    if STATE.load(Ordering::Relaxed) == SAME {
        return Ok(());
    }
    compare()
}

#[cold]
fn compare() -> Result<(), Error> {
    let library = library_fingerprint();
    if library == FINGERPRINT {
        STATE.store(SAME, Ordering::Relaxed);
        return Ok(());
    }
    Err(Error::ContractMismatch(mismatch(library).into()))
}

/// What to tell about a library with another fingerprint.
fn mismatch(library: &str) -> String {
    format!(
        "the loaded rt_audio_ffi was built from contract {} (ABI {}); this crate expects {} (ABI \
         1.0). Rebuild the library, or use the crate of its version.",
        short(library),
        version(library_version()),
        short(FINGERPRINT)
    )
}

/// First and last digits of a fingerprint.
fn short(fingerprint: &str) -> String {
    let head = fingerprint.get(..4);
    let tail = fingerprint.get(fingerprint.len().saturating_sub(2)..);
    match (head, tail) {
        (Some(head), Some(tail)) => format!("{head}…{tail}"),
        _ => "without a fingerprint".to_owned(),
    }
}

/// Major and minor of major * 1000 + minor.
fn version(number: u32) -> String {
    format!("{}.{}", number / 1000, number % 1000)
}

/// For functions that have no way to say that the library is another one.
///
/// # Panics
///
/// When the contracts differ.
#[inline]
pub(super) fn assert() {
    if let Err(error) = check() {
        panic!("{error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_shortened() {
        assert_eq!(short(FINGERPRINT).chars().count(), 7);
        assert_eq!(short(""), "without a fingerprint");
    }
}
