//! rule: 5, 6. A closure outlives the last call of C, and every shape of registering ends by itself.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::cell::RefCell;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

/// Counts the calls of a closure and, by its own end, that the closure is gone.
#[derive(Clone, Default)]
struct Calls(Arc<(AtomicUsize, AtomicI64)>);

impl Calls {
    /// A closure that owns memory: reading it after it is freed is seen.
    fn closure(&self) -> impl Fn(&str, i64) + Send + Sync + 'static {
        let calls = self.clone();
        let owned = String::from("owned by the closure, long enough for the heap");
        move |_, number| {
            assert_eq!(owned.len(), 46);
            calls.0.0.fetch_add(1, SeqCst);
            calls.0.1.store(number, SeqCst);
        }
    }
    fn count(&self) -> usize {
        self.0.0.load(SeqCst)
    }
    fn last(&self) -> i64 {
        self.0.1.load(SeqCst)
    }
    /// How many closures are alive.
    fn alive(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

/// expected: ok
fn dropping_the_guard_ends_it() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    let guard = bus.on(calls.closure())?;
    bus.emit(5)?;
    assert_eq!((calls.count(), calls.last()), (1, 5));
    drop(guard); // the library says good-bye from within
    assert_eq!((calls.count(), calls.last()), (2, -1));
    bus.emit(6)?;
    assert_eq!((calls.count(), calls.alive()), (2, 0));
    Ok(())
}

/// expected: ok
/// The old guard must not end the new registration.
fn a_replaced_registration_does_not_end_its_successor() -> Outcome {
    let (first, second) = (Calls::default(), Calls::default());
    let bus = Bus::open()?;
    let mut _guard = bus.on(first.closure())?;
    bus.emit(1)?;
    _guard = bus.on(second.closure())?;
    bus.emit(2)?;
    bus.emit(3)?;
    assert_eq!((first.count(), second.count(), second.last()), (1, 2, 3));
    Ok(())
}

thread_local! {
    static SELF: RefCell<Option<TellRegistration>> = const { RefCell::new(None) };
}

/// expected: ok
fn a_closure_ends_its_own_registration() -> Outcome {
    let calls = Calls::default();
    let inner = calls.closure();
    let text = String::from("owned by the closure, long enough for the heap");
    let guard = tell(move |what, number| {
        drop(SELF.with(|own| own.borrow_mut().take()));
        inner(what, number);
        assert_eq!(text.len(), 46);
    })?;
    SELF.with(|own| *own.borrow_mut() = Some(guard));
    announce(1)?;
    announce(2)?;
    assert_eq!((calls.count(), calls.alive()), (1, 0));
    Ok(())
}

/// expected: ok
fn a_guard_is_dropped_while_the_closure_runs() -> Outcome {
    let bus = Bus::open()?;
    let inside = Arc::new(Barrier::new(2));
    let text = String::from("owned by the closure, long enough for the heap");
    let (seen, barrier) = (Calls::default(), inside.clone());
    let count = seen.closure();
    let guard = bus.on(move |what, number| {
        if what == "event" {
            barrier.wait();
            thread::sleep(Duration::from_millis(30));
        }
        assert_eq!(text.len(), 46);
        count(what, number);
    })?;
    thread::scope(|scope| {
        scope.spawn(|| bus.emit(1).expect("to emit"));
        inside.wait();
        drop(guard);
    });
    assert_eq!(seen.alive(), 0);
    Ok(())
}

/// expected: ok
/// The library decided before it unlocked whom it would call.
fn a_call_comes_after_the_end() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    let guard = bus.on(calls.closure())?;
    bus.emit_later(1, 20)?;
    drop(guard);
    let _next = bus.on(calls.closure())?; // may get the address of the first
    join_threads();
    assert!(calls.last() != 1, "a closure that was ended was called");
    Ok(())
}

/// expected: ok
/// The same, when the bus is gone as well.
fn a_call_comes_after_the_bus() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    let guard = bus.on(calls.closure())?;
    bus.emit_later(1, 20)?;
    drop(guard);
    drop(bus);
    join_threads();
    assert_eq!(calls.alive(), 0);
    Ok(())
}

/// expected: ok
fn a_stale_call_against_the_contract_is_contained() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    drop(bus.on(calls.closure())?);
    bus.emit_stale(9)?;
    assert_eq!(calls.last(), -1);
    Ok(())
}

/// expected: ok
/// Nobody is called that is gone, and nothing is freed that C may still call: the bus stays open.
fn a_forgotten_guard_harms_nobody() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    std::mem::forget(bus.on(calls.closure())?);
    bus.emit(1)?;
    bus.emit_later(2, 20)?;
    drop(bus);
    join_threads();
    assert_eq!((calls.count(), calls.alive(), live()), (2, 1, 1));
    println!("SOUND");
    std::process::exit(i32::from(faults() != 0));
}

/// expected: ok
fn a_refused_registration_keeps_nothing() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    assert!(matches!(
        bus.refuse(calls.closure()),
        Err(Error::Refused(_))
    ));
    assert!(matches!(later(20000, |_, _| ()), Err(Error::Invalid(_))));
    bus.emit(1)?;
    assert_eq!((calls.count(), calls.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn ids_are_given_out_again() -> Outcome {
    let (first, second) = (Calls::default(), Calls::default());
    let bus = Bus::open()?;
    let one = bus.listen(first.closure())?;
    let two = bus.listen(second.closure())?;
    bus.emit(1)?;
    drop(one);
    let three = bus.listen(first.closure())?; // has the first one's id
    bus.emit(2)?;
    assert_eq!((first.last(), second.last()), (2, 2));
    drop(two);
    bus.emit(3)?;
    assert_eq!((first.last(), second.last()), (3, -1));
    drop(three);
    assert_eq!((first.alive(), second.alive()), (0, 0));
    Ok(())
}

/// expected: ok
/// Each registration is its own, also by function and user data.
fn pairs_are_told_apart() -> Outcome {
    let (first, second) = (Calls::default(), Calls::default());
    let bus = Bus::open()?;
    let one = bus.add(first.closure())?;
    let two = bus.add(second.closure())?;
    drop(one);
    bus.emit(2)?;
    assert_eq!((first.count(), second.count()), (0, 1));
    drop(two);
    let (one, two) = (watch(first.closure())?, watch(second.closure())?);
    drop(one);
    announce(3)?;
    assert_eq!((first.count(), second.last()), (0, 3));
    drop(two);
    Ok(())
}

/// expected: ok
fn once_is_once() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    let once = calls.closure();
    bus.defer(move |what, number| once(what, number))?;
    bus.emit(1)?;
    bus.emit(2)?;
    assert_eq!((calls.count(), calls.last(), calls.alive()), (1, 1, 0));
    let once = calls.closure();
    later(5, move |what, number| once(what, number))?;
    join_threads();
    assert_eq!((calls.count(), calls.alive()), (2, 0));
    Ok(())
}

/// expected: ok
fn a_second_call_of_once_is_contained() -> Outcome {
    let calls = Calls::default();
    let once = calls.closure();
    twice(move |what, number| once(what, number))?;
    assert_eq!((calls.count(), calls.last(), calls.alive()), (1, 1, 0));
    Ok(())
}

/// expected: ok
fn closing_ends_what_lives_until_then() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    bus.follow(calls.closure())?;
    bus.follow(calls.closure())?;
    bus.emit(4)?;
    assert_eq!((calls.count(), calls.alive()), (2, 2));
    drop(bus); // calls both a last time
    assert_eq!((calls.count(), calls.alive()), (4, 0));
    Ok(())
}

/// expected: ok
fn the_destroy_notifier_frees_it() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    bus.attach(calls.closure())?;
    bus.attach(calls.closure())?; // takes the place of the first, which is destroyed
    assert_eq!(calls.alive(), 1);
    bus.emit(4)?;
    assert_eq!(calls.count(), 1);
    drop(bus);
    assert_eq!(calls.alive(), 0);
    Ok(())
}

/// expected: ok
/// A hook is set with Some(closure) and taken away with None.
fn hooks_of_the_process_are_replaced() -> Outcome {
    let (first, second) = (Calls::default(), Calls::default());
    set_hook(Some(first.closure()));
    run_hooks(1)?;
    set_hook(Some(second.closure()));
    run_hooks_elsewhere(2)?;
    assert_eq!((first.last(), second.last()), (1, 2));
    set_hook(None::<fn(&str, i64)>);
    run_hooks(3)?;
    assert_eq!((first.count(), second.count()), (1, 1));
    static LOGGED: AtomicUsize = AtomicUsize::new(0);
    set_log(Some(|_: &str| {
        LOGGED.fetch_add(1, SeqCst);
    }));
    run_hooks(4)?;
    set_log(None::<fn(&str)>);
    run_hooks(5)?;
    assert_eq!(LOGGED.load(SeqCst), 1);
    Ok(())
}

/// expected: ok
fn closures_are_called_from_threads_of_c() -> Outcome {
    let calls = Calls::default();
    let bus = Bus::open()?;
    let _guard = bus.on(calls.closure())?;
    bus.emit_elsewhere(3)?;
    assert_eq!(calls.last(), 3);
    let sum = AtomicI64::new(0);
    call_elsewhere(4, |value| {
        sum.fetch_add(value, SeqCst);
        0
    })?;
    assert_eq!(sum.load(SeqCst), 6);
    call_crowd(4, |value| {
        sum.fetch_add(value, SeqCst);
        0
    })?;
    assert_eq!(sum.load(SeqCst), 6 + 4 * 1225);
    Ok(())
}

/// expected: ok
/// Many threads register, emit and end on one bus.
fn registering_races_with_emitting() -> Outcome {
    let bus = Bus::open()?;
    let calls = Calls::default();
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for number in 0..100 {
                    let guard = bus.on(calls.closure()).expect("a registration");
                    bus.emit(number).expect("to emit");
                    drop(guard);
                }
            });
        }
    });
    assert_eq!(calls.alive(), 0);
    Ok(())
}

/// expected: ok
/// An old guard that ends while another thread registers must not take the new closure away.
fn ending_and_registering_take_turns() -> Outcome {
    let bus = Bus::open()?;
    for number in 0..500 {
        let (old, new) = (Calls::default(), Calls::default());
        let guard = bus.on(old.closure())?;
        let start = Barrier::new(2);
        let next = thread::scope(|scope| {
            let next = scope.spawn(|| {
                start.wait();
                bus.on(new.closure()).expect("a registration")
            });
            start.wait();
            drop(guard);
            next.join().expect("a registration")
        });
        bus.emit(number)?;
        assert_eq!((new.last(), old.alive()), (number, 0));
        drop(next);
    }
    Ok(())
}

/// expected: ok
/// A closure that owns the guard of another registration, which ends within its own end.
fn ends_are_nested() -> Outcome {
    let calls = Calls::default();
    let (outer, inner) = (Bus::open()?, Bus::open()?);
    let (one, two) = (inner.on(calls.closure())?, tell(calls.closure())?);
    let owned = Mutex::new(Some((one, two)));
    let guard = outer.on(move |what, _| {
        if what == "event" {
            drop(owned.lock().expect("guards").take());
        }
    })?;
    outer.emit(1)?;
    let three = inner.on(calls.closure())?;
    let _again = inner.on(move |_, _| drop(&three))?; // its successor ends the closure that owns it
    drop(inner.on(calls.closure())?);
    drop(guard);
    drop(inner);
    assert_eq!(calls.alive(), 0);
    Ok(())
}

/// expected: ok
fn two_functions_share_their_user_data() -> Outcome {
    let words = Mutex::new(Vec::new());
    let mut spaces = 0;
    parse(
        "one  two ",
        |word: &str| words.lock().expect("words").push(word.to_owned()),
        |n: u32| spaces += n,
    )?;
    assert_eq!(
        (words.into_inner().expect("words"), spaces),
        (vec!["one".into(), "two".into()], 3)
    );
    Ok(())
}

/// expected: ok
fn a_panic_beside_another_closure_arrives() -> Outcome {
    let mut spaces = 0;
    let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        parse("one  two ", |_: &str| panic!("a word"), |n: u32| spaces += n)
    }));
    let panic = unwound.expect_err("a panic");
    assert_eq!(panic.downcast_ref(), Some(&"a word"));
    Ok(())
}

/// expected: ok
fn the_caller_s_thread_alone() -> Outcome {
    let mut doc = Doc::open("d")?;
    let calls = Calls::default();
    {
        let guard = doc.on_touch(calls.closure())?;
        drop(guard);
    }
    doc.touch(1)?;
    assert_eq!((calls.count(), calls.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn an_id_that_is_given_again_is_the_next_ones() -> Outcome {
    let (first, second) = (Calls::default(), Calls::default());
    let bus = Bus::open()?;
    let one = bus.listen(first.closure())?;
    bus.hush()?;
    let two = bus.listen(second.closure())?; // has the first one's id
    assert_eq!(first.alive(), 0);
    drop(one);
    bus.emit(3)?;
    assert_eq!((first.count(), second.count()), (0, 1));
    drop(two);
    assert_eq!(second.alive(), 0);
    Ok(())
}

/// expected: ok
fn parts_have_closures_of_their_own() -> Outcome {
    let organ = Organ::open()?;
    let pipes = [organ.pipe(0)?, organ.pipe(1)?];
    let heard = [(); 2].map(|()| Arc::new(AtomicI64::new(0)));
    let listen = |i: usize| {
        let mine = heard[i].clone();
        pipes[i].on_turn(move |number| {
            mine.fetch_add(number, SeqCst);
        })
    };
    let (first, second) = (listen(0)?, listen(1)?);
    organ.turn(1)?;
    drop(first);
    organ.turn(10)?;
    assert_eq!((heard[0].load(SeqCst), heard[1].load(SeqCst)), (1, 11));
    drop(second);
    Ok(())
}

attacks!(
    an_id_that_is_given_again_is_the_next_ones,
    parts_have_closures_of_their_own,
    dropping_the_guard_ends_it,
    a_replaced_registration_does_not_end_its_successor,
    a_closure_ends_its_own_registration,
    a_guard_is_dropped_while_the_closure_runs,
    a_call_comes_after_the_end,
    a_call_comes_after_the_bus,
    a_stale_call_against_the_contract_is_contained,
    a_forgotten_guard_harms_nobody,
    a_refused_registration_keeps_nothing,
    ids_are_given_out_again,
    pairs_are_told_apart,
    once_is_once,
    a_second_call_of_once_is_contained,
    closing_ends_what_lives_until_then,
    the_destroy_notifier_frees_it,
    hooks_of_the_process_are_replaced,
    closures_are_called_from_threads_of_c,
    registering_races_with_emitting,
    ending_and_registering_take_turns,
    ends_are_nested,
    two_functions_share_their_user_data,
    a_panic_beside_another_closure_arrives,
    the_caller_s_thread_alone,
);
