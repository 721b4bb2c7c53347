//! rule: 2. A name is copied, or not there after a change.
//! expected: does-not-compile: E0502 | ok
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("first name, long enough for the heap")?;
    let name = doc.name();
    #[cfg(attack)]
    doc.rename("other")?;
    assert_eq!(name, "first name, long enough for the heap");
    Ok(())
}
attack::attacks!(attack);
