//! rule: 8, 16. Counts, enums and unions: no number becomes another.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;

/// Answers of a function that took as many ones as this: their sum, or that there are too many.
macro_rules! sums {
    ($sum:ident, $longest:expr) => {{
        let ones = vec![1u8; $longest + 1];
        assert_eq!(
            Result::<u64, Error>::from(Answer($sum(&ones[..$longest])))?,
            $longest as u64
        );
        assert_eq!(Result::<u64, Error>::from(Answer($sum(&[])))?, 0);
        assert!(matches!(
            Result::<u64, Error>::from(Answer($sum(&ones))),
            Err(Error::Argument(_))
        ));
    }};
}
macro_rules! flips {
    ($flip:ident, $fill:ident, $longest:expr) => {{
        let mut bytes = vec![0xF0u8; $longest + 1];
        $flip(&mut bytes[..$longest])?;
        assert!(bytes[..$longest].iter().all(|byte| *byte == 0x0F) && bytes[$longest] == 0xF0);
        assert!(matches!($flip(&mut bytes), Err(Error::Argument(_))));
        assert!(bytes[..$longest].iter().all(|byte| *byte == 0x0F) && bytes[$longest] == 0xF0);
        assert_eq!(
            $fill(&mut bytes[..$longest], u32::MAX)? as u64,
            $longest as u64
        );
        assert_eq!($fill(&mut bytes[..$longest], 3)?, 3);
        assert_eq!(bytes[..3], [1, 2, 3]);
    }};
}
/// A function that cannot fail, or one that says when it cannot be told so many.
struct Answer<T>(T);
impl From<Answer<u64>> for Result<u64, Error> {
    fn from(answer: Answer<u64>) -> Self {
        Ok(answer.0)
    }
}
impl From<Answer<Result<u64, Error>>> for Result<u64, Error> {
    fn from(answer: Answer<Result<u64, Error>>) -> Self {
        answer.0
    }
}

/// expected: ok
fn counts_reach_their_whole_range_and_no_further() -> Outcome {
    sums!(sum_u8, 255);
    sums!(sum_i8, 127);
    sums!(sum_u16, 65535);
    sums!(sum_i16, 32767);
    flips!(flip_u8, fill_u8, 255);
    flips!(flip_i8, fill_i8, 127);
    flips!(flip_u16, fill_u16, 65535);
    flips!(flip_i16, fill_i16, 32767);
    Ok(())
}

/// expected: ok
fn wide_counts_take_what_there_is() -> Outcome {
    let ones = vec![1u8; 70_000];
    for sum in [
        Result::<u64, Error>::from(Answer(sum_u32(&ones))),
        Answer(sum_i32(&ones)).into(),
        Answer(sum_u64(&ones)).into(),
        Answer(sum_i64(&ones)).into(),
        Answer(sum_size(&ones)).into(),
        Answer(sum_diff(&ones)).into(),
    ] {
        assert_eq!(sum?, 70_000);
    }
    Ok(())
}

/// expected: ok
/// A count that C must not give is never a slice beyond the buffer: less than none is none, and more
/// than there is room for is all of it.
fn counts_that_lie_stay_within_the_buffer() -> Outcome {
    let mut bytes = [0u8; 8];
    for (lie, count) in [(8, 8), (3, 3), (-1, 0), (9, 8), (i32::MAX, 8), (i32::MIN, 0)] {
        assert_eq!(lie_i32(&mut bytes, lie)?, count, "{lie} bytes in 8");
    }
    assert_eq!(lie_size(&mut bytes, u64::MAX)?, 8);
    assert_eq!(lie_size(&mut bytes, 9)?, 8);
    for lie in [-1, 100_000_000, i64::from(i32::MAX)] {
        if let Ok(text) = lie_text(lie, 64) {
            assert!(text.chars().all(|c| c == 'l'), "bytes that C did not write");
        }
    }
    Ok(())
}

/// expected: ok
fn two_slices_of_one_count_are_of_one_length() -> Outcome {
    let mut b = [1.0f32; 4];
    mix(&[1.0; 4], &mut b)?;
    assert_eq!(b, [2.0; 4]);
    assert!(matches!(mix(&[1.0; 3], &mut b), Err(Error::Argument(_))));
    assert!(matches!(
        mix(&[1.0; 300], &mut vec![0.0; 300]),
        Err(Error::Argument(_))
    ));
    Ok(())
}

/// expected: ok
fn a_count_in_and_out_is_capacity_and_number() -> Outcome {
    let mut some = [ShBox {
        x: 9,
        y: 9,
        w: 9,
        h: 9,
    }; 8];
    assert_eq!(boxes(&mut some)?, 5);
    assert_eq!((some[4].x, some[5].x), (4, 9));
    assert_eq!(boxes(&mut some[..2])?, 2);
    assert_eq!(boxes(&mut [])?, 0);
    Ok(())
}

/// expected: ok
/// A chunk of -1 bytes is none, and a NULL never a slice of a length.
fn counts_of_callbacks_are_checked() -> Outcome {
    let mut lengths = Vec::new();
    read_chunks(|bytes| lengths.push(bytes.to_vec()), -1)?;
    assert_eq!(lengths[..3], [vec![1], vec![2, 2], vec![3, 3, 3]]);
    assert!(lengths.get(3).is_none_or(Vec::is_empty));
    read_chunks(|bytes| assert!(bytes.len() <= 3), i32::MAX).ok();
    Ok(())
}

/// expected: ok
fn values_beyond_their_enum() -> Outcome {
    assert_eq!(shade_number(shade_of(77)), 77);
    assert_eq!(shade_number(shade_of(-1)), -1);
    assert_eq!(side_of(1)?, Side::Right);
    assert!(side_of(2).is_err());
    assert_eq!(options_number(options_of(0x8000_0001)), 0x8000_0001);
    Ok(())
}

/// expected: ok
fn ranges_are_checked() -> Outcome {
    assert_eq!(Result::<u64, Error>::from(Answer(sum_size(&[1, 2])))?, 3);
    // FORM: a range makes the function fail.
    assert_eq!(percent(100)?, 100);
    assert!(matches!(percent(101), Err(Error::Argument(_))));
    assert!(matches!(percent(-1), Err(Error::Argument(_))));
    Ok(())
}

/// expected: ok
fn what_is_missing_has_no_length() -> Outcome {
    assert_eq!(weighed(Some(&[2, 3]), &[10, 100])?, 320);
    assert_eq!(weighed(None, &[10, 100])?, 110);
    assert!(weighed(Some(&[2]), &[10, 100]).is_err());
    assert!(weighed(Some(&[]), &[10]).is_err());
    Ok(())
}

/// expected: ok
fn packed_records_arrive_by_value() -> Outcome {
    let seen = show_slip(|slip| i64::from(slip.mark) + i64::from(slip.number), -100);
    assert_eq!(seen, -93);
    Ok(())
}

/// expected: ok
fn ranges_within_records_are_checked() -> Outcome {
    let good = Panel {
        width: 1,
        ..Default::default()
    };
    assert_eq!(panel_read(&good)?, 10);
    assert_eq!(panel_copied(good)?, 10);
    assert_eq!(panel_perhaps(None)?, 0);
    assert_eq!(panels_read(&[good; 3])?, 30);
    panels_turn(None)?;
    let mut rack = Rack::default();
    rack.anonymous1.top = good;
    rack.rest = [[good]; 2];
    assert_eq!(rack_read(&rack)?, 30);
    let mut wrong = [good; 8];
    wrong[0].dial.slot = 16;
    wrong[1].dial.slot = -1;
    wrong[2].side = raw::sh_side(2);
    wrong[3].width = 0;
    wrong[4].width = 4;
    wrong[5].dial.levels[1] = f32::NAN;
    wrong[6].dial.levels[0] = 1.5;
    wrong[7].side = raw::sh_side(u32::MAX);
    for mut panel in wrong {
        assert!(matches!(panel_read(&panel), Err(Error::Argument(_))));
        assert!(matches!(panel_copied(panel), Err(Error::Argument(_))));
        assert!(matches!(
            panel_perhaps(Some(&panel)),
            Err(Error::Argument(_))
        ));
        assert!(matches!(panel_turn(&mut panel), Err(Error::Argument(_))));
        let mut two = [good, panel];
        assert!(matches!(panels_read(&two), Err(Error::Argument(_))));
        assert!(matches!(
            panels_turn(Some(&mut two)),
            Err(Error::Argument(_))
        ));
        for place in 0..3 {
            let mut rack = rack;
            match place {
                0 => rack.anonymous1.top = panel,
                _ => rack.rest[place - 1][0] = panel,
            }
            assert!(matches!(rack_read(&rack), Err(Error::Argument(_))));
        }
    }
    rack.anonymous1.set_rows(4);
    assert!(matches!(rack_read(&rack), Err(Error::Argument(_))));
    Ok(())
}

/// expected: ok
fn values_go_through_unchanged() -> Outcome {
    for value in [i64::MIN, -1, 0, i64::MAX] {
        assert_eq!(same_i64(value), value);
        assert_eq!(map_number(|v| v, value), value);
    }
    assert_eq!(same_u64(u64::MAX), u64::MAX);
    assert_eq!(same_i8(-128), -128);
    assert_eq!(same_u16(65535), 65535);
    assert_eq!(same_f64(0.1), 0.1);
    assert!(same_f32(f32::NAN).is_nan());
    assert!(!not(true));
    assert_eq!(map_narrow(|v| v as u8, 511), 255);
    assert_eq!(
        box_area_of(
            |seed| ShBox {
                x: 0,
                y: 0,
                w: seed,
                h: -3
            },
            i32::MAX
        ),
        -3 * i64::from(i32::MAX)
    );
    let packed = packed_next(Packed {
        tag: 255,
        length: u32::MAX,
        stamp: 1,
    });
    assert_eq!(
        ({ packed.tag }, { packed.length }, { packed.stamp }),
        (0, 0, 2)
    );
    Ok(())
}

/// expected: ok
fn divisions_fail_or_give_both() -> Outcome {
    assert_eq!(divide(7, 2)?, (3, 1));
    assert!(matches!(divide(7, 0), Err(Error::Invalid(_))));
    Ok(())
}

/// expected: ok
fn bit_fields_take_what_fits() -> Outcome {
    let mut bits = Bits::default();
    bits.set_ready(1);
    bits.set_level(-4);
    bits.set_count(4095);
    let same = bits_same(bits);
    assert_eq!((same.ready(), same.level(), same.count()), (1, -4, 4095));
    let refuses = |change: fn(&mut Bits)| {
        let mut bits = same;
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| change(&mut bits))).is_err()
            && (bits.ready(), bits.level(), bits.count()) == (1, -4, 4095)
    };
    assert!(refuses(|bits| bits.set_ready(2)));
    assert!(refuses(|bits| bits.set_level(4)));
    assert!(refuses(|bits| bits.set_level(-5)));
    assert!(refuses(|bits| bits.set_count(4096)));
    Ok(())
}

attacks!(
    counts_reach_their_whole_range_and_no_further,
    wide_counts_take_what_there_is,
    counts_that_lie_stay_within_the_buffer,
    two_slices_of_one_count_are_of_one_length,
    a_count_in_and_out_is_capacity_and_number,
    counts_of_callbacks_are_checked,
    values_beyond_their_enum,
    ranges_are_checked,
    what_is_missing_has_no_length,
    packed_records_arrive_by_value,
    ranges_within_records_are_checked,
    values_go_through_unchanged,
    divisions_fail_or_give_both,
    bit_fields_take_what_fits,
);
