//! Enums. Each is an integer that holds whatever C may pass, known to this version or not.

use super::*;
{{#enums}}
{{^anonymous}}
{{#types}}

{{#doc}}
///{{text}}
{{/doc}}
{{cfg}}#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct {{name}}(pub {{integer}});
{{/types}}
{{/anonymous}}
{{#anonymous}}
{{#types}}

/// Integer behind constants of an enum without a name.
{{cfg}}pub type {{name}} = {{integer}};
{{/types}}
{{/anonymous}}
{{#constants}}

{{#doc}}
///{{text}}
{{/doc}}
{{cfg}}{{text}}
{{/constants}}
{{/enums}}
