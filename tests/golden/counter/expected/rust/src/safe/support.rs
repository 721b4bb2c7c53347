//! What the wrappers share.

use super::Error;
use super::error::Why;
use std::any::Any;
use std::ffi::{CString, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// A text with C's NUL at its end. A short one needs no heap.
pub(super) enum CText {
    Short([u8; SHORT]),
    Long(CString),
}

/// Bytes of a text, with its NUL, that is kept without the heap.
const SHORT: usize = 128;

impl CText {
    #[inline]
    pub(super) fn new(text: &str) -> Result<Self, Error> {
        let bytes = text.as_bytes();
        if bytes.contains(&0) {
            return Err(Error::Argument(Why::Borrowed("a text has a NUL inside")));
        }
        if bytes.len() < SHORT {
            let mut copy = [0; SHORT];
            copy[..bytes.len()].copy_from_slice(bytes);
            return Ok(Self::Short(copy));
        }
        match CString::new(bytes) {
            Ok(text) => Ok(Self::Long(text)),
            Err(error) => Err(Error::Argument(error.to_string().into())),
        }
    }

    #[inline]
    pub(super) fn as_ptr(&self) -> *const c_char {
        match self {
            Self::Short(bytes) => bytes.as_ptr().cast(),
            Self::Long(text) => text.as_ptr(),
        }
    }
}

/// How many elements C says that it wrote where there is room for so many.
#[inline]
pub(super) fn count_within<T: TryInto<usize>>(count: T, room: usize) -> usize {
    count.try_into().unwrap_or(0).min(room)
}

/// A closure that C may call during one call, and what it panicked with: a panic never crosses C.
pub(super) struct Contained<F> {
    closure: F,
    panicked: AtomicBool,
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

impl<F> Contained<F> {
    pub(super) const fn new(closure: F) -> Self {
        Self {
            closure,
            panicked: AtomicBool::new(false),
            panic: Mutex::new(None),
        }
    }

    pub(super) const fn as_user_data(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// Calls the closure unless it has panicked before.
    pub(super) fn call<R>(&self, call: impl FnOnce(&F) -> R) -> Option<R> {
        if self.panicked.load(Ordering::Relaxed) {
            return None;
        }
        match catch_unwind(AssertUnwindSafe(|| call(&self.closure))) {
            Ok(value) => Some(value),
            Err(payload) => {
                self.keep(payload);
                None
            }
        }
    }

    /// Of many panics the first goes on. What another one holds may panic as it goes.
    #[cold]
    fn keep(&self, payload: Box<dyn Any + Send>) {
        let mut panic = self.panic.lock().unwrap_or_else(PoisonError::into_inner);
        if panic.is_none() {
            *panic = Some(payload);
            self.panicked.store(true, Ordering::Relaxed);
            return;
        }
        drop(panic);
        if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            std::mem::forget(again);
        }
    }

    /// Goes on with the closure's panic, now that C has returned.
    pub(super) fn finish(self) {
        if self.panicked.into_inner() {
            let panic = self.panic.into_inner();
            if let Some(payload) = panic.unwrap_or_else(PoisonError::into_inner) {
                resume_unwind(payload);
            }
        }
    }
}
