//! rule: 4. What may have a counted object of one thread stays there, as the object does.
//! expected: does-not-compile: E0277
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
use std::thread;
fn attack() -> attack::Outcome {
    let brush = Brush::create()?;
    let mut easel = Easel::open()?;
    easel.hold(&brush)?;
    easel.paint()?;
    #[cfg(attack)]
    thread::spawn(move || drop(easel)).join().expect("a thread");
    assert_eq!(brush.strokes(), 1);
    thread::spawn(|| ()).join().expect("a thread");
    Ok(())
}
attack::attacks!(attack);
