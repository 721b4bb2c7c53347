//! rule: 1. What may be a part of either object needs both, where the header does not say whose it is.
//! expected: does-not-compile: E0505 x3 | ok
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let atlas = Atlas::open()?;
    let (shown, found, known) = (Town::open()?, Town::open()?, Town::open()?);
    let heights = atlas.heights(&shown)?;
    let street = atlas.street(&found)?;
    let again = atlas.known(&known)?;
    #[cfg(attack)]
    {
        drop(shown);
        drop(found);
        drop(known);
    }
    assert_eq!(heights, [1.5; 4]);
    assert_eq!((street.houses(), again.houses()), (7, 7));
    Ok(())
}
attack::attacks!(attack);
