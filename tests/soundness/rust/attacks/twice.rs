//! rule: 4, 14. What C gives a closure more than once: objects and memory by several names.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn in_use<T>(said: Result<T, Error>) -> bool {
    matches!(said, Err(Error::Argument(_)))
}

/// expected: ok
fn one_object_twice_is_one() -> Outcome {
    let store = Store::open("s")?;
    store.twice(|first, second| {
        first.put(1).expect("free");
        second.put(2).expect("free");
        assert_eq!((first.count(), second.count()), (2, 2));
        let mut refused = false;
        let one = |_| {
            refused = in_use(second.put(3));
            0
        };
        first.each(one).expect("free");
        assert!(refused);
        second
            .each(|_| first.each(|value| value).map_or(1, |()| 0))
            .expect("free");
    })?;
    assert_eq!(store.count(), 2);
    Ok(())
}

/// expected: ok
fn the_object_of_the_call_by_another_name() -> Outcome {
    let store = Store::open("s")?;
    store.open_up(|lent| {
        lent.put(1).expect("free");
        assert_eq!(store.count(), 1);
        let mut refused = 0;
        let each = |_| {
            refused += i32::from(in_use(lent.put(2)));
            0
        };
        store.each(each).expect("free");
        let each = |_| {
            refused += i32::from(in_use(store.put(2)));
            0
        };
        lent.each(each).expect("free");
        assert_eq!(refused, 2);
        lent.put(2).expect("free");
    })?;
    assert_eq!(store.count(), 2);
    Ok(())
}

/// expected: ok
/// C looks at the other one all the while.
fn what_is_beside_the_lent_one_is_in_use() -> Outcome {
    let (store, other) = (Store::open("s")?, Store::open("o")?);
    store.beside(&other, |lent| {
        lent.put(1).expect("free");
        assert!(in_use(other.put(1)));
        assert_eq!(other.count(), 0);
    })?;
    other.put(1)
}

/// expected: ok
fn one_record_twice_is_refused() -> Outcome {
    let edit = |same| {
        let edit = |first: &mut ShBox, second: &mut ShBox| {
            first.x = 10;
            second.y = 5;
        };
        edit_boxes(edit, same)
    };
    assert_eq!(edit(false), 16);
    let panic = catch_unwind(AssertUnwindSafe(|| edit(true)));
    let panic = panic.expect_err("a panic");
    let text = panic.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(text.contains("one place"), "{text}");
    Ok(())
}

/// expected: ok
fn what_is_looked_at_stays_as_it_was() -> Outcome {
    for same in [false, true] {
        let sum = edit_box_beside(
            |first, beside| {
                first.x = 10;
                assert_eq!(beside.x, 1);
            },
            same,
        );
        assert_eq!(sum, 11);
    }
    for apart in 0..9 {
        let sum = edit_bytes(
            |data, more| {
                data[3] = 10;
                assert_eq!(more, [1, 1, 1, 1]);
            },
            apart,
        )?;
        assert_eq!(sum, 21);
    }
    Ok(())
}

fn refused_place(call: impl FnOnce()) {
    let panic = catch_unwind(AssertUnwindSafe(call)).expect_err("a panic");
    let text = panic.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(text.contains("one place"), "{text}");
}

/// expected: ok
/// Each of two closures would have the only reference to one box.
fn a_place_shown_again_within_is_refused() -> Outcome {
    let sum = edit_only(|outer| {
        outer.x = 1;
        refused_place(|| {
            edit_only(|inner| inner.x = 7);
        });
        refused_place(|| {
            look_only(|inner, _| inner.x == 1);
        });
        // Another place is free.
        assert_eq!(edit_boxes(|first, second| (first.x, second.x) = (2, 2), false), 4);
        outer.x += 1;
    });
    assert_eq!(sum, 2);
    // What is only looked at is a copy: no object keeps others off the box.
    look_only(|outer, _| {
        edit_only(|inner| inner.x += 5);
        outer.x == 2
    });
    assert_eq!(edit_only(|only| only.x -= 7), 0);
    Ok(())
}

/// expected: ok
/// What a closure panics with leaves nothing shown.
fn a_place_is_free_after_a_panic() -> Outcome {
    let panics = || edit_only(|_| panic!("so be it"));
    catch_unwind(AssertUnwindSafe(panics)).expect_err("a panic");
    assert_eq!(edit_only(|_| ()), 0);
    Ok(())
}

/// expected: ok
/// A `&str` never holds anything but UTF-8, and does not change.
fn a_text_in_what_is_changed() -> Outcome {
    label_edit(|data, name| {
        data[1] = 0xff;
        assert_eq!(name, "label");
        data[1] = b'l';
    });
    label_read(|label| {
        label_edit(|data, _| data[1] = 0xff);
        assert_eq!(label, "label");
        label_edit(|data, _| data[1] = b'l');
    });
    label_edit(|_, _| {
        refused_place(|| {
            label_read(|_| ());
        });
    });
    Ok(())
}

/// expected: ok
/// C only looks at the drawer, but its closure changes what is in it.
fn what_a_closure_may_change_is_not_read() -> Outcome {
    let drawer = Drawer::open()?;
    drawer.edit(|part| {
        part.x += 1;
        assert!(in_use(drawer.look().map(|_| ())));
        assert!(in_use(drawer.r#move(1)));
        assert!(in_use(drawer.edit(|_| ())));
        part.x += 1;
    })?;
    assert_eq!(drawer.x(), 2);
    Ok(())
}

/// expected: ok
/// What C may change is not what it gets beside it.
fn one_object_in_two_places_is_refused() -> Outcome {
    let (drawer, other) = (Drawer::open()?, Drawer::open()?);
    assert!(drawer.swap(&drawer).is_err());
    drawer.swap(&other)?;
    other.r#move(3)?;
    assert_eq!((drawer.follow(&other), drawer.x()), (3, 3));
    let panic = catch_unwind(AssertUnwindSafe(|| drawer.follow(&drawer)));
    panic.expect_err("a panic");
    assert!(drawer.gather(&[&other, &drawer]).is_err());
    drawer.gather(&[&other, &other])?;
    assert_eq!(drawer.x(), 9);
    let store = Store::open("s")?;
    store.twice(|first, second| assert!(first.swap(second).is_err()))
}

/// expected: ok
/// What was shown is the closure's until it returns, whatever becomes of C's.
fn what_is_shown_beside_its_object_stays() -> Outcome {
    let drawer = Drawer::open()?;
    drawer.r#move(2)?;
    drawer.report(|lent, part, label, data| {
        lent.r#move(1).expect("free");
        drawer.r#move(1).expect("free");
        assert_eq!((part.x, label, data), (2, "label", &b"label"[..]));
    })?;
    assert_eq!(drawer.x(), 4);
    Ok(())
}

/// expected: ok
/// What a closure changes stays where it is: the object can only be looked at.
fn what_is_changed_beside_its_object_stays() -> Outcome {
    let drawer = Drawer::open()?;
    drawer.adjust(|lent, part| {
        part.x = 5;
        let _ = lent.look();
        assert!(in_use(drawer.r#move(1)));
        part.x += 1;
    })?;
    assert_eq!(drawer.x(), 6);
    Ok(())
}

attacks!(
    one_object_twice_is_one,
    the_object_of_the_call_by_another_name,
    what_is_beside_the_lent_one_is_in_use,
    one_record_twice_is_refused,
    what_is_looked_at_stays_as_it_was,
    a_place_shown_again_within_is_refused,
    a_place_is_free_after_a_panic,
    a_text_in_what_is_changed,
    what_a_closure_may_change_is_not_read,
    one_object_in_two_places_is_refused,
    what_is_shown_beside_its_object_stays,
    what_is_changed_beside_its_object_stays,
);
