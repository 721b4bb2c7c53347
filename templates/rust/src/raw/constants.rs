//! Constants: macros that are values.

use super::*;
{{#constants}}

{{#doc}}
///{{text}}
{{/doc}}
{{cfg}}{{text}}
{{/constants}}
