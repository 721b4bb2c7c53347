//! What the wrappers share.

use super::Error;
use super::error::Why;
use std::borrow::Cow;
use std::ffi::{CString, c_char};

/// A text with C's NUL at its end. A short one needs no heap.
pub(super) enum CText {
    Short([u8; SHORT]),
    Long(CString),
}

/// Bytes of a text, with its NUL, that is kept without the heap.
const SHORT: usize = 128;

impl CText {
    #[inline]
    pub(super) fn new(text: &str) -> Result<Self, Error> {
        let bytes = text.as_bytes();
        if bytes.contains(&0) {
            return Err(Error::Argument(Why::Borrowed("a text has a NUL inside")));
        }
        if bytes.len() < SHORT {
            let mut copy = [0; SHORT];
            copy[..bytes.len()].copy_from_slice(bytes);
            return Ok(Self::Short(copy));
        }
        match CString::new(bytes) {
            Ok(text) => Ok(Self::Long(text)),
            Err(error) => Err(Error::Argument(error.to_string().into())),
        }
    }

    #[inline]
    pub(super) fn as_ptr(&self) -> *const c_char {
        match self {
            Self::Short(bytes) => bytes.as_ptr().cast(),
            Self::Long(text) => text.as_ptr(),
        }
    }
}

/// The text in a buffer, up to its NUL.
pub(super) fn text_from(buffer: Vec<u8>) -> String {
    let length = text_length(&buffer);
    match String::from_utf8(buffer) {
        Ok(mut text) => {
            text.truncate(length);
            text
        }
        Err(error) => String::from_utf8_lossy(&error.as_bytes()[..length]).into_owned(),
    }
}

/// Bytes before the NUL.
pub(super) fn text_length(buffer: &[u8]) -> usize {
    let end = buffer.iter().position(|&byte| byte == 0);
    end.unwrap_or(buffer.len())
}

/// The size to try next when a text of `length` bytes may have been cut off by a buffer of `size`.
pub(super) fn too_small(length: usize, size: usize) -> Option<usize> {
    const LARGEST: usize = 1 << 24;
    if length + 1 < size || size >= LARGEST {
        return None;
    }
    Some((length + 1).max(size * 2).min(LARGEST))
}

/// The text in a field, up to its NUL.
pub(super) fn text_in(field: &[c_char]) -> Cow<'_, str> {
    // SAFETY: characters are bytes, whatever their sign.
    let bytes = unsafe { core::slice::from_raw_parts(field.as_ptr().cast::<u8>(), field.len()) };
    let length = bytes.iter().position(|&byte| byte == 0);
    String::from_utf8_lossy(&bytes[..length.unwrap_or(bytes.len())])
}

/// Puts a text and its NUL into a field, and zeros behind it.
pub(super) fn put_text(field: &mut [c_char], text: &str) -> Result<(), Error> {
    let bytes = text.as_bytes();
    if bytes.contains(&0) || bytes.len() >= field.len() {
        return Err(Error::Argument(Why::Borrowed(
            "a text has a NUL inside, or does not fit its field",
        )));
    }
    field.fill(0);
    for (place, &byte) in field.iter_mut().zip(bytes) {
        *place = byte as c_char;
    }
    Ok(())
}
