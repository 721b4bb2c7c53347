//! rule: 4. What changes an object for one thread needs it alone.
//! expected: does-not-compile: E0596 x3
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    #[cfg(attack)]
    {
        let store = Store::open("s")?;
        store.put(1)?;
        let doc = Doc::open("d")?;
        doc.rename("e")?;
        let ring = Ring::open()?;
        ring.claim()?;
    }
    let hub = Hub::open("h")?;
    hub.put(1)
}
attack::attacks!(attack);
