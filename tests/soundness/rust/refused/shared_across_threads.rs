//! rule: 4. What is for one thread at a time is not shared, and what is confined is not sent.
//! expected: does-not-compile: E0277
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
use std::thread;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut desk = Desk::open("d")?;
    let brush = Brush::create()?;
    let hub = Hub::open("h")?;
    thread::scope(|scope| {
        scope.spawn(|| hub.count());
        #[cfg(attack)]
        scope.spawn(|| store.count());
        #[cfg(attack)]
        scope.spawn(|| desk.count());
        #[cfg(attack)]
        scope.spawn(|| brush.strokes());
    });
    #[cfg(attack)]
    thread::spawn(move || desk.put(1));
    store.put(1)
}
attack::attacks!(attack);
