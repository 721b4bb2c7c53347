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

attacks!(
    one_object_twice_is_one,
    the_object_of_the_call_by_another_name,
    what_is_beside_the_lent_one_is_in_use,
    one_record_twice_is_refused,
    what_is_looked_at_stays_as_it_was,
);
