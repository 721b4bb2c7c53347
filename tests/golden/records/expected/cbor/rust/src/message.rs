//! What every record can do.

use crate::{Decoder, Encoder, Error, ErrorKind, Options};

/// A record that is a message or a part of one.
pub trait Cbor: Default {
    /// Bytes of the longest encoding: always enough for [`Cbor::encode`].
    const MAX_SIZE: usize;

    /// Writes the record as the next item.
    ///
    /// # Errors
    /// A value that the contract does not allow, or [`ErrorKind::Full`].
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error>;

    /// Reads the next item into the record, which is partly changed after an error.
    ///
    /// # Errors
    /// Whatever is wrong with the item.
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error>;

    /// Encodes the record into the beginning of `buffer`.
    ///
    /// # Errors
    /// A value that the contract does not allow, or [`ErrorKind::Full`].
    fn encode<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b [u8], Error> {
        let mut encoder = Encoder::new(buffer);
        self.write(&mut encoder)?;
        let size = encoder.position();
        Ok(&buffer[..size])
    }

    /// Decodes a message that is nothing but such a record. Keys that the contract lacks are
    /// skipped.
    ///
    /// # Errors
    /// Whatever is wrong with the message.
    fn decode(message: &[u8]) -> Result<Self, Error> {
        Self::decode_with(message, Options::default())
    }

    /// As [`Cbor::decode`], with other limits or strictly.
    ///
    /// # Errors
    /// Whatever is wrong with the message.
    fn decode_with(message: &[u8], options: Options) -> Result<Self, Error> {
        let mut value = Self::default();
        value.decode_into(message, options)?;
        Ok(value)
    }

    /// As [`Cbor::decode_with`], into a record that is there already.
    ///
    /// # Errors
    /// Whatever is wrong with the message; the record is then partly changed.
    fn decode_into(&mut self, message: &[u8], options: Options) -> Result<(), Error> {
        if message.len() > options.size {
            return Err(Error::new(ErrorKind::Limit, 0));
        }
        let mut decoder = Decoder::new(message, options);
        self.read(&mut decoder)?;
        decoder.end()
    }
}
