//! Arrays, maps and what is skipped.

use crate::decoder::Decoder;
use crate::{Error, ErrorKind};

/// A key of a record.
pub(crate) enum Key {
    Number(u64, &'static str),
    Name(&'static str),
}

/// A map that is being read; a bit for each field that has not been.
pub(crate) struct Map<const WORDS: usize> {
    start: usize,
    left: u64,
    open: bool,
    missing: [u64; WORDS],
}

impl<const WORDS: usize> Map<WORDS> {
    /// The field has been read, or has its default: whether it was missing.
    #[inline]
    pub(crate) fn take(&mut self, field: usize) -> bool {
        let (word, bit) = (field / 64, 1 << (field % 64));
        let was = self.missing[word] & bit != 0;
        self.missing[word] &= !bit;
        was
    }
}

/// Items left on one level of what is skipped.
#[derive(Clone, Copy)]
struct Level {
    left: u64,
    open: bool,
    is_map: bool,
    odd: bool,
}

/// A tagged union that is being read.
pub(crate) struct Choice {
    start: usize,
    pub(crate) open: bool,
    has_value: bool, // of definite length
}

impl Decoder<'_> {
    /// An array of the tag, or of the tag and a value.
    pub(crate) fn open_choice(&mut self) -> Result<Choice, Error> {
        let start = self.at;
        let head = self.head()?;
        let open = head.is_open();
        let kind = match head.argument {
            _ if head.major != 4 => ErrorKind::WrongType,
            0 => ErrorKind::OutOfRange,
            3.. if !open => ErrorKind::TooLong,
            _ => {
                self.enter(start)?;
                self.check_item(open)?;
                return Ok(Choice {
                    start,
                    open,
                    has_value: !open && head.argument == 2,
                });
            }
        };
        Err(Error::new(kind, start))
    }

    /// Behind the tag, which is at `tag`: a value follows exactly where a member is `wanted`.
    pub(crate) fn check_value(
        &mut self,
        choice: &Choice,
        tag: usize,
        wanted: bool,
    ) -> Result<(), Error> {
        if choice.open && wanted {
            return self.check_item(true);
        }
        if !choice.open && choice.has_value != wanted {
            let at = if wanted { choice.start } else { tag };
            return Err(Error::new(ErrorKind::OutOfRange, at));
        }
        Ok(())
    }
}

impl<'a> Decoder<'a> {
    /// An array of exactly `count` items; whether it is open and has to be closed.
    pub(crate) fn open_list(&mut self, count: u64) -> Result<bool, Error> {
        let start = self.at;
        let head = self.head()?;
        if head.major != 4 {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        if !head.is_open() && head.argument != count {
            let kind = if head.argument > count {
                ErrorKind::TooLong
            } else {
                ErrorKind::OutOfRange
            };
            return Err(Error::new(kind, start));
        }
        self.enter(start)?;
        Ok(head.is_open())
    }

    /// Before each item of an open list: it may not end yet.
    pub(crate) fn check_item(&mut self, open: bool) -> Result<(), Error> {
        if open && self.data.get(self.at) == Some(&0xff) {
            return Err(Error::new(ErrorKind::OutOfRange, self.at));
        }
        Ok(())
    }

    pub(crate) fn close_list(&mut self, open: bool) -> Result<(), Error> {
        if open && !self.at_break() {
            let kind = if self.at == self.data.len() {
                ErrorKind::Truncated
            } else {
                ErrorKind::TooLong
            };
            return Err(Error::new(kind, self.at));
        }
        self.depth += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn open_map<const WORDS: usize>(
        &mut self,
        missing: [u64; WORDS],
    ) -> Result<Map<WORDS>, Error> {
        let start = self.at;
        let head = self.head()?;
        if head.major != 5 {
            return Err(Error::new(ErrorKind::WrongType, start));
        }
        self.enter(start)?;
        let open = head.is_open();
        let left = if open { u64::MAX } else { head.argument };
        Ok(Map {
            start,
            left,
            open,
            missing,
        })
    }

    /// Whether the next key is this one; it is then read.
    #[inline]
    pub(crate) fn at_key<const WORDS: usize>(&mut self, map: &mut Map<WORDS>, key: &[u8]) -> bool {
        if map.left == 0 || !self.data[self.at..].starts_with(key) {
            return false;
        }
        self.at += key.len();
        map.left -= 1;
        true
    }

    /// The next field that was not read before, its key passed; unknown pairs are skipped.
    pub(crate) fn next_field<const WORDS: usize>(
        &mut self,
        map: &mut Map<WORDS>,
        keys: &[Key],
    ) -> Result<Option<usize>, Error> {
        loop {
            if map.left == 0 || map.open && self.at_break() {
                return Ok(None);
            }
            map.left -= 1;
            let start = self.at;
            let Some(field) = self.find_key(keys)? else {
                if self.strict {
                    return Err(Error::new(ErrorKind::UnknownKey, start));
                }
                self.skip()?;
                continue;
            };
            if !map.take(field) {
                return Err(Error::new(ErrorKind::RepeatedKey, start));
            }
            if self.strict {
                return Err(Error::new(ErrorKind::NotDeterministic, start));
            }
            return Ok(Some(field));
        }
    }

    fn find_key(&mut self, keys: &[Key]) -> Result<Option<usize>, Error> {
        let start = self.at;
        let head = self.head()?;
        self.at = start;
        if head.major == 3 && !head.is_open() {
            let found = self.string(3)?;
            return Ok(keys
                .iter()
                .position(|key| matches!(key, Key::Name(name) if name.as_bytes() == found)));
        }
        self.skip()?;
        Ok(keys.iter().position(
            |key| matches!(key, Key::Number(n, _) if head.major == 0 && head.argument == *n),
        ))
    }

    /// The end of a map: what is still missing is an error at its beginning.
    #[inline]
    pub(crate) fn close_map<const WORDS: usize>(
        &mut self,
        map: &Map<WORDS>,
        keys: &[Key],
    ) -> Result<(), Error> {
        self.depth += 1;
        for (word, &bits) in map.missing.iter().enumerate() {
            if bits != 0 {
                let field = word * 64 + bits.trailing_zeros() as usize;
                let mut error = Error::new(ErrorKind::MissingKey, map.start);
                error.key = keys.get(field).map(|key| match key {
                    Key::Name(name) | Key::Number(_, name) => *name,
                });
                return Err(error);
            }
        }
        Ok(())
    }

    /// An item of whatever kind is passed over, well-formed or not at all.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        let mut levels = [Level {
            left: 0,
            open: false,
            is_map: false,
            odd: false,
        }; 65];
        let mut depth = 0;
        levels[0].left = 1;
        loop {
            while levels[depth].left == 0 {
                if depth == 0 {
                    return Ok(());
                }
                depth -= 1;
            }
            let level = &mut levels[depth];
            let start = self.at;
            if level.open && self.at_break() {
                if level.is_map && level.odd {
                    return Err(Error::new(ErrorKind::Malformed, start));
                }
                level.left = 0;
                continue;
            }
            let head = self.head()?;
            if head.major == 6 {
                continue; // what is tagged follows
            }
            level.left -= u64::from(!level.open);
            level.odd = !level.odd;
            match head.major {
                2 | 3 if head.is_open() => self.skip_chunks(head.major)?,
                2 | 3 => {
                    self.at = start;
                    self.string(head.major)?;
                }
                4 | 5 => {
                    if depth >= self.depth as usize {
                        return Err(Error::new(ErrorKind::TooDeep, start));
                    }
                    if !head.is_open() && head.argument > (self.data.len() - self.at) as u64 {
                        return Err(Error::new(ErrorKind::Truncated, start));
                    }
                    depth += 1;
                    let is_map = head.major == 5;
                    levels[depth] = Level {
                        left: match (head.is_open(), is_map) {
                            (true, _) => 1,
                            (false, true) => head.argument * 2,
                            (false, false) => head.argument,
                        },
                        open: head.is_open(),
                        is_map,
                        odd: false,
                    };
                }
                7 if head.is_open() => return Err(Error::new(ErrorKind::Malformed, start)),
                _ => {}
            }
        }
    }

    fn skip_chunks(&mut self, major: u8) -> Result<(), Error> {
        while !self.at_break() {
            let start = self.at;
            let chunk = self.head()?;
            if chunk.major != major || chunk.is_open() {
                return Err(Error::new(ErrorKind::Malformed, start));
            }
            self.at = start;
            self.string(major)?;
        }
        Ok(())
    }
}
