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
{{#flexible}}

// SAFETY: C says that it has so many elements there.
unsafe impl EndsInArray for {{name}} {
    type Element = {{element}};
    const OFFSET: usize = std::mem::offset_of!(Self, {{data}});

    fn length(&self) -> usize {
        {{get}}
    }

    fn set_length(&mut self, length: usize) -> Result<(), Error> {
        {{place}} = {{set}};
        Ok(())
    }
}
{{/flexible}}
