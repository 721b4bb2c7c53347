//! Items out of a message.

use crate::float::{double_to_single, half_to_double, single_to_double, single_to_half};
use crate::number::Number;
use crate::{Error, ErrorKind, Text};

/// How much a decoder takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Only deterministic encoding, no unknown keys.
    pub strict: bool,
    /// Maps and arrays within each other, at most 64.
    pub depth: u32,
    /// Bytes of a message.
    pub size: usize,
}

impl Default for Options {
    /// Not strict, 32 levels, any size.
    fn default() -> Self {
        Self {
            strict: false,
            depth: 32,
            size: usize::MAX,
        }
    }
}

/// Major type, additional information and argument of an item.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) major: u8,
    pub(crate) info: u8,
    pub(crate) argument: u64,
}

impl Head {
    /// Of indefinite length.
    pub(crate) fn is_open(self) -> bool {
        self.info == 31
    }
}

/// Reads items one after another.
#[derive(Debug)]
pub struct Decoder<'a> {
    pub(crate) data: &'a [u8],
    pub(crate) at: usize,
    pub(crate) depth: u32,
    pub(crate) strict: bool,
}

impl<'a> Decoder<'a> {
    /// Reads `data` from its beginning.
    #[must_use]
    pub fn new(data: &'a [u8], options: Options) -> Self {
        Self {
            data,
            at: 0,
            depth: options.depth.min(64),
            strict: options.strict,
        }
    }

    /// Fails unless everything was read.
    pub(crate) fn end(&self) -> Result<(), Error> {
        if self.at == self.data.len() {
            Ok(())
        } else {
            Err(Error::new(ErrorKind::Trailing, self.at))
        }
    }

    #[inline]
    pub(crate) fn head(&mut self) -> Result<Head, Error> {
        let start = self.at;
        let Some(&first) = self.data.get(start) else {
            return Err(Error::new(ErrorKind::Truncated, start));
        };
        self.at += 1;
        let (major, info) = (first >> 5, first & 0x1f);
        if info < 24 {
            let argument = u64::from(info);
            return Ok(Head {
                major,
                info,
                argument,
            });
        }
        self.long_head(major, info, start)
    }

    fn long_head(&mut self, major: u8, info: u8, start: usize) -> Result<Head, Error> {
        if info == 31 {
            if matches!(major, 0 | 1 | 6) {
                return Err(Error::new(ErrorKind::Malformed, start));
            }
            if self.strict && major != 7 {
                return Err(Error::new(ErrorKind::NotDeterministic, start));
            }
            return Ok(Head {
                major,
                info,
                argument: 31,
            });
        }
        if info > 27 {
            return Err(Error::new(ErrorKind::Malformed, start));
        }
        let size = 1usize << (info - 24);
        let Some(bytes) = self.data.get(self.at..self.at + size) else {
            return Err(Error::new(ErrorKind::Truncated, start));
        };
        let argument = bytes
            .iter()
            .fold(0, |value, &byte| value << 8 | u64::from(byte));
        self.at += size;
        if major == 7 {
            if size == 1 && argument < 32 {
                return Err(Error::new(ErrorKind::Malformed, start));
            }
        } else if self.strict {
            let shortest = if size == 1 {
                argument >= 24
            } else {
                argument >> (4 * size) != 0
            };
            if !shortest {
                return Err(Error::new(ErrorKind::NotDeterministic, start));
            }
        }
        Ok(Head {
            major,
            info,
            argument,
        })
    }

    /// The argument of an item of a certain type and of definite length.
    #[inline]
    pub(crate) fn expect(&mut self, major: u8) -> Result<u64, Error> {
        let start = self.at;
        let head = self.head()?;
        if head.major != major {
            Err(Error::new(ErrorKind::WrongType, start))
        } else if head.is_open() {
            Err(Error::new(ErrorKind::NotDeterministic, start))
        } else {
            Ok(head.argument)
        }
    }

    #[inline]
    pub(crate) fn boolean(&mut self) -> Result<bool, Error> {
        let start = self.at;
        let head = self.head()?;
        match (head.major, head.info) {
            (7, 20) => Ok(false),
            (7, 21) => Ok(true),
            _ => Err(Error::new(ErrorKind::WrongType, start)),
        }
    }

    #[inline]
    pub(crate) fn unsigned<T: TryFrom<u64>>(&mut self, low: u64, high: u64) -> Result<T, Error> {
        let start = self.at;
        let head = self.head()?;
        if head.major > 1 {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        if head.major == 1 || head.argument < low || head.argument > high {
            return Err(Error::new(ErrorKind::OutOfRange, start));
        }
        T::try_from(head.argument).map_err(|_| Error::new(ErrorKind::OutOfRange, start))
    }

    #[inline]
    pub(crate) fn signed<T: TryFrom<i64>>(&mut self, low: i64, high: i64) -> Result<T, Error> {
        let start = self.at;
        let head = self.head()?;
        if head.major > 1 {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        let out_of_range = |_| Error::new(ErrorKind::OutOfRange, start);
        let magnitude = i64::try_from(head.argument).map_err(out_of_range)?;
        let value = if head.major == 0 {
            magnitude
        } else {
            -1 - magnitude
        };
        if value < low || value > high {
            return Err(Error::new(ErrorKind::OutOfRange, start));
        }
        T::try_from(value).map_err(|_| Error::new(ErrorKind::OutOfRange, start))
    }

    /// Bits of a double, and how many bytes the value needs.
    fn double_bits(&mut self) -> Result<(u64, u32), Error> {
        let start = self.at;
        let head = self.head()?;
        let bits = match (head.major, head.info) {
            (7, 25) => half_to_double(head.argument),
            (7, 26) => single_to_double(head.argument),
            (7, 27) => head.argument,
            _ => return Err(Error::new(ErrorKind::WrongType, start)),
        };
        let is_nan = f64::from_bits(bits).is_nan();
        let width = if is_nan {
            2
        } else {
            match double_to_single(bits).map(single_to_half) {
                None => 8,
                Some(None) => 4,
                Some(Some(_)) => 2,
            }
        };
        if self.strict && (width != 1 << (head.info - 24) || is_nan && head.argument != 0x7e00) {
            return Err(Error::new(ErrorKind::NotDeterministic, start));
        }
        Ok((if is_nan { 0x7ff8 << 48 } else { bits }, width))
    }

    #[inline]
    pub(crate) fn double(&mut self) -> Result<f64, Error> {
        Ok(f64::from_bits(self.double_bits()?.0))
    }

    #[inline]
    pub(crate) fn single(&mut self) -> Result<f32, Error> {
        let start = self.at;
        let (bits, width) = self.double_bits()?;
        if width == 8 {
            return Err(Error::new(ErrorKind::OutOfRange, start));
        }
        Ok(f64::from_bits(bits) as f32)
    }

    #[inline]
    pub(crate) fn double_in(&mut self, low: f64, high: f64) -> Result<f64, Error> {
        let start = self.at;
        let value = self.double()?;
        if value >= low && value <= high {
            Ok(value)
        } else {
            Err(Error::new(ErrorKind::OutOfRange, start))
        }
    }

    #[inline]
    pub(crate) fn single_in(&mut self, low: f32, high: f32) -> Result<f32, Error> {
        let start = self.at;
        let value = self.single()?;
        if value >= low && value <= high {
            Ok(value)
        } else {
            Err(Error::new(ErrorKind::OutOfRange, start))
        }
    }

    /// The bytes of a string.
    #[inline]
    pub(crate) fn string(&mut self, major: u8) -> Result<&'a [u8], Error> {
        let start = self.at;
        let length = self.expect(major)?;
        let rest = &self.data[self.at..];
        if length > rest.len() as u64 {
            return Err(Error::new(ErrorKind::Truncated, start));
        }
        self.at += length as usize;
        Ok(&rest[..length as usize])
    }

    #[inline]
    pub(crate) fn text<const N: usize>(&mut self, text: &mut Text<N>) -> Result<(), Error> {
        let start = self.at;
        let bytes = self.string(3)?;
        if bytes.len() > N {
            return Err(Error::new(ErrorKind::TooLong, start));
        }
        let Ok(found) = core::str::from_utf8(bytes) else {
            return Err(Error::new(ErrorKind::BadUtf8, start));
        };
        *text = Text::try_from(found).map_err(|_| Error::new(ErrorKind::OutOfRange, start))?;
        Ok(())
    }

    fn exactly(&mut self, size: usize, start: usize) -> Result<&'a [u8], Error> {
        let bytes = self.string(2)?;
        match bytes.len().cmp(&size) {
            core::cmp::Ordering::Equal => Ok(bytes),
            core::cmp::Ordering::Greater => Err(Error::new(ErrorKind::TooLong, start)),
            core::cmp::Ordering::Less => Err(Error::new(ErrorKind::OutOfRange, start)),
        }
    }

    #[inline]
    pub(crate) fn bytes(&mut self, to: &mut [u8]) -> Result<(), Error> {
        to.copy_from_slice(self.exactly(to.len(), self.at)?);
        Ok(())
    }

    pub(crate) fn numbers<T: Number>(&mut self, to: &mut [T]) -> Result<(), Error> {
        let start = self.at;
        if self.expect(6)? != T::TAG {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        let bytes = self.exactly(to.len() * T::WIDTH, start)?;
        for (value, bytes) in to.iter_mut().zip(bytes.chunks_exact(T::WIDTH)) {
            *value = T::load(bytes);
        }
        Ok(())
    }

    /// One level deeper.
    #[inline]
    pub(crate) fn enter(&mut self, start: usize) -> Result<(), Error> {
        if self.depth == 0 {
            return Err(Error::new(ErrorKind::TooDeep, start));
        }
        self.depth -= 1;
        Ok(())
    }

    pub(crate) fn at_break(&mut self) -> bool {
        let found = self.data.get(self.at) == Some(&0xff);
        self.at += usize::from(found);
        found
    }
}
