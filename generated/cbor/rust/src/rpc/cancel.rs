//! Giving calls up from another thread.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

std::thread_local! {
    static CURRENT: RefCell<Option<Cancel>> = const { RefCell::new(None) };
}

/// How late a call notices at most that it was given up.
const SLICE: Duration = Duration::from_millis(10);

/// Gives calls up, from any thread and for good: those that a thread makes [`during`](Cancel::during)
/// it. They fail with [`Cancelled`](super::RpcError::Cancelled) within 10 ms. Connection and objects stay, unless a
/// request was being sent, which ends them.
///
/// ```no_run
/// # fn calls() {}
/// let cancel = rt_audio_cbor::rpc::Cancel::new();
/// let other = cancel.clone();
/// std::thread::spawn(move || other.now());
/// cancel.during(|| calls());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    due: Arc<AtomicBool>,
}

impl Cancel {
    /// One that no call knows yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls are given up from now on.
    pub fn now(&self) {
        self.due.store(true, Ordering::Release);
    }

    /// What `work` calls in this thread can be given up; of nested ones by the innermost.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Restored(Option<Cancel>);
        impl Drop for Restored {
            fn drop(&mut self) {
                CURRENT.set(self.0.take());
            }
        }
        let _restored = Restored(CURRENT.replace(Some(self.clone())));
        work()
    }

    /// Whether the call that this thread makes is to be given up: for transports, which may wait no
    /// longer than 10 ms without asking.
    #[must_use]
    pub fn is_due() -> bool {
        CURRENT.with_borrow(|current| current.as_ref().is_some_and(|cancel| cancel.due.load(Ordering::Acquire)))
    }

    /// When to ask again, where that is before the end of the call.
    pub(super) fn next_look(until: Option<Instant>) -> Option<Instant> {
        if CURRENT.with_borrow(Option::is_none) {
            return until;
        }
        let look = Instant::now() + SLICE;
        Some(until.map_or(look, |until| until.min(look)))
    }
}
