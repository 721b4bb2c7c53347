//! Integers of 128 bits: beyond 64 they are bignums (RFC 8949, 3.4.3).

use crate::decoder::Decoder;
use crate::encoder::Encoder;
use crate::{Error, ErrorKind};

impl Encoder<'_> {
    /// The shorter of integer and bignum; of a negative value, which is -1 - magnitude.
    fn bignum(&mut self, negative: bool, magnitude: u128) -> Result<(), Error> {
        if let Ok(argument) = u64::try_from(magnitude) {
            return self.head(u8::from(negative), argument);
        }
        let bytes = magnitude.to_be_bytes();
        let first = magnitude.leading_zeros() as usize / 8;
        self.raw(&[0xc2 + u8::from(negative)])?;
        self.head(2, (bytes.len() - first) as u64)?;
        self.raw(&bytes[first..])
    }

    pub(crate) fn wide_unsigned(
        &mut self,
        value: u128,
        low: u128,
        high: u128,
    ) -> Result<(), Error> {
        if value < low || value > high {
            return Err(self.fail(ErrorKind::OutOfRange));
        }
        self.bignum(false, value)
    }

    pub(crate) fn wide_signed(&mut self, value: i128, low: i128, high: i128) -> Result<(), Error> {
        if value < low || value > high {
            return Err(self.fail(ErrorKind::OutOfRange));
        }
        if value < 0 {
            self.bignum(true, !value as u128)
        } else {
            self.bignum(false, value as u128)
        }
    }
}

impl Decoder<'_> {
    /// Whether it is negative, and the magnitude.
    fn bignum(&mut self) -> Result<(bool, u128), Error> {
        let start = self.at;
        let head = self.head()?;
        if head.major <= 1 {
            return Ok((head.major == 1, head.argument.into()));
        }
        if head.major != 6 || !matches!(head.argument, 2 | 3) {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        let bytes = self.string(2)?;
        if self.strict && (bytes.len() <= 8 || bytes[0] == 0) {
            return Err(Error::new(ErrorKind::NotDeterministic, start));
        }
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        let bytes = &bytes[zeros..];
        if bytes.len() > 16 {
            return Err(Error::new(ErrorKind::OutOfRange, start));
        }
        let magnitude = bytes
            .iter()
            .fold(0, |value, &byte| value << 8 | u128::from(byte));
        Ok((head.argument == 3, magnitude))
    }

    pub(crate) fn wide_unsigned(&mut self, low: u128, high: u128) -> Result<u128, Error> {
        let start = self.at;
        let (negative, value) = self.bignum()?;
        if negative || value < low || value > high {
            return Err(Error::new(ErrorKind::OutOfRange, start));
        }
        Ok(value)
    }

    pub(crate) fn wide_signed(&mut self, low: i128, high: i128) -> Result<i128, Error> {
        let start = self.at;
        let (negative, magnitude) = self.bignum()?;
        let out_of_range = || Error::new(ErrorKind::OutOfRange, start);
        let found = i128::try_from(magnitude).map_err(|_| out_of_range())?;
        let value = if negative { -1 - found } else { found };
        if value < low || value > high {
            return Err(out_of_range());
        }
        Ok(value)
    }
}
