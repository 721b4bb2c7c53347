//! rule: 9. Nor can the length of one that C made be changed.
//! expected: does-not-compile: E0594 | does-not-compile: E0616 | does-not-compile: E0609 | does-not-compile: E0596
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let doc = Doc::open("d")?;
    let mut message = doc.message()?;
    #[cfg(attack)]
    {
        message.length = 4096;
    }
    assert_eq!(message.elements().len(), 5);
    Ok(())
}
attack::attacks!(attack);
