//! rule: 14. What is borrowed is not handed over.
//! expected: does-not-compile: E0308 | does-not-compile: E0507
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut cursor = store.walk()?;
    let known = cursor.store()?;
    known.count();
    #[cfg(attack)]
    let taken: Store = *known;
    #[cfg(attack)]
    let given: Store = cursor.store()?;
    Ok(())
}
attack::attacks!(attack);
