{{imports}}

{{#doc}}
///{{text}}
{{/doc}}
#[derive(Debug)]
pub struct {{name}} {
    raw: NonNull<{{raw}}>,
}
{{#sendable}}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for {{name}} {}
{{/sendable}}
{{#shareable}}

// SAFETY: the library lets any number of threads use the object at once.
unsafe impl Sync for {{name}} {}
{{/shareable}}

impl {{name}} {
{{#functions}}
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

{{/functions}}
{{#close_status}}
    /// Ends the object and says whether that went well; dropping it does not say.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    pub fn close(self) -> Result<(), Error> {
        // SAFETY: the object is given up.
        let status = unsafe { {{close}}(self.into_raw()) };
        {{check}}
    }

{{/close_status}}
    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut {{raw}} {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut {{raw}}) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
        })
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut {{raw}} {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}
{{#closes}}

impl Drop for {{name}} {
    fn drop(&mut self) {
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { {{close}}(self.raw.as_ptr()) };
    }
}
{{/closes}}
{{#loans}}

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
pub struct {{guard}}<'a> {
    owner: &'a {{owner}},
    lent: NonNull<{{record}}>,
}

impl {{guard}}<'_> {
{{#ends}}
{{#doc}}
    ///{{text}}
{{/doc}}
    #[inline]
    pub fn {{name}}(self){{#status}} -> Result<(), Error>{{/status}} {
        let guard = ManuallyDrop::new(self);
        // SAFETY: the memory was lent by this object, and is given back once.
{{call}}
{{#retries}}
        let result = {{check}};
        if result.is_err() {
            // It is still lent, and goes back as when it is dropped.
            drop(ManuallyDrop::into_inner(guard));
        }
        result
{{/retries}}
{{^retries}}
{{#status}}
        {{check}}
{{/status}}
{{/retries}}
    }
{{^last}}

{{/last}}
{{/ends}}
}

impl Deref for {{guard}}<'_> {
    type Target = {{record}};

    #[inline]
    fn deref(&self) -> &Self::Target {
        // SAFETY: the memory is lent to this guard alone.
        unsafe { self.lent.as_ref() }
    }
}
{{#mutable}}

impl DerefMut for {{guard}}<'_> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Self::Target {
        // SAFETY: the memory is lent to this guard alone.
        unsafe { self.lent.as_mut() }
    }
}
{{/mutable}}

impl Drop for {{guard}}<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the memory was lent by this object, and is given back once.
{{drop}}
    }
}
{{/loans}}
{{#registrations}}
{{>rust/src/safe/registration.rs}}
{{/registrations}}
