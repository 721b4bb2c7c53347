//! Objects whose calls run closures, and what other calls may do meanwhile.

{{imports}}

/// An object whose call runs a closure on this thread. Until the closure returns, what it was shown
/// must stay as it is: no other call may change the object, nor look at what this one changes.
pub(super) struct InUse {
    object: usize,
    alone: bool,
{{#lends}}
    lends: bool,
{{/lends}}
    outer: Cell<*const InUse>,
{{#shadows}}
    /// It is lent to a closure that does not run yet.
    is_new: Cell<bool>,
{{/shadows}}
}

thread_local!(static INNERMOST: Cell<*const InUse> = const { Cell::new(ptr::null()) });

impl InUse {
    pub(super) const fn new(object: usize, alone: bool) -> Self {
        Self {
            object,
            alone,
{{#lends}}
            lends: false,
{{/lends}}
            outer: Cell::new(ptr::null()),
{{#shadows}}
            is_new: Cell::new(false),
{{/shadows}}
        }
    }
{{#lends}}

    /// While a closure runs that C lends the object to: it may be used as if nobody did, or be looked
    /// at where that is all that C lends it for{{#relatives}}, and so may what belongs to it{{/relatives}}.
    pub(super) const fn lends(object: usize, to_look: bool) -> Self {
        Self {
            object,
            alone: to_look,
            lends: true,
            outer: Cell::new(ptr::null()),
{{#shadows}}
            is_new: Cell::new(false),
{{/shadows}}
        }
    }
{{/lends}}
{{#shadows}}

    /// The closure is one that C keeps, which enters its own object itself, see `enter_around`.
    pub(super) const fn for_kept(mut self) -> Self {
        self.is_new = Cell::new(true);
        self
    }
{{/shadows}}

    /// For as long as the guard lives.
    pub(super) fn enter(&self) -> Entered<'_> {
        self.outer.set(INNERMOST.replace(self));
{{#shadows}}
        Entered(self, ptr::null())
{{/shadows}}
{{^shadows}}
        Entered(self)
{{/shadows}}
    }
{{#shadows}}

    /// As `enter`, of a closure that keeps others off the object: around what C has just lent the closure.
    pub(super) fn enter_around(&self, alone: bool) -> Option<Entered<'_>> {
        let mut lent: *const Self = ptr::null();
        let mut outer = INNERMOST.get();
        // SAFETY: each lives until its guard is dropped, which takes it out.
        while let Some(use_) = unsafe { outer.as_ref() } {
            if !use_.is_new.replace(false) {
                break;
            }
            lent = outer;
            outer = use_.outer.get();
        }
        if !alone {
            return None;
        }
        // SAFETY: as above.
        let Some(inner) = (unsafe { lent.as_ref() }) else {
            return Some(self.enter());
        };
        self.outer.set(inner.outer.replace(self));
        Some(Entered(self, inner))
    }
{{/shadows}}
}

{{#shadows}}
/// A guard of what is in use, and what was entered within it before it.
pub(super) struct Entered<'a>(&'a InUse, *const InUse);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        // SAFETY: what was lent lives until the closure has returned.
        match unsafe { self.1.as_ref() } {
            Some(inner) => inner.outer.set(self.0.outer.get()),
            None => INNERMOST.set(self.0.outer.get()),
        }
    }
}
{{/shadows}}
{{^shadows}}
pub(super) struct Entered<'a>(&'a InUse);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        INNERMOST.set(self.0.outer.get());
    }
}
{{/shadows}}

{{#relatives}}
thread_local!(static ROOTS: RefCell<HashMap<usize, Vec<usize>>> = RefCell::default());

/// The objects that belong to no other, among those that an object belongs to; itself, if it does not.
fn roots_of(object: usize) -> Vec<usize> {
    let known = ROOTS.try_with(|roots| roots.borrow().get(&object).cloned());
    known.ok().flatten().unwrap_or_else(|| vec![object])
}

/// Tells what an object belongs to, with which one thread at a time may use it: all are used by the
/// thread that it is made in.
pub(super) fn belonging<T>(object: *mut T, to: &[usize]) -> *mut T {
    let mut known: Vec<usize> = to.iter().copied().flat_map(roots_of).collect();
    known.retain(|&root| root != 0);
    // It fails where the thread ends: what closures use then is taken for related, see `is_in_use`.
    let _ = ROOTS.try_with(|roots| {
        if known.is_empty() {
            roots.borrow_mut().remove(&object.addr());
        } else if !object.is_null() {
            roots.borrow_mut().insert(object.addr(), known);
        }
    });
    object
}

{{/relatives}}
/// Whether a closure runs that a call on the object would disturb.
#[inline]
fn is_in_use(object: usize, alone: bool) -> bool {
    #[cold]
    fn find(object: usize, alone: bool) -> bool {
        let mut next = INNERMOST.get();
{{#relatives}}
        let roots = roots_of(object);
        // Where the thread ends they may be gone: any may be related then.
        let are_known = ROOTS.try_with(|_| ()).is_ok();
        let is_related =
            |other| !are_known || roots_of(other).iter().any(|root| roots.contains(root));
{{/relatives}}
        // SAFETY: each lives until its guard is dropped, which takes it out.
        while let Some(use_) = unsafe { next.as_ref() } {
{{#lends}}
            let is_lent = use_.object == object{{#relatives}} || roots.contains(&use_.object){{/relatives}};
            if use_.lends && is_lent {
                return alone && use_.alone;
            }
{{/lends}}
            let is_it = use_.object == object{{#relatives}} || is_related(use_.object){{/relatives}};
            if is_it{{#lends}} && !use_.lends{{/lends}} && (alone || use_.alone) {
                return true;
            }
            next = use_.outer.get();
        }
        false
    }
    !INNERMOST.get().is_null() && object != 0 && find(object, alone)
}
{{#check_free}}

/// An error where a closure runs that a call on the object would disturb.
#[inline]
pub(super) fn check_free(object: usize, alone: bool) -> Result<(), Error> {
    if is_in_use(object, alone) {
        return Err(Error::Argument(Why::Borrowed(
            "the object is in use by the call that runs this closure",
        )));
    }
    Ok(())
}
{{/check_free}}
{{#assert_free}}

/// The same for functions that have no way to say it.
#[inline]
pub(super) fn assert_free(object: usize, alone: bool) {
    assert!(
        !is_in_use(object, alone),
        "the object is in use by the call that runs this closure"
    );
}
{{/assert_free}}
