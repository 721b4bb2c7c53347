//! Records. Their fields are those of C; these methods are for what C's types do not say.

use super::support::{put_text, text_in};
use super::{Error, RtLevel};
use crate::raw;
use std::borrow::Cow;

pub use raw::rt_ffi_audio_block as AudioBlock;
pub use raw::rt_ffi_channel_counters as ChannelCounters;
pub use raw::rt_ffi_ring_counters as RingCounters;
pub use raw::rt_ffi_rt_grant as RtGrant;
pub use raw::rt_ffi_service_info as ServiceInfo;
pub use raw::rt_ffi_stream_counters as StreamCounters;
pub use raw::rt_ffi_stream_format as StreamFormat;

/// Access by meaning.
impl AudioBlock {
    /// Frame after frame, `channels` samples each; 1.0 is full scale.
    #[inline]
    #[must_use]
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// `samples`, to be changed.
    #[inline]
    pub fn samples_mut(&mut self) -> &mut [f32] {
        &mut self.samples
    }
}

/// Access by meaning.
impl ServiceInfo {
    /// Name, NUL-terminated.
    #[inline]
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        text_in(&self.name)
    }

    /// Sets `name`.
    ///
    /// # Errors
    ///
    /// [`Error::Argument`](crate::Error::Argument) when the text has a NUL inside or does not fit.
    #[inline]
    pub fn set_name(&mut self, text: &str) -> Result<(), Error> {
        put_text(&mut self.name, text)
    }

    /// Name of its control segment, NUL-terminated.
    #[inline]
    #[must_use]
    pub fn control(&self) -> Cow<'_, str> {
        text_in(&self.control)
    }

    /// Sets `control`.
    ///
    /// # Errors
    ///
    /// [`Error::Argument`](crate::Error::Argument) when the text has a NUL inside or does not fit.
    #[inline]
    pub fn set_control(&mut self, text: &str) -> Result<(), Error> {
        put_text(&mut self.control, text)
    }

    /// Name of its reply ring, NUL-terminated.
    #[inline]
    #[must_use]
    pub fn reply(&self) -> Cow<'_, str> {
        text_in(&self.reply)
    }

    /// Sets `reply`.
    ///
    /// # Errors
    ///
    /// [`Error::Argument`](crate::Error::Argument) when the text has a NUL inside or does not fit.
    #[inline]
    pub fn set_reply(&mut self, text: &str) -> Result<(), Error> {
        put_text(&mut self.reply, text)
    }
}

/// Access by meaning.
impl RtGrant {
    /// What was obtained.
    #[inline]
    #[must_use]
    pub fn level(&self) -> RtLevel {
        RtLevel::from(self.level)
    }

    /// Sets `level`.
    #[inline]
    pub fn set_level(&mut self, value: RtLevel) {
        self.level = value.into();
    }

    /// Why not more, one line; "" when nothing was refused.
    #[inline]
    #[must_use]
    pub fn reason(&self) -> Cow<'_, str> {
        text_in(&self.reason)
    }

    /// Sets `reason`.
    ///
    /// # Errors
    ///
    /// [`Error::Argument`](crate::Error::Argument) when the text has a NUL inside or does not fit.
    #[inline]
    pub fn set_reason(&mut self, text: &str) -> Result<(), Error> {
        put_text(&mut self.reason, text)
    }
}
