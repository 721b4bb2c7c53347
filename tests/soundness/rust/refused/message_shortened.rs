//! rule: 9. Nor can a message with its elements be exchanged for one that says another length.
//! expected: does-not-compile: E0596
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut message = Flexible::new(Message::default(), &[1, 2, 3])?;
    #[cfg(attack)]
    std::mem::swap(&mut *message, &mut Message::default());
    assert_eq!(message_sum(&message), 6);
    Ok(())
}
attack::attacks!(attack);
