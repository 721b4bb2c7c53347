//! Queues of crates, each as two closures behind C functions: how many of up to so many blocks were copied in, or out.

use ::iceoryx2::prelude::ZeroCopySend;
use std::hint::black_box;

mod iceoryx2;
mod rtrb;

#[derive(Clone, Copy, Debug, ZeroCopySend)]
#[repr(C)]
struct Block<const WORDS: usize>([u64; WORDS]);

type Side = Box<dyn FnMut(usize) -> usize>;

pub struct Queue {
    write: Side,
    read: Side,
}

/// The block's size is part of the queues' types.
macro_rules! of_size {
    ($module:ident, $bytes:expr $(, $argument:expr)*) => {
        match $bytes {
            64 => $module::queue::<8>($($argument),*),
            512 => $module::queue::<64>($($argument),*),
            _ => $module::queue::<512>($($argument),*),
        }
    };
}

#[unsafe(no_mangle)]
pub extern "C" fn crates_rtrb(bytes: usize, blocks: usize, batch: usize) -> *mut Queue {
    Box::into_raw(Box::new(of_size!(rtrb, bytes, blocks, batch)))
}

/// Null, and why on the error output, where shared memory cannot be had.
#[unsafe(no_mangle)]
pub extern "C" fn crates_iceoryx2(bytes: usize, blocks: usize, number: u32) -> *mut Queue {
    match of_size!(iceoryx2, bytes, blocks, number) {
        Ok(queue) => Box::into_raw(Box::new(queue)),
        Err(error) => {
            eprintln!("iceoryx2: {error}");
            std::ptr::null_mut()
        }
    }
}

/// # Safety
/// `queue` is one of the above, and nobody else writes to it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn crates_write(queue: *mut Queue, count: usize) -> usize {
    // Never a reference to the whole: another thread has the other side.
    unsafe { (*(&raw mut (*queue).write))(count) }
}

/// # Safety
/// `queue` is one of the above, and nobody else reads from it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn crates_read(queue: *mut Queue, count: usize) -> usize {
    unsafe { (*(&raw mut (*queue).read))(count) }
}

/// # Safety
/// `queue` is one of the above, and nobody uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn crates_free(queue: *mut Queue) {
    drop(unsafe { Box::from_raw(queue) });
}

/// The whole block must have been copied.
fn use_block<const WORDS: usize>(block: &Block<WORDS>) {
    black_box(block);
}
