//! rule: 1 to 8 and 14. Ways that no list had: what is dropped panics, ends what runs it, or comes when
//! its thread is gone.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;

/// Panics when it is dropped.
struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        if !thread::panicking() {
            panic!("dropped");
        }
    }
}

fn armed() -> impl Fn(&str, i64) + Send + Sync + 'static {
    let grenade = Grenade;
    move |_, _| {
        let _ = &grenade;
    }
}

fn survived<R>(attack: impl FnOnce() -> R) {
    let outcome = catch_unwind(AssertUnwindSafe(attack));
    drop(catch_unwind(AssertUnwindSafe(|| drop(outcome)))); // the payload may panic as well
}

/// expected: ok
/// However it ends: by its guard, by its successor, by C, with its object.
fn what_a_closure_owns_panics_when_it_ends() -> Outcome {
    let bus = Bus::open()?;
    let guard = bus.on(armed())?;
    survived(|| drop(guard));
    let first = bus.on(armed())?;
    survived(|| drop(bus.on(|_, _| ())));
    survived(|| drop(first));
    survived(|| bus.attach(armed()));
    survived(|| bus.attach(|_, _| ()));
    survived(|| bus.defer(armed()));
    survived(|| bus.emit(1));
    survived(|| bus.follow(armed()));
    survived(|| set_hook(Some(armed())));
    survived(|| set_hook(None::<fn(&str, i64)>));
    survived(|| drop(bus));
    survived(|| drop(map_number(move |value| value, 1)));
    assert_eq!(map_number(|value| value + 1, 1), 2);
    Ok(())
}

/// expected: ok
/// The payload of a panic is dropped by whoever swallows it.
fn a_panic_that_panics() -> Outcome {
    let doc = Doc::open("d")?;
    survived(|| doc.each(|_, _| std::panic::panic_any(Grenade)));
    survived(|| sort(&mut [2, 1], |_, _| std::panic::panic_any(Grenade)));
    assert!(doc.each(|_, _| true).is_ok());
    Ok(())
}

static STAGE: LazyLock<Stage> = LazyLock::new(|| Stage::open().expect("a stage"));
thread_local! {
    static LEFT: RefCell<Vec<Box<dyn std::any::Any>>> = const { RefCell::new(Vec::new()) };
}

/// expected: ok
/// Objects, guards and closures of a thread end when the thread does, with the rest of it.
fn what_a_thread_leaves_behind() -> Outcome {
    for _ in 0..4 {
        thread::spawn(|| {
            let store = Store::open("s").expect("a store");
            let guard = STAGE
                .join(ActorFunctions {
                    enter: |_: &str, _| (),
                    speak: |_: &str, _| (),
                    leave: Some(|_: &str, _| {
                        let mut values = [2, 1];
                        sort(&mut values, |a, b| a - b).expect("to sort");
                        assert_eq!(values, [1, 2]);
                    }),
                })
                .expect("an actor");
            LEFT.with(|left| {
                left.borrow_mut().push(Box::new(store));
                left.borrow_mut().push(Box::new(guard));
                left.borrow_mut().push(Box::new(Desk::open("d").expect("a desk")));
            });
        })
        .join()
        .expect("the thread");
    }
    assert_eq!((live(), STAGE.actors()), (1, 0));
    println!("SOUND");
    std::process::exit(i32::from(faults() != 0));
}

/// expected: ok
/// A closure that has its own registration, and the bus of it, in a circle.
fn a_circle_is_broken_from_inside() -> Outcome {
    let bus = Arc::new(Bus::open()?);
    let own: Arc<Mutex<Option<TellRegistration>>> = Arc::default();
    let (inside, held) = (own.clone(), bus.clone());
    *own.lock().expect("no poison") = Some(tell(move |_, number| {
        let guard = inside.lock().expect("no poison").take();
        drop(guard);
        held.emit(number).expect("to emit");
    })?);
    announce(1)?;
    announce(2)?;
    assert!(own.lock().expect("no poison").is_none());
    Ok(())
}

/// expected: ok
/// A text of an earlier call is not why nothing was found.
fn nothing_says_why() -> Outcome {
    fail(3, true).expect_err("as asked");
    let error = Ticket::search(-1, false).err().expect("no ticket").to_string();
    assert!(!error.contains("as asked"), "{error}");
    let error = Ticket::search(-7, true).err().expect("no ticket").to_string();
    assert!(error.contains("no ticket has the number -7"), "{error}");
    assert_eq!(Ticket::search(7, true)?.number(), 7);
    Ok(())
}

/// expected: ok
/// An end within a closure and a registration on another thread: whoever registers is heard.
fn an_end_within_a_closure_spares_the_next() -> Outcome {
    let bus = Arc::new(Bus::open()?);
    for round in 0..200 {
        let old: Arc<Mutex<Option<BusOnRegistration>>> = Arc::default();
        let ends = old.clone();
        *old.lock().expect("no poison") = Some(bus.on(|_, _| ())?);
        let _inside = bus.listen(move |what, _| {
            if what == "event" {
                let guard = ends.lock().expect("no poison").take();
                drop(guard);
            }
        })?;
        let heard = Arc::new(Mutex::new(0));
        let (hears, other) = (heard.clone(), bus.clone());
        let registers = thread::spawn(move || {
            other.on(move |_, number| *hears.lock().expect("no poison") = number)
        });
        bus.emit(1)?;
        let _new = registers.join().expect("the thread")?;
        bus.emit(1000 + round)?;
        assert_eq!(*heard.lock().expect("no poison"), 1000 + round);
    }
    Ok(())
}

attacks!(
    what_a_closure_owns_panics_when_it_ends,
    a_panic_that_panics,
    what_a_thread_leaves_behind,
    a_circle_is_broken_from_inside,
    nothing_says_why,
    an_end_within_a_closure_spares_the_next,
);
