use super::error::{check, check_realtime};
use super::support::CText;
use super::{Error, StreamCounters, StreamFormat, contract};
use crate::raw;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

/// State that a host and a service share: format, gain, pan, counters, heartbeat.
#[derive(Debug)]
pub struct State {
    raw: NonNull<raw::rt_ffi_state>,
}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for State {}

// SAFETY: the library lets any number of threads use the object at once.
unsafe impl Sync for State {}

impl State {
    /// Creates the state `name` with defaults, or replaces one whose creator died.
    /// [`Error::Exists`](crate::Error::Exists) while its creator lives.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn create(name: &str) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let mut state = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_create(name.as_ptr(), &raw mut state) };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let state = unsafe { State::from_raw(state) };
        state.ok_or_else(Error::nothing)
    }

    /// Opens a state that exists. [`Error::Stale`](crate::Error::Stale) when its creator died.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn open(name: &str) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let mut state = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_open(name.as_ptr(), &raw mut state) };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let state = unsafe { State::from_raw(state) };
        state.ok_or_else(Error::nothing)
    }

    /// The stream's format.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn format(&self) -> Result<StreamFormat, Error> {
        let mut format = StreamFormat::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_get_format(self.raw.as_ptr(), &raw mut format) };
        check_realtime(status)?;
        Ok(format)
    }

    /// Sets the stream's format: 8000 to 768000 Hz, 1 to [`MAX_CHANNELS`](crate::MAX_CHANNELS), 1 to [`MAX_FRAMES`](crate::MAX_FRAMES).
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn set_format(&self, format: &StreamFormat) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_set_format(self.raw.as_ptr(), format) };
        check_realtime(status)
    }

    /// Whether the stream runs; a service leaves its loop when it does not. 0 or 1.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn active(&self) -> Result<bool, Error> {
        let mut active = false;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_get_active(self.raw.as_ptr(), &raw mut active) };
        check_realtime(status)?;
        Ok(active)
    }

    /// Starts or stops the stream, and wakes those that wait for it.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn set_active(&self, active: bool) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_set_active(self.raw.as_ptr(), active) };
        check(status)
    }

    /// Waits until the stream is active or not as asked. Fails as [`State::check`](crate::State::check) does when nobody is
    /// left to change it.
    ///
    /// - `timeout_ms`: [`WAIT_FOREVER`](crate::WAIT_FOREVER), [`NO_WAIT`](crate::NO_WAIT) or milliseconds
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn wait_active(&self, active: bool, timeout_ms: i32) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_state_wait_active(self.raw.as_ptr(), active, timeout_ms) };
        check(status)
    }

    /// As [`Ring::descriptor`](crate::Ring::descriptor), for [`State::wait_active`](crate::State::wait_active).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_state_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// Whether the state's creator is still there: [`Error::Closed`](crate::Error::Closed) when it closed the state,
    /// [`Error::Stale`](crate::Error::Stale) when it died. Asks the system: meant for now and then, not for each block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn check(&self) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_check(self.raw.as_ptr()) };
        check(status)
    }

    /// Linear gain, 0 to 16.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn gain(&self) -> Result<f32, Error> {
        let mut gain = 0.0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_get_gain(self.raw.as_ptr(), &raw mut gain) };
        check_realtime(status)?;
        Ok(gain)
    }

    /// Sets the linear gain, 0 to 16.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn set_gain(&self, gain: f32) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_set_gain(self.raw.as_ptr(), gain) };
        check_realtime(status)
    }

    /// Pan, -1 (left) to 1 (right).
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn pan(&self) -> Result<f32, Error> {
        let mut pan = 0.0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_get_pan(self.raw.as_ptr(), &raw mut pan) };
        check_realtime(status)?;
        Ok(pan)
    }

    /// Sets the pan, -1 (left) to 1 (right).
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn set_pan(&self, pan: f32) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_set_pan(self.raw.as_ptr(), pan) };
        check_realtime(status)
    }

    /// All counters, each read atomically.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn counters(&self) -> Result<StreamCounters, Error> {
        let mut counters = StreamCounters::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_state_get_counters(self.raw.as_ptr(), &raw mut counters) };
        check_realtime(status)?;
        Ok(counters)
    }

    /// Adds to the blocks produced.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn add_produced(&self, blocks: u64) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_add_produced(self.raw.as_ptr(), blocks) };
        check_realtime(status)
    }

    /// Adds to the blocks consumed.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn add_consumed(&self, blocks: u64) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_add_consumed(self.raw.as_ptr(), blocks) };
        check_realtime(status)
    }

    /// Adds to the underruns.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn add_underruns(&self, count: u64) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_add_underruns(self.raw.as_ptr(), count) };
        check_realtime(status)
    }

    /// Adds to the overruns.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn add_overruns(&self, count: u64) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_add_overruns(self.raw.as_ptr(), count) };
        check_realtime(status)
    }

    /// Says that the service is alive, now.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn touch_heartbeat(&self) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_touch_heartbeat(self.raw.as_ptr()) };
        check_realtime(status)
    }

    /// Nanoseconds since the last touch; [`Error::Empty`](crate::Error::Empty) when there was none.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn heartbeat_age(&self) -> Result<u64, Error> {
        let mut age_ns = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_state_heartbeat_age(self.raw.as_ptr(), &raw mut age_ns) };
        check_realtime(status)?;
        Ok(age_ns)
    }

    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut raw::rt_ffi_state {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut raw::rt_ffi_state) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
        })
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut raw::rt_ffi_state {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { raw::rt_ffi_state_close(self.raw.as_ptr()) };
    }
}
