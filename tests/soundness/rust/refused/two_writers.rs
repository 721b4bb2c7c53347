//! rule: 2. Of a view that may be written there is one.
//! expected: does-not-compile: E0499
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    let one = doc.samples_to_edit()?;
    #[cfg(attack)]
    let two = doc.samples_to_edit()?;
    one[0] = 1.0;
    #[cfg(attack)]
    {
        two[0] = 2.0;
    }
    Ok(())
}
attack::attacks!(attack);
