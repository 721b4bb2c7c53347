//! rule: 8, 10. What was looked at before the call is what C reads, and what C wants for itself is given once:
//! in Rust by borrows.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
fn checked_beside_a_closure() -> Outcome {
    let mut told = 0;
    assert_eq!(pick_slowly(&[0, 1, 9], |_| told += 1)?, 20011);
    assert_eq!(told, 3);
    let mut places = [0, 1, 9];
    assert_eq!(step_slowly(&mut places, |_| ())?, 20011);
    assert_eq!(places, [1, 2, 0]);
    let mut place = 9;
    assert_eq!(step_one_slowly(&mut place, |_| ())?, 20000);
    assert_eq!(place, 0);
    assert_eq!(pick_three_slowly(Some(&[0, 0, 1]), |_| ())?, 12);
    let mut panel = Panel {
        width: 1,
        ..Default::default()
    };
    assert_eq!(panel_slowly(Some(&panel), |_| ())?, 1);
    assert_eq!(panel_turn_slowly(&mut panel, |_| ())?, 1);
    assert_eq!(panel.dial.slot, 1);
    assert_eq!(panels_turn_slowly(&mut [panel], |_| ())?, 10);
    assert_eq!(count_slowly(&[1, 2, 3], |_| ()), 3);
    Ok(())
}

/// expected: ok
fn given_once() -> Outcome {
    let mut numbers = [1, 2, 3, 4];
    let (first, second) = numbers.split_at_mut(2);
    sums(first, second)?;
    assert_eq!(numbers, [1, 2, 1, 3]);
    add_elsewhere(&mut numbers, Some(&[1]))?;
    assert_eq!(scalar_product(&numbers, &numbers)?, 4 + 4 + 1 + 9);
    let mut moved = ShBox::default();
    let by = ShBox { x: 1, ..moved };
    move_by(&mut moved, &by);
    move_all_by(&mut [moved], &by);
    let mut to = [0; 3];
    add_rotated(&[1, 2, 3], &mut to);
    assert_eq!(to, [2, 3, 1]);
    Ok(())
}

/// expected: ok
fn sized_before_a_closure() -> Outcome {
    let add = |boxes: &[ShBox]| {
        assert_eq!(boxes.len(), 3);
        boxes.iter().map(|each| each.x).sum()
    };
    assert_eq!(show_boxes(add), 6);
    assert_eq!(show_boxes_too(add), 6);
    let sum = change_sized(|numbers| {
        assert_eq!(numbers.len(), 4);
        numbers.fill(-1);
    });
    assert_eq!(sum, -4);
    Ok(())
}

attacks!(checked_beside_a_closure, given_once, sized_before_a_closure);
