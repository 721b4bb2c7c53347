//! The enums that are in records.

use crate::Error;
use crate::decoder::Decoder;
use crate::encoder::Encoder;

/// What a ring does when a reader is late. Fixed when it is created.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct RingMode(pub u32);

impl RingMode {
    /// The oldest block goes; readers count what they lost.
    pub const OVERWRITE: Self = Self(0);
    /// The writer is told `RT_FFI_ERROR_FULL`. One reader.
    pub const LOSSLESS: Self = Self(1);

    #[allow(dead_code, reason = "some are of calls alone")]
    pub(crate) fn write(self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.unsigned(self.0.into(), 0, 2_147_483_647)
    }

    #[allow(dead_code, reason = "some are of calls alone")]
    pub(crate) fn read(decoder: &mut Decoder<'_>) -> Result<Self, Error> {
        decoder.unsigned(0, 2_147_483_647).map(Self)
    }
}
