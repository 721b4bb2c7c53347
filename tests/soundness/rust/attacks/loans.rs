//! rule: 2, 7 and 8. What is lent goes back once, with numbers that C takes, and panics of closures then arrive.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

/// One whose closure panics that many times.
fn press_that_panics(times: u32) -> Result<Press, Error> {
    let mut press = Press::open()?;
    let called = AtomicU32::new(0);
    press.on_return(move |_| {
        if called.fetch_add(1, Ordering::Relaxed) < times {
            panic!("mine");
        }
    })?;
    Ok(press)
}

fn panics<R>(call: impl FnOnce() -> R) -> bool {
    catch_unwind(AssertUnwindSafe(call)).is_err()
}

/// expected: ok
/// The panic comes out of what ends the loan, and of nothing that follows.
fn panics_as_a_loan_ends() -> Outcome {
    let mut press = press_that_panics(3)?;
    let mut proof = press.take()?;
    proof.copies = 3;
    assert!(panics(|| proof.print()));
    assert_eq!(press.copies(), 3);
    let proof = press.take()?;
    assert!(panics(|| proof.waste()));
    let proof = press.take()?;
    assert!(panics(|| drop(proof)));
    press.take()?.print()?;
    Ok(())
}

/// expected: ok
fn nothing_is_lent() -> Outcome {
    let mut press = Press::open()?;
    assert!(press.find(false).is_err());
    press.find(true)?.print()?;
    Ok(())
}

/// expected: ok
fn numbers_that_c_does_not_take() -> Outcome {
    let mut press = Press::open()?;
    let mut proof = press.take()?;
    proof.tray = 4;
    assert!(proof.print().is_err());
    let mut proof = press.take()?;
    proof.side = raw::sh_side(2);
    assert!(proof.print().is_err());
    let mut proof = press.take()?;
    (proof.tray, proof.copies) = (3, 2);
    proof.print()?;
    let mut proof = press.take()?;
    proof.tray = 9;
    drop(proof);
    press.trays()?[0].tray = 9;
    press.take()?.print()?;
    assert_eq!(press.copies(), 2);
    assert!(press.wait_briefly(51).is_err());
    Ok(())
}

/// expected: ok
/// What is freed as a call fails may say something else.
fn why_a_call_failed_that_gave_something() -> Outcome {
    assert_eq!(proofread(false, true)?, "nothing");
    for say in [true, false] {
        let error = proofread(true, say).unwrap_err().to_string();
        assert!(error.contains("too many misprints"), "{error}");
    }
    Ok(())
}

/// expected: ok
/// Where there is no text, none is freed.
fn texts_that_are_not_there() -> Outcome {
    assert_eq!(footnote(false), None);
    assert_eq!(footnote(true).as_deref(), Some("see there"));
    Ok(())
}

attacks!(
    panics_as_a_loan_ends,
    nothing_is_lent,
    numbers_that_c_does_not_take,
    why_a_call_failed_that_gave_something,
    texts_that_are_not_there,
);
