//! rule: 5, 6, 7. Records of function pointers are filled with closures, which end as others do;
//! closures without user data are found by their thread, in the call alone.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

/// What an actor did, and how many of its closures are alive.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    /// A closure that owns memory: reading it after it is freed is seen.
    fn closure(&self, does: &'static str) -> impl Fn(&str, i64) + Send + Sync + 'static {
        let seen = self.0.clone();
        let owned = String::from("owned by the closure, long enough for the heap");
        move |what, number| {
            assert_eq!(owned.len(), 46);
            seen.lock().expect("no poison").push(format!("{does}/{what} {number}"));
        }
    }
    fn actor(
        &self,
    ) -> ActorFunctions<
        impl Fn(&str, i64) + Send + Sync + 'static,
        impl Fn(&str, i64) + Send + Sync + 'static,
        impl Fn(&str, i64) + Send + Sync + 'static,
    > {
        ActorFunctions {
            enter: self.closure("enter"),
            speak: self.closure("speak"),
            leave: Some(self.closure("leave")),
        }
    }
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("no poison"))
    }
    fn alive(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

/// expected: ok
/// Members of one type are told apart, and the record lasts as long as they do.
fn each_member_is_its_own() -> Outcome {
    let seen = Seen::default();
    let stage = Stage::open()?;
    let guard = stage.join(seen.actor())?;
    stage.play(1)?;
    stage.play_elsewhere(2)?;
    assert_eq!(
        seen.take(),
        ["enter/enter 1", "speak/speak 1", "enter/enter 2", "speak/speak 2"]
    );
    drop(guard);
    assert_eq!(seen.take(), ["leave/leave -1"]);
    assert_eq!((stage.actors(), seen.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn actors_are_told_apart() -> Outcome {
    let (first, second) = (Seen::default(), Seen::default());
    let stage = Stage::open()?;
    let one = stage.join(first.actor())?;
    let two = stage.join(second.actor())?;
    drop(one);
    stage.play(3)?;
    assert_eq!(first.take(), ["leave/leave -1"]);
    assert_eq!(second.take(), ["enter/enter 3", "speak/speak 3"]);
    let three = stage.join(first.actor())?; // may get what the first one had
    drop(two);
    stage.play(4)?;
    assert_eq!(first.take(), ["enter/enter 4", "speak/speak 4"]);
    drop(three);
    assert_eq!((first.alive(), second.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn a_refused_one_keeps_nothing() -> Outcome {
    let seen = Seen::default();
    let stage = Stage::open()?;
    assert!(matches!(stage.audition(seen.actor()), Err(Error::Refused(_))));
    stage.play(1)?;
    assert_eq!(seen.take(), ["speak/audition 0"]);
    assert_eq!(seen.alive(), 0);
    Ok(())
}

/// expected: ok
fn the_stage_is_dropped_first() -> Outcome {
    let seen = Seen::default();
    let stage = Stage::open()?;
    std::mem::forget(stage.join(seen.actor())?);
    stage.play(1)?;
    drop(stage);
    // Its guard was forgotten: nothing is freed that C may still call.
    println!("SOUND");
    std::process::exit(i32::from(faults() != 0));
}

thread_local! {
    static SELF: RefCell<Option<StageJoinRegistration>> = const { RefCell::new(None) };
}

/// expected: ok
/// The record is C's until the closure that ended it returns.
fn an_actor_sends_itself_off() -> Outcome {
    let seen = Seen::default();
    let stage = Stage::open()?;
    let text = String::from("owned by the closure, long enough for the heap");
    let guard = stage.join(ActorFunctions {
        enter: move |_: &str, _| {
            drop(SELF.with(|own| own.borrow_mut().take()));
            assert_eq!(text.len(), 46);
        },
        speak: seen.closure("speak"),
        leave: Some(seen.closure("leave")),
    })?;
    SELF.with(|own| *own.borrow_mut() = Some(guard));
    stage.play(1)?;
    stage.play(2)?;
    assert_eq!(seen.take(), ["leave/leave -1"]);
    assert_eq!((stage.actors(), seen.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn ended_on_another_thread_while_it_runs() -> Outcome {
    let seen = Seen::default();
    let stage = Stage::open()?;
    let inside = Arc::new(Barrier::new(2));
    let (barrier, speak) = (inside.clone(), seen.closure("speak"));
    let guard = stage.join(ActorFunctions {
        enter: move |_: &str, _| {
            barrier.wait();
            thread::sleep(std::time::Duration::from_millis(20));
        },
        speak,
        leave: Some(|_: &str, _| ()),
    })?;
    thread::scope(|scope| {
        scope.spawn(|| stage.play(1).expect("to play"));
        inside.wait();
        drop(guard);
    });
    assert_eq!((stage.actors(), seen.alive()), (0, 0));
    Ok(())
}

/// expected: ok
/// C has the record by then, and is told to give it back.
fn a_panic_as_an_actor_joins() -> Outcome {
    let seen = Seen::default();
    let stage = Stage::open()?;
    let fails = catch_unwind(AssertUnwindSafe(|| {
        stage.enroll(ActorFunctions {
            enter: |_: &str, _| panic!("as it joins"),
            speak: seen.closure("speak"),
            leave: Some(seen.closure("leave")),
        })
    }));
    assert!(fails.is_err());
    stage.play(1)?;
    assert_eq!(seen.take(), ["leave/leave -1"]);
    assert_eq!((stage.actors(), seen.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn joining_races_with_playing() -> Outcome {
    let seen = Seen::default();
    let stage = Stage::open()?;
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..100 {
                    drop(stage.join(seen.actor()).expect("to join"));
                }
            });
        }
        scope.spawn(|| {
            for i in 0..200 {
                stage.play(i).expect("to play");
            }
        });
    });
    assert_eq!((stage.actors(), seen.alive()), (0, 0));
    Ok(())
}

/// expected: ok
fn a_panic_of_a_member_arrives() -> Outcome {
    let stage = Stage::open()?;
    let guard = stage.join(ActorFunctions {
        enter: |_: &str, _| panic!("mine"),
        speak: |_: &str, _| (),
        leave: Some(|_: &str, _| ()),
    })?;
    let arrived = catch_unwind(AssertUnwindSafe(|| stage.play(1)));
    assert_eq!(arrived.expect_err("a panic").downcast_ref(), Some(&"mine"));
    drop(guard);
    Ok(())
}

/// expected: ok
/// The player has the device until it calls what destroys it.
fn a_device_lasts_as_long_as_its_player() -> Outcome {
    let alive = Arc::new(AtomicI64::new(0));
    let device = |first: u8| {
        let (read, seek) = (alive.clone(), alive.clone());
        DeviceFunctions {
            read: move |buffer: &mut [u8]| {
                read.fetch_add(1, SeqCst);
                buffer.fill(first);
                buffer.len() as i32
            },
            seek: move |to| seek.load(SeqCst) + to,
        }
    };
    let mut one = Player::open(device(1))?;
    let mut two = Player::open(device(2))?;
    assert_eq!((one.play(20)?, two.play(5)?), (20, 10));
    drop(one);
    assert_eq!(two.play(3)?, 6);
    drop(two);
    assert_eq!(Arc::strong_count(&alive), 1);
    Ok(())
}

/// expected: ok
/// What a member says is checked by C; what it does to itself is refused.
fn a_device_that_lies_or_panics() -> Outcome {
    let mut player = Player::open(DeviceFunctions {
        read: |_: &mut [u8]| i32::MAX,
        seek: |to| to,
    })?;
    assert!(matches!(player.play(3), Err(Error::Invalid(_))));
    let mut player = Player::open(DeviceFunctions {
        read: |_: &mut [u8]| panic!("mine"),
        seek: |to| to,
    })?;
    let arrived = catch_unwind(AssertUnwindSafe(|| player.play(3)));
    assert_eq!(arrived.expect_err("a panic").downcast_ref(), Some(&"mine"));
    Ok(())
}

/// expected: ok
/// A closure belongs to the object that the call makes, from its first call to its last.
fn what_watches_an_object_ends_with_it() -> Outcome {
    let seen = Seen::default();
    assert!(matches!(
        Player::watched(seen.closure("watch"), true),
        Err(Error::Refused(_))
    ));
    assert_eq!((seen.take(), seen.alive()), (vec!["watch/opens 0".to_owned()], 0));
    assert!(Player::found(seen.closure("watch"), false).is_none());
    assert_eq!((seen.take(), seen.alive()), (vec!["watch/opens 0".to_owned()], 0));
    let mut one = Player::watched(seen.closure("one"), false)?;
    let mut two = Player::watched(seen.closure("two"), false)?;
    seen.take();
    one.play(1)?;
    drop(one);
    two.play(2)?;
    assert_eq!(seen.take(), ["one/plays 1", "one/closes -1", "two/plays 2"]);
    assert_eq!(seen.alive(), 1);
    thread::spawn(move || drop(two)).join().expect("the thread");
    assert_eq!((seen.take().len(), seen.alive()), (1, 0));
    Ok(())
}

/// expected: ok
/// For the time of a call they may borrow.
fn members_of_one_call_borrow() -> Outcome {
    let (mut words, mut gaps) = (Vec::new(), 0);
    parse_with(
        "  one two  three ",
        ParserFunctions {
            word: |word: &str| words.push(word.to_owned()),
            gap: Some(|spaces| gaps += spaces),
        },
    )?;
    assert_eq!((words.join("-").as_str(), gaps), ("one-two-three", 6));
    Ok(())
}

/// expected: ok
/// An optional member that is absent is NULL to C, which looks for that.
fn what_is_absent_is_not_called() -> Outcome {
    let mut words = 0;
    parse_with(
        "one  two",
        ParserFunctions {
            word: |_: &str| words += 1,
            gap: None::<fn(u32)>,
        },
    )?;
    assert_eq!(words, 2);
    let seen = Seen::default();
    let stage = Stage::open()?;
    let guard = stage.join(ActorFunctions {
        enter: seen.closure("enter"),
        speak: seen.closure("speak"),
        leave: None::<fn(&str, i64)>,
    })?;
    let other = stage.join(seen.actor())?;
    stage.play(1)?;
    drop(guard);
    assert_eq!(seen.take().len(), 4);
    drop(stage);
    drop(other);
    assert_eq!((seen.take(), seen.alive()), (vec!["leave/leave -1".to_owned()], 0));
    Ok(())
}

/// expected: ok
fn a_comparison_within_another() -> Outcome {
    let mut outer = [3, 1, 2];
    let mut calls = 0;
    sort(&mut outer, |a, b| {
        calls += 1;
        let mut inner = [a, b, 7];
        sort(&mut inner, |x, y| y - x).expect("to sort");
        assert_eq!(inner[0], 7);
        a - b
    })?;
    assert_eq!(outer, [1, 2, 3]);
    assert!(calls >= 2);
    Ok(())
}

/// expected: ok
fn comparisons_on_many_threads() -> Outcome {
    thread::scope(|scope| {
        for sign in [1, -1, 1, -1] {
            scope.spawn(move || {
                for _ in 0..500 {
                    let mut values = [5, 3, 9, 1];
                    sort(&mut values, |a, b| sign * (a - b)).expect("to sort");
                    assert_eq!(values[0], if sign > 0 { 1 } else { 9 });
                }
            });
        }
    });
    Ok(())
}

/// expected: ok
/// C breaks its word: no closure is found, and none is harmed.
fn a_comparison_after_its_call_or_elsewhere() -> Outcome {
    let text = String::from("owned by the closure, long enough for the heap");
    let mut calls = 0;
    sort(&mut [2, 1], |a, b| {
        calls += 1;
        assert_eq!(text.len(), 46);
        a - b
    })?;
    assert_eq!(compare_stale(2, 1), 0);
    assert_eq!(compare_elsewhere(|a, b| a - b)?, 0);
    // Within another call it is that one's closure, never a freed one.
    sort(&mut [1, 2], |a, b| compare_elsewhere(|x, y| x - y).map_or(a - b, |order| order))?;
    assert_eq!(calls, 1);
    Ok(())
}

/// expected: ok
fn a_comparison_that_panics() -> Outcome {
    let arrived = catch_unwind(|| sort(&mut [3, 2, 1], |_, _| panic!("mine")));
    assert_eq!(arrived.expect_err("a panic").downcast_ref(), Some(&"mine"));
    assert_eq!(compare_stale(2, 1), 0);
    let mut values = [2, 1];
    sort(&mut values, |a, b| a - b)?;
    assert_eq!(values, [1, 2]);
    Ok(())
}

/// expected: ok
fn a_comparison_sees_records() -> Outcome {
    let doc = Doc::open("d")?;
    let mut seen = 0;
    let largest = doc.largest(|a, b| {
        seen += 1;
        a.x.cmp(&b.x) as i32
    })?;
    assert!(seen > 0 && largest < 64);
    Ok(())
}

attacks!(
    each_member_is_its_own,
    actors_are_told_apart,
    a_refused_one_keeps_nothing,
    the_stage_is_dropped_first,
    an_actor_sends_itself_off,
    ended_on_another_thread_while_it_runs,
    joining_races_with_playing,
    a_panic_of_a_member_arrives,
    a_panic_as_an_actor_joins,
    a_device_lasts_as_long_as_its_player,
    a_device_that_lies_or_panics,
    what_watches_an_object_ends_with_it,
    members_of_one_call_borrow,
    what_is_absent_is_not_called,
    a_comparison_within_another,
    comparisons_on_many_threads,
    a_comparison_after_its_call_or_elsewhere,
    a_comparison_that_panics,
    a_comparison_sees_records,
);
