//! What messages of calls have and records have not: null, and lengths that are known when they
//! come.

use std::string::String;
use std::vec::Vec;

use crate::decoder::Decoder;
use crate::encoder::Encoder;
use crate::number::Number;
use crate::{Error, ErrorKind};

/// Bytes of memory that the items of one array take.
const MOST_OF_ITEMS: usize = 64 << 20;

/// An array of any length that is being read.
pub(super) struct OpenList {
    left: u64,
    open: bool,
}

#[allow(dead_code)]
impl Encoder<'_> {
    pub(super) fn null(&mut self) -> Result<(), Error> {
        self.raw(&[0xf6])
    }

    pub(super) fn any_head(&mut self, major: u8, argument: u64) -> Result<(), Error> {
        // An unsigned integer's head, with another major type.
        let at = self.position();
        self.unsigned(argument, 0, u64::MAX)?;
        self.set_major(at, major);
        Ok(())
    }

    pub(super) fn list(&mut self, count: usize) -> Result<(), Error> {
        self.any_head(4, count as u64)
    }

    pub(super) fn any_text(&mut self, text: &str) -> Result<(), Error> {
        if text.as_bytes().contains(&0) {
            return Err(self.fail(ErrorKind::OutOfRange));
        }
        self.any_head(3, text.len() as u64)?;
        self.raw(text.as_bytes())
    }

    pub(super) fn any_bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.any_head(2, bytes.len() as u64)?;
        self.raw(bytes)
    }

    pub(super) fn any_numbers<T: Number>(&mut self, numbers: &[T]) -> Result<(), Error> {
        self.any_head(6, T::TAG)?;
        self.any_head(2, (numbers.len() * T::WIDTH) as u64)?;
        self.numbers(numbers)
    }
}

#[allow(dead_code)]
impl Decoder<'_> {
    pub(super) fn null(&mut self) -> bool {
        let found = self.data.get(self.at) == Some(&0xf6);
        self.at += usize::from(found);
        found
    }

    pub(super) fn any_text(&mut self) -> Result<String, Error> {
        let start = self.at;
        let bytes = self.string(3)?;
        let Ok(text) = core::str::from_utf8(bytes) else {
            return Err(Error::new(ErrorKind::BadUtf8, start));
        };
        if bytes.contains(&0) {
            return Err(Error::new(ErrorKind::OutOfRange, start));
        }
        Ok(String::from(text))
    }

    pub(super) fn any_numbers<T: Number>(&mut self) -> Result<Vec<T>, Error> {
        let start = self.at;
        if self.expect(6)? != T::TAG {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        let bytes = self.string(2)?;
        if bytes.len() % T::WIDTH != 0 {
            return Err(Error::new(ErrorKind::OutOfRange, start));
        }
        Ok(bytes.chunks_exact(T::WIDTH).map(T::load).collect())
    }

    pub(super) fn open_any(&mut self) -> Result<OpenList, Error> {
        let start = self.at;
        let head = self.head()?;
        if head.major != 4 {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        self.enter(start)?;
        Ok(OpenList {
            left: head.argument,
            open: head.is_open(),
        })
    }

    /// What is shorter than it is large, as null and a record of defaults are, comes from nobody in any
    /// number.
    pub(super) fn room_behind<T>(&self, items: &[T]) -> Result<(), Error> {
        if (items.len() + 1) * core::mem::size_of::<T>() > MOST_OF_ITEMS {
            return Err(Error::new(ErrorKind::Limit, self.at));
        }
        Ok(())
    }

    /// Whether another item follows; after the last one the list is closed.
    pub(super) fn more(&mut self, list: &mut OpenList) -> bool {
        if list.open && !self.at_break() {
            return true;
        }
        if !list.open && list.left > 0 {
            list.left -= 1;
            return true;
        }
        self.depth += 1;
        false
    }
}
