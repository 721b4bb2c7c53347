//! rule: 1, 2, 4. An object that comes in more than one way is one object all the same.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
fn what_is_lent_is_used() -> Outcome {
    let fair = Fair::open()?;
    let mut seen = 0;
    fair.tour(|booth| seen += booth.samples().map_or(0, |samples| samples.len()))?;
    fair.greet(|guest| guest.wait(1).expect("to wait"))?;
    assert_eq!(seen, 4);
    fair.host()?.wait(1)?;
    fair.seat(Guest::open()?)?;
    Guest::open()?.leave()
}

attacks!(what_is_lent_is_used);
