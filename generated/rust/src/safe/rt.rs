//! Functions about `rt`.

use super::error::check;
use super::{Error, RtGrant, RtLevel, contract};
use crate::raw;

/// Asks for real-time scheduling of the calling thread.
///
/// - `period_ns`: time between its wake-ups
/// - `want`: highest level to ask for; one that only another system has means this one's best
///
/// Returns what was obtained; getting less than asked is no error.
///
/// # Errors
///
/// An [`Error`](crate::Error) says why the library refused.
#[inline]
pub fn set_priority(period_ns: u64, want: RtLevel) -> Result<RtGrant, Error> {
    contract::check()?;
    let mut grant = RtGrant::default();
    // SAFETY: the objects are alive, and what is passed by address outlives the call.
    let status = unsafe { raw::rt_ffi_rt_set_priority(period_ns, want.into(), &raw mut grant) };
    check(status)?;
    Ok(grant)
}

/// Gives the calling thread back to ordinary scheduling.
///
/// # Errors
///
/// An [`Error`](crate::Error) says why the library refused.
#[inline]
pub fn reset_priority() -> Result<(), Error> {
    contract::check()?;
    // SAFETY: only values are passed.
    let status = unsafe { raw::rt_ffi_rt_reset_priority() };
    check(status)
}

/// Nanoseconds from one block to the next.
///
/// Returns 0 when either argument is 0.
///
/// Real-time safe: it neither blocks nor allocates.
///
/// # Panics
///
/// When the loaded library was built from another contract.
#[inline]
pub fn audio_period_ns(sample_rate: u32, frames: u32) -> u64 {
    contract::assert();
    // SAFETY: only values are passed.
    unsafe { raw::rt_ffi_rt_audio_period_ns(sample_rate, frames) }
}

/// Locks all present and future memory of the process and touches the stack.
///
/// # Errors
///
/// An [`Error`](crate::Error) says why the library refused.
#[inline]
pub fn lock_memory(stack_bytes: usize) -> Result<(), Error> {
    contract::check()?;
    // SAFETY: only values are passed.
    let status = unsafe { raw::rt_ffi_rt_lock_memory(stack_bytes) };
    check(status)
}

/// Sleeps until a time of the contract's clock.
///
/// It may block.
///
/// # Errors
///
/// An [`Error`](crate::Error) says why the library refused.
#[inline]
pub fn sleep_until(time_ns: u64) -> Result<(), Error> {
    contract::check()?;
    // SAFETY: only values are passed.
    let status = unsafe { raw::rt_ffi_rt_sleep_until(time_ns) };
    check(status)
}

/// The contract's clock, now.
///
/// Real-time safe: it neither blocks nor allocates.
///
/// # Panics
///
/// When the loaded library was built from another contract.
#[inline]
pub fn now_ns() -> u64 {
    contract::assert();
    // SAFETY: only values are passed.
    unsafe { raw::rt_ffi_rt_now_ns() }
}
