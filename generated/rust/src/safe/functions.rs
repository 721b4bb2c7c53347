//! Functions that belong to no object.

use super::error::check;
use super::support::{CText, count_from, larger_room, text_from, text_room};
use super::{Error, contract};
use crate::raw;

/// Copies the calling thread's last error text.
///
/// Returns bytes the whole text takes without its NUL.
///
/// # Errors
///
/// An [`Error`](crate::Error) says why the library refused.
#[inline]
pub fn last_error_copy() -> Result<String, Error> {
    contract::check()?;
    let mut capacity = 256;
    loop {
        let mut buffer = text_room(capacity)?;
        let mut length = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_last_error_copy(buffer.as_mut_ptr().cast(), buffer.len(), &raw mut length)
        };
        let outcome = check(status);
        if let Some(more) = larger_room(count_from(length), capacity, usize::MAX)? {
            capacity = more;
            continue;
        }
        outcome?;
        return Ok(text_from(buffer, count_from(length)));
    }
}

/// Removes from the system what nobody can use: states, rings and channels whose creators died,
/// registries that no process has open and no living one is entered in. The first use of the library
/// in a process does the same.
///
/// Returns how many.
///
/// # Errors
///
/// An [`Error`](crate::Error) says why the library refused.
#[inline]
pub fn collect() -> Result<u32, Error> {
    contract::check()?;
    let mut collected = 0;
    // SAFETY: the objects are alive, and what is passed by address outlives the call.
    let status = unsafe { raw::rt_ffi_collect(&raw mut collected) };
    check(status)?;
    Ok(collected)
}

/// Shares with the members of a group of users, from now on: what this process creates is theirs to
/// open, read and write as well, never the world's, and what they share is this process's to open.
/// Before anything else of the library, for who lives is known to the group as a whole. The
/// environment variable `RT_AUDIO_GROUP` does the same for programs that do not ask.
/// [`Error::NotFound`](crate::Error::NotFound) when there is no such group, [`Error::Permission`](crate::Error::Permission) when this process is no
/// member, [`Error::Busy`](crate::Error::Busy) when it uses the library already, alone or with another group.
///
/// - `group`: its name, or its number
///
/// # Errors
///
/// An [`Error`](crate::Error) says why the library refused.
#[inline]
pub fn use_group(group: &str) -> Result<(), Error> {
    contract::check()?;
    let group = CText::new(group)?;
    // SAFETY: the objects are alive, and what is passed by address outlives the call.
    let status = unsafe { raw::rt_ffi_use_group(group.as_ptr()) };
    check(status)
}

/// Process id of the caller.
///
/// Real-time safe: it neither blocks nor allocates.
///
/// # Panics
///
/// When the loaded library was built from another contract.
#[inline]
pub fn pid() -> i32 {
    contract::assert();
    // SAFETY: only values are passed.
    unsafe { raw::rt_ffi_pid() }
}
