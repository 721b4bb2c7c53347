//! rule: 4. What belongs to an object for all threads is given to each that asks: it stays where it is.
//! expected: does-not-compile: E0277 x2
#![forbid(unsafe_code)]
#![allow(dead_code)]
use shapes::*;
fn sent<T: Send>() {}
fn attack() -> attack::Outcome {
    let fair = Fair::open()?;
    #[cfg(attack)]
    sent::<Booth>();
    #[cfg(attack)]
    sent::<Brush>();
    sent::<Fair>();
    fair.tour(|booth| booth.work(1).expect("to work"))
}
attack::attacks!(attack);
