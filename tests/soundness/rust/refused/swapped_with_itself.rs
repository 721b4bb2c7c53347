//! rule: 4. One object is not two.
//! expected: does-not-compile: E0499
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let (mut one, mut two) = (Store::open("1")?, Store::open("2")?);
    one.swap(&mut two)?;
    #[cfg(attack)]
    one.swap(&mut one)?;
    Ok(())
}
attack::attacks!(attack);
