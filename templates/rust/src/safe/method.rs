{{#doc}}
    ///{{text}}
{{/doc}}
{{attributes}}{{cfg}}    #[inline]
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

