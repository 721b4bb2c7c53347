//! rule: 1. Reference-counted objects are shared by cloning.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;
use std::thread;

/// expected: ok
fn clones_are_references() -> Outcome {
    let image = Image::create(8)?;
    let copy = image.clone();
    assert_eq!(image.references(), 2);
    drop(image);
    assert_eq!(copy.references(), 1);
    assert_eq!(copy.width(), 8);
    Ok(())
}

/// expected: ok
fn clones_of_the_safe_go_to_other_threads() -> Outcome {
    let image = Image::create(8)?;
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let image = image.clone();
            thread::spawn(move || {
                for _ in 0..100 {
                    assert_eq!(image.clone().width(), 8);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a thread");
    }
    assert_eq!(image.references(), 1);
    Ok(())
}

/// expected: ok
fn clones_of_the_sendable_stay_together() -> Outcome {
    let mut brush = Brush::create()?;
    let mut copy = brush.clone();
    copy.stroke()?;
    assert_eq!(brush.strokes(), 1);
    drop(brush);
    assert_eq!(copy.strokes(), 1);
    Ok(())
}

/// expected: ok
/// A borrowed object that is shared outlives its owner once it is cloned.
fn a_clone_of_the_borrowed_outlives_the_owner() -> Outcome {
    let image = {
        let doc = Doc::open("d")?;
        let borrowed = doc.image()?;
        Image::clone(&borrowed)
    };
    assert_eq!(image.width(), 64);
    assert_eq!(image.references(), 1);
    Ok(())
}

attacks!(
    clones_are_references,
    clones_of_the_safe_go_to_other_threads,
    clones_of_the_sendable_stay_together,
    a_clone_of_the_borrowed_outlives_the_owner,
);
