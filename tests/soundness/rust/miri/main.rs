//! The attacks that Miri runs: what a compiler may make of references, provenance, data races, leaks.

mod library;

use little::*;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};
use std::{mem, thread};

fn objects_and_views() -> Result<(), Error> {
    let mut store = Store::open()?;
    for number in [3, 1, 2] {
        store.put(number)?;
    }
    let numbers = store.numbers()?;
    numbers[0] += 10;
    numbers.swap(1, 2);
    let walk = store.walk()?;
    assert_eq!((walk.next()?, walk.next()?, walk.next()?), (13, 2, 1));
    assert!(walk.next().is_err());
    drop(walk);
    let mut other = Store::open()?;
    mem::swap(&mut store, &mut other);
    assert!(store.numbers()?.is_empty());
    thread::spawn(move || drop(other)).join().expect("a thread");
    assert_eq!(length(&"x".repeat(300))?, 300);
    Ok(())
}

fn loans() -> Result<(), Error> {
    let ring = Ring::open()?;
    let mut block = ring.claim()?;
    block.values[1] = 7;
    assert!(ring.claim().is_err());
    block.commit()?;
    let mut block = ring.claim()?;
    assert_eq!(mem::take(&mut block.values[1]), 7);
    block.count = 9; // refused, and given back all the same
    assert!(block.commit().is_err());
    drop(ring.claim()?);
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let _block = ring.claim();
        panic!("mine");
    }));
    assert!(unwound.is_err());
    ring.claim()?.abandon()
}

fn closures_of_a_call() -> Result<(), Error> {
    let calls = Cell::new(0);
    let number = map_number(
        |number| {
            calls.set(calls.get() + 1);
            if calls.get() < 4 {
                map_number(|inner| inner + number, 1)
            } else {
                number
            }
        },
        5,
    );
    assert_eq!((number, calls.get()), (6, 1));
    let mut outer = [3, 1, 2];
    sort(&mut outer, |a, b| {
        let mut inner = [a, b];
        sort(&mut inner, |x, y| y - x).expect("to sort");
        a - b
    })?;
    assert_eq!(outer, [1, 2, 3]);
    assert!(catch_unwind(AssertUnwindSafe(|| map_number(|_| panic!("mine"), 1))).is_err());
    Ok(())
}

fn closures_that_are_kept() -> Result<(), Error> {
    let bus = Bus::open()?;
    let heard = Arc::new(AtomicI32::new(0));
    let hears = |by: i32| {
        let heard = heard.clone();
        move |number: i32| {
            heard.fetch_add(by * number.max(0), Relaxed);
        }
    };
    bus.follow(hears(100))?;
    let first = bus.on(hears(1))?;
    bus.emit(2)?;
    bus.emit_elsewhere(1)?;
    let second = bus.on(hears(10))?;
    drop(first);
    thread::scope(|scope| {
        scope.spawn(|| bus.emit(1).expect("to emit"));
        scope.spawn(|| bus.emit(1).expect("to emit"));
        scope.spawn(|| drop(bus.on(hears(0)).expect("a registration")));
    });
    drop(second);
    assert!(heard.load(Relaxed) >= 503);
    let guard = bus.on(|_| panic!("mine"))?;
    assert!(catch_unwind(AssertUnwindSafe(|| bus.emit(1))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| bus.emit_elsewhere(1))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| drop(guard))).is_err());
    drop(bus);
    assert_eq!(Arc::strong_count(&heard), 1);
    Ok(())
}

fn main() -> Result<(), Error> {
    objects_and_views()?;
    loans()?;
    closures_of_a_call()?;
    closures_that_are_kept()?;
    println!("SOUND");
    Ok(())
}
