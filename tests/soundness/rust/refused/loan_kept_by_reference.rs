//! rule: 2. What is reached through a loan ends with it.
//! expected: does-not-compile: E0505
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut ring = Ring::open()?;
    let mut block = ring.claim()?;
    let values = &mut block.values;
    values[0] = 1;
    #[cfg(attack)]
    {
        block.commit()?;
        values[0] = 2;
    }
    Ok(())
}
attack::attacks!(attack);
