//! rule: 2. A loan ends once, and its ring outlives it.
//! expected: does-not-compile: E0382, E0505
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut ring = Ring::open()?;
    let mut block = ring.claim()?;
    block.count = 1;
    block.commit()?;
    #[cfg(attack)]
    {
        block.count = 2;
        let mut ring = Ring::open()?;
        let block = ring.claim()?;
        drop(ring);
        drop(block);
    }
    Ok(())
}
attack::attacks!(attack);
