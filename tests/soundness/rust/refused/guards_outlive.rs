//! rule: 2, 5. Guards and views do not outlive their objects: in a struct, a future, a thread, a closure.
//! expected: does-not-compile: E0597 x2, E0505 x2, E0716
#![forbid(unsafe_code)]
#![allow(unused_mut, dead_code)]
use shapes::*;

struct Both<'a> {
    claim: Option<RingClaim<'a>>,
    guard: Option<DrawerOnTouchRegistration<'a>>,
}

fn attack() -> attack::Outcome {
    let (ring, drawer) = (Ring::open()?, Drawer::open()?);
    let mut both = Both {
        claim: Some(ring.claim()?),
        guard: Some(drawer.on_touch(|_, _| ())?),
    };
    #[cfg(attack)]
    {
        let short = Ring::open()?;
        both.claim = Some(short.claim()?);
    }
    #[cfg(attack)]
    {
        let short = Drawer::open()?;
        both.guard = Some(short.on_touch(|_, _| ())?);
    }
    #[cfg(attack)]
    drop(ring);
    #[cfg(attack)]
    {
        let moved = Box::new(drawer);
        drop(moved);
    }
    #[cfg(attack)]
    let task = {
        let claim = Ring::open()?.claim()?;
        async move { claim.commit() }
    };
    drop(both);
    Ok(())
}
attack::attacks!(attack);
