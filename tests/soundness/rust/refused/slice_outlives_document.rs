//! rule: 2. A slice needs its document.
//! expected: does-not-compile: E0505
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let doc = Doc::open("d")?;
    let boxes = doc.boxes()?;
    #[cfg(attack)]
    drop(doc);
    assert_eq!(boxes.len(), 4);
    Ok(())
}
attack::attacks!(attack);
