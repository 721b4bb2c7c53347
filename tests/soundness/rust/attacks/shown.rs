//! rule: 2, 13. Windows onto another object's memory.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
/// Windows borrow the canvas, which others may change all the same: what they show is a copy.
fn pixels_after_a_resize() -> Outcome {
    let canvas = Canvas::open(4)?;
    let mut window = canvas.window()?;
    let mut pixels = window.pixels()?;
    canvas.resize(1000)?;
    pixels[3] = 1.0;
    assert_eq!(pixels[3], 1.0);
    assert_eq!(window.pixels()?.len(), 1000);
    Ok(())
}

/// expected: ok
/// Two windows show the same memory: changes of one are not the other's.
fn two_windows_on_one_canvas() -> Outcome {
    let canvas = Canvas::open(4)?;
    let (mut one, mut other) = (canvas.window()?, canvas.window()?);
    let (mut first, mut second) = (one.pixels()?, other.pixels()?);
    first[0] = 1.0;
    second[0] = 2.0;
    assert_eq!((first[0], second[0]), (1.0, 2.0));
    Ok(())
}

/// expected: ok
fn counted_objects_need_what_their_owners_need() -> Outcome {
    let mut canvas = Canvas::open(4)?;
    let mut layer = canvas.layers()?;
    let clone = Layer::clone(&layer);
    {
        let next = layer.next().expect("the second layer");
        next.paint(0)?;
        assert_eq!(layer.seen()?.paints(), 0);
        assert_eq!(next.paints(), 1);
    }
    drop(layer);
    assert_eq!(clone.next().expect("the second layer").paints(), 1);
    Ok(())
}

attacks!(
    pixels_after_a_resize,
    two_windows_on_one_canvas,
    counted_objects_need_what_their_owners_need,
);
