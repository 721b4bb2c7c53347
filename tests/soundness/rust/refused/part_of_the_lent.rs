//! rule: 2. A part of what C lends a closure ends with the closure.
//! expected: does-not-compile: E0521 | ok
#![forbid(unsafe_code)]
#![allow(unused)]
use shapes::*;
fn attack() -> attack::Outcome {
    let fair = Fair::open()?;
    let mut street = None;
    let mut tag = None;
    visit_hamlet(|hamlet| {
        let own = hamlet.street().unwrap();
        assert_eq!(own.houses(), 7);
        #[cfg(attack)]
        {
            street = Some(own);
        }
        #[cfg(not(attack))]
        {
            street = Some(());
        }
    })?;
    fair.greet(|guest| {
        if let Ok(own) = guest.tag() {
            tag = Some(own); // it may have an owner of its own
        }
    })?;
    assert!(tag.is_none(), "a part of what was lent");
    Ok(())
}
attack::attacks!(attack);
