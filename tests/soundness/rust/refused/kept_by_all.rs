//! rule: 4. No thread's counted object is left with what all threads may use.
//! expected: does-not-compile: E0599
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let fair = Fair::open()?;
    let brush = Brush::create()?;
    #[cfg(attack)]
    fair.hang(&brush)?;
    assert_eq!(brush.strokes(), 0);
    fair.host()?.wait(1)
}
attack::attacks!(attack);
