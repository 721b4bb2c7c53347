//! rule: 5. A closure that C calls on any thread, and on several at once, is fit for it.
//! expected: does-not-compile: E0277 x3
#![forbid(unsafe_code)]
use shapes::*;
use std::cell::Cell;
use std::rc::Rc;
fn attack() -> attack::Outcome {
    let bus = Bus::open()?;
    let count = Rc::new(Cell::new(0));
    #[cfg(attack)]
    {
        let (one, two) = (count.clone(), count.clone());
        let _guard = bus.on(move |_, _| one.set(1))?;
        later(1, move |_, _| two.set(1))?;
        call_crowd(2, |value| {
            count.set(1);
            value
        })?;
    }
    map_number(
        |value| {
            count.set(value);
            value
        },
        1,
    );
    bus.emit(1)
}
attack::attacks!(attack);
