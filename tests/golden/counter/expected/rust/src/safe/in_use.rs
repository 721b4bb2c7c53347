//! Objects whose calls run closures, and what other calls may do meanwhile.

use super::Error;
use super::error::Why;
use std::cell::Cell;
use std::ptr;

/// An object whose call runs a closure on this thread. Until the closure returns, what it was shown
/// must stay as it is: no other call may change the object, nor look at what this one changes.
pub(super) struct InUse {
    object: usize,
    alone: bool,
    outer: Cell<*const InUse>,
}

thread_local!(static INNERMOST: Cell<*const InUse> = const { Cell::new(ptr::null()) });

impl InUse {
    pub(super) const fn new(object: usize, alone: bool) -> Self {
        Self {
            object,
            alone,
            outer: Cell::new(ptr::null()),
        }
    }

    /// For as long as the guard lives.
    pub(super) fn enter(&self) -> Entered<'_> {
        self.outer.set(INNERMOST.replace(self));
        Entered(self)
    }
}

pub(super) struct Entered<'a>(&'a InUse);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        INNERMOST.set(self.0.outer.get());
    }
}

/// Whether a closure runs that a call on the object would disturb.
#[inline]
fn is_in_use(object: usize, alone: bool) -> bool {
    #[cold]
    fn find(object: usize, alone: bool) -> bool {
        let mut next = INNERMOST.get();
        // SAFETY: each lives until its guard is dropped, which takes it out.
        while let Some(use_) = unsafe { next.as_ref() } {
            let is_it = use_.object == object;
            if is_it && (alone || use_.alone) {
                return true;
            }
            next = use_.outer.get();
        }
        false
    }
    !INNERMOST.get().is_null() && object != 0 && find(object, alone)
}

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

/// The same for functions that have no way to say it.
#[inline]
pub(super) fn assert_free(object: usize, alone: bool) {
    assert!(
        !is_in_use(object, alone),
        "the object is in use by the call that runs this closure"
    );
}
