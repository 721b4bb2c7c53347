//! What C calls when it calls a closure.

use super::support::Contained;
use crate::raw;
use std::cell::RefCell;

pub(super) unsafe extern "C" fn visitor<F>(user: *mut raw::c_void, sum: i64) -> bool
where
    F: FnMut(i64) -> bool,
{
    // SAFETY: C hands back the address it was given, while the closure lives.
    let state = unsafe { &*user.cast::<Contained<RefCell<F>>>() };
    let answer = state.call(|closure| {
        let mut closure = closure.borrow_mut();
        closure(sum)
    });
    answer.unwrap_or_default()
}
