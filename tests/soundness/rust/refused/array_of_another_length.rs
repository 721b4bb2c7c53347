//! rule: 10. An array of a fixed length is of that length.
//! expected: does-not-compile: E0308
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    assert_eq!(trace(&[1.0; 16]), 4.0);
    #[cfg(attack)]
    trace(&[1.0; 15]);
    Ok(())
}
attack::attacks!(attack);
