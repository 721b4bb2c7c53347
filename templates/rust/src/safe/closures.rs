//! Closures that C keeps. C is given a number, never an address: a call that comes late, twice or
//! from nowhere finds nothing. Calling one takes neither a lock nor memory.

{{#excludes}}
use super::in_use::InUse;
{{/excludes}}
use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
{{#tables}}
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
{{/tables}}
{{^tables}}
use std::sync::{Mutex, MutexGuard, PoisonError};
{{/tables}}
use std::thread;

/// A number has the closure's generation in its upper half and its place in the lower one. A slot's
/// state has the generation, whether the closure was ended, and how many calls of it run.
const HALF: u32 = usize::BITS / 2;
const PLACE: usize = (1 << HALF) - 1;
const GENERATION: usize = !PLACE;
const ENDED: usize = 1 << (HALF - 1);
const RUNNING: usize = ENDED - 1;

/// A number as C has it, and back: C may tell closures of several crates apart by nothing else.
{{#pairs}}pub(super) {{/pairs}}fn marked(number: usize) -> usize {
    number ^ ptr::from_ref(&BLOCKS).addr().wrapping_mul(0x9E37_79B1)
}

/// A place for one closure after the other.
struct Slot {
    state: AtomicUsize,
    closure: UnsafeCell<Option<Box<dyn Any>>>,
{{#tables}}
    /// What C may look at as long as it may call the closure.
    beside: UnsafeCell<Option<Arc<dyn Any>>>,
{{/tables}}
}

/// Slots of the first block. Each block is twice as large as the one before, and none is ever freed.
const FIRST: usize = 32;
static BLOCKS: [AtomicPtr<Slot>; 27] = [const { AtomicPtr::new(ptr::null_mut()) }; 27];

struct Free {
    places: Vec<usize>,
    blocks: usize,
}
static FREE: Mutex<Free> = Mutex::new(Free {
    places: Vec::new(),
    blocks: 0,
});

{{#registers}}pub(super) {{/registers}}fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn slot(place: usize) -> Option<&'static Slot> {
    let block = (place / FIRST + 1).ilog2() as usize;
    let slots = BLOCKS.get(block)?.load(Ordering::Acquire);
    if slots.is_null() {
        return None;
    }
    // SAFETY: a block has FIRST << block slots, and lives for ever.
    Some(unsafe { &*slots.add(place - FIRST * ((1 << block) - 1)) })
}

impl Free {
    fn take(&mut self) -> usize {
        if self.places.is_empty() {
            self.grow();
        }
        self.places.pop().expect("a block has slots")
    }

    fn grow(&mut self) {
        let size = FIRST << self.blocks;
        let begin = FIRST * ((1 << self.blocks) - 1);
        let fits = self.blocks < BLOCKS.len() && begin + size <= PLACE;
        assert!(fits, "more closures than there are numbers");
        let slots: Vec<_> = (0..size)
            .map(|_| Slot {
                state: AtomicUsize::new(ENDED),
                closure: UnsafeCell::new(None),
{{#tables}}
                beside: UnsafeCell::new(None),
{{/tables}}
            })
            .collect();
        BLOCKS[self.blocks].store(Vec::leak(slots).as_mut_ptr(), Ordering::Release);
        self.blocks += 1;
        // Room for all, so that nothing is allocated where a closure ends within a call of C's.
        self.places.reserve(begin + size);
        self.places.extend((begin..begin + size).rev());
    }
}

impl Slot {
    /// Counts a call in, unless the closure of that generation was ended. With `last` it is the
    /// only one. Of more calls at once than can be counted, 32767 where addresses have 32 bits, none is.
    fn enter(&self, generation: usize, last: bool) -> bool {
        let mut state = self.state.load(Ordering::Relaxed);
        while state & !RUNNING == generation && state & RUNNING != RUNNING {
            let next = (state + 1) | if last { ENDED } else { 0 };
            match self.state.compare_exchange_weak(
                state,
                next,
                Ordering::Acquire,
                Ordering::Relaxed,
            ) {
                Ok(_) => return true,
                Err(now) => state = now,
            }
        }
        false
    }

    fn leave(&self, place: usize) {
        let before = self.state.fetch_sub(1, Ordering::AcqRel);
        if before & ENDED != 0 && before & RUNNING == 1 {
            self.free(place);
        }
    }

    /// No call begins from now on; the last that runs, or else this, frees the closure.
    fn end(&self, generation: usize, place: usize) {
        let mut state = self.state.load(Ordering::Relaxed);
        while state & !RUNNING == generation {
            match self.state.compare_exchange_weak(
                state,
                state | ENDED,
                Ordering::AcqRel,
                Ordering::Relaxed,
            ) {
                Ok(_) if state & RUNNING == 0 => return self.free(place),
                Ok(_) => return,
                Err(now) => state = now,
            }
        }
    }

    fn free(&self, place: usize) {
        // SAFETY: it was ended and no call runs, so that nothing else reaches it.
        let closure = unsafe { (*self.closure.get()).take() };
{{#tables}}
        // SAFETY: as above.
        let beside = unsafe { (*self.beside.get()).take() };
{{/tables}}
        // A slot whose generations are used up rests, so that no number is ever given twice.
        if self.state.load(Ordering::Relaxed) & GENERATION != GENERATION {
            lock(&FREE).places.push(place);
        }
        drop(closure);
{{#tables}}
        drop(beside);
{{/tables}}
    }
}

/// A closure, and where it may run.
pub(super) struct Kept<F> {
    pub(super) closure: F,
    /// Address of the object that it belongs to; 0: none.
    object: usize,
    /// The only thread that may call it; 0: any.
    thread: usize,
{{#excludes}}
    /// While it runs no other call may use the object.
    alone: bool,
{{/excludes}}
}

{{#once}}
/// A closure that is taken by its only call.
pub(super) type Once<F> = std::cell::Cell<Option<F>>;

pub(super) const fn once<F>(closure: F) -> Once<F> {
    Once::new(Some(closure))
}

{{/once}}
/// The number of a closure. Dropped, it ends the closure.
pub(super) struct Id(usize);

impl Id {
{{#anywhere}}
    /// Keeps a closure that any thread may call.
    pub(super) fn new<F: Any + Send>(closure: F, object: usize{{#excludes}}, alone: bool{{/excludes}}) -> Self {
        Self::keep(Kept {
            closure,
            object,
            thread: 0,
{{#excludes}}
            alone,
{{/excludes}}
        })
    }

{{/anywhere}}
{{#confined}}
    /// Keeps a closure that this thread alone may call.
    pub(super) fn confined<F: Any>(closure: F, object: usize) -> Self {
        Self::keep(Kept {
            closure,
            object,
            thread: this_thread(),
{{#excludes}}
            alone: true,
{{/excludes}}
        })
    }

{{/confined}}
    fn keep<F: Any>(kept: Kept<F>) -> Self {
        let closure: Box<dyn Any> = Box::new(kept);
        let place = lock(&FREE).take();
        let slot = slot(place).expect("its block was made");
        let before = slot.state.load(Ordering::Relaxed) & GENERATION;
        let generation = before + (1 << HALF);
        // SAFETY: the slot was free, and nothing has its new number yet.
        unsafe { *slot.closure.get() = Some(closure) };
        slot.state.store(generation, Ordering::Release);
        Self(generation | place)
    }
{{#known}}

    pub(super) fn as_user_data(&self) -> *mut c_void {
        ptr::without_provenance_mut(marked(self.0))
    }
{{/known}}
{{#tables}}

    /// Keeps what C is shown as long as the closure, and texts that it leads to. C must not have the
    /// number yet.
    pub(super) fn keep_beside<T: Any, K: Any>(&self, shown: T, texts: K) -> *const T {
        let shown = Arc::new((shown, texts));
        let address = ptr::from_ref(&shown.0);
        let slot = slot(self.0 & PLACE).expect("its block was made");
        // SAFETY: nothing else has the slot's number yet.
        unsafe { *slot.beside.get() = Some(shown) };
        address
    }
{{/tables}}
{{#for_good}}

    /// The closure lives until it has been called.
    pub(super) const fn for_good(self) {
        std::mem::forget(self);
    }
{{/for_good}}
{{#registers}}

    /// What C knows it by, for those who look after it from now on.
    pub(super) const fn into_number(self) -> usize {
        let number = self.0;
        std::mem::forget(self);
        number
    }
{{/registers}}
}

impl Drop for Id {
    fn drop(&mut self) {
        end(self.0);
    }
}

/// Ends a closure; one that was ended already stays so.
{{#registers}}pub(super) {{/registers}}fn end(id: usize) {
    if let Some(slot) = slot(id & PLACE) {
        slot.end(id & GENERATION, id & PLACE);
    }
}
{{#registers}}

/// Whether it was not ended yet.
pub(super) fn is_alive(id: usize) -> bool {
    slot(id & PLACE)
        .is_some_and(|slot| slot.state.load(Ordering::Relaxed) & !RUNNING == id & GENERATION)
}
{{/registers}}
{{#hooks}}

/// The closure behind a function to which C hands nothing back.
pub(super) struct Hook(AtomicUsize);

impl Hook {
    pub(super) const fn new() -> Self {
        Self(AtomicUsize::new(0))
    }

    /// Has another closure from now on, or none. What it had goes back by `set_back`.
    pub(super) fn set(&self, id: Option<&Id>) -> usize {
        self.0.swap(id.map_or(0, |id| id.0), Ordering::AcqRel)
    }
{{#hooks_fail}}

    pub(super) fn set_back(&self, before: usize) {
        self.0.store(before, Ordering::Release);
    }
{{/hooks_fail}}

    pub(super) fn as_user_data(&self) -> *mut c_void {
        ptr::without_provenance_mut(marked(self.0.load(Ordering::Acquire)))
    }
}
{{/hooks}}
{{#destroys}}

/// What C calls when it is done with a closure.
pub(super) unsafe extern "C" fn destroy(user_data: *mut c_void) {
    let inside = Inside::new();
    if let Err(panic) = catch_unwind(|| end(marked(user_data.addr()))) {
        inside.keep_panic(0, panic);
    }
}
{{/destroys}}

/// A call of a closure.
pub(super) struct Running<F: 'static> {
    slot: &'static Slot,
    place: usize,
    kept: *const Kept<F>,
    inside: Inside,
}

impl<F> Running<F> {
    /// The closure of this number, if C may call it here and now. With `last` never again.
    pub(super) fn enter(user_data: *mut c_void, last: bool) -> Option<Self> {
        let id = marked(user_data.addr());
        let place = id & PLACE;
        let slot = slot(place)?;
        if id & GENERATION == 0 || !slot.enter(id & GENERATION, last) {
            return None;
        }
        let mut running = Self {
            slot,
            place,
            kept: ptr::null(),
            inside: Inside::new(),
        };
        // SAFETY: it is not freed while a call of it runs, and nothing changes it.
        let kept = unsafe { (*slot.closure.get()).as_deref() };
        let kept = kept?.downcast_ref::<Kept<F>>()?;
        if kept.thread != 0 && kept.thread != this_thread() {
            return None;
        }
        running.kept = kept;
        Some(running)
    }

    /// Calls the closure. A panic never crosses C: it goes on when C has returned.
    pub(super) fn call<R>(&self, call: impl FnOnce(&F) -> R) -> Option<R> {
        // SAFETY: it is not freed while a call of it runs.
        let kept = unsafe { &*self.kept };
{{#excludes}}
        let in_use = InUse::new(kept.object, kept.alone);
        let _entered = {{entered}};
{{/excludes}}
        match catch_unwind(AssertUnwindSafe(|| call(&kept.closure))) {
            Ok(value) => Some(value),
            Err(panic) => {
                self.inside.keep_panic(kept.object, panic);
                None
            }
        }
    }
}

impl<F> Drop for Running<F> {
    fn drop(&mut self) {
        let leave = AssertUnwindSafe(|| {{leave}});
        if let Err(panic) = catch_unwind(leave) {
            self.inside.keep_panic(0, panic);
        }
    }
}

thread_local!(static DEPTH: Cell<usize> = const { Cell::new(0) });

/// For as long as a closure that C keeps runs on this thread, or ends there because C says so.
struct Inside;

impl Inside {
    fn new() -> Self {
        DEPTH.set(DEPTH.get() + 1);
        Self
    }

    /// Keeps what it panicked with for the call that made C call it.
    #[cold]
    fn keep_panic(&self, object: usize, payload: Box<dyn Any + Send>) {
        keep(DEPTH.get() - 1, object, payload);
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

{{#replaces}}
/// Whether a closure that C keeps runs on this thread.
pub(super) fn is_inside() -> bool {
    DEPTH.get() != 0
}

{{/replaces}}
/// A panic that waits for C to return, or where no call of this crate made C call, for the next use of
/// the object.
struct Panic {
    thread: usize,
    /// How many closures run around the call that made C call the one that panicked.
    depth: usize,
    object: usize,
    payload: Box<dyn Any + Send>,
}
static PANICS: Mutex<Vec<Panic>> = Mutex::new(Vec::new());
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// A number for the calling thread that no other ever has: its memory is another's when it is gone.
{{#replaces}}pub(super) {{/replaces}}fn this_thread() -> usize {
    static LAST: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static HERE: Cell<usize> = const { Cell::new(0) });
    if HERE.get() == 0 {
        HERE.set(LAST.fetch_add(1, Ordering::Relaxed) + 1);
    }
    HERE.get()
}

/// Lets go of a panic that another one stands for. What it holds may panic as it goes.
fn swallow(payload: Box<dyn Any + Send>) {
    if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(again);
    }
}

{{#ends_all}}
/// Keeps a panic for the next call of this thread, where this one is not to be left half way.
#[cold]
pub(super) fn keep_panic(payload: Box<dyn Any + Send>) {
    keep(DEPTH.get(), 0, payload);
}

{{/ends_all}}
fn keep(depth: usize, object: usize, payload: Box<dyn Any + Send>) {
    let panic = Panic {
        thread: this_thread(),
        depth,
        object,
        payload,
    };
    let mut panics = lock(&PANICS);
    // Of many the first arrives.
    let is_known = |other: &Panic| {
        (other.thread, other.depth, other.object) == (panic.thread, panic.depth, object)
    };
    if panics.iter().any(is_known) {
        drop(panics);
        return swallow(panic.payload);
    }
    panics.push(panic);
    WAITING.store(panics.len(), Ordering::Relaxed);
}

/// Goes on with the panic of a closure that this call made C call, or that belongs to its object.
#[inline]
pub(super) fn finish(object: usize) {
    if WAITING.load(Ordering::Relaxed) != 0 && !thread::panicking() {
        go_on(object);
    }
}

#[cold]
fn go_on(object: usize) {
    let (here, depth) = (this_thread(), DEPTH.get());
    let mut panics = lock(&PANICS);
    // Those of a call around the closure that this call is made by are that call's.
    let is_here = |panic: &Panic| panic.thread == here && panic.depth >= depth;
    let is_mine = |panic: &Panic| {
        is_here(panic) || (object != 0 && panic.object == object && panic.thread != here)
    };
    let Some(at) = panics.iter().position(is_mine) else {
        return;
    };
    let first = panics.remove(at);
    let (others, left) = std::mem::take(&mut *panics).into_iter().partition(is_here);
    *panics = left;
    WAITING.store(panics.len(), Ordering::Relaxed);
    drop(panics);
    let others: Vec<Panic> = others;
    for other in others {
        swallow(other.payload);
    }
    resume_unwind(first.payload);
}
