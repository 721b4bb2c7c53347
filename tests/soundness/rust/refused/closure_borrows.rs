//! rule: 5. A kept closure owns what it uses.
//! expected: does-not-compile: E0597 | does-not-compile: E0373
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let bus = Bus::open()?;
    let guard;
    {
        let text = String::from("text");
        #[cfg(attack)]
        {
            guard = bus.on(|_, _| println!("{text}"))?;
        }
        #[cfg(not(attack))]
        {
            guard = bus.on(move |_, _| println!("{text}"))?;
        }
    }
    bus.emit(1)?;
    drop(guard);
    Ok(())
}
attack::attacks!(attack);
