//! Structs and unions, laid out as C lays them out.

use super::*;
use core::fmt;
use core::marker::{PhantomData, PhantomPinned};
use core::mem::{ManuallyDrop, MaybeUninit};
use core::sync::atomic::*;

/// Counts.
#[repr(C)]
pub struct ctr_counter {
    _opaque: [u8; 0],
    _pinned: PhantomData<(*mut u8, PhantomPinned)>,
}

impl fmt::Debug for ctr_counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ctr_counter")
    }
}
