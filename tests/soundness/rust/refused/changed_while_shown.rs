//! rule: 4. What lends arrays is changed through `&mut`: no closure that is shown a part can do so.
//! expected: does-not-compile: E0502 x2
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    doc.update(|part| {
        part.x += 1;
        #[cfg(attack)]
        assert_eq!(doc.name(), "d");
    })?;
    doc.each(|part, _| {
        #[cfg(attack)]
        doc.rename("other").expect("a name");
        part.x > 0
    })?;
    Ok(())
}
attack::attacks!(attack);
