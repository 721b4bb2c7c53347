//! rule: 5, 6, 7. Closures that C keeps: who ends them, in which order, and what they answer C.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What closures were called with, and how many of them are alive.
#[derive(Clone, Default)]
struct Seen(Arc<AtomicI64>);

impl Seen {
    fn closure(&self) -> impl Fn(i64) + Send + Sync + 'static {
        let seen = self.0.clone();
        move |number| {
            seen.fetch_add(number, SeqCst);
        }
    }
    fn verdict(&self) -> impl Fn(i64) -> Result<(), Error> + Send + Sync + 'static {
        let note = self.closure();
        move |number| {
            note(number);
            Ok(())
        }
    }
    fn sum(&self) -> i64 {
        self.0.load(SeqCst)
    }
    fn alive(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

/// Two calls, the second of which begins a little after the first.
fn at_once<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        thread::sleep(Duration::from_millis(30));
        let other = other();
        (one.join().expect("the first"), other)
    })
}

/// expected: ok
/// The first lingers in C, while the second takes its place there.
fn the_one_that_c_has_last_is_called() -> Outcome {
    let (first, second) = (Seen::default(), Seen::default());
    let (one, two) = at_once(
        || umpire_on(first.verdict(), 150),
        || umpire_on(second.verdict(), 0),
    );
    let (one, two) = (one?, two?);
    assert_eq!((umpire(4), second.sum(), first.alive()), (0, 4, 0));
    drop(one);
    assert_eq!((umpire(5), second.sum()), (0, 9));
    drop(two);
    assert_eq!((umpire(6), second.alive()), (-1, 0));
    Ok(())
}

/// expected: ok
/// Both come from within closures, where nobody waits: C has the second, and the first is done last.
fn two_that_closures_register_at_once() -> Outcome {
    let (first, second) = (Seen::default(), Seen::default());
    let (one, two) = (first.clone(), second.clone());
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keeps = kept.clone();
    set_hook(Some(move |_: &str, number: i64| {
        let (seen, linger) = if number == 0 { (&one, 150) } else { (&two, 0) };
        let guard = umpire_on(seen.verdict(), linger).expect("to be taken");
        keeps.lock().expect("no poison").push((number, guard));
    }));
    let (a, b) = at_once(|| run_hooks(0), || run_hooks(1));
    a?;
    b?;
    set_hook(None::<fn(&str, i64)>);
    assert_eq!((umpire(4), first.sum(), second.sum()), (0, 0, 4));
    let mut guards = std::mem::take(&mut *kept.lock().expect("no poison"));
    guards.sort_by_key(|&(number, _)| number);
    drop(guards.remove(0));
    assert_eq!((umpire(5), second.sum()), (0, 9));
    drop(guards);
    assert_eq!((umpire(6), first.alive(), second.alive()), (-1, 0, 0));
    Ok(())
}

/// expected: ok
fn the_hook_that_c_has_last_is_called() -> Outcome {
    let (first, second) = (Seen::default(), Seen::default());
    let (one, two) = at_once(
        || set_slogan(Some(first.closure()), false, 150),
        || set_slogan(Some(second.closure()), false, 0),
    );
    one?;
    two?;
    run_slogan(4)?;
    assert_eq!((second.sum(), first.alive()), (3, 0));
    set_slogan(None::<fn(i64)>, false, 0)?;
    assert_eq!(second.alive(), 0);
    Ok(())
}

/// expected: ok
fn a_hook_that_c_refuses_leaves_the_one_before() -> Outcome {
    let (first, second) = (Seen::default(), Seen::default());
    set_slogan(Some(first.closure()), false, 0)?;
    assert!(set_slogan(Some(second.closure()), true, 0).is_err());
    run_slogan(4)?;
    assert_eq!((first.sum(), second.sum(), second.alive()), (3, -1, 0));
    set_slogan(None::<fn(i64)>, false, 0)?;
    run_slogan(5)?;
    assert_eq!((first.sum(), first.alive()), (3, 0));
    Ok(())
}

/// expected: ok
fn a_hook_that_replaces_itself() -> Outcome {
    let (first, second) = (Seen::default(), Seen::default());
    let (note, next) = (first.closure(), second.clone());
    let replaces = move |number| {
        if number >= 0 {
            set_slogan(Some(next.closure()), false, 0).expect("to be taken");
        }
        note(number); // after its own end
    };
    set_slogan(Some(replaces), false, 0)?;
    run_slogan(1)?;
    run_slogan(2)?;
    assert_eq!((first.sum(), first.alive(), second.sum()), (0, 0, 1));
    set_slogan(None::<fn(i64)>, false, 0)?;
    assert_eq!(second.alive(), 0);
    Ok(())
}

/// expected: ok
/// C calls it as it comes.
fn a_hook_that_another_takes_the_place_of_as_it_comes() -> Outcome {
    let (first, second) = (Seen::default(), Seen::default());
    let (note, next) = (first.closure(), second.clone());
    let replaces = move |number| {
        if number < 0 {
            set_slogan(Some(next.closure()), false, 0).expect("to be taken");
        }
        note(number);
    };
    set_slogan(Some(replaces), false, 0)?;
    run_slogan(4)?; // the first came last, which nobody here knows
    assert_eq!((first.sum(), second.sum(), second.alive()), (3, -1, 2));
    set_slogan(None::<fn(i64)>, false, 0)?;
    assert_eq!((first.alive(), second.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn what_has_ended_answers_with_a_failure() -> Outcome {
    let seen = Seen::default();
    drop(umpire_on(seen.verdict(), 0)?);
    let answer = umpire_stale(2);
    assert!(answer != 0 && answer != -1, "C was told {answer}");
    assert_eq!((seen.sum(), seen.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn refused_after_it_was_called() -> Outcome {
    let (seen, own) = (Seen::default(), Seen::default());
    let _one = umpire_on(seen.verdict(), 0)?;
    let note = own.closure();
    let refused = umpire_elect(move |number| {
        note(number);
        later(20000, |_, _| ()) // too late
    });
    assert!(refused.is_err());
    assert_eq!(
        (umpire(1), seen.sum(), own.sum(), own.alive()),
        (0, 1, -1, 0)
    );
    let panicked = std::panic::catch_unwind(|| umpire_elect(|_| panic!("its own")).map(|_| ()));
    assert_eq!(
        panicked.expect_err("a panic").downcast_ref(),
        Some(&"its own")
    );
    assert_eq!((umpire(1), seen.sum()), (0, 2));
    Ok(())
}

/// expected: ok
fn an_owner_goes_and_others_stay() -> Outcome {
    let seen = Seen::default();
    let beacon = Beacon::create()?;
    beacon.follow(seen.closure())?;
    let again = beacon.clone();
    drop(beacon);
    again.light(2)?;
    assert_eq!((seen.sum(), seen.alive()), (2, 1));
    again.coast_keep()?;
    drop(again); // the last owner here
    assert_eq!(seen.alive(), 0);
    coast_light(3)?;
    assert_eq!(seen.sum(), 2);
    coast_clear()?;
    let badge = Badge::create()?;
    let shown = badge.on_show(seen.closure())?;
    drop(badge.again()?);
    drop(badge.clone());
    badge.show(5)?;
    assert_eq!((seen.sum(), seen.alive()), (7, 1));
    drop(badge);
    drop(shown);
    assert_eq!(seen.alive(), 0);
    Ok(())
}

/// expected: ok
fn c_ends_it_after_all_owners_here() -> Outcome {
    let seen = Seen::default();
    let beacon = Beacon::create()?;
    beacon.watch(seen.closure())?;
    beacon.coast_keep()?;
    drop(beacon);
    coast_light(2)?;
    assert_eq!((seen.sum(), seen.alive()), (2, 1));
    coast_clear()?;
    assert_eq!(seen.alive(), 0);
    let beacon = Beacon::create()?;
    beacon.watch(seen.closure())?;
    drop(beacon); // destroyed within
    assert_eq!(seen.alive(), 0);
    Ok(())
}

/// expected: ok
fn the_parts_of_a_whole_end_with_it() -> Outcome {
    let seen = Seen::default();
    let loom = Loom::open()?;
    {
        let shaft = loom.shaft(0)?;
        shaft.follow(seen.closure())?;
        shaft.inner()?.follow(seen.closure())?;
        loom.shaft(1)?.follow(seen.closure())?;
    }
    loom.turn(3)?;
    assert_eq!((seen.sum(), seen.alive()), (9, 3));
    drop(loom);
    assert_eq!(seen.alive(), 0);
    Ok(())
}

/// expected: ok
fn two_registrations_take_each_others_place() -> Outcome {
    let buses = Arc::new([Bus::open()?, Bus::open()?]);
    let kept = Arc::new(Mutex::new(Vec::new()));
    let seen = Seen::default();
    let swap = || {
        let (buses, kept, seen) = (buses.clone(), kept.clone(), seen.clone());
        move |what: &str, _| {
            if what != "event" {
                return;
            }
            for bus in buses.iter().rev() {
                let note = seen.closure();
                let heard = move |what: &str, number| {
                    if what == "event" {
                        note(number);
                    }
                };
                kept.lock()
                    .expect("what is kept")
                    .push(bus.on(heard).expect("a registration"));
            }
        }
    };
    let before = (buses[0].on(swap())?, buses[1].on(swap())?);
    buses[0].emit(1)?;
    drop(before);
    buses[0].emit(2)?;
    buses[1].emit(30)?;
    assert_eq!(seen.sum(), 32);
    let last = std::mem::take(&mut *kept.lock().expect("what is kept"));
    drop(last);
    Ok(())
}

/// expected: ok
fn counted_ones_come_and_go() -> Outcome {
    let badge = Badge::create()?;
    let seen = Seen::default();
    let stops = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stops.load(SeqCst) {
                    let again = badge.again().expect("the badge");
                    drop(again.on_show(seen.closure()).expect("a registration"));
                }
            });
        }
        for _ in 0..200 {
            drop(badge.clone());
            badge.off_show().expect("to end it");
        }
        stops.store(true, SeqCst);
    });
    drop(badge);
    assert_eq!(seen.alive(), 0);
    Ok(())
}

attacks!(
    the_one_that_c_has_last_is_called,
    two_that_closures_register_at_once,
    the_hook_that_c_has_last_is_called,
    a_hook_that_c_refuses_leaves_the_one_before,
    a_hook_that_replaces_itself,
    a_hook_that_another_takes_the_place_of_as_it_comes,
    what_has_ended_answers_with_a_failure,
    refused_after_it_was_called,
    an_owner_goes_and_others_stay,
    c_ends_it_after_all_owners_here,
    the_parts_of_a_whole_end_with_it,
    two_registrations_take_each_others_place,
    counted_ones_come_and_go,
);
