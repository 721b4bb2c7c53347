//! Enums and flags.
#![allow(
    clippy::unnecessary_cast,
    reason = "the integer behind flags differs between targets"
)]

use crate::raw;
use std::fmt;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Sub, SubAssign};

/// What a ring does when a reader is late. Fixed when it is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RingMode {
    /// The oldest block goes; readers count what they lost.
    Overwrite,
    /// The writer is told [`Error::Full`](crate::Error::Full). One reader.
    Lossless,
    /// A value that this version of the crate does not know.
    Unknown(raw::rt_ffi_ring_mode),
}

impl From<raw::rt_ffi_ring_mode> for RingMode {
    #[inline]
    fn from(value: raw::rt_ffi_ring_mode) -> Self {
        match value {
            raw::RT_FFI_RING_OVERWRITE => Self::Overwrite,
            raw::RT_FFI_RING_LOSSLESS => Self::Lossless,
            other => Self::Unknown(other),
        }
    }
}

impl From<RingMode> for raw::rt_ffi_ring_mode {
    #[inline]
    fn from(value: RingMode) -> Self {
        match value {
            RingMode::Overwrite => raw::RT_FFI_RING_OVERWRITE,
            RingMode::Lossless => raw::RT_FFI_RING_LOSSLESS,
            RingMode::Unknown(other) => other,
        }
    }
}

/// Who gets a message. Fixed when the channel is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChannelMode {
    /// Every reader. The oldest goes when it is full; readers count
    /// what they lost.
    Broadcast,
    /// One reader. Senders are told [`Error::Full`](crate::Error::Full).
    Queue,
    /// A value that this version of the crate does not know.
    Unknown(raw::rt_ffi_channel_mode),
}

impl From<raw::rt_ffi_channel_mode> for ChannelMode {
    #[inline]
    fn from(value: raw::rt_ffi_channel_mode) -> Self {
        match value {
            raw::RT_FFI_CHANNEL_BROADCAST => Self::Broadcast,
            raw::RT_FFI_CHANNEL_QUEUE => Self::Queue,
            other => Self::Unknown(other),
        }
    }
}

impl From<ChannelMode> for raw::rt_ffi_channel_mode {
    #[inline]
    fn from(value: ChannelMode) -> Self {
        match value {
            ChannelMode::Broadcast => raw::RT_FFI_CHANNEL_BROADCAST,
            ChannelMode::Queue => raw::RT_FFI_CHANNEL_QUEUE,
            ChannelMode::Unknown(other) => other,
        }
    }
}

/// What the system granted to a thread, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RtLevel {
    /// Ordinary scheduling.
    None,
    /// Ordinary scheduling, raised priority.
    Nice,
    /// `SCHED_RR`, mostly through rtkit.
    RoundRobin,
    /// `SCHED_FIFO`.
    Fifo,
    /// `SCHED_DEADLINE`.
    Deadline,
    /// Mach time constraint (macOS).
    TimeConstraint,
    /// Multimedia class scheduler (Windows).
    Mmcss,
    /// A value that this version of the crate does not know.
    Unknown(raw::rt_ffi_rt_level),
}

impl From<raw::rt_ffi_rt_level> for RtLevel {
    #[inline]
    fn from(value: raw::rt_ffi_rt_level) -> Self {
        match value {
            raw::RT_FFI_RT_NONE => Self::None,
            raw::RT_FFI_RT_NICE => Self::Nice,
            raw::RT_FFI_RT_ROUND_ROBIN => Self::RoundRobin,
            raw::RT_FFI_RT_FIFO => Self::Fifo,
            raw::RT_FFI_RT_DEADLINE => Self::Deadline,
            raw::RT_FFI_RT_TIME_CONSTRAINT => Self::TimeConstraint,
            raw::RT_FFI_RT_MMCSS => Self::Mmcss,
            other => Self::Unknown(other),
        }
    }
}

impl From<RtLevel> for raw::rt_ffi_rt_level {
    #[inline]
    fn from(value: RtLevel) -> Self {
        match value {
            RtLevel::None => raw::RT_FFI_RT_NONE,
            RtLevel::Nice => raw::RT_FFI_RT_NICE,
            RtLevel::RoundRobin => raw::RT_FFI_RT_ROUND_ROBIN,
            RtLevel::Fifo => raw::RT_FFI_RT_FIFO,
            RtLevel::Deadline => raw::RT_FFI_RT_DEADLINE,
            RtLevel::TimeConstraint => raw::RT_FFI_RT_TIME_CONSTRAINT,
            RtLevel::Mmcss => raw::RT_FFI_RT_MMCSS,
            RtLevel::Unknown(other) => other,
        }
    }
}

/// What a service does, bits.
#[repr(transparent)]
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ServiceFlags(u32);

impl ServiceFlags {
    /// Nothing special.
    pub const NONE: Self = Self(raw::RT_FFI_SERVICE_NONE.0 as u32);
    /// Writes audio.
    pub const PRODUCER: Self = Self(raw::RT_FFI_SERVICE_PRODUCER.0 as u32);
    /// Reads audio.
    pub const CONSUMER: Self = Self(raw::RT_FFI_SERVICE_CONSUMER.0 as u32);
    /// Ready to take over, silent until then.
    pub const STANDBY: Self = Self(raw::RT_FFI_SERVICE_STANDBY.0 as u32);

    /// No flag at all.
    #[must_use]
    pub const fn empty() -> Self {
        Self(0)
    }

    /// Flags from their bits, known or not.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The bits of all flags.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether no flag is set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every flag of `other` is set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether some flag of `other` is set.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for ServiceFlags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for ServiceFlags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for ServiceFlags {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitAndAssign for ServiceFlags {
    fn bitand_assign(&mut self, other: Self) {
        self.0 &= other.0;
    }
}

impl Sub for ServiceFlags {
    type Output = Self;
    /// The flags that `other` has not.
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl SubAssign for ServiceFlags {
    fn sub_assign(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

impl fmt::Debug for ServiceFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut separator = "";
        for (name, flag) in [
            ("NONE", Self::NONE),
            ("PRODUCER", Self::PRODUCER),
            ("CONSUMER", Self::CONSUMER),
            ("STANDBY", Self::STANDBY),
        ] {
            if flag.0 != 0 && rest & flag.0 == flag.0 {
                write!(f, "{separator}{name}")?;
                rest &= !flag.0;
                separator = " | ";
            }
        }
        if rest != 0 || self.0 == 0 {
            write!(f, "{separator}{rest:#x}")?;
        }
        Ok(())
    }
}

impl From<raw::rt_ffi_service_flags> for ServiceFlags {
    #[inline]
    fn from(value: raw::rt_ffi_service_flags) -> Self {
        Self(value.0 as u32)
    }
}

impl From<ServiceFlags> for raw::rt_ffi_service_flags {
    #[inline]
    fn from(value: ServiceFlags) -> Self {
        Self(value.0 as _)
    }
}
