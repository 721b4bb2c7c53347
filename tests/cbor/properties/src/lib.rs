//! What holds of any message and of anything that a server may answer, in Rust.
#![cfg(test)]

mod answers;
mod calls;
mod records;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// As many cases as PROPTEST_CASES says, the same each time.
fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The files of the folder that the variable names.
fn seeds(variable: &str) -> Vec<Vec<u8>> {
    let folder = std::env::var(variable).unwrap();
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no seeds");
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// A seed of which some is replaced by other bytes, more or fewer.
fn damaged(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let telling = prop_oneof![
        any::<u8>(),
        prop::sample::select(vec![
            0xff, 0x5f, 0x7f, 0x9f, 0xbf, 0x1b, 0x5b, 0x9b, 0xbb, 0x80, 0xa0, 0xf6
        ]),
    ];
    let change = (
        any::<prop::sample::Index>(),
        0..4_usize,
        prop::collection::vec(telling, 0..4),
    );
    (prop::sample::select(seeds), prop::collection::vec(change, 0..4)).prop_map(|(mut data, changes)| {
        for (place, gone, new) in changes {
            let start = place.index(data.len() + 1);
            let end = data.len().min(start + gone);
            data.splice(start..end, new);
        }
        data
    })
}

/// Counts what is allocated, of all threads: the tests run one at a time.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator with numbers beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        MOST.fetch_max(NOW.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Most bytes that `work` has allocated at a time, beside those that were there.
fn most<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = NOW.load(Relaxed);
    MOST.store(before, Relaxed);
    let result = work();
    (result, MOST.load(Relaxed) - before)
}
