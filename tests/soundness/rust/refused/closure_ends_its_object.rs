//! rule: 1, 5. A closure of a call does not end, give away or change what the call is about.
//! expected: does-not-compile: E0505 x2, E0507 x2, E0502, E0506
#![forbid(unsafe_code)]
#![allow(unused_mut, unused_variables)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    let mut drawer = Drawer::open()?;
    let mut store = Store::open("s")?;
    doc.each(|_, _| true)?;
    drawer.update(|part| part.x += 1)?;
    #[cfg(attack)]
    drawer.update(|_| drop(drawer))?;
    #[cfg(attack)]
    store.with(move |_| drop(store))?;
    #[cfg(attack)]
    doc.each(|_, _| doc.touch(1).is_ok())?;
    #[cfg(attack)]
    {
        let mut other = Drawer::open()?;
        let guard = other.on_touch(|_, _| ())?;
        other = Drawer::open()?;
        drop(guard);
    }
    Ok(())
}
attack::attacks!(attack);
