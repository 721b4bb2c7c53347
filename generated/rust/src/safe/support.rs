//! What the wrappers share.

use super::Error;
use super::error::Why;
use std::borrow::Cow;
use std::ffi::{CString, c_char};
use std::ptr::NonNull;

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

/// The text in a buffer, up to its NUL or to what C says that it wrote.
pub(super) fn text_from(mut buffer: Vec<u8>, written: usize) -> String {
    let length = text_length(&buffer).min(written);
    buffer.truncate(length);
    String::from_utf8(buffer)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Bytes before the NUL.
pub(super) fn text_length(buffer: &[u8]) -> usize {
    let end = buffer.iter().position(|&byte| byte == 0);
    end.unwrap_or(buffer.len())
}

/// Room for a text of C's, all zeros.
pub(super) fn text_room(capacity: usize) -> Result<Vec<u8>, Error> {
    let mut buffer = Vec::new();
    match buffer.try_reserve_exact(capacity) {
        Ok(()) => {
            buffer.extend(std::iter::repeat_n(0, capacity));
            Ok(buffer)
        }
        Err(error) => Err(Error::Argument(error.to_string().into())),
    }
}

/// The room to try next when a text of `length` bytes may have been cut off by a room of `size`; C can
/// be told of no more than `most`.
pub(super) fn larger_room(length: usize, size: usize, most: usize) -> Result<Option<usize>, Error> {
    const LARGEST: usize = 1 << 24; // unless C itself says that it is longer
    if length < size.saturating_sub(1) {
        return Ok(None);
    }
    let twice = size.saturating_mul(2);
    let wanted = length.saturating_add(1).max(twice).min(most);
    if wanted <= size || (size >= LARGEST && wanted <= twice) {
        return Err(Error::Argument(Why::Borrowed("a text exceeds its room")));
    }
    Ok(Some(wanted))
}

/// A count of C's; a negative one is none.
#[inline]
pub(super) fn count_from<T: TryInto<usize>>(count: T) -> usize {
    count.try_into().unwrap_or(0)
}

/// How many elements C says that it wrote where there is room for so many.
#[inline]
pub(super) fn count_within<T: TryInto<usize>>(count: T, room: usize) -> usize {
    count.try_into().unwrap_or(0).min(room)
}

/// The address of memory that is lent to one guard.
#[derive(Debug)]
pub(super) struct Lent<T>(pub(super) NonNull<T>);

// SAFETY: the guard is the memory's only user.
unsafe impl<T: Send> Send for Lent<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Lent<T> {}

/// A number that C takes from a part of its type alone.
#[inline]
pub(super) fn check_range<T: PartialOrd>(value: T, low: T, high: T) -> Result<(), Error> {
    if low <= value && value <= high {
        return Ok(());
    }
    Err(Error::Argument(Why::Borrowed(
        "a number is out of its range",
    )))
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
