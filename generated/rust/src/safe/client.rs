use super::error::check;
use super::support::{CText, count_within};
use super::{Error, contract};
use crate::raw;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

/// Sends requests to one server, and gets its answers: its own and no other client's.
#[derive(Debug)]
pub struct Client {
    raw: NonNull<raw::rt_ffi_client>,
}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for Client {}

impl Client {
    /// Opens a way to the server `name`. Errors as for [`Channel::open`](crate::Channel::open).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn open(name: &str, content: &str) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let content = CText::new(content)?;
        let mut client = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_client_open(name.as_ptr(), content.as_ptr(), &raw mut client) };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let client = unsafe { Client::from_raw(client) };
        client.ok_or_else(Error::nothing)
    }

    /// Sends a request and waits for its answer: [`Error::Timeout`](crate::Error::Timeout) when that does not come in time, and
    /// it is dropped if it comes later. [`Error::Closed`](crate::Error::Closed) or [`Error::Stale`](crate::Error::Stale) when the server closed or
    /// died meanwhile; it may have acted. [`Error::Busy`](crate::Error::Busy) while calls of [`Client::send`](crate::Client::send) are under way.
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) when there is too little room: the answer is lost.
    ///
    /// - `timeout_ms`: [`WAIT_FOREVER`](crate::WAIT_FOREVER) or milliseconds; the server is told, too
    ///
    /// Returns bytes of the answer.
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn call(&self, request: &[u8], timeout_ms: i32, answer: &mut [u8]) -> Result<usize, Error> {
        let mut received = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_client_call(
                self.raw.as_ptr(),
                request.as_ptr().cast(),
                request.len(),
                timeout_ms,
                answer.as_mut_ptr().cast(),
                answer.len(),
                &raw mut received,
            )
        };
        check(status)?;
        Ok(count_within(received, answer.len()))
    }

    /// Sends a request and waits for nothing. [`Error::Full`](crate::Error::Full) when the server is behind,
    /// [`Error::Busy`](crate::Error::Busy) with [`CALLS`](crate::CALLS) under way.
    ///
    /// - `timeout_ms`: for how long its answer is wanted: it is dropped if it comes later
    ///
    /// Returns names this call to [`Client::receive`](crate::Client::receive)
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn send(&self, request: &[u8], timeout_ms: i32) -> Result<u64, Error> {
        let mut call = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_client_send(
                self.raw.as_ptr(),
                request.as_ptr().cast(),
                request.len(),
                timeout_ms,
                &raw mut call,
            )
        };
        check(status)?;
        Ok(call)
    }

    /// Copies the next answer out, to any call that is under way. [`Error::Empty`](crate::Error::Empty) when there is none;
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) when there is too little room: the answer stays.
    ///
    /// Returns bytes of the answer; which call it answers.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn receive(&self, answer: &mut [u8]) -> Result<(usize, u64), Error> {
        let mut bytes = 0;
        let mut call = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_client_receive(
                self.raw.as_ptr(),
                answer.as_mut_ptr().cast(),
                answer.len(),
                &raw mut bytes,
                &raw mut call,
            )
        };
        check(status)?;
        Ok((count_within(bytes, answer.len()), call))
    }

    /// Waits until an answer can be received; it may turn out to be one that came too late.
    /// [`Error::Closed`](crate::Error::Closed) or [`Error::Stale`](crate::Error::Stale) when the server closed or died, also with
    /// [`WAIT_FOREVER`](crate::WAIT_FOREVER).
    ///
    /// - `timeout_ms`: [`WAIT_FOREVER`](crate::WAIT_FOREVER), [`NO_WAIT`](crate::NO_WAIT) or milliseconds
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn wait(&self, timeout_ms: i32) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_client_wait(self.raw.as_ptr(), timeout_ms) };
        check(status)
    }

    /// As [`Ring::descriptor`](crate::Ring::descriptor), for [`Client::wait`](crate::Client::wait).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_client_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut raw::rt_ffi_client {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut raw::rt_ffi_client) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
        })
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut raw::rt_ffi_client {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { raw::rt_ffi_client_close(self.raw.as_ptr()) };
    }
}
