//! rule: 1. A place needs its walk, and the walk its store.
//! expected: does-not-compile: E0505 x2 | ok
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut cursor = store.walk()?;
    let mut mark = cursor.mark()?;
    #[cfg(attack)]
    {
        drop(cursor);
        drop(store);
    }
    mark.value();
    Ok(())
}
attack::attacks!(attack);
