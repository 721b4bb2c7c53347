//! Items into a buffer.

use crate::float::{double_to_single, single_to_half};
use crate::number::Number;
use crate::{Error, ErrorKind, Text};

/// Writes items one after another.
#[derive(Debug)]
pub struct Encoder<'b> {
    buffer: &'b mut [u8],
    at: usize,
}

impl<'b> Encoder<'b> {
    /// Writes into `buffer`, from its beginning.
    pub fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, at: 0 }
    }

    /// Bytes written.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// Gives the head of an integer at `at` another major type.
    pub(crate) fn set_major(&mut self, at: usize, major: u8) {
        self.buffer[at] |= major << 5;
    }

    pub(crate) fn fail(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.at)
    }

    #[inline]
    fn room(&mut self, size: usize) -> Result<&mut [u8], Error> {
        let at = self.at;
        if self.buffer.len() - at < size {
            return Err(self.fail(ErrorKind::Full));
        }
        self.at = at + size;
        Ok(&mut self.buffer[at..at + size])
    }

    /// Bytes that are known beforehand: keys and heads.
    #[inline]
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.room(bytes.len())?.copy_from_slice(bytes);
        Ok(())
    }

    #[inline]
    pub(crate) fn head(&mut self, major: u8, argument: u64) -> Result<(), Error> {
        let major = major << 5;
        let bytes = argument.to_be_bytes();
        let (info, size) = match argument {
            0..24 => return self.raw(&[major | bytes[7]]),
            24..0x100 => (24, 1),
            0x100..0x1_0000 => (25, 2),
            0x1_0000..0x1_0000_0000 => (26, 4),
            _ => (27, 8),
        };
        self.sized(major | info, argument, size)
    }

    #[inline]
    fn sized(&mut self, first: u8, argument: u64, size: usize) -> Result<(), Error> {
        let room = self.room(size + 1)?;
        room[0] = first;
        room[1..].copy_from_slice(&argument.to_be_bytes()[8 - size..]);
        Ok(())
    }

    #[inline]
    pub(crate) fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.raw(&[if value { 0xf5 } else { 0xf4 }])
    }

    #[inline]
    pub(crate) fn unsigned(&mut self, value: u64, low: u64, high: u64) -> Result<(), Error> {
        if value < low || value > high {
            return Err(self.fail(ErrorKind::OutOfRange));
        }
        self.head(0, value)
    }

    #[inline]
    pub(crate) fn signed(&mut self, value: i64, low: i64, high: i64) -> Result<(), Error> {
        if value < low || value > high {
            return Err(self.fail(ErrorKind::OutOfRange));
        }
        if value < 0 {
            self.head(1, !(value as u64))
        } else {
            self.head(0, value as u64)
        }
    }

    #[inline]
    pub(crate) fn single(&mut self, value: f32) -> Result<(), Error> {
        let bits = value.to_bits();
        if value.is_nan() {
            return self.sized(0xf9, 0x7e00, 2);
        }
        match single_to_half(bits) {
            Some(half) => self.sized(0xf9, half.into(), 2),
            None => self.sized(0xfa, bits.into(), 4),
        }
    }

    #[inline]
    pub(crate) fn double(&mut self, value: f64) -> Result<(), Error> {
        if value.is_nan() {
            return self.sized(0xf9, 0x7e00, 2);
        }
        match double_to_single(value.to_bits()) {
            Some(bits) => self.single(f32::from_bits(bits)),
            None => self.sized(0xfb, value.to_bits(), 8),
        }
    }

    #[inline]
    pub(crate) fn within(&self, value: f64, low: f64, high: f64) -> Result<(), Error> {
        if value >= low && value <= high {
            Ok(())
        } else {
            Err(self.fail(ErrorKind::OutOfRange))
        }
    }

    #[inline]
    pub(crate) fn text<const N: usize>(&mut self, value: &Text<N>) -> Result<(), Error> {
        self.head(3, value.as_bytes().len() as u64)?;
        self.raw(value.as_bytes())
    }

    /// The elements of a typed array, whose heads are written.
    pub(crate) fn numbers<T: Number>(&mut self, values: &[T]) -> Result<(), Error> {
        T::store(values, self.room(values.len() * T::WIDTH)?);
        Ok(())
    }
}
