//! rule: 5 to 7 and 14. Panics that hold objects, panics as something ends, threads that end with what they have.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;

/// A panic that has something to end.
struct Parting(#[allow(dead_code)] Hub, mpsc::Sender<()>);
impl Drop for Parting {
    fn drop(&mut self) {
        self.1.send(()).ok();
        assert_eq!(map_number(|value| value + 1, 1), 2);
    }
}

/// expected: ok
/// Of two panics the first arrives; what the other one has ends, by calls of its own.
fn a_panic_that_holds_objects_is_swallowed() -> Outcome {
    let (one, two) = (Bus::open()?, Bus::open()?);
    let (said, heard) = mpsc::channel();
    let throw = move |what: &str, _: i64| {
        if what == "event" {
            let said = said.clone();
            panic_any(Parting(Hub::open("h").expect("a hub"), said));
        }
    };
    let throws = throw.clone();
    let _inner = two.on(throw)?;
    let _first = one.listen(throws.clone())?;
    let _second = one.listen(throws)?;
    // C calls both closures before it returns: the panics of two objects wait at once.
    let other = Arc::new(two);
    let emits = other.clone();
    let _third = one.listen(move |what, number| {
        if what == "event" {
            let inner = catch_unwind(AssertUnwindSafe(|| emits.emit(number)));
            assert!(inner.is_err());
        }
    })?;
    assert!(catch_unwind(AssertUnwindSafe(|| one.emit(1))).is_err());
    drop((_third, _second, _first, _inner, one, other));
    assert!(heard.try_iter().count() >= 2);
    assert_eq!(live(), 0);
    Ok(())
}

/// expected: ok
/// While a thread of C calls closures of two objects that panic, and one that nobody asks for again.
fn panics_of_other_threads_wait() -> Outcome {
    let (one, two) = (Bus::open()?, Bus::open()?);
    let (said, heard) = mpsc::channel();
    let begun = Arc::new(AtomicUsize::new(0));
    let goes = begun.clone();
    let throws = move |what: &str, _: i64| {
        if what != "bye" {
            while goes.load(SeqCst) == 0 {
                thread::yield_now();
            }
            panic_any(Parting(Hub::open("h").expect("a hub"), said.clone()));
        }
    };
    let (first, second) = (one.on(throws.clone())?, two.on(throws)?);
    one.emit_later(1, 1)?;
    two.emit_later(1, 1)?;
    begun.store(1, SeqCst);
    join_threads();
    assert!(catch_unwind(AssertUnwindSafe(|| one.emit_later(0, 0))).is_err());
    // The thread that this last call began may have panicked by now, or not.
    let _ = catch_unwind(AssertUnwindSafe(move || drop(first)));
    join_threads();
    assert!(catch_unwind(AssertUnwindSafe(move || drop(second))).is_err());
    drop((one, two));
    for _ in heard.try_iter() {}
    // What nobody asked for is still there, and is not another thread's.
    thread::spawn(|| assert_eq!(map_number(|value| value + 1, 1), 2))
        .join()
        .expect("a thread");
    let left = live();
    assert!(left <= 1, "{left}");
    println!("SOUND");
    std::process::exit(i32::from(faults() != 0));
}

/// Counts how many there are; one of them panics as it goes.
struct Counted(Arc<AtomicI64>, bool);
impl Counted {
    fn new(alive: &Arc<AtomicI64>, panics: bool) -> Self {
        alive.fetch_add(1, SeqCst);
        Self(alive.clone(), panics)
    }
}
impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
        if self.1 && !thread::panicking() {
            panic!("dropped");
        }
    }
}

/// expected: ok
/// One closure panics as it ends. All others of its object end as well, and the panic arrives.
fn one_of_many_panics_when_it_ends() -> Outcome {
    for bad in 0..3 {
        let alive = Arc::new(AtomicI64::new(0));
        let bus = Bus::open()?;
        for number in 0..3 {
            let counted = Counted::new(&alive, number == bad);
            bus.follow(move |_, _| {
                let _ = &counted;
            })?;
        }
        assert!(catch_unwind(AssertUnwindSafe(|| drop(bus))).is_err());
        assert_eq!(alive.load(SeqCst), 0);
    }
    // Members of one record.
    let alive = Arc::new(AtomicI64::new(0));
    let stage = Stage::open()?;
    let owned = [true, false, true].map(|panics| Counted::new(&alive, panics));
    let [one, two, three] = owned;
    let guard = stage.join(ActorFunctions {
        enter: move |_: &str, _| drop(&one),
        speak: move |_: &str, _| drop(&two),
        leave: Some(move |_: &str, _| drop(&three)),
    })?;
    let ended = catch_unwind(AssertUnwindSafe(|| drop(guard)));
    drop(ended);
    assert_eq!((alive.load(SeqCst), stage.actors()), (0, 0));
    Ok(())
}

/// expected: ok
/// An object is dropped while the stack unwinds, and its closures panic: nothing aborts.
fn closures_panic_while_the_stack_unwinds() -> Outcome {
    let bus = Bus::open()?;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let _guard = bus.on(|what: &str, _| {
            if what == "bye" {
                panic!("second")
            }
        });
        panic!("first");
    }));
    assert_eq!(outcome.expect_err("a panic").downcast_ref(), Some(&"first"));
    let next = catch_unwind(AssertUnwindSafe(|| bus.emit(1)));
    assert!(next.is_err_and(|panic| panic.downcast_ref() == Some(&"second")));
    bus.emit(2)
}

/// expected: ok
/// A panic goes through two calls of C, each of which returns before it goes on.
fn a_panic_goes_through_two_calls() -> Outcome {
    let (outer, inner) = (Doc::open("1")?, Doc::open("2")?);
    let returned = Cell::new(0);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        outer.each(|_, _| {
            returned.set(returned.get() + 1);
            inner.each(|_, _| panic!("mine")).is_ok()
        })
    }));
    assert_eq!(outcome.expect_err("a panic").downcast_ref(), Some(&"mine"));
    assert_eq!(returned.get(), 1);
    let drawer = Drawer::open()?;
    assert!(catch_unwind(AssertUnwindSafe(|| drawer.update(|_| panic!("mine")))).is_err());
    drawer.r#move(1)?; // nobody is inside any more
    assert_eq!(drawer.x(), 1);
    Ok(())
}

thread_local! {
    static LAST: RefCell<Vec<Box<dyn std::any::Any>>> = const { RefCell::new(Vec::new()) };
    static GONE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Uses what it has when its thread ends.
struct AtTheEnd(Desk, Hub);
impl Drop for AtTheEnd {
    fn drop(&mut self) {
        self.0.put(1).expect("to put");
        self.1.put(self.0.count() as i64).expect("to put");
        let mut values = [2, 1];
        sort(&mut values, |a, b| {
            GONE.try_with(|_| ()).ok();
            a - b
        })
        .expect("to sort");
        fail(3, true).expect_err("as asked");
        Ticket::search(-7, true).err().expect("no ticket");
        drop(self.1.walk().expect("a walk"));
    }
}

/// expected: ok
/// Everything is used in the destructors of a thread's own variables, in whatever order they come.
fn a_thread_uses_objects_as_it_ends() -> Outcome {
    let hub = Arc::new(Hub::open("shared")?);
    // A scope would not wait for the destructors.
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let hub = hub.clone();
            thread::spawn(move || {
                GONE.with_borrow_mut(|gone| gone.push('x'));
                let desk = Desk::open("d").expect("a desk");
                let own = Hub::open("h").expect("a hub");
                let bell = Bell::open().expect("a bell");
                let registered = bell.on_ring(|_, _| {
                    GONE.try_with(|_| ()).ok();
                });
                LAST.with_borrow_mut(|last| {
                    last.push(Box::new(registered.expect("a registration")));
                    last.push(Box::new(bell));
                    last.push(Box::new(AtTheEnd(desk, own)));
                    last.push(Box::new(bus_with_a_closure()));
                });
                hub.put(1).expect("to put");
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a thread");
    }
    assert_eq!(hub.count(), 4);
    Ok(())
}
fn bus_with_a_closure() -> (BusOnRegistration, Bus) {
    let bus = Bus::open().expect("a bus");
    let guard = bus
        .on(|_, _| drop(Hub::open("within")))
        .expect("a registration");
    (guard, bus)
}

attacks!(
    a_panic_that_holds_objects_is_swallowed,
    panics_of_other_threads_wait,
    one_of_many_panics_when_it_ends,
    closures_panic_while_the_stack_unwinds,
    a_panic_goes_through_two_calls,
    a_thread_uses_objects_as_it_ends,
);
