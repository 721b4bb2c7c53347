//! The safe layer.

{{#modules}}
{{text}}
{{/modules}}

{{#exports}}
{{text}}
{{/exports}}
