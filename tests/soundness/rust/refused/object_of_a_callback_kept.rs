//! rule: 2. What a callback gets is gone when it returns.
//! expected: does-not-compile: E0521 | does-not-compile: E0597 | does-not-compile: lifetime
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let doc = Doc::open("d")?;
    #[cfg(attack)]
    let mut kept = None;
    doc.each(|part, _| {
        #[cfg(attack)]
        {
            kept = Some(part);
        }
        part.x > 0
    })
}
attack::attacks!(attack);
