//! rule: 8, 10. Numbers of which C takes not every value, wherever they stand.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

macro_rules! refuses {
    ($call:expr) => {
        assert!(matches!($call, Err(Error::Argument(_))))
    };
}

/// expected: ok
fn elements_within_their_range() -> Outcome {
    assert_eq!(pick(&[0, 9])?, 11);
    assert_eq!(pick(&[])?, 0);
    assert_eq!(pick_perhaps(None)?, 0);
    assert_eq!(pick_perhaps(Some(&[1, 2]))?, 5);
    assert_eq!(pick_three(&[0, 1, 2])?, 6);
    let mut place = 9;
    step(&mut place)?;
    assert_eq!(place, 0);
    let mut levels = [0.0, 1.0];
    halve(&mut levels)?;
    assert_eq!(levels, [0.0, 0.5]);
    refuses!(pick(&[10]));
    refuses!(pick(&[0, -1]));
    refuses!(pick_perhaps(Some(&[255])));
    refuses!(pick_three(&[0, 1, 10]));
    place = 10;
    refuses!(step(&mut place));
    assert_eq!(switch(1, 100)?, 101);
    refuses!(switch(2, 100));
    let panel = Panel {
        width: 1,
        ..Default::default()
    };
    assert_eq!(pick_beside(&panel, &[1], &[1])?, 13);
    refuses!(pick_beside(&panel, &[10], &[]));
    for wrong in [f32::NAN, -0.5, 1.5, f32::INFINITY] {
        refuses!(halve(&mut [0.0, wrong]));
    }
    Ok(())
}

/// expected: ok
fn answers_of_closures() -> Outcome {
    assert_eq!(judged(1, |_| Grade::Fine), 50);
    let panicked = std::panic::catch_unwind(|| judged(1, |_| panic!("no grade")));
    assert!(panicked.is_err());
    Ok(())
}

/// expected: ok
fn enums_with_gaps() -> Outcome {
    let mut grading = Grading {
        grade: raw::sh_grade(5),
    };
    assert_eq!(worth(&grading)?, 50);
    for wrong in [0, 3, 4, 6, u32::MAX] {
        grading.grade = raw::sh_grade(wrong);
        refuses!(worth(&grading));
    }
    Ok(())
}

/// expected: ok
fn wide_letters() -> Outcome {
    let mut letters = [0; 1000];
    count_wide(&mut letters)?;
    assert_eq!(sum_wide(&letters), 500_500);
    assert_eq!(length_wide(&letters), 1000);
    Ok(())
}

attacks!(
    elements_within_their_range,
    answers_of_closures,
    enums_with_gaps,
    wide_letters,
);
