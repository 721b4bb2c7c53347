//! rule: 7. A panic arrives, and what the call made is not lost.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The text of a panic that must come.
fn panic_of<R>(attack: impl FnOnce() -> R) -> String {
    match catch_unwind(AssertUnwindSafe(attack)) {
        Ok(_) => panic!("no panic arrived"),
        Err(panic) => panic.downcast_ref::<&str>().copied().unwrap_or("another panic").to_owned(),
    }
}

/// expected: ok
fn it_comes_out_of_the_call() -> Outcome {
    let doc = Doc::open("d")?;
    let mut seen = 0;
    assert_eq!(panic_of(|| doc.each(|_, _| { seen += 1; panic!("mine") })), "mine");
    assert!(seen >= 1);
    assert_eq!(panic_of(|| map_number(|_| panic!("mine"), 1)), "mine");
    assert_eq!(panic_of(|| map_narrow(|_| panic!("mine"), 1)), "mine");
    assert_eq!(panic_of(|| box_area_of(|_| panic!("mine"), 1)), "mine");
    Ok(())
}

/// expected: ok
fn it_comes_out_of_a_call_that_went_through_a_thread_of_c() -> Outcome {
    assert_eq!(panic_of(|| call_elsewhere(2, |_| panic!("mine"))), "mine");
    assert_eq!(panic_of(|| call_crowd(3, |_| panic!("mine"))), "mine");
    Ok(())
}

/// expected: ok
/// The ticket that the call made is closed.
fn what_the_call_made_is_closed() -> Outcome {
    let hub = Hub::open("h")?;
    assert_eq!(panic_of(|| hub.each(|_| panic!("mine"))), "mine");
    Ok(())
}

/// expected: ok
/// C's loop goes on; the first panic is the one that arrives.
fn the_first_of_many_arrives() -> Outcome {
    let mut doc = Doc::open("d")?;
    let mut calls = 0;
    let text = panic_of(|| {
        doc.update(|_| {
            calls += 1;
            if calls == 1 { panic!("first") }
            panic!("later")
        })
    });
    assert_eq!(text, "first");
    Ok(())
}

/// expected: ok
/// A kept closure that panics in the call that C made it from.
fn it_comes_out_of_the_call_that_called_a_kept_closure() -> Outcome {
    let bus = Bus::open()?;
    let guard = bus.on(|what: &str, _| if what == "event" { panic!("mine") })?;
    assert_eq!(panic_of(|| bus.emit(1)), "mine");
    drop(guard);
    bus.emit(2)
}

/// expected: ok
/// FORM: or at the registration's next use; nothing aborts, and nothing is swallowed for ever.
fn it_waits_for_the_next_use_when_a_thread_of_c_called() -> Outcome {
    let bus = Bus::open()?;
    let guard = bus.on(|what: &str, _| if what == "later" { panic!("mine") })?;
    bus.emit_later(1, 50)?;
    join_threads();
    assert_eq!(panic_of(|| { bus.emit(2)?; drop(guard); Ok::<(), Error>(()) }), "mine");
    Ok(())
}

/// expected: ok
fn a_panic_in_once_arrives() -> Outcome {
    let bus = Bus::open()?;
    bus.defer(|_: &str, _| panic!("mine"))?;
    assert_eq!(panic_of(|| bus.emit(1)), "mine");
    assert_eq!(panic_of(|| twice(|_: &str, _| panic!("mine"))), "mine");
    Ok(())
}

/// expected: fails-with: panicked
fn an_uncaught_panic_ends_the_program() -> Outcome {
    let doc = Doc::open("d")?;
    doc.each(|_, _| panic!("panicked as it was told to"))
}

attacks!(
    it_comes_out_of_the_call,
    it_comes_out_of_a_call_that_went_through_a_thread_of_c,
    what_the_call_made_is_closed,
    the_first_of_many_arrives,
    it_comes_out_of_the_call_that_called_a_kept_closure,
    it_waits_for_the_next_use_when_a_thread_of_c_called,
    a_panic_in_once_arrives,
    an_uncaught_panic_ends_the_program,
);
