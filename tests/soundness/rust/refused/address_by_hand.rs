//! rule: 9. A record with an address inside is made of a slice, or not at all.
//! expected: does-not-compile: E0451 | does-not-compile: E0422 | does-not-compile: E0133 | does-not-compile: E0425 | does-not-compile: E0277 | does-not-compile: E0063 | does-not-compile: E0308
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let doc = Doc::open("d")?;
    #[cfg(attack)]
    {
        let span = Span {
            data: std::ptr::dangling(),
            length: 4096,
        };
        shapes::span_sum(span);
        shapes::span_sum_of(&span);
    }
    drop(doc);
    Ok(())
}
attack::attacks!(attack);
