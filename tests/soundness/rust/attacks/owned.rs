//! rule: 1. What is made out of something keeps it alive.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::sync::{Arc, Mutex};

/// expected: ok
fn family_is_used_and_dropped_in_order() -> Outcome {
    let mut store = Store::open("s")?;
    store.put(7)?;
    let mut cursor = store.walk()?;
    let mut mark = cursor.mark()?;
    assert_eq!(mark.value(), 7);
    drop(mark);
    assert_eq!(cursor.next()?, 7);
    drop(cursor);
    assert_eq!(store.count(), 1);
    Ok(())
}

/// expected: ok
/// A closure may end, within the call that calls it, a child that it owns.
fn a_child_ends_inside_a_call_of_its_parent() -> Outcome {
    let store = Store::open("s")?;
    store.put(1)?;
    let mut cursor = Some(store.walk()?);
    store.with(|_| drop(cursor.take()))?;
    assert!(cursor.is_none());
    assert_eq!(store.count(), 1);
    Ok(())
}

/// expected: ok
/// Objects for all threads may be shared by those that need them.
fn children_of_a_safe_parent() -> Outcome {
    let hub = Hub::open("h")?;
    hub.put(7)?;
    let probe = hub.walk()?;
    let tap = probe.mark()?;
    assert_eq!(tap.value(), 7);
    assert_eq!(probe.next()?, 7);
    Ok(())
}

/// expected: ok
fn the_independent_outlive_what_they_were_made_of() -> Outcome {
    let snapshot = {
        let mut store = Store::open("s")?;
        store.put(1)?;
        store.snapshot()?
    };
    assert_eq!(snapshot.count(), 1);
    let copy = snapshot.copy()?;
    drop(snapshot);
    assert_eq!(copy.count(), 1);
    Ok(())
}

/// expected: ok
/// FFI_CHILD_OF names the store alone.
fn a_lens_does_not_need_the_hub() -> Outcome {
    let store = Store::open("s")?;
    let hub = Hub::open("h")?;
    let lens = store.focus(&hub)?;
    drop(hub);
    assert_eq!(lens.count(), 0);
    Ok(())
}

/// expected: ok
fn what_a_failing_call_made_is_closed() -> Outcome {
    assert!(matches!(Store::half_open(), Err(Error::Refused(_))));
    Ok(())
}

/// expected: ok
fn tickets_are_taken_over_once() -> Outcome {
    let hub = Hub::open("h")?;
    hub.submit(Ticket::create(1)?)?;
    assert!(matches!(
        hub.submit(Ticket::create(-5)?),
        Err(Error::Refused(_))
    ));
    hub.offer(None)?;
    hub.offer(Some(Ticket::create(2)?))?;
    assert!(hub.find(-1).is_none());
    let found = hub.find(3).expect("a ticket");
    drop(hub);
    assert_eq!(found.number(), 3);
    Ok(())
}

/// expected: ok
fn nullable_objects_are_options() -> Outcome {
    let hub = Hub::open("h")?;
    let ticket = Ticket::create(4)?;
    assert_eq!(hub.inspect(Some(&ticket)), 4);
    assert_eq!(hub.inspect(None), -1);
    Ok(())
}

/// expected: ok
/// Who takes a walk over uses its store whenever it is used itself: on any thread, if it were another one.
fn a_strangers_walk_is_not_adopted() -> Outcome {
    let (store, other) = (Store::open("s")?, Store::open("o")?);
    assert!(matches!(other.adopt(store.walk()?), Err(Error::Argument(_))));
    let follower = std::thread::spawn(move || {
        assert!(matches!(other.follow(30), Err(Error::Missing(_))));
        other
    });
    store.work(30)?;
    let other = follower.join().expect("a thread");
    let (walk, sibling, stranger) = (store.walk()?, store.walk()?, other.walk()?);
    assert!(matches!(stranger.adopt(walk.mark()?), Err(Error::Argument(_))));
    sibling.adopt(walk.mark()?)?;
    // What is borrowed is the same store, and nothing here can keep it.
    walk.store()?.adopt(store.walk()?)?;
    assert!(store.adopt(walk.store()?.walk()?).is_err());
    store.follow(1)?;
    // What needs two objects needs both of one family.
    assert!(store.untie(store.join(&other)?).is_err());
    store.untie(store.join(&store)?)
}

/// expected: ok
/// A borrowed object stands for its own: what it takes over does not keep that open for ever.
fn what_a_borrowed_object_takes_over() -> Outcome {
    let store = Store::open("s")?;
    let walk = store.walk()?;
    walk.store()?.adopt(store.walk()?)?;
    drop(walk);
    store.follow(1)
}

/// expected: ok
/// What ends an object frees what it needed, also when it fails.
fn an_ended_object_needs_nothing() -> Outcome {
    let hub = Hub::open("h")?;
    hub.lane()?.finish(1)?;
    assert!(hub.lane()?.finish(-1).is_err());
    drop(hub);
    assert_eq!(shapes::live(), 0);
    Ok(())
}

/// expected: ok
/// What the library has needs its hub for ever, also when the call failed.
fn what_the_library_has_needs_it_for_ever() -> Outcome {
    for number in [1, -1] {
        let hub = Hub::open("h")?;
        hub.put(1)?;
        assert_eq!(hub.lane()?.leave(number).is_ok(), number > 0);
        drop(hub);
        assert_eq!(shapes::left_end(), 1);
    }
    Ok(())
}

/// expected: ok
/// What C knows for an object goes with it, and ends with who has it, or with it.
fn what_is_registered_goes_with_its_object() -> Outcome {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listening = || -> Result<Bus, Error> {
        let bus = Bus::open()?;
        let heard = Arc::clone(&heard);
        bus.follow(move |what, number| heard.lock().expect("a list").push((what.to_owned(), number)))?;
        Ok(bus)
    };
    let office = Office::new()?;
    for number in [1, 2] {
        office.hire(listening()?);
        office.emit(number)?;
    }
    drop(office);
    listening()?.finish();
    let said: Vec<_> = heard.lock().expect("a list").drain(..).collect();
    let said: Vec<_> = said.iter().map(|(what, number)| (what.as_str(), *number)).collect();
    assert_eq!(said, [("event", 1), ("closed", 0), ("event", 2), ("closed", 0), ("closed", 0)]);
    assert_eq!(Arc::strong_count(&heard), 1, "closures are left");
    listening()?.leave();
    Bus::left_emit(3)?;
    assert_eq!(heard.lock().expect("a list").len(), 2);
    Ok(())
}

attacks!(
    what_is_registered_goes_with_its_object,
    an_ended_object_needs_nothing,
    what_the_library_has_needs_it_for_ever,
    a_strangers_walk_is_not_adopted,
    what_a_borrowed_object_takes_over,
    family_is_used_and_dropped_in_order,
    a_child_ends_inside_a_call_of_its_parent,
    children_of_a_safe_parent,
    the_independent_outlive_what_they_were_made_of,
    a_lens_does_not_need_the_hub,
    what_a_failing_call_made_is_closed,
    tickets_are_taken_over_once,
    nullable_objects_are_options,
);
