//! Functions and variables of the library.

use super::*;
{{#atomics}}
use core::sync::atomic::{{name}};
{{/atomics}}
{{#blocks}}

{{block_cfg}}unsafe extern "{{abi}}" {
{{#items}}
{{#doc}}
    ///{{text}}
{{/doc}}
{{cfg}}{{link_name}}{{text}}
{{^last}}

{{/last}}
{{/items}}
}
{{/blocks}}
