//! rule: 1. A link needs both of its stores.
//! expected: does-not-compile: E0505 x2 | ok
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let (first, second) = (Store::open("1")?, Store::open("2")?);
    let link = first.join(&second)?;
    #[cfg(attack)]
    {
        drop(second);
        drop(first);
    }
    link.count();
    Ok(())
}
attack::attacks!(attack);
