//! rule: 9. A record that says how long it is cannot say what is not true.
//! expected: does-not-compile: E0451 | does-not-compile: E0422 | does-not-compile: E0599 | does-not-compile: E0616 | does-not-compile: E0063 | does-not-compile: E0425 | does-not-compile: E0308
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let doc = Doc::open("d")?;
    #[cfg(attack)]
    {
        let message = Message {
            length: 4096,
            kind: 0,
            data: [],
        };
        shapes::message_sum(&message);
    }
    drop(doc);
    Ok(())
}
attack::attacks!(attack);
