{{imports}}

{{#doc}}
///{{text}}
{{/doc}}
{{#split}}
///
/// It can be read alone; a [`{{name}}`] can be changed as well.
{{/split}}
#[derive(Debug)]
pub struct {{inner}}{{generic}} {
{{#shared}}
    pub(super) raw: NonNull<{{raw}}>,
    pub(super) owner: {{owner_field}},
{{/shared}}
{{^shared}}
    raw: NonNull<{{raw}}>,
{{#counts}}
    lent: std::cell::Cell<usize>,
{{/counts}}
{{#has_parents}}
    {{parents_field}}: {{parents}},
{{/has_parents}}
{{/shared}}
{{#part}}
    pub(super) whole: usize,
{{/part}}
{{#lifetime}}
    _borrowed: PhantomData<&'a ()>,
{{/lifetime}}
{{#traced}}
    lineage: Vec<super::kin::Origin>,
{{/traced}}
}
{{#sendable}}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for {{inner}}{{anonymous}} {}
{{/sendable}}
{{#shareable}}

// SAFETY: the library lets any number of threads use the object at once.
unsafe impl Sync for {{inner}}{{anonymous}} {}
{{/shareable}}
{{#split}}

{{#doc}}
///{{text}}
{{/doc}}
#[derive(Debug)]
pub struct {{name}}{{generic}}(pub(super) {{inner}}{{generic}});

impl{{generic}} Deref for {{name}}{{generic}} {
    type Target = {{inner}}{{generic}};

    #[inline]
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl {{inner}}{{anonymous}} {
{{#const_functions}}
{{>rust/src/safe/method.rs}}
{{/const_functions}}
{{>rust/src/safe/as_raw.rs}}
{{#traced}}

{{>rust/src/safe/kin_of.rs}}
{{/traced}}
{{#keeps}}

{{>rust/src/safe/keep.rs}}
{{/keeps}}
}
{{/split}}

{{#several}}
/// What keeps its parents open.
type {{name}} = {{parents}};

{{/several}}
impl {{name}}{{anonymous}} {
{{#functions}}
{{>rust/src/safe/method.rs}}
{{/functions}}
{{#close_status}}
    /// Ends the object and says whether that went well; dropping it does not say.
{{#shared}}
    /// While something else needs the object, its end is put off.
{{/shared}}
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    pub fn close(self) -> Result<(), Error> {
{{#shared}}
        let Some(mut owner) = {{last_owner}} else {
            return Ok(());
        };
{{#counts}}
        if owner.lent.get() != 0 {
            return Ok(());
        }
{{/counts}}
        *owner.closes.get_mut() = false;
        let raw = owner.raw.as_ptr();
{{/shared}}
{{^shared}}
{{#counts}}
        if self.lent.get() != 0 {
            return Ok(());
        }
{{/counts}}
        let raw = self.into_raw();
{{/shared}}
{{#counted}}
        kept_closures::disown(raw.addr());
{{/counted}}
{{#kept}}
        let kept = kept_closures::take(raw.addr());
{{/kept}}
{{#fresh}}
        let before = LastText::now();
{{/fresh}}
        // SAFETY: the object is given up.
        let status = unsafe { {{close}}(raw) };
{{#ends_later}}
        let outcome = {{check}};
{{#kept}}
        kept_closures::end_all(kept);
{{/kept}}
        closures::finish(0);
        outcome
{{/ends_later}}
{{^ends_later}}
        {{check}}
{{/ends_later}}
    }

{{/close_status}}
{{^split}}
{{>rust/src/safe/as_raw.rs}}

{{#traced}}
{{>rust/src/safe/kin_of.rs}}

{{/traced}}
{{/split}}
    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut {{raw}}) -> Option<Self> {
{{#plain}}
        Some(Self {
            raw: NonNull::new(raw)?,
        })
{{/plain}}
{{^plain}}
        // SAFETY: as the caller says.
        unsafe { Self::own({{own_arguments}}) }
{{/plain}}
    }

{{^plain}}
    /// # Safety
    ///
    /// `raw` is null, or an open object{{#closes}} that nothing else closes{{/closes}}.
{{#stays}}
    #[allow(
        clippy::arc_with_non_send_sync,
        reason = "those that share it stay with the object's thread"
    )]
{{/stays}}
{{own_signature}}
{{#shared}}
        let raw = NonNull::new(raw)?;
        let owner = Arc::new({{own_owner}});
{{#counted}}
        if closes {
            kept_closures::own(raw.as_ptr().addr());
        }
{{/counted}}
{{/shared}}
        Some({{own_value}})
    }

{{/plain}}
{{#part}}
    /// It belongs to the object at that address, whose end ends its closures.
    pub(super) const fn within(mut self, whole: usize) -> Self {
        self{{place}}.whole = whole;
        self
    }

{{/part}}
{{#descends}}
    /// It belongs to these objects.
    #[must_use]
    pub(super) fn descending(mut self, lineage: Vec<super::kin::Origin>) -> Self {
        self{{place}}.lineage = lineage;
        self
    }

{{/descends}}
{{#lends}}
    /// An object that is lent, for no longer than what it is lent by.
    ///
    /// # Safety
    ///
    /// `raw` is null, or an open object.
{{lend_signature}}
        Some({{lend_value}})
    }

{{/lends}}
{{^split}}
{{#keeps}}
{{>rust/src/safe/keep.rs}}

{{/keeps}}
{{/split}}
{{#given_up}}
    /// Gives the object up to C, which ends it{{#shared}}, unless others need it{{/shared}}.
{{give_up_signature}}
{{#shared}}
        let Some(mut owner) = {{last_owner}} else {
            return Err(Error::Argument(Why::Borrowed("other objects need it")));
        };
{{#counts}}
        if owner.lent.get() != 0 {
            return Err(Error::Argument(Why::Borrowed("what it lent is not back")));
        }
{{/counts}}
        *owner.closes.get_mut() = false;
{{#counted}}
        kept_closures::disown(owner.raw.as_ptr().addr());
{{/counted}}
{{#has_parents}}
        Ok((owner.raw.as_ptr(), std::mem::take(&mut owner._parents)))
{{/has_parents}}
{{^has_parents}}
        Ok(owner.raw.as_ptr())
{{/has_parents}}
{{/shared}}
{{^shared}}
        let mut object = ManuallyDrop::new(self);
        (object.raw.as_ptr(), std::mem::take(&mut object.{{parents_place}}))
{{/shared}}
    }

{{/given_up}}
{{#counts}}
    /// Counts what is lent. Whose guard is forgotten is never given back, and keeps the object open.
    #[inline]
    fn count_lent(&self, change: isize) {
        {{count}}
        lent.set(lent.get().wrapping_add_signed(change));
    }

{{/counts}}
{{#takes}}
    /// Keeps what an object needs that the library took over.
    pub(super) fn take_over<T: 'static>(&self, needs: Option<T>) {
        let Some(needs) = needs else {
            return;
        };
{{#optional}}
        let Some(owner) = &self.owner else {
            // Nobody here knows how long the library has what is only borrowed.
            return std::mem::forget(needs);
        };
        let taken = owner.taken.lock();
{{/optional}}
{{^optional}}
        let taken = self.owner.taken.lock();
{{/optional}}
        // Nothing panics while it is locked.
        if let Ok(mut taken) = taken {
            taken.push(Box::new(needs));
        }
    }

{{/takes}}
    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut {{raw}} {
{{#shared}}
{{#closes}}
        // What it needs, and what needs it, stays open.
        let object = ManuallyDrop::new(self);
{{#optional}}
        if let Some(owner) = &object.owner {
            let closes = &owner.closes;
            closes.store(false, std::sync::atomic::Ordering::Relaxed);
{{#counted}}
            kept_closures::disown(object.raw.as_ptr().addr());
{{/counted}}
        }
{{/optional}}
{{^optional}}
        let closes = &object.owner.closes;
        closes.store(false, std::sync::atomic::Ordering::Relaxed);
{{#counted}}
        kept_closures::disown(object.raw.as_ptr().addr());
{{/counted}}
{{/optional}}
        object.raw.as_ptr()
{{/closes}}
{{^closes}}
        ManuallyDrop::new(self).raw.as_ptr()
{{/closes}}
{{/shared}}
{{^shared}}
        ManuallyDrop::new(self).raw.as_ptr()
{{/shared}}
    }
}
{{#in_family}}

impl InFamily for {{inner}}{{anonymous}} {
    fn roots(&self, {{found}}: &mut Vec<usize>) -> bool {
        {{roots}}
    }
}
{{#shared}}

impl InFamily for {{owner}} {
    fn roots(&self, {{found}}: &mut Vec<usize>) -> bool {
        {{owner_roots}}
    }
}
{{/shared}}
{{/in_family}}
{{#clones}}

impl Clone for {{name}}{{anonymous}} {
    /// Another owner of the same object.
    fn clone(&self) -> Self {
        // SAFETY: the object is open, and what is retained is given up once.
        let clone = unsafe {
            {{retain}}(self.raw.as_ptr());
            {{again}}
        };
        clone.expect("it is open")
    }
}
{{/clones}}
{{#drops}}

impl Drop for {{inner}}{{anonymous}} {
    fn drop(&mut self) {
{{#counts}}
        if self.lent.get() != 0 {
{{#has_parents}}
            std::mem::forget(std::mem::take(&mut self.{{parents_field}}));
{{/has_parents}}
            return;
        }
{{/counts}}
{{#kept}}
        let kept = kept_closures::take(self.raw.as_ptr().addr());
{{/kept}}
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { {{close}}(self.raw.as_ptr()) };
{{#kept}}
        kept_closures::end_all(kept);
{{/kept}}
{{#finishes}}
        closures::finish(0);
{{/finishes}}
    }
}
{{/drops}}
{{#shared}}
{{>rust/src/safe/owner.rs}}
{{/shared}}
{{#loans}}
{{>rust/src/safe/loan.rs}}
{{/loans}}
{{#registrations}}
{{>rust/src/safe/registration.rs}}
{{/registrations}}
