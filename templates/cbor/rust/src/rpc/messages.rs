//! What is sent and answered.

#[allow(unused_imports)]
use std::string::String;
#[allow(unused_imports)]
use std::vec::Vec;

{{#has_enums}}
#[allow(unused_imports)]
use crate::enums::*;
{{/has_enums}}
use crate::decoder::Decoder;
use crate::encoder::Encoder;
use crate::map::Key;
{{#has_records}}
#[allow(unused_imports)]
use crate::records::*;
{{/has_records}}
#[allow(unused_imports)]
use crate::{Cbor, Error};

/// What is sent.
pub(super) trait WriteMessage {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error>;
}

/// What is answered.
pub(super) trait ReadMessage: Default {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error>;
}
{{#requests}}

pub(super) struct {{name}} {
{{#fields}}
    pub {{name}}: {{type}},
{{/fields}}
}

impl WriteMessage for {{name}} {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
{{#is_empty}}
        encoder.raw(&[0xa0])?;
{{/is_empty}}
{{#fields}}
{{put}}
{{/fields}}
        Ok(())
    }
}
{{/requests}}
{{#replies}}

#[derive(Default)]
pub(super) struct {{name}} {
{{#fields}}
    pub {{name}}: {{type}},
{{/fields}}
}

impl {{name}} {
    const KEYS: [Key; {{count}}] = {{keys}};

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
{{#fields}}
{{get}}
{{/fields}}
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for {{name}} {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([{{words}}])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}
{{/replies}}
