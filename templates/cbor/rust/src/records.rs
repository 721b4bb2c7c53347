//! The records of the contract.

use crate::decoder::Decoder;
use crate::encoder::Encoder;
{{#has_enums}}
{{#has_calls}}
#[allow(unused_imports, reason = "some are of calls alone")]
{{/has_calls}}
use crate::enums::*;
{{/has_enums}}
use crate::map::Key;
{{#uses_text}}
use crate::{Cbor, Error, Text};
{{/uses_text}}
{{^uses_text}}
use crate::{Cbor, Error};
{{/uses_text}}
{{#records}}

{{#doc}}
{{text}}
{{/doc}}
#[derive(Clone, Copy, Debug{{#derives_default}}, Default{{/derives_default}}, PartialEq)]
pub struct {{name}} {
{{#fields}}
{{#doc}}
{{text}}
{{/doc}}
    pub {{name}}: {{type}},
{{/fields}}
}
{{^derives_default}}

impl Default for {{name}} {
    fn default() -> Self {
        Self {
{{#fields}}
            {{name}}: {{initial}},
{{/fields}}
        }
    }
}
{{/derives_default}}

impl {{name}} {
    const KEYS: [Key; {{count}}] = {{keys}};

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
{{#fields}}
{{get}}
{{/fields}}
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for {{name}} {
    const MAX_SIZE: usize = {{max}};

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
{{#fields}}
{{put}}
{{/fields}}
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([{{words}}])?;
{{#fields}}
        if decoder.at_key(&mut map, b"{{key_bytes}}") {
            map.take({{index}});
            self.read_field(decoder, {{index}})?;
        }
{{/fields}}
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
{{#fields}}
{{#has_default}}
        if map.take({{index}}) {
            self.{{name}} = {{initial}};
        }
{{/has_default}}
{{/fields}}
        decoder.close_map(&map, &Self::KEYS)
    }
}
{{/records}}
