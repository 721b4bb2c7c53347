//! The records of the contract.

use crate::decoder::Decoder;
use crate::encoder::Encoder;
use crate::map::Key;
use crate::{Cbor, Error};

/// A wire record: the same bytes on every target.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Event {
    /// From 1.
    pub id: u64,
    /// In Hz.
    pub rate: u32,
    /// `samples`.
    pub samples: [f32; 4],
}

impl Event {
    const KEYS: [Key; 3] = [Key::Name("id"), Key::Name("rate"), Key::Name("samples")];

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
            0 => self.id = decoder.unsigned(0, u64::MAX)?,
            1 => self.rate = decoder.unsigned(1, 192000)?,
            2 => decoder.numbers(&mut self.samples)?,
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for Event {
    const MAX_SIZE: usize = 50;

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa3bid")?;
        encoder.unsigned(self.id, 0, u64::MAX)?;
        encoder.raw(b"drate")?;
        encoder.unsigned(self.rate.into(), 1, 192000)?;
        encoder.raw(b"gsamples\xd8UP")?;
        encoder.numbers(&self.samples)?;
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([7])?;
        if decoder.at_key(&mut map, b"bid") {
            map.take(0);
            self.read_field(decoder, 0)?;
        }
        if decoder.at_key(&mut map, b"drate") {
            map.take(1);
            self.read_field(decoder, 1)?;
        }
        if decoder.at_key(&mut map, b"gsamples") {
            map.take(2);
            self.read_field(decoder, 2)?;
        }
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}
