//! rule: 4. A shared borrow crosses threads only if the object is for all threads.
//! expected: does-not-compile: E0277
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
use std::thread;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut cursor = store.walk()?;
    let known = cursor.store()?;
    thread::scope(|scope| {
        #[cfg(attack)]
        scope.spawn(move || known.count());
        scope.spawn(|| ());
    });
    #[cfg(not(attack))]
    known.count();
    Ok(())
}
attack::attacks!(attack);
