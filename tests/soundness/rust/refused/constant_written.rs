//! rule: 13. Const stays const.
//! expected: does-not-compile: E0594 x2
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let doc = Doc::open("d")?;
    assert_eq!(doc.boxes()?[0].x, 1);
    #[cfg(attack)]
    {
        doc.boxes()?[0].x = 5;
        doc.samples()?[0] = 5.0;
    }
    Ok(())
}
attack::attacks!(attack);
