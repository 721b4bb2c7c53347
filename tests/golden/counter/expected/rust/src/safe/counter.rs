use super::error::{LastText, check};
use super::in_use::{InUse, assert_free, check_free};
use super::support::{CText, Contained, count_within};
use super::{Error, callbacks};
use crate::raw;
use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

/// Counts.
#[derive(Debug)]
pub struct Counter {
    raw: NonNull<raw::ctr_counter>,
}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for Counter {}

impl Counter {
    /// Opens a counter by name.
    ///
    /// - `name`: of the counter
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn open(name: &str) -> Result<Self, Error> {
        let name = CText::new(name)?;
        let mut counter = ptr::null_mut();
        let before = LastText::now();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::ctr_counter_open(name.as_ptr(), &raw mut counter) };
        check(status, before)?;
        // SAFETY: null, or an object that nothing else owns.
        let counter = unsafe { Counter::from_raw(counter) };
        counter.ok_or_else(Error::nothing)
    }

    /// Adds; answers with the sum.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn add(&self, amount: i64) -> Result<i64, Error> {
        check_free(self.raw.as_ptr().addr(), true)?;
        let mut sum = 0;
        let before = LastText::now();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::ctr_counter_add(self.raw.as_ptr(), amount, &raw mut sum) };
        check(status, before)?;
        Ok(sum)
    }

    /// Whether anything was counted.
    ///
    /// # Panics
    ///
    /// Within a closure that a call on the same object runs.
    #[inline]
    pub fn is_zero(&self) -> bool {
        assert_free(self.raw.as_ptr().addr(), false);
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        unsafe { raw::ctr_counter_is_zero(self.raw.as_ptr()) }
    }

    /// The last sums, the newest first.
    ///
    /// Returns how many there were.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn history(&self, sums: &mut [i64]) -> Result<usize, Error> {
        check_free(self.raw.as_ptr().addr(), true)?;
        let mut count = 0;
        let before = LastText::now();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::ctr_counter_history(
                self.raw.as_ptr(),
                sums.as_mut_ptr(),
                sums.len(),
                &raw mut count,
            )
        };
        check(status, before)?;
        Ok(count_within(count, sums.len()))
    }

    /// Adds many at once.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn add_all(&self, amounts: &[i64]) -> Result<(), Error> {
        check_free(self.raw.as_ptr().addr(), true)?;
        let before = LastText::now();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::ctr_counter_add_all(self.raw.as_ptr(), amounts.as_ptr(), amounts.len()) };
        check(status, before)
    }

    /// A label, or none.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn label(&self, label: Option<&str>) -> Result<(), Error> {
        check_free(self.raw.as_ptr().addr(), true)?;
        let label = label.map(CText::new).transpose()?;
        let before = LastText::now();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::ctr_counter_label(
                self.raw.as_ptr(),
                label.as_ref().map_or(ptr::null(), CText::as_ptr),
            )
        };
        check(status, before)
    }

    /// Shows the last sums to a visitor, in this thread.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn visit<F>(&self, visitor: F) -> Result<(), Error>
    where
        F: FnMut(i64) -> bool,
    {
        check_free(self.raw.as_ptr().addr(), true)?;
        let visitor = Contained::new(RefCell::new(visitor));
        let in_use = InUse::new(self.raw.as_ptr().addr(), true);
        let _entered = in_use.enter();
        let before = LastText::now();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::ctr_counter_visit(
                self.raw.as_ptr(),
                Some(callbacks::visitor::<F>),
                visitor.as_user_data(),
            )
        };
        let outcome = check(status, before);
        visitor.finish();
        outcome
    }

    /// Waits for one of many; a name that is a keyword elsewhere.
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn go(&self, r#type: u32) -> Result<(), Error> {
        check_free(self.raw.as_ptr().addr(), true)?;
        let before = LastText::now();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::go(self.raw.as_ptr(), r#type) };
        check(status, before)
    }

    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut raw::ctr_counter {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut raw::ctr_counter) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
        })
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut raw::ctr_counter {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { raw::ctr_counter_close(self.raw.as_ptr()) };
    }
}
