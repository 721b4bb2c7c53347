//! rule: 2, 3, 4. What C gives is there as long as it can be seen, whatever it lies in, and nothing that changes
//! by itself is taken for memory that does not.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
fn parts_of_a_text_outlive_it() -> Outcome {
    let found = text_behind(&format!("key:{}", "v".repeat(300)), b':' as _)?;
    let short = text_behind("key:short", b':' as _)?;
    let other = text_behind("another:long", b':' as _)?;
    assert_eq!(&*found, "v".repeat(300));
    assert_eq!((&*short, &*other), ("short", "long"));
    Ok(())
}

/// expected: ok
fn text_that_is_written_again() -> Outcome {
    let first = in_words(1);
    let second = in_words(2);
    assert_eq!((&*first, &*second), ("the number 1", "the number 2"));
    Ok(())
}

/// expected: ok
fn parts_of_an_array_outlive_it() -> Outcome {
    let rest = {
        let numbers = vec![1.0, -1.0, 2.0, 3.0];
        rest(&numbers)?.to_vec()
    };
    let kept = rest_of(vec![4.0, -4.0, 5.0])?;
    assert_eq!((rest, kept), (vec![2.0, 3.0], vec![5.0]));
    Ok(())
}

/// Compiles with what is the caller's alone.
fn rest_of(numbers: Vec<f64>) -> Result<Vec<f64>, Error> {
    rest(&numbers)
}

/// expected: ok
fn what_moves_is_a_copy() -> Outcome {
    let meter = Meter::open()?;
    let before = meter.needles()?;
    meter.tick();
    assert_eq!(before[..], [0, 0, 0, 0]);
    assert_eq!(meter.needles()?[..], [1, 1, 1, 1]);
    Ok(())
}

/// expected: ok
fn what_moves_is_a_copy_in_closures() -> Outcome {
    let mut meter = Meter::open()?;
    let mut sum = 0;
    meter.watch(|needles| sum += needles.len());
    assert_eq!(sum, 4);
    Ok(())
}

/// expected: ok
fn one_place_by_two_names() -> Outcome {
    let mut meter = Meter::open()?;
    let (mut low, mut high) = meter.bands()?;
    low[1] = 5;
    high[0] = 7;
    assert_eq!((low[1], high[0]), (5, 7));
    Ok(())
}

attacks![
    parts_of_a_text_outlive_it,
    text_that_is_written_again,
    parts_of_an_array_outlive_it,
    what_moves_is_a_copy,
    what_moves_is_a_copy_in_closures,
    one_place_by_two_names,
];
