//! rule: 1. FFI_CHILD_OF(store): a lens needs its store, and not the hub.
//! expected: does-not-compile: E0505 | ok
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let (store, hub) = (Store::open("s")?, Hub::open("h")?);
    let lens = store.focus(&hub)?;
    drop(hub);
    #[cfg(attack)]
    drop(store);
    lens.count();
    Ok(())
}
attack::attacks!(attack);
