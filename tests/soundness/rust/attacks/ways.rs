//! rule: 1, 2, 4. An object that comes in more than one way is one object all the same.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
fn what_others_change_is_no_view() -> Outcome {
    let fair = Fair::open()?;
    let (one, other) = (fair.booth()?, fair.booth()?);
    let samples = one.samples()?;
    other.r#move()?;
    assert_eq!(samples, [0.0; 4]);
    Ok(())
}

/// expected: ok
fn what_is_counted_is_one() -> Outcome {
    let (one, other) = (Brush::shared()?, Brush::shared()?);
    one.stroke()?;
    drop(one);
    assert_eq!(other.strokes(), 1);
    Ok(())
}

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

attacks!(
    what_others_change_is_no_view,
    what_is_counted_is_one,
    what_is_lent_is_used
);
