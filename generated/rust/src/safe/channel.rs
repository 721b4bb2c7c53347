use super::error::{check, check_realtime};
use super::support::{CText, count_within};
use super::{ChannelCounters, ChannelMode, Error, contract};
use crate::raw;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

/// Messages of up to a fixed size from any number of processes to any number. A handle may send and
/// receive; [`CHANNEL_SEATS`](crate::CHANNEL_SEATS) handles may send at once. A process that dies or is stopped in the
/// middle of anything makes nobody wait: the message in its hands comes later or not at all, and the
/// others' go by. Messages of one sender come in the order in which they were sent.
#[derive(Debug)]
pub struct Channel {
    raw: NonNull<raw::rt_ffi_channel>,
}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for Channel {}

impl Channel {
    /// Creates the channel `name`, or replaces one whose creator died. [`Error::Exists`](crate::Error::Exists) while its
    /// creator lives. The handle's own receiving starts at the first message.
    ///
    /// - `content`: what messages are: the fingerprint of the contract that says so, or any text that those who open it must say as well; "" for bytes
    /// - `slots`: messages that it holds: a power of two, 2 to 65536, in all at most 1 GiB
    /// - `message_bytes`: bytes of the longest, 1 to [`CHANNEL_MAX_MESSAGE`](crate::CHANNEL_MAX_MESSAGE)
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
        mode: ChannelMode,
    ) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let content = CText::new(content)?;
        let mut channel = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_channel_create(
                name.as_ptr(),
                content.as_ptr(),
                slots,
                message_bytes,
                mode.into(),
                &raw mut channel,
            )
        };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let channel = unsafe { Channel::from_raw(channel) };
        channel.ok_or_else(Error::nothing)
    }

    /// Opens a channel that exists. In a broadcast receiving starts at the next message sent.
    /// [`Error::FingerprintMismatch`](crate::Error::FingerprintMismatch) when it was created with another content, [`Error::Stale`](crate::Error::Stale) when
    /// its creator died.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn open(name: &str, content: &str) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let content = CText::new(content)?;
        let mut channel = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_channel_open(name.as_ptr(), content.as_ptr(), &raw mut channel) };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let channel = unsafe { Channel::from_raw(channel) };
        channel.ok_or_else(Error::nothing)
    }

    /// Bytes of the longest message: room that is always enough for [`Channel::receive`](crate::Channel::receive).
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn message_bytes(&self) -> Result<u32, Error> {
        let mut bytes = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_channel_message_bytes(self.raw.as_ptr(), &raw mut bytes) };
        check_realtime(status)?;
        Ok(bytes)
    }

    /// Sends a message. Never blocks. In a queue [`Error::Full`](crate::Error::Full) when nobody took the oldest yet.
    /// [`Error::Busy`](crate::Error::Busy) when all seats are taken, or when others were faster at each of many attempts.
    ///
    /// - `message`: its bytes; none are a message too
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn send(&self, message: &[u8]) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_channel_send(self.raw.as_ptr(), message.as_ptr().cast(), message.len())
        };
        check_realtime(status)
    }

    /// Copies the next message out, whole. [`Error::Empty`](crate::Error::Empty) when there is none; `message` may have been
    /// written to even then. [`Error::InvalidArgument`](crate::Error::InvalidArgument) when there is too little room: the message
    /// stays.
    ///
    /// Returns bytes of the message.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn receive(&self, message: &mut [u8]) -> Result<usize, Error> {
        let mut bytes = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_channel_receive(
                self.raw.as_ptr(),
                message.as_mut_ptr().cast(),
                message.len(),
                &raw mut bytes,
            )
        };
        check_realtime(status)?;
        Ok(count_within(bytes, message.len()))
    }

    /// Waits until a message can be received: spins briefly, then sleeps. [`Error::Stale`](crate::Error::Stale) when there is
    /// none and all senders or the channel's creator died, also with [`WAIT_FOREVER`](crate::WAIT_FOREVER).
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
        let status = unsafe { raw::rt_ffi_channel_wait(self.raw.as_ptr(), timeout_ms) };
        check(status)
    }

    /// Waits until [`Channel::send`](crate::Channel::send) finds room, which in a broadcast is always. [`Error::Stale`](crate::Error::Stale) when
    /// all readers or the channel's creator died, also with [`WAIT_FOREVER`](crate::WAIT_FOREVER).
    ///
    /// - `timeout_ms`: [`WAIT_FOREVER`](crate::WAIT_FOREVER), [`NO_WAIT`](crate::NO_WAIT) or milliseconds
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn wait_space(&self, timeout_ms: i32) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_channel_wait_space(self.raw.as_ptr(), timeout_ms) };
        check(status)
    }

    /// As [`Ring::descriptor`](crate::Ring::descriptor), for [`Channel::wait`](crate::Channel::wait).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_channel_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// As [`Ring::descriptor`](crate::Ring::descriptor), for [`Channel::wait_space`](crate::Channel::wait_space).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn space_descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_channel_space_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// Counters of this handle and of the channel.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn counters(&self) -> Result<ChannelCounters, Error> {
        let mut counters = ChannelCounters::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_channel_get_counters(self.raw.as_ptr(), &raw mut counters) };
        check_realtime(status)?;
        Ok(counters)
    }

    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut raw::rt_ffi_channel {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut raw::rt_ffi_channel) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
        })
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut raw::rt_ffi_channel {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { raw::rt_ffi_channel_close(self.raw.as_ptr()) };
    }
}
