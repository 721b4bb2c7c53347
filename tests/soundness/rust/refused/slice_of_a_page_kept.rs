//! rule: 2. What is shown of a document keeps it from being changed by those that belong to it, too.
//! expected: does-not-compile: E0502
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    let samples = doc.samples()?;
    #[cfg(attack)]
    doc.page(1)?.write(10)?;
    assert_eq!(samples[0], 0.5);
    Ok(())
}
attack::attacks!(attack);
