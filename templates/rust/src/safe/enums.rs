//! Enums and flags.
{{#has_flags}}
#![allow(
    clippy::unnecessary_cast,
    reason = "the integer behind flags differs between targets"
)]
{{/has_flags}}

use crate::raw;
{{#has_flags}}
use std::fmt;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Sub, SubAssign};
{{/has_flags}}
{{#enums}}

{{#doc}}
///{{text}}
{{/doc}}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
{{^closed}}
#[non_exhaustive]
{{/closed}}
pub enum {{name}} {
{{#values}}
{{#doc}}
    ///{{text}}
{{/doc}}
    {{variant}},
{{/values}}
{{^closed}}
    /// A value that this version of the crate does not know.
    Unknown({{raw}}),
{{/closed}}
}
{{#has_aliases}}

#[allow(non_upper_case_globals, reason = "a second name of a variant")]
impl {{name}} {
{{#aliases}}
{{#doc}}
    ///{{text}}
{{/doc}}
{{definition}}
{{/aliases}}
}
{{/has_aliases}}

{{^closed}}
{{from_raw_head}}
    #[inline]
{{#unreachable}}
    #[allow(
        unreachable_patterns,
        reason = "{{why}}"
    )]
{{/unreachable}}
    fn from(value: {{raw}}) -> Self {
        match value {
{{#values}}
{{from_arm}}
{{/values}}
            other => Self::Unknown(other),
        }
    }
}
{{/closed}}
{{#closed}}
{{try_from_raw_head}}
    type Error = {{raw}};

    #[inline]
{{#unreachable}}
    #[allow(
        unreachable_patterns,
        reason = "{{why}}"
    )]
{{/unreachable}}
    fn try_from(value: {{raw}}) -> Result<Self, Self::Error> {
        match value {
{{#values}}
{{try_from_arm}}
{{/values}}
            other => Err(other),
        }
    }
}
{{/closed}}

{{into_raw_head}}
    #[inline]
    fn from(value: {{name}}) -> Self {
        match value {
{{#values}}
{{into_arm}}
{{/values}}
{{^closed}}
            {{name}}::Unknown(other) => other,
{{/closed}}
        }
    }
}
{{/enums}}
{{#flags}}

{{#doc}}
///{{text}}
{{/doc}}
#[repr(transparent)]
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct {{name}}({{bits}});

impl {{name}} {
{{#values}}
{{#doc}}
    ///{{text}}
{{/doc}}
{{definition}}
{{/values}}

    /// No flag at all.
    #[must_use]
    pub const fn empty() -> Self {
        Self(0)
    }

    /// Flags from their bits, known or not.
    #[must_use]
    pub const fn from_bits(bits: {{bits}}) -> Self {
        Self(bits)
    }

    /// The bits of all flags.
    #[must_use]
    pub const fn bits(self) -> {{bits}} {
        self.0
    }

    /// Whether no flag is set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every flag of `other` is set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether some flag of `other` is set.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for {{name}} {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for {{name}} {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for {{name}} {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitAndAssign for {{name}} {
    fn bitand_assign(&mut self, other: Self) {
        self.0 &= other.0;
    }
}

impl Sub for {{name}} {
    type Output = Self;
    /// The flags that `other` has not.
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl SubAssign for {{name}} {
    fn sub_assign(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

impl fmt::Debug for {{name}} {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut separator = "";
{{names}}
            if flag.0 != 0 && rest & flag.0 == flag.0 {
                write!(f, "{separator}{name}")?;
                rest &= !flag.0;
                separator = " | ";
            }
        }
        if rest != 0 || self.0 == 0 {
            write!(f, "{separator}{rest:#x}")?;
        }
        Ok(())
    }
}

{{from_raw_head}}
    #[inline]
    fn from(value: {{raw}}) -> Self {
        Self(value.0 as {{bits}})
    }
}

{{into_raw_head}}
    #[inline]
    fn from(value: {{name}}) -> Self {
        Self(value.0 as _)
    }
}
{{/flags}}
