//! rule: 14. What is taken over, or ended, leaves no part of it behind.
//! expected: does-not-compile: E0505 x2
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut canvas = Canvas::open(4)?;
    let mut plate = Plate::open()?;
    let knob = plate.knob()?;
    #[cfg(not(attack))]
    knob.turn()?;
    canvas.mount(plate)?;
    #[cfg(attack)]
    knob.turn()?;
    let mut other = Plate::open()?;
    let part = other.knob()?;
    #[cfg(not(attack))]
    part.turn()?;
    other.scrap()?;
    #[cfg(attack)]
    part.turn()?;
    Ok(())
}
attack::attacks!(attack);
