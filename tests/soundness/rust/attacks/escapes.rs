//! rule: 1 to 7 and 14. What an expert reaches for: forgetting and leaking, exchanging, futures dropped half
//! way, closures that hold what they belong to, threads that are gone.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, RwLock};
use std::task::{Context, Poll, Waker};
use std::thread;

/// Ends the attack where something was forgotten on purpose: so many objects and functions stay.
fn left(objects: u32, functions: u32) -> ! {
    join_threads();
    if faults() == 0 && (live(), registrations()) == (objects, functions) {
        println!("SOUND");
        std::process::exit(0);
    }
    println!(
        "FAULT: {} {} objects, {} functions",
        first_fault(),
        live(),
        registrations()
    );
    std::process::exit(1);
}

/// Waits once for others.
async fn turn() {
    let mut waited = false;
    std::future::poll_fn(|_| {
        if mem::replace(&mut waited, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// Goes on with a future until it waits, and drops it there.
fn begin<F: Future>(future: F) {
    let mut future = pin!(future);
    let polled = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_pending());
}

/// expected: ok
/// Whoever closes a ring that lent a block breaks its contract: it stays.
fn a_ring_is_dropped_whose_loan_was_forgotten() -> Outcome {
    let mut ring = Ring::open()?;
    mem::forget(ring.claim()?);
    drop(ring);
    left(1, 0)
}

/// expected: ok
/// Loans that end well, one of which was moved and one boxed, leave nothing.
fn a_ring_is_dropped_whose_loans_came_back() -> Outcome {
    let mut ring = Ring::open()?;
    let mut boxed = Box::new(ring.claim()?);
    boxed.values[0] = 1;
    boxed.commit()?;
    drop(Box::new(ring.peek()?));
    ring.claim()?.abandon()?;
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let _block = ring.claim();
        panic!("mine");
    }));
    assert!(unwound.is_err());
    assert_eq!(ring.lent(), 0);
    Ok(())
}

/// expected: ok
/// Leaked children keep nothing that dangles; what is leaked lives for ever.
fn everything_is_leaked() -> Outcome {
    let hub: &'static Hub = Box::leak(Box::new(Hub::open("h")?));
    hub.put(7)?;
    let probe: &'static mut Probe = Box::leak(Box::new(hub.walk()?));
    let tap = probe.mark()?;
    let store: &'static mut Store = Box::leak(Box::new(Store::open("s")?));
    store.put(3)?;
    let cursor: &'static mut Cursor<'static> = Box::leak(Box::new(store.walk()?));
    let mark: Mark<'static> = cursor.mark()?;
    let values = thread::spawn(move || tap.value()).join().expect("a thread");
    assert_eq!((values, mark.value()), (7, 3));
    drop(mark);
    left(4, 0)
}

/// expected: ok
/// Children are forgotten in every order, and their parents dropped.
fn children_are_forgotten() -> Outcome {
    let hub = Hub::open("h")?;
    hub.put(1)?;
    let probe = hub.walk()?;
    mem::forget(probe.mark()?);
    mem::forget(hub.walk()?);
    drop(probe);
    drop(hub);
    let desk = Desk::open("d")?;
    mem::forget(desk.walk()?);
    drop(desk);
    let mut store = Store::open("s")?;
    store.put(1)?;
    {
        let mut cursor = store.walk()?;
        mem::forget(cursor.mark()?);
        mem::forget(cursor);
    }
    mem::forget(store);
    left(9, 0)
}

/// expected: ok
/// A store whose cursor was forgotten stays, since C still walks over it.
fn a_store_is_dropped_whose_cursor_was_forgotten() -> Outcome {
    let mut store = Store::open("s")?;
    store.put(1)?;
    mem::forget(store.walk()?);
    store.put(2)?;
    drop(store);
    left(2, 0)
}

/// expected: ok
/// Objects of one type change places; each does what it does where it is.
fn objects_and_guards_change_places() -> Outcome {
    let (mut one, mut two) = (Store::open("1")?, Store::open("2")?);
    one.put(1)?;
    mem::swap(&mut one, &mut two);
    assert_eq!((one.count(), two.count()), (0, 1));
    let (mut first, mut second) = (Ring::open()?, Ring::open()?);
    {
        let (mut a, mut b) = (first.claim()?, second.claim()?);
        a.values[0] = 1;
        b.values[0] = 2;
        mem::swap(&mut a, &mut b); // the guards
        mem::swap(&mut *a, &mut *b); // what they lend
        a.commit()?;
        b.commit()?;
    }
    assert_eq!((first.peek()?.values[0], second.peek()?.values[0]), (2, 1));
    let bus = Bus::open()?;
    let heard = Arc::new(AtomicI64::new(0));
    let hears = |by: i64| {
        let heard = heard.clone();
        move |what: &str, _| {
            heard.fetch_add(if what == "event" { by } else { 0 }, SeqCst);
        }
    };
    let (mut low, mut high) = (bus.listen(hears(1))?, bus.listen(hears(100))?);
    mem::swap(&mut low, &mut high);
    drop(low);
    bus.emit(1)?;
    assert_eq!(heard.load(SeqCst), 1);
    low = mem::replace(&mut high, bus.listen(hears(10))?);
    drop(low);
    bus.emit(1)?;
    assert_eq!(heard.load(SeqCst), 11);
    Ok(())
}

/// expected: ok
/// A task that holds a loan, a child, a registration and a view across a wait is dropped there.
fn a_task_is_dropped_half_way() -> Outcome {
    let (bus, hub) = (Bus::open()?, Hub::open("h")?);
    let mut ring = Ring::open()?;
    let mut doc = Doc::open("d")?;
    let heard = AtomicUsize::new(0);
    begin(async {
        let mut block = ring.claim()?;
        block.values[0] = 5;
        turn().await;
        block.commit()
    });
    begin(async {
        let heard = Arc::new(());
        let guard = bus.on(move |_, _| {
            let _ = &heard;
        })?;
        let probe = hub.walk()?;
        turn().await;
        drop(guard);
        probe.mark().map(drop)
    });
    begin(async {
        let samples = doc.samples_to_edit()?;
        turn().await;
        samples[0] = 1.0;
        heard.fetch_add(1, SeqCst);
        Ok::<_, Error>(())
    });
    bus.emit(1)?;
    assert_eq!((ring.lent(), ring.pending(), heard.load(SeqCst)), (0, 0, 0));
    doc.touch(1)
}

/// expected: ok
/// And one that is never dropped.
fn a_task_is_leaked_half_way() -> Outcome {
    let bus: &'static Bus = Box::leak(Box::new(Bus::open()?));
    let calls: &'static AtomicUsize = Box::leak(Box::default());
    let task = Box::leak(Box::new(Box::pin(async move {
        let text = String::from("owned by the closure, long enough for the heap");
        let guard = bus.on(move |_, _| {
            calls.fetch_add(text.len(), SeqCst);
        })?;
        let ring = Box::leak(Box::new(Ring::open()?));
        let block = ring.claim()?;
        turn().await;
        drop(guard);
        block.abandon()
    })));
    assert!(
        task.as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_pending()
    );
    bus.emit(1)?;
    assert_eq!(calls.load(SeqCst), 46);
    left(2, 1)
}

/// expected: ok
/// A closure holds the object that it belongs to. While it is held it lives; then both end.
fn a_closure_holds_its_own_object() -> Outcome {
    let bus = Arc::new(Bus::open()?);
    let own = bus.clone();
    let guard = bus.on(move |what, number| {
        if what == "event" && number > 0 {
            own.emit(number - 1).expect("to emit");
        }
    })?;
    bus.emit(3)?;
    drop(bus);
    drop(guard); // with it the last that has the bus, which is closed within its own closure's end
    Ok(())
}

/// expected: ok
/// What keeps its own object open stays, as every circle does.
fn a_circle_stays() -> Outcome {
    let bus = Arc::new(Bus::open()?);
    let own = bus.clone();
    bus.follow(move |_, _| {
        let _ = &own;
    })?;
    bus.emit(1)?;
    drop(bus);
    left(1, 1)
}

/// expected: ok
/// The last owner of the object of a running call goes away within that call.
fn the_last_owner_goes_away_within() -> Outcome {
    let bus = Arc::new(RwLock::new(Some(Arc::new(Bus::open()?))));
    let inside = bus.clone();
    let held = bus.read().expect("no poison").clone().expect("a bus");
    let guard = held.listen(move |_, _| {
        drop(inside.write().expect("no poison").take());
    })?;
    held.emit(1)?;
    drop(held);
    assert!(bus.read().expect("no poison").is_none());
    drop(guard);
    Ok(())
}

/// expected: ok
/// Closures of one call are called again while they run: they are not, and it is said.
fn a_closure_is_entered_twice() -> Outcome {
    let depth = Cell::new(0);
    let value = map_number(
        |value| {
            depth.set(depth.get() + 1);
            if depth.get() < 5 {
                map_number(|inner| inner + value, 1)
            } else {
                value
            }
        },
        1,
    );
    assert_eq!((value, depth.get()), (2, 1));
    // C calls one that changes what it has while it runs.
    let mut calls = 0;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        sort(&mut [3, 1, 2], |a, b| {
            calls += 1;
            assert_eq!(compare_stale(1, 2), 0);
            a - b
        })
    }));
    assert!(outcome.is_err());
    assert_eq!(calls, 1);
    Ok(())
}

static CALLED: AtomicUsize = AtomicUsize::new(0);
static KEPT: AtomicUsize = AtomicUsize::new(0);

/// expected: ok
/// A closure for one thread is not called by another, not even by one that has its place in memory.
fn a_thread_s_place_is_another_s() -> Outcome {
    let registered = thread::spawn(|| {
        let shared = Rc::new(Cell::new(0));
        let bell = Bell::open().expect("a bell");
        let counted = shared.clone();
        let guard = bell.on_ring(move |_, _| {
            counted.set(counted.get() + 1);
            CALLED.fetch_add(1, SeqCst);
        });
        mem::forget(guard.expect("a registration"));
        bell.ring(1).expect("to ring");
        assert_eq!((shared.get(), CALLED.load(SeqCst)), (1, 1));
        // Forgotten, and still found by those who look for leaks.
        KEPT.store(std::ptr::from_ref(Box::leak(Box::new(bell))).addr(), SeqCst);
    });
    registered.join().expect("a thread");
    for _ in 0..8 {
        thread::spawn(|| toll(2)).join().expect("a thread");
    }
    assert_eq!(CALLED.load(SeqCst), 1);
    left(1, 1)
}

/// expected: ok
/// Counted objects are cloned and dropped by many threads, within closures of C's threads as well.
fn clones_on_many_threads() -> Outcome {
    let (image, bus) = (Image::create(8)?, Bus::open()?);
    let kept = Mutex::new(vec![image.clone()]);
    let inside = image.clone();
    let guard = bus.on(move |_, _| {
        let copy = inside.clone();
        assert_eq!(copy.clone().width(), 8);
    })?;
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for number in 0..50 {
                    let copy = image.clone();
                    kept.lock().expect("no poison").push(copy);
                    bus.emit(number).expect("to emit");
                    let old = kept.lock().expect("no poison").swap_remove(0);
                    drop(old);
                }
            });
        }
        scope.spawn(|| (0..5).for_each(|number| bus.emit_later(number, 1).expect("to emit")));
    });
    join_threads();
    drop(guard);
    drop(kept);
    assert_eq!(image.references(), 1);
    Ok(())
}

/// expected: ok
/// Hooks are replaced from within themselves, and by other threads meanwhile.
fn hooks_replace_themselves() -> Outcome {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    fn again(text: String) -> impl Fn(&str, i64) + Send + Sync + 'static {
        move |_, number| {
            RUNS.fetch_add(1, SeqCst);
            if number > 0 {
                set_hook(Some(again(text.clone() + "x")));
                run_hooks(number - 1).expect("to run");
            }
            assert!(text.len() >= 40);
        }
    }
    set_hook(Some(again("x".repeat(40))));
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| (0..50).for_each(|_| run_hooks(3).expect("to run")));
        }
    });
    set_hook(None::<fn(&str, i64)>);
    assert!(RUNS.load(SeqCst) >= 150);
    Ok(())
}

/// expected: ok
/// What a thread has for itself ends after all else that the thread had, this crate's own among it.
fn what_a_thread_holds_ends_with_it() -> Outcome {
    struct Held {
        store: Store,
        bus: Bus,
        image: Option<Image>,
    }
    impl Drop for Held {
        fn drop(&mut self) {
            self.store.put(1).expect("to be open");
            self.bus.emit(1).expect("to be open");
            let guard = self.bus.on(|_, _| ()).expect("to be taken");
            self.bus.emit(2).expect("to be open");
            drop(guard);
            drop(self.image.take());
        }
    }
    thread_local!(static HELD: RefCell<Option<Held>> = const { RefCell::new(None) });
    for _ in 0..4 {
        thread::spawn(|| {
            HELD.set(None); // its destructor is known before the crate's
            let bus = Bus::open().expect("a bus");
            let guard = bus.on(|_, _| ()).expect("to be taken");
            bus.emit(0).expect("to be open");
            drop(guard);
            HELD.set(Some(Held {
                store: Store::open("held").expect("a store"),
                bus,
                image: Some(Image::create(8).expect("an image")),
            }));
        })
        .join()
        .expect("no panic");
    }
    Ok(())
}

/// expected: ok
/// What the library made is sent, leaked, and shown by several threads.
fn buffers_go_where_they_like() -> Outcome {
    let made = render(1000)?;
    let sum: u64 = thread::spawn(move || made.iter().map(|&byte| u64::from(byte)).sum())
        .join()
        .expect("a thread");
    assert!(sum > 0);
    let shared = Arc::new(render(1000)?);
    thread::scope(|scope| {
        for _ in 0..3 {
            let shared = shared.clone();
            scope.spawn(move || assert_eq!(shared.len(), 1000));
        }
    });
    let leaked: &'static [u8] = Box::leak(Box::new(render(10)?));
    assert_eq!(leaked.len(), 10);
    drop(shared);
    left(1, 0)
}

attacks!(
    a_ring_is_dropped_whose_loan_was_forgotten,
    a_ring_is_dropped_whose_loans_came_back,
    everything_is_leaked,
    children_are_forgotten,
    a_store_is_dropped_whose_cursor_was_forgotten,
    objects_and_guards_change_places,
    a_task_is_dropped_half_way,
    a_task_is_leaked_half_way,
    a_closure_holds_its_own_object,
    a_circle_stays,
    the_last_owner_goes_away_within,
    a_closure_is_entered_twice,
    a_thread_s_place_is_another_s,
    what_a_thread_holds_ends_with_it,
    clones_on_many_threads,
    hooks_replace_themselves,
    buffers_go_where_they_like,
);
