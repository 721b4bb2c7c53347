//! Structs and unions, laid out as C lays them out.

use super::*;
use core::fmt;
use core::marker::{PhantomData, PhantomPinned};
use core::mem::{ManuallyDrop, MaybeUninit};
use core::sync::atomic::*;

/// `Default` for records: all bytes zero, as C initialises an object with static storage.
macro_rules! zero_by_default {
    ($record:ident) => {
        impl Default for $record {
            #[inline]
            fn default() -> Self {
                // SAFETY: every field is valid when all of its bytes are zero: numbers, raw pointers,
                // optional function pointers, arrays and records of these.
                unsafe { core::mem::zeroed() }
            }
        }
    };
}

/// A wire record: the same bytes on every target.
#[repr(C, align(16))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct rec_event {
    /// From 1.
    pub id: u64,
    /// Unit: Hz
    ///
    /// Range: 1 to 192000
    pub rate: u32,
    #[doc(hidden)]
    pub reserved0: u32,
    pub samples: [f32; 4],
}

zero_by_default!(rec_event);

/// A field behind no padding, at an odd address.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rec_packed {
    pub kind: u8,
    pub value: u32,
    pub tail: u16,
}

zero_by_default!(rec_packed);

/// Bits, the signed ones with their sign.
#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct rec_bits {
    #[doc(hidden)]
    pub _bits0: [u8; 13],
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
zero_by_default!(rec_bits);

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
impl fmt::Debug for rec_bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("rec_bits");
        out.field("mode", &self.mode());
        out.field("level", &self.level());
        out.field("wide", &self.wide());
        out.finish()
    }
}

#[cfg(any(not(target_arch = "x86"), target_os = "windows"))]
impl rec_bits {
    /// Bit-field of 3 bits.
    #[inline]
    #[must_use]
    pub const fn mode(&self) -> c_uint {
        bits::unsigned(&self._bits0, 0, 3) as c_uint
    }

    /// Sets `mode`.
    ///
    /// # Panics
    ///
    /// If `value` does not fit 3 bits.
    #[inline]
    #[track_caller]
    pub const fn set_mode(&mut self, value: c_uint) {
        let value = bits::fit_unsigned(value as u64, 3);
        bits::set(&mut self._bits0, 0, 3, value);
    }

    /// Bit-field of 5 bits.
    #[inline]
    #[must_use]
    pub const fn level(&self) -> c_int {
        bits::signed(&self._bits0, 3, 5) as c_int
    }

    /// Sets `level`.
    ///
    /// # Panics
    ///
    /// If `value` does not fit 5 bits.
    #[inline]
    #[track_caller]
    pub const fn set_level(&mut self, value: c_int) {
        let value = bits::fit_signed(value as i64, 5);
        bits::set(&mut self._bits0, 3, 5, value);
    }

    /// Bit-field of 40 bits.
    #[inline]
    #[must_use]
    pub const fn wide(&self) -> c_ulonglong {
        bits::unsigned(&self._bits0, 64, 40) as c_ulonglong
    }

    /// Sets `wide`.
    ///
    /// # Panics
    ///
    /// If `value` does not fit 40 bits.
    #[inline]
    #[track_caller]
    pub const fn set_wide(&mut self, value: c_ulonglong) {
        let value = bits::fit_unsigned(value as u64, 40);
        bits::set(&mut self._bits0, 64, 40, value);
    }
}

/// Bits, the signed ones with their sign.
#[cfg(all(target_arch = "x86", target_os = "linux"))]
#[repr(C, align(4))]
#[derive(Clone, Copy)]
pub struct rec_bits {
    #[doc(hidden)]
    pub _bits0: [u8; 9],
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
zero_by_default!(rec_bits);

#[cfg(all(target_arch = "x86", target_os = "linux"))]
impl fmt::Debug for rec_bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("rec_bits");
        out.field("mode", &self.mode());
        out.field("level", &self.level());
        out.field("wide", &self.wide());
        out.finish()
    }
}

#[cfg(all(target_arch = "x86", target_os = "linux"))]
impl rec_bits {
    /// Bit-field of 3 bits.
    #[inline]
    #[must_use]
    pub const fn mode(&self) -> c_uint {
        bits::unsigned(&self._bits0, 0, 3) as c_uint
    }

    /// Sets `mode`.
    ///
    /// # Panics
    ///
    /// If `value` does not fit 3 bits.
    #[inline]
    #[track_caller]
    pub const fn set_mode(&mut self, value: c_uint) {
        let value = bits::fit_unsigned(value as u64, 3);
        bits::set(&mut self._bits0, 0, 3, value);
    }

    /// Bit-field of 5 bits.
    #[inline]
    #[must_use]
    pub const fn level(&self) -> c_int {
        bits::signed(&self._bits0, 3, 5) as c_int
    }

    /// Sets `level`.
    ///
    /// # Panics
    ///
    /// If `value` does not fit 5 bits.
    #[inline]
    #[track_caller]
    pub const fn set_level(&mut self, value: c_int) {
        let value = bits::fit_signed(value as i64, 5);
        bits::set(&mut self._bits0, 3, 5, value);
    }

    /// Bit-field of 40 bits.
    #[inline]
    #[must_use]
    pub const fn wide(&self) -> c_ulonglong {
        bits::unsigned(&self._bits0, 32, 40) as c_ulonglong
    }

    /// Sets `wide`.
    ///
    /// # Panics
    ///
    /// If `value` does not fit 40 bits.
    #[inline]
    #[track_caller]
    pub const fn set_wide(&mut self, value: c_ulonglong) {
        let value = bits::fit_unsigned(value as u64, 40);
        bits::set(&mut self._bits0, 32, 40, value);
    }
}

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct rec_number_anonymous1 {
    pub low: u16,
    pub high: u16,
}

zero_by_default!(rec_number_anonymous1);

/// One of two readings.
#[repr(C)]
#[derive(Clone, Copy)]
pub union rec_number {
    pub whole: u32,
    pub real: f32,
    pub anonymous1: rec_number_anonymous1,
}

zero_by_default!(rec_number);

impl fmt::Debug for rec_number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("rec_number");
        out.finish_non_exhaustive()
    }
}

/// Grows at its end; `type` is a keyword elsewhere.
#[repr(C)]
#[derive(Debug)]
pub struct rec_list {
    pub count: u32,
    pub r#type: rec_channel,
    pub items: [rec_number; 0],
}

zero_by_default!(rec_list);

/// Not the same size everywhere, which is allowed outside wire records.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct rec_native {
    pub ticks: c_long,
    pub name: *const c_char,
    pub at: f64,
}

zero_by_default!(rec_native);
