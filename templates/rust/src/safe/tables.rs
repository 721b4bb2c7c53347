//! Closures for records of function pointers. C knows them until their registration ends.

{{imports}}
{{#tables}}

{{#doc}}
///{{text}}
{{/doc}}
pub struct {{name}}<{{generics}}> {
{{#members}}
{{#doc}}
    ///{{text}}
{{/doc}}
    {{member}}
{{/members}}
}
{{/tables}}
