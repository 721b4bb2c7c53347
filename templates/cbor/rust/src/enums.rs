//! The enums that are in records.

{{^has_closed}}
use crate::Error;
{{/has_closed}}
use crate::decoder::Decoder;
use crate::encoder::Encoder;
{{#has_closed}}
use crate::{Error, ErrorKind};
{{/has_closed}}
{{#enums}}

{{#doc}}
{{text}}
{{/doc}}
{{#is_closed}}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr({{repr}})]
pub enum {{name}} {
{{#values}}
{{#doc}}
{{text}}
{{/doc}}
{{#first}}
    #[default]
{{/first}}
    {{variant}} = {{value}},
{{/values}}
}

impl {{name}} {
{{#has_calls}}
    #[allow(dead_code, reason = "some are of calls alone")]
{{/has_calls}}
{{^has_calls}}
{{#is_tag}}
    #[allow(dead_code, reason = "it says which member is there")]
{{/is_tag}}
{{/has_calls}}
    pub(crate) fn write(self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.{{coding}}(self as {{wide}}, {{low}}, {{high}})
    }

{{#has_calls}}
    #[allow(dead_code, reason = "some are of calls alone")]
{{/has_calls}}
    pub(crate) fn read(decoder: &mut Decoder<'_>) -> Result<Self, Error> {
        let start = decoder.at;
        match decoder.{{coding}}::<{{wide}}>({{low}}, {{high}})? {
{{#values}}
            {{value}} => Ok(Self::{{variant}}),
{{/values}}
            _ => Err(Error::new(ErrorKind::OutOfRange, start)),
        }
    }
}
{{/is_closed}}
{{^is_closed}}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct {{name}}(pub {{repr}});

impl {{name}} {
{{#values}}
{{#doc}}
{{text}}
{{/doc}}
    pub const {{constant}}: Self = Self({{value}});
{{/values}}

{{#has_calls}}
    #[allow(dead_code, reason = "some are of calls alone")]
{{/has_calls}}
{{^has_calls}}
{{#is_tag}}
    #[allow(dead_code, reason = "it says which member is there")]
{{/is_tag}}
{{/has_calls}}
    pub(crate) fn write(self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.{{coding}}({{widened}}, {{low}}, {{high}})
    }

{{#has_calls}}
    #[allow(dead_code, reason = "some are of calls alone")]
{{/has_calls}}
    pub(crate) fn read(decoder: &mut Decoder<'_>) -> Result<Self, Error> {
        decoder.{{coding}}({{low}}, {{high}}).map(Self)
    }
{{#flags}}

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
{{/flags}}
}
{{#flags}}

impl core::ops::BitOr for {{name}} {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
{{/flags}}
{{/is_closed}}
{{/enums}}
