//! `rt_audio_ffi`.h: the contract between an audio host and its services.
//!
//! A service produces blocks of audio into a ring in shared memory, follows the shared state (gain,
//! pan, whether the stream runs), registers under a name and keeps a heartbeat. A host consumes the
//! blocks. Either side may be written in any language: this header is all they share.
//!
//! Conventions, unless a function says otherwise:
//!
//! - A function returns [`Error`](crate::Error); `Ok` is zero. Out parameters are written only on success.
//!   `rt_ffi_last_error` gives the calling thread's text for its last failure.
//! - Names are 1 to [`NAME_MAX`](crate::NAME_MAX)-1 bytes of \[A-Za-z0-9_.-\], not starting with a dot.
//! - Times are nanoseconds of `CLOCK_MONOTONIC` (Linux), `mach_continuous_time` (macOS) or
//!   QueryPerformanceCounter (Windows), the same in every process of the machine.
//! - Handles are created by create/open and ended by close, which takes NULL as well. Different
//!   handles are independent; one handle is for one thread at a time, except for the functions
//!   marked `FFI_THREAD_SAFE`.
//! - Strings are UTF-8, NUL-terminated and borrowed for the call.
//! - No function lets a C++ exception out. NULL where a pointer is needed is [`Error::NullPointer`](crate::Error::NullPointer),
//!   a handle that was closed is [`Error::InvalidArgument`](crate::Error::InvalidArgument).
//! - Shared memory is readable and writable by its owner alone, or by the members of one group of
//!   users ([`use_group`](crate::use_group)). The processes that share it may be in different pid namespaces, and
//!   need no /proc.
//!
//! The items here are safe to use. [`raw`] has the same as C declares it, and needs no standard
//! library: without the feature `std` it is all of this crate.
//!
//! Before the library is used, its contract is compared with this crate's, see [`contract`].
//!
//! ```no_run
//! use rt_audio::{Error, State};
//!
//! fn main() -> Result<(), Error> {
//!     let state = State::open("name")?;
//!     println!("{:?}", state.active()?);
//!     Ok(())
//! }
//! ```
#![allow(
    rustdoc::redundant_explicit_links,
    reason = "items are shown in more places than one"
)]
#![cfg_attr(not(feature = "std"), no_std)]

pub mod raw;

#[cfg(feature = "std")]
mod safe;
#[cfg(feature = "std")]
#[doc(inline)]
pub use safe::*;
