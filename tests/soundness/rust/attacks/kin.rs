//! rule: 1, 2. What an object keeps belongs to it, or it to that.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

fn is_refused<T>(outcome: Result<T, Error>) -> bool {
    matches!(outcome, Err(Error::Argument(_)))
}

/// expected: ok
fn an_objects_own_are_kept_and_forgotten() -> Outcome {
    let manor = Manor::open()?;
    let (wing, opposite) = (manor.wing(0)?, manor.wing(1)?);
    let (one, other) = (wing.welcome()?, opposite.welcome()?);
    manor.honour(Some(&one))?;
    manor.honour(None)?;
    manor.honour(Some(&other))?;
    manor.seat(&[&one, &other])?;
    manor.wing(0)?.host(&one)?;
    one.praise(&manor)?;
    assert_eq!(manor.dine()?, 4);
    assert_eq!(one.boast()?, 1);
    drop(one);
    assert_eq!(manor.dine()?, 2);
    drop(other);
    assert_eq!(manor.dine()?, 0);
    Ok(())
}

/// expected: ok
/// A stranger would be closed under the one that keeps it.
fn strangers_are_refused() -> Outcome {
    let manor = Manor::open()?;
    let wing = manor.wing(0)?;
    let own = wing.welcome()?;
    {
        let stranger = Manor::open()?;
        let home = stranger.wing(0)?;
        let lodger = home.welcome()?;
        assert!(is_refused(manor.honour(Some(&lodger))));
        assert!(is_refused(manor.seat(&[&lodger])));
        assert!(is_refused(manor.seat(&[&own, &lodger])));
        assert!(is_refused(wing.host(&lodger)));
        assert!(is_refused(own.praise(&stranger)));
        manor.greet(&lodger)?;
    }
    assert_eq!(manor.dine()?, 0);
    assert_eq!(own.boast()?, 0);
    Ok(())
}

/// expected: ok
/// A wing does not hear of those who leave another wing.
fn of_one_whole_is_not_enough() -> Outcome {
    let manor = Manor::open()?;
    let (one, other) = (manor.wing(0)?, manor.wing(1)?);
    let lodger = other.welcome()?;
    assert!(is_refused(one.host(&lodger)));
    other.host(&lodger)?;
    drop(lodger);
    assert_eq!(manor.dine()?, 0);
    Ok(())
}

/// expected: ok
/// What is where another one is has not what belongs to that.
fn of_one_place_is_not_enough() -> Outcome {
    let manor = Manor::open()?;
    let (porch, wing) = (manor.porch()?, manor.wing(0)?);
    let (lodger, own) = (wing.welcome()?, porch.rest()?);
    assert!(is_refused(porch.host(&lodger)));
    porch.host(&own)?;
    manor.honour(Some(&own))?;
    assert_eq!(manor.dine()?, 2);
    drop((lodger, own));
    assert_eq!(manor.dine()?, 0);
    Ok(())
}

/// expected: ok
fn what_belongs_to_two_goes_with_each() -> Outcome {
    let (manor, other, stranger) = (Manor::open()?, Manor::open()?, Manor::open()?);
    let alley = manor.alley(&other)?;
    manor.patrol(&alley, 0)?;
    other.patrol(&alley, 0)?;
    alley.sweep(&manor)?;
    alley.sweep(&other)?;
    assert!(is_refused(stranger.patrol(&alley, 0)));
    Ok(())
}

/// expected: ok
fn what_belongs_to_two_is_given_away_beside_one() -> Outcome {
    let (manor, other, stranger) = (Manor::open()?, Manor::open()?, Manor::open()?);
    for _ in 0..3 {
        let alley = manor.alley(&other)?;
        alley.extend(manor.alley(&other)?)?;
        alley.extend(other.alley(&manor)?)?;
        assert!(is_refused(alley.extend(manor.alley(&stranger)?)));
        alley.demolish(&other)?;
        manor.alley(&other)?.demolish(&manor)?;
        manor.alley(&other)?.demolish(&stranger)?;
    }
    assert_eq!(manor.dine()? + other.dine()?, 0);
    Ok(())
}

/// expected: ok
/// What C lends a closure can be used there, although it is known to belong to what has the closure.
fn what_is_lent_is_not_in_use_by_the_closure() -> Outcome {
    use std::sync::{Arc, atomic::{AtomicI32, Ordering}};
    let manor = Manor::open()?;
    let calls = Arc::new(AtomicI32::new(0));
    let seen = calls.clone();
    manor.announce(move |lodger: &Lodger<'_>| {
        assert_eq!(lodger.boast().unwrap(), 0);
        seen.fetch_add(1, Ordering::Relaxed);
    })?;
    let wing = manor.wing(0)?;
    let lodger = wing.welcome()?;
    manor.honour(Some(&lodger))?;
    assert_eq!(manor.dine()?, 1);
    assert_eq!(lodger.boast()?, 0);
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    Ok(())
}

attacks!(
    an_objects_own_are_kept_and_forgotten,
    strangers_are_refused,
    of_one_whole_is_not_enough,
    of_one_place_is_not_enough,
    what_belongs_to_two_goes_with_each,
    what_belongs_to_two_is_given_away_beside_one,
    what_is_lent_is_not_in_use_by_the_closure,
);
