//! rule: 1. A store cannot go while a walk needs it.
//! expected: does-not-compile: E0505 | ok
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut cursor = store.walk()?;
    #[cfg(attack)]
    drop(store);
    cursor.at();
    Ok(())
}
attack::attacks!(attack);
