//! rule: 1. A walk needs its store.
//! expected: does-not-compile: E0597 | ok
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut store = Store::open("s")?;
    let mut cursor = store.walk()?;
    cursor.at();
    #[cfg(attack)]
    {
        cursor = {
            let mut inner = Store::open("x")?;
            inner.walk()?
        };
        cursor.at();
    }
    Ok(())
}
attack::attacks!(attack);
