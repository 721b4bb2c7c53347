use super::error::check;
use super::support::{CText, count_within};
use super::{Error, contract};
use crate::raw;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

/// Answers requests. Its name is that of a channel, which clients find it by.
#[derive(Debug)]
pub struct Server {
    raw: NonNull<raw::rt_ffi_server>,
}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for Server {}

impl Server {
    /// Creates the server `name`, or replaces one whose process died. [`Error::Exists`](crate::Error::Exists) while it lives.
    ///
    /// - `content`: as for [`Channel::create`](crate::Channel::create)
    /// - `slots`: requests that may wait to be received: a power of two, 2 to 65536
    /// - `message_bytes`: bytes of the longest request or answer, 1 to [`CALL_MAX_MESSAGE`](crate::CALL_MAX_MESSAGE)
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn create(
        name: &str,
        content: &str,
        slots: u32,
        message_bytes: u32,
    ) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let content = CText::new(content)?;
        let mut server = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_server_create(
                name.as_ptr(),
                content.as_ptr(),
                slots,
                message_bytes,
                &raw mut server,
            )
        };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let server = unsafe { Server::from_raw(server) };
        server.ok_or_else(Error::nothing)
    }

    /// Copies the next request out, whole. Those whose deadline has passed are dropped.
    /// [`Error::Empty`](crate::Error::Empty) when there is none; [`Error::InvalidArgument`](crate::Error::InvalidArgument) when there is too little room:
    /// the request stays; [`Error::Busy`](crate::Error::Busy) when 4096 calls wait for an answer already.
    ///
    /// Returns bytes of the request; names this call to [`Server::reply`](crate::Server::reply), in any order.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn receive(&self, request: &mut [u8]) -> Result<(usize, u64), Error> {
        let mut bytes = 0;
        let mut call = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_server_receive(
                self.raw.as_ptr(),
                request.as_mut_ptr().cast(),
                request.len(),
                &raw mut bytes,
                &raw mut call,
            )
        };
        check(status)?;
        Ok((count_within(bytes, request.len()), call))
    }

    /// Waits until a request can be received, also when all clients so far have died.
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
        let status = unsafe { raw::rt_ffi_server_wait(self.raw.as_ptr(), timeout_ms) };
        check(status)
    }

    /// As [`Ring::descriptor`](crate::Ring::descriptor), for [`Server::wait`](crate::Server::wait).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_server_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// Answers a call, and ends it. Nothing is sent, and the call has ended, with [`Error::Timeout`](crate::Error::Timeout) (its
    /// client no longer waits), [`Error::Stale`](crate::Error::Stale) (its client is gone) and [`Error::Full`](crate::Error::Full) (its client
    /// takes no answers).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn reply(&self, call: u64, answer: &[u8]) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_server_reply(
                self.raw.as_ptr(),
                call,
                answer.as_ptr().cast(),
                answer.len(),
            )
        };
        check(status)
    }

    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut raw::rt_ffi_server {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut raw::rt_ffi_server) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
        })
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut raw::rt_ffi_server {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { raw::rt_ffi_server_close(self.raw.as_ptr()) };
    }
}
