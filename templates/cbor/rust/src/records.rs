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
{{imports}}
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
        {{initial}}
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
{{#choices}}

{{#doc}}
{{text}}
{{/doc}}
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "C has it in one place")]
pub enum {{name}} {
{{#cases}}
{{#doc}}
{{text}}
{{/doc}}
    {{variant}}({{type}}),
{{/cases}}
{{#has_other}}
    /// Nothing: no member has this tag.
    Other({{tag_type}}),
{{/has_other}}
}

impl Default for {{name}} {
    fn default() -> Self {
        {{initial}}
    }
}

impl {{name}} {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        match self {
{{#cases}}
            Self::{{variant}}(value) => {
                encoder.raw(b"{{head}}")?;
{{put}}
            }
{{/cases}}
{{#has_other}}
{{#cases}}
{{#is_long}}
            Self::Other({{tag}}) => {
                return Err(encoder.fail(ErrorKind::OutOfRange));
            }
{{/is_long}}
{{^is_long}}
            Self::Other({{tag}}) => return Err(encoder.fail(ErrorKind::OutOfRange)),
{{/is_long}}
{{/cases}}
            Self::Other(tag) => {
                encoder.raw(b"\x81")?;
{{put_tag}}
            }
{{/has_other}}
        }
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let choice = decoder.open_choice()?;
        let at = decoder.at;
{{get_tag}}
        *self = match tag {
{{#cases}}
            {{tag}} => {
                decoder.check_value(&choice, at, true)?;
{{get}}
                Self::{{variant}}(value)
            }
{{/cases}}
{{#has_other}}
            _ => {
                decoder.check_value(&choice, at, false)?;
                Self::Other(tag)
            }
{{/has_other}}
        };
        decoder.close_list(choice.open)
    }
}
{{/choices}}
{{/records}}
