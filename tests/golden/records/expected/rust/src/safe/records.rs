//! Records. Their fields are those of C; these methods are for what C's types do not say.

use super::Channel;
use crate::raw;

pub use raw::rec_bits as Bits;
pub use raw::rec_event as Event;
pub use raw::rec_list as List;
pub use raw::rec_native as Native;
pub use raw::rec_number as Number;
pub use raw::rec_number_anonymous1 as NumberAnonymous1;
pub use raw::rec_packed as Packed;

/// Access by meaning.
impl Event {
    /// C's `samples`.
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
impl List {
    /// C's `type`.
    #[inline]
    #[must_use]
    pub fn r#type(&self) -> Channel {
        Channel::from(self.r#type)
    }

    /// Sets `type`.
    #[inline]
    pub fn set_type(&mut self, value: Channel) {
        self.r#type = value.into();
    }
}
