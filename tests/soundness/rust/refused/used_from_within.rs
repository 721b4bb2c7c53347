//! rule: 4. While a call changes a document, its callback does not have it.
//! expected: does-not-compile: E0499 | does-not-compile: E0501 | does-not-compile: E0502
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    doc.update(|part| {
        part.x += 1;
        #[cfg(attack)]
        doc.rename("other").ok();
    })?;
    doc.each(|part, _| part.x > 0)
}
attack::attacks!(attack);
