//! rule: 1, 2. A child, a view and a guard are worth no more than what they were made of, whatever is tried
//! with their lifetimes.
//! expected: does-not-compile: lifetime x4, E0597 x2, E0521
#![forbid(unsafe_code)]
#![allow(unused_mut, dead_code)]
use shapes::*;

fn shorter<'long: 'short, 'short>(cursor: Cursor<'long>, claim: RingClaim<'long>) -> (Cursor<'short>, RingClaim<'short>) {
    (cursor, claim)
}
#[cfg(attack)]
fn longer<'short>(cursor: Cursor<'short>) -> Cursor<'static> {
    cursor
}
#[cfg(attack)]
fn longer_guard<'short>(claim: RingClaim<'short>) -> RingClaim<'static> {
    claim
}
#[cfg(attack)]
fn longer_view<'short>(page: Page<'short>) -> Page<'static> {
    page
}
#[cfg(attack)]
fn longer_registration<'short>(guard: DocOnTouchRegistration<'short>) -> DocOnTouchRegistration<'static> {
    guard
}

trait Walks {
    fn next_number(&mut self) -> Option<i64>;
}
impl Walks for Cursor<'_> {
    fn next_number(&mut self) -> Option<i64> {
        self.next().ok()
    }
}

fn attack() -> attack::Outcome {
    #[cfg(not(attack))]
    let store = Store::open("s")?;
    let mut kept: Vec<Box<dyn Walks + '_>> = Vec::new();
    #[cfg(attack)]
    {
        // As an object of a trait, in a longer-lived list.
        let store = Store::open("s")?;
        kept.push(Box::new(store.walk()?));
        // Exchanged for one that lives longer.
        let long = Store::open("l")?;
        let mut of_long = long.walk()?;
        {
            let short = Store::open("k")?;
            std::mem::swap(&mut of_long, &mut short.walk()?);
        }
        of_long.next().ok();
        // Out of a closure that C lends an object to.
        let mut stolen: Option<&Store> = None;
        long.with(|inner| stolen = Some(inner))?;
    }
    #[cfg(not(attack))]
    kept.push(Box::new(store.walk()?));
    assert!(kept.iter_mut().all(|each| each.next_number().is_none()));
    Ok(())
}
attack::attacks!(attack);
