//! rule: 5. What fills a record of function pointers is fit for every thread that calls it.
//! expected: does-not-compile: E0277
#![forbid(unsafe_code)]
use shapes::*;
use std::cell::Cell;
use std::rc::Rc;
fn attack() -> attack::Outcome {
    let stage = Stage::open()?;
    let count = Rc::new(Cell::new(0));
    #[cfg(attack)]
    {
        let one = count.clone();
        let _guard = stage.join(ActorFunctions {
            enter: move |_: &str, _| one.set(1),
            speak: |_: &str, _| (),
            leave: Some(|_: &str, _| ()),
        })?;
    }
    count.set(2);
    stage.play(1)
}
attack::attacks!(attack);
