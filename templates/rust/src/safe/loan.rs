
/// What [`{{owner}}::{{lender}}`] lends, {{#mutable}}to be filled{{/mutable}}{{^mutable}}to be read{{/mutable}} in place until [`{{guard}}::{{end}}`].
///
{{#cancels}}
/// Dropped without that, it is given back unused.
{{/cancels}}
{{^cancels}}
/// Dropping it does the same.
{{/cancels}}
#[derive(Debug)]
#[must_use = "dropped, it is given back at once"]
pub struct {{guard}}{{generic}} {
    owner: {{owner_field}},
    lent: Lent<{{record}}>,
}

impl{{generic}} {{guard}}{{generic}} {
{{new_signature}}
        let lent = Lent(NonNull::new({{lent}})?);
{{#counted}}
        owner.count_lent(1);
{{/counted}}
        Some(Self { owner, lent })
    }

{{#ends}}
{{#doc}}
    ///{{text}}
{{/doc}}
    #[inline]
    pub fn {{name}}(self){{#fallible}} -> Result<(), Error>{{/fallible}} {
{{#checks}}
        {{line}}
{{/checks}}
        let guard = ManuallyDrop::new(self);
{{#fresh}}
        let before = LastText::now();
{{/fresh}}
        // SAFETY: the memory was lent by this object, and is given back once.
{{call}}
{{#retries}}
        let result = {{check}};
        if result.is_err() {
            // It is still lent, and goes back as when it is dropped.
            drop(ManuallyDrop::into_inner(guard));
{{#counted}}
        } else {
            guard.owner.count_lent(-1);
{{/counted}}
{{#shared}}
        } else {
            // SAFETY: the guard is not dropped.
            drop(unsafe { ptr::read(&raw const guard.owner) });
{{/shared}}
        }
{{#finishes}}
        closures::finish(0);
{{/finishes}}
        result
{{/retries}}
{{^retries}}
{{#counted}}
        guard.owner.count_lent(-1);
{{/counted}}
{{#shared}}
        // SAFETY: the guard is not dropped.
        let _owner = unsafe { ptr::read(&raw const guard.owner) };
{{/shared}}
{{#finishes}}
{{#status}}
        let result = {{check}};
{{/status}}
        closures::finish(0);
{{#status}}
        result
{{/status}}
{{/finishes}}
{{^finishes}}
{{#status}}
        {{check}}
{{/status}}
{{/finishes}}
{{#returns_ok}}
        Ok(())
{{/returns_ok}}
{{/retries}}
    }
{{^last}}

{{/last}}
{{/ends}}
}

impl Deref for {{guard}}{{anonymous}} {
    type Target = {{record}};

    #[inline]
    fn deref(&self) -> &Self::Target {
        // SAFETY: the memory is lent to this guard alone.
        unsafe { self.lent.0.as_ref() }
    }
}
{{#mutable}}

impl DerefMut for {{guard}}{{anonymous}} {
    #[inline]
    fn deref_mut(&mut self) -> &mut Self::Target {
        // SAFETY: the memory is lent to this guard alone.
        unsafe { self.lent.0.as_mut() }
    }
}
{{/mutable}}

impl Drop for {{guard}}{{anonymous}} {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the memory was lent by this object, and is given back once.
{{drop}}
{{#counted}}
        self.owner.count_lent(-1);
{{/counted}}
{{#drop_finishes}}
        closures::finish(0);
{{/drop_finishes}}
    }
}
