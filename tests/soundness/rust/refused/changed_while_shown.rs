//! rule: 4. While a call shows a document, nothing changes it.
//! expected: does-not-compile: E0502
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use shapes::*;
fn attack() -> attack::Outcome {
    let mut doc = Doc::open("d")?;
    let names = std::cell::RefCell::new(Vec::new());
    doc.each(|_, _| {
        names.borrow_mut().push(doc.name().to_string());
        #[cfg(attack)]
        doc.rename("other").ok();
        true
    })?;
    doc.rename("now")
}
attack::attacks!(attack);
