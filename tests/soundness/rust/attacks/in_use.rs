//! rule: 4. What a closure was shown stays as it is until it returns, although methods take `&self`.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

/// expected: ok
/// Every change moves the box: the closure would hold one that is gone.
fn nothing_changes_what_is_changed() -> Outcome {
    let drawer = Drawer::open()?;
    let mut refused = 0;
    drawer.update(|part| {
        part.x += 1;
        refused += i32::from(matches!(drawer.r#move(1), Err(Error::Argument(_))));
        refused += i32::from(matches!(drawer.look(), Err(Error::Argument(_))));
        part.x += 1;
    })?;
    assert_eq!(refused, 2);
    drawer.r#move(1)?;
    assert_eq!((drawer.x(), drawer.look()?.x), (3, 3));
    Ok(())
}

/// expected: ok
/// What only looks may go on, what changes may not.
fn what_is_shown_can_be_looked_at() -> Outcome {
    let drawer = Drawer::open()?;
    drawer.show(|part, _| {
        assert_eq!(drawer.x(), 0);
        assert!(drawer.r#move(1).is_err());
        part.x > 0
    })?;
    drawer.r#move(1)
}

/// expected: ok
/// A function that cannot fail says it by a panic.
fn what_cannot_fail_panics() -> Outcome {
    let drawer = Drawer::open()?;
    let panic = catch_unwind(AssertUnwindSafe(|| {
        drawer.update(|_| {
            drawer.x();
        })
    }));
    let panic = panic.expect_err("a panic");
    let text = panic.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(text.contains("in use"), "{text}");
    assert_eq!(drawer.x(), 0);
    Ok(())
}

/// expected: ok
/// Another drawer is another drawer.
fn others_are_free() -> Outcome {
    let (drawer, other) = (Drawer::open()?, Drawer::open()?);
    drawer.update(|_| other.r#move(1).expect("to be free"))?;
    drawer.update(|_| {
        other
            .update(|_| assert!(drawer.touch(1).is_err()))
            .expect("to be free")
    })?;
    assert_eq!(other.x(), 1);
    Ok(())
}

/// expected: ok
/// One thread at a time uses a store and its cursors: C goes through it meanwhile.
fn what_belongs_to_it_is_in_use() -> Outcome {
    let (store, other) = (Store::open("s")?, Store::open("o")?);
    store.put(1)?;
    other.put(2)?;
    let (cursor, far) = (store.walk()?, other.walk()?);
    store.each(|value| {
        assert!(matches!(cursor.next(), Err(Error::Argument(_))));
        assert_eq!(cursor.at(), 0);
        let back = cursor.store().expect("its store");
        assert!(matches!(back.put(3), Err(Error::Argument(_))));
        assert_eq!(far.next().expect("another store's"), 2);
        value
    })?;
    assert_eq!(cursor.next()?, 1);
    Ok(())
}

/// expected: ok
/// C lends a chest in a call on it, which lets it be used, and its books with it.
fn what_belongs_to_a_lent_object_is_free() -> Outcome {
    let chest = Chest::open()?;
    chest.give(|lent| {
        let book = lent.book(0).expect("a book");
        book.write(0).expect("to be free");
        lent.work(0).expect("to be free");
    })?;
    chest.work(0)
}

/// What it made out of stores is not known any more, or not yet, as it is dropped.
struct Last;
thread_local!(static LAST: Last = const { Last });
static REFUSED: AtomicUsize = AtomicUsize::new(0);

impl Drop for Last {
    fn drop(&mut self) {
        let ends = || -> Outcome {
            let store = Store::open("s")?;
            store.put(1)?;
            let cursor = store.walk()?;
            store.each(|value| {
                if matches!(cursor.next(), Err(Error::Argument(_))) {
                    REFUSED.fetch_add(1, Ordering::Relaxed);
                }
                value
            })?;
            assert_eq!(cursor.next()?, 1);
            Ok(())
        };
        assert!(ends().is_ok());
    }
}

/// expected: ok
fn nor_where_the_thread_ends() -> Outcome {
    std::thread::spawn(|| {
        LAST.with(|_| ());
        let store = Store::open("s").expect("a store");
        store.walk().expect("what lets the crate know of it");
    })
    .join()
    .expect("a thread");
    assert_eq!(REFUSED.load(Ordering::Relaxed), 1);
    Ok(())
}

thread_local!(static DRAWER: RefCell<Option<Drawer>> = const { RefCell::new(None) });

/// expected: ok
/// Nor does a closure that is kept change the object that calls it.
fn nor_from_a_kept_closure() -> Outcome {
    DRAWER.set(Some(Drawer::open()?));
    let with = |act: &mut dyn FnMut(&Drawer) -> Outcome| {
        DRAWER.with_borrow(|drawer| act(drawer.as_ref().expect("a drawer")))
    };
    with(&mut |drawer| {
        std::mem::forget(drawer.on_touch(|_, _| {
            DRAWER.with_borrow(|drawer| assert!(drawer.as_ref().expect("it").r#move(1).is_err()));
        })?);
        drawer.touch(1)?;
        drawer.off_touch()?;
        drawer.r#move(1)
    })?;
    DRAWER.set(None);
    Ok(())
}

attacks!(
    nothing_changes_what_is_changed,
    what_is_shown_can_be_looked_at,
    what_cannot_fail_panics,
    others_are_free,
    what_belongs_to_it_is_in_use,
    what_belongs_to_a_lent_object_is_free,
    nor_from_a_kept_closure,
    nor_where_the_thread_ends,
);
