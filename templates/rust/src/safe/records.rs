//! Records. Their fields are those of C; these methods are for what C's types do not say.

{{imports}}

{{#aliases}}
{{text}}
{{/aliases}}
{{#records}}

/// Access by meaning.
impl {{raw}} {
{{#methods}}
{{#doc}}
    ///{{text}}
{{/doc}}
    #[inline]
{{#must_use}}
    #[must_use]
{{/must_use}}
{{signature}}
{{#body}}
        {{line}}
{{/body}}
    }
{{^last}}

{{/last}}
{{/methods}}
}
{{/records}}
