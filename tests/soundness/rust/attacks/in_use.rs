//! rule: 4. What a closure was shown stays as it is until it returns, although methods take `&self`.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// expected: ok
/// Renaming moves the boxes: the closure would hold one that is gone.
fn nothing_changes_what_is_changed() -> Outcome {
    let doc = Doc::open("d")?;
    let mut refused = 0;
    doc.update(|part| {
        part.x += 1;
        refused += i32::from(matches!(doc.rename("other"), Err(Error::Argument(_))));
        refused += i32::from(matches!(doc.r#box(), Err(Error::Argument(_))));
        part.x += 1;
    })?;
    assert_eq!(refused, 8);
    doc.rename("now")?;
    assert_eq!((doc.name().as_str(), doc.r#box()?.x), ("now", 3));
    Ok(())
}

/// expected: ok
/// What only looks may go on, what changes may not.
fn what_is_shown_can_be_looked_at() -> Outcome {
    let doc = Doc::open("d")?;
    doc.each(|part, _| {
        assert_eq!(doc.name(), "d");
        assert!(doc.rename("other").is_err());
        part.x > 0
    })?;
    doc.rename("now")
}

/// expected: ok
/// A function that cannot fail says it by a panic.
fn what_cannot_fail_panics() -> Outcome {
    let doc = Doc::open("d")?;
    let panic = catch_unwind(AssertUnwindSafe(|| {
        doc.update(|_| {
            doc.name();
        })
    }));
    let panic = panic.expect_err("a panic");
    let text = panic.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(text.contains("in use"), "{text}");
    assert_eq!(doc.name(), "d");
    Ok(())
}

/// expected: ok
/// Another document is another document.
fn others_are_free() -> Outcome {
    let (doc, other) = (Doc::open("d")?, Doc::open("e")?);
    doc.update(|_| other.rename("f").expect("to be free"))?;
    doc.update(|_| other.update(|_| assert!(doc.touch(1).is_err())).expect("to be free"))?;
    assert_eq!(other.name(), "f");
    Ok(())
}

thread_local!(static DOC: RefCell<Option<Doc>> = const { RefCell::new(None) });

/// expected: ok
/// Nor does a closure that is kept change the object that calls it.
fn nor_from_a_kept_closure() -> Outcome {
    DOC.set(Some(Doc::open("d")?));
    let with = |act: &mut dyn FnMut(&Doc) -> Outcome| DOC.with_borrow(|doc| act(doc.as_ref().expect("a document")));
    with(&mut |doc| {
        std::mem::forget(doc.on_touch(|_, _| {
            DOC.with_borrow(|doc| assert!(doc.as_ref().expect("it").rename("other").is_err()));
        })?);
        doc.touch(1)?;
        doc.off_touch()?;
        doc.rename("now")
    })?;
    DOC.set(None);
    Ok(())
}

attacks!(
    nothing_changes_what_is_changed,
    what_is_shown_can_be_looked_at,
    what_cannot_fail_panics,
    others_are_free,
    nor_from_a_kept_closure,
);
