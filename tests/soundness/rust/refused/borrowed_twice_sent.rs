//! rule: 4. What belongs to an object for all threads is given to each that asks: it stays where it is.
//! expected: does-not-compile: E0277
#![forbid(unsafe_code)]
#![allow(unused_variables)]
use shapes::*;
use std::thread;
fn attack() -> attack::Outcome {
    let fair = Fair::open()?;
    let (one, other) = (fair.booth()?, fair.booth()?);
    thread::scope(|scope| {
        #[cfg(attack)]
        scope.spawn(move || one.work(50));
        scope.spawn(|| ());
    });
    other.work(1)
}
attack::attacks!(attack);
