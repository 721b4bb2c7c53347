//! rule: 1. Objects that nobody closes belong to their owner.
//! expected: does-not-compile: E0505 x2 | ok
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    let mut page = doc.page(0)?;
    page.words();
    #[cfg(attack)]
    drop(doc);
    #[cfg(attack)]
    page.words();
    #[cfg(attack)]
    {
        let mut other = Doc::open("d")?;
        let mut page = other.page(0)?;
        let line = page.line()?;
        drop(other);
        line.words();
    }
    Ok(())
}
attack::attacks!(attack);
