//! rule: 4. A walk reads its store: the two do not go to different threads. Nor do two clones.
//! expected: does-not-compile: E0277
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
use std::thread;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut cursor = store.walk()?;
    let brush = Brush::create()?;
    thread::scope(|scope| {
        #[cfg(attack)]
        scope.spawn(move || cursor.next());
        #[cfg(attack)]
        {
            let copy = brush.clone();
            scope.spawn(move || drop(copy));
        }
        scope.spawn(|| ());
    });
    brush.strokes();
    #[cfg(not(attack))]
    cursor.next().ok();
    Ok(())
}
attack::attacks!(attack);
