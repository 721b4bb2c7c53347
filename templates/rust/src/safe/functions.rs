//! {{title}}

{{imports}}
{{#registrations}}
{{>rust/src/safe/registration.rs}}
{{/registrations}}
{{#functions}}

{{#doc}}
///{{text}}
{{/doc}}
{{attributes}}{{cfg}}#[inline]
{{signature}}
{{#bounded}}
{{#bounds}}
    {{bound}},
{{/bounds}}
{
{{/bounded}}
{{#body}}
{{line}}
{{/body}}
}
{{/functions}}
