//! Constants.

use crate::raw;
{{#c_strings}}
use std::ffi::CStr;
{{/c_strings}}
{{#constants}}

{{#doc}}
///{{text}}
{{/doc}}
{{#typed}}
{{text}}
{{/typed}}
{{^typed}}
pub use raw::{{raw}}{{#renamed}} as {{name}}{{/renamed}};
{{/typed}}
{{/constants}}
