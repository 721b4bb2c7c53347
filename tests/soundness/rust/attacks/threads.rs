//! rule: 3, 4. What goes to other threads, and what may happen at once.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::sync::{Arc, Mutex};
use std::thread;

/// expected: ok
fn the_sendable_go_to_another_thread() -> Outcome {
    let mut store = Store::open("s")?;
    let mut store = thread::spawn(move || {
        store.put(1).expect("to put");
        store
    })
    .join()
    .expect("a thread");
    store.put(2)?;
    assert_eq!(store.count(), 2);
    Ok(())
}

/// expected: ok
fn a_mutex_shares_what_is_sendable() -> Outcome {
    let store = Arc::new(Mutex::new(Store::open("s")?));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let store = Arc::clone(&store);
            thread::spawn(move || {
                for value in 0..50 {
                    store.lock().expect("a store").put(value).expect("to put");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a thread");
    }
    assert_eq!(store.lock().expect("a store").count(), 200);
    Ok(())
}

/// expected: ok
fn the_safe_are_shared() -> Outcome {
    let hub = Hub::open("h")?;
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let probe = hub.walk().expect("a probe");
                for value in 0..50 {
                    hub.put(value).expect("to put");
                    probe.next().expect("a number");
                    drop(probe.mark().expect("a tap"));
                }
            });
        }
        scope.spawn(|| hub.wait(200, 5000).expect("200 numbers"));
    });
    assert_eq!(hub.count(), 200);
    assert_eq!(hub.slow_name(), "h");
    Ok(())
}

/// expected: ok
fn confined_objects_stay() -> Outcome {
    let mut desk = Desk::open("d")?;
    desk.put(3)?;
    let mut sheet = desk.walk()?;
    let mut cell = sheet.mark()?;
    assert_eq!(cell.value(), 3);
    drop(cell);
    assert_eq!(sheet.next()?, 3);
    Ok(())
}

/// expected: ok
/// Children of a hub for one thread at a time, and for this thread.
fn children_of_other_classes() -> Outcome {
    let hub = Hub::open("h")?;
    hub.put(1)?;
    let lane = hub.lane()?;
    let pen = hub.pen()?;
    thread::scope(|scope| {
        scope.spawn(move || assert_eq!(lane.count(), 1));
    });
    assert_eq!(pen.count(), 1);
    Ok(())
}

/// expected: ok
/// C gives the object to the callback, which may use it and not keep it.
fn the_callback_s_object_can_be_used() -> Outcome {
    let mut store = Store::open("s")?;
    let mut count = 0;
    store.with(|mut inner| { // FORM: &mut Store, or what borrows one
        inner.put(1).expect("to put");
        count = inner.count();
    })?;
    assert_eq!((count, store.count()), (1, 1));
    Ok(())
}

attacks!(
    the_sendable_go_to_another_thread,
    a_mutex_shares_what_is_sendable,
    the_safe_are_shared,
    confined_objects_stay,
    children_of_other_classes,
    the_callback_s_object_can_be_used,
);
