//! rule: 2. The store that a cursor knows is borrowed: it is nobody's to close or to keep.
//! expected: does-not-compile: E0505 | ok
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut cursor = store.walk()?;
    let known = cursor.store()?;
    #[cfg(attack)]
    drop(cursor);
    known.count();
    Ok(())
}
attack::attacks!(attack);
