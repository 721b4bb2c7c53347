//! rule: 2. What is borrowed until the next change is not there after it.
//! expected: does-not-compile: E0502
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    let samples = doc.samples()?;
    assert_eq!(samples.len(), 6);
    #[cfg(attack)]
    doc.r#move(1, 1)?;
    assert_eq!(samples[0], 0.5);
    Ok(())
}
attack::attacks!(attack);
