//! rule: 9, 10, 11. Arrays of every kind, and records that say how long they are.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
fn buffers_that_the_library_made_are_freed() -> Outcome {
    let bytes = render(5)?;
    assert_eq!(bytes[..], [0, 1, 2, 3, 4]);
    assert_eq!(live_of(Kind::Memory), 1);
    drop(bytes);
    assert!(render(0)?.is_empty());
    let encoded = encode(&[1, 2])?;
    assert_eq!(encoded[..], [1, 1, 2, 2]);
    assert!(matches!(encode(&[0xFF]), Err(Error::Invalid(_))));
    Ok(())
}

/// expected: ok
/// They belong to nobody else.
fn buffers_outlive_what_they_were_made_from() -> Outcome {
    let exported = Doc::open("d")?.export()?;
    assert_eq!(exported.len(), 4);
    assert_eq!(exported[3].w, 40);
    Ok(())
}

/// expected: ok
fn products_are_checked() -> Outcome {
    let from = [1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0];
    let mut to = [0.0f32; 6];
    transpose(&from, &mut to, 2, 3)?;
    assert_eq!(to, [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    assert!(matches!(
        transpose(&from, &mut to, 2, 4),
        Err(Error::Argument(_))
    ));
    assert!(matches!(
        transpose(&from, &mut to[..5], 2, 3),
        Err(Error::Argument(_))
    ));
    assert!(matches!(
        transpose(&from[..5], &mut to, 2, 3),
        Err(Error::Argument(_))
    ));
    // 2^16 * 2^16 is 0 in 32 bits.
    assert!(matches!(
        transpose(&[], &mut [], 65536, 65536),
        Err(Error::Argument(_))
    ));
    assert!(matches!(
        transpose(&from, &mut to, u32::MAX, u32::MAX),
        Err(Error::Argument(_))
    ));
    transpose(&[], &mut [], 0, 7)
}

/// expected: ok
/// Arrays whose lengths others give: the count is not passed, wherever they stand.
fn lengths_that_others_give() -> Outcome {
    let from = [1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0];
    let mut to = [0.0f32; 6];
    weight(&from, &mut to, &[1.0, 10.0], 3)?;
    assert_eq!(to, [1.0, 2.0, 3.0, 40.0, 50.0, 60.0]);
    weight(&[], &mut [], &[], 7)?;
    for (weights, columns) in [(1, 3), (3, 3), (0, 3), (2, 2), (2, 1 << 31 | 3)] {
        assert!(matches!(
            weight(&from, &mut to, &[1.0; 3][..weights], columns),
            Err(Error::Argument(_))
        ));
    }
    assert!(matches!(
        weight(&from, &mut to[..5], &[1.0, 10.0], 3),
        Err(Error::Argument(_))
    ));
    assert_eq!(doubled(&[1.5; 255])?[..], [3.0; 255]);
    assert!(doubled(&[])?.is_empty());
    assert!(matches!(doubled(&[0.0; 256]), Err(Error::Argument(_))));
    Ok(())
}

/// expected: ok
/// Rows that are further apart than they are long: no column is beyond its row.
fn no_column_is_beyond_its_row() -> Outcome {
    let mut data = [1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0];
    assert_eq!(sum_strided(&data, 2, 2, 3)?, 12.0);
    assert_eq!(sum_strided(&data, 2, 0, 3)?, 0.0);
    add_strided(&mut data, 2, 3, 3, 1.0)?;
    assert_eq!(data, [2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    for (rows, columns, stride) in [(2, 4, 3), (3, 2, 3), (2, 3, 4), (2, u32::MAX, 3), (6, 2, 1)] {
        assert!(matches!(
            sum_strided(&data, rows, columns, stride),
            Err(Error::Argument(_))
        ));
        assert!(matches!(
            add_strided(&mut data, rows, columns, stride, 1.0),
            Err(Error::Argument(_))
        ));
    }
    assert!(sum_strided(&[], 0, 1, 0).is_err() && sum_strided(&[], 7, 0, 0)? == 0.0);
    Ok(())
}

/// expected: ok
/// Where the end is missing it is added.
fn terminated_arrays_end() -> Outcome {
    assert_eq!(sum_terminated(&[1, 2, 3, 0]), 6);
    assert_eq!(sum_terminated(&[1, 2, 3]), 6);
    assert_eq!(sum_terminated(&[]), 0);
    assert_eq!(length_terminated(&["one", "three"])?, 8);
    assert_eq!(length_terminated(&[])?, 0);
    assert_eq!(sum_terminated(&[1, 0, 50]), 1);
    assert!(matches!(length_terminated(&["o\0ne"]), Err(Error::Argument(_))));
    Ok(())
}

/// expected: ok
fn fixed_arrays_are_arrays() -> Outcome {
    assert_eq!(trace(&[1.0; 16]), 4.0);
    let matrix = identity()?;
    assert_eq!((matrix[0], matrix[1], matrix[15]), (1.0, 0.0, 1.0));
    Ok(())
}

/// expected: ok
fn one_is_one_and_many_are_many() -> Outcome {
    let mut slot = Slot {
        key: 1,
        wanted: 5,
        got: 0,
    };
    poll_one(&mut slot, 30)?;
    assert_eq!(slot.got, 5);
    let mut slots = [Slot {
        key: 1,
        wanted: 6,
        got: 0,
    }; 3];
    poll_many(&mut slots, 30)?;
    assert!(slots.iter().all(|slot| slot.got == 6));
    Ok(())
}

/// expected: ok
fn lists_of_texts_and_of_objects() -> Outcome {
    assert_eq!(length_of(&["one", "", "three"])?, 8);
    assert!(matches!(length_of(&["o\0ne"]), Err(Error::Argument(_))));
    let (mut one, two) = (Store::open("1")?, Store::open("2")?);
    one.put(1)?;
    assert_eq!(total(&[&one, &two])?, 1);
    Ok(())
}

/// expected: ok
fn names_are_copied() -> Outcome {
    let mut doc = Doc::open("the name of the document")?;
    assert_eq!(doc.names(0)?, [""; 0]);
    assert_eq!(doc.names(1)?.len(), 1);
    assert!(matches!(doc.names(usize::MAX), Err(Error::Argument(_))));
    let names = doc.names(8)?;
    doc.rename("another")?;
    assert_eq!(
        names,
        ["the name of the document", "the name of the document"]
    );
    Ok(())
}

/// expected: ok
fn messages_know_their_length() -> Outcome {
    let doc = Doc::open("d")?;
    let message = doc.message()?;
    assert_eq!(message.elements(), [1, 2, 3, 4, 5]);
    assert_eq!(message_sum(&message), 15);
    let mut own = Flexible::new(Message::default(), &[1, 2, 3])?;
    own.elements_mut()[0] = 10;
    assert_eq!((own.length, message_sum(&own)), (3, 15));
    assert_eq!(message_sum(&Flexible::new(Message::default(), &[])?), 0);
    Ok(())
}

/// expected: ok
fn addresses_travel_with_their_length() -> Outcome {
    assert_eq!(span_sum(&[1, 2, 3]), 6);
    assert_eq!((span_sum_of(&[4; 100]), span_sum(&[])), (400, 0));
    let bytes = bytes_make(3);
    assert_eq!((bytes.len(), live_of(Kind::Memory)), (3, 1));
    drop(bytes);
    assert!(bytes_make(0).is_empty());
    Ok(())
}

/// expected: ok
/// Two that own one list would free it twice.
fn buffers_move_to_other_threads() -> Outcome {
    let bytes = render(4)?;
    let sum = std::thread::spawn(move || bytes.iter().map(|&byte| u32::from(byte)).sum::<u32>());
    assert_eq!(sum.join().expect("a sum"), 6);
    assert_eq!(live_of(Kind::Memory), 0);
    Ok(())
}

/// expected: ok
/// What a panic passes by is freed.
fn a_panic_leaks_no_buffer() -> Outcome {
    let unwound = std::panic::catch_unwind(|| {
        let bytes = render(4).expect("bytes");
        assert!(bytes.is_empty(), "they are not");
    });
    assert!(unwound.is_err());
    Ok(())
}

/// expected: ok
fn a_callback_may_see_what_it_sums() -> Outcome {
    let data = vec![1u8; 1000];
    assert_eq!(
        sum_around(&data, |before| {
            assert_eq!(before, 1000);
            before
        }),
        2000
    );
    Ok(())
}

/// expected: ok
/// Channels that lie apart: C is told of no more rows, and of no longer ones, than there are.
fn rows_are_as_long_as_c_is_told() -> Outcome {
    let (mut left, mut right) = ([1.0; 3], vec![2.0; 3]);
    mix_rows(&[&[1.0, 2.0, 3.0], &[0.5; 3]], &mut [&mut left, &mut right])?;
    assert_eq!((left, right.as_slice()), ([2.0, 3.0, 4.0], &[2.5; 3][..]));
    let mut short = [0.0; 2];
    let refused = |outcome: Result<(), Error>| assert!(matches!(outcome, Err(Error::Argument(_))));
    refused(mix_rows(&[&left, &right], &mut [&mut short, &mut [0.0; 3]]));
    refused(mix_rows(&[&left, &short], &mut [&mut [0.0; 3], &mut [0.0; 3]]));
    refused(mix_rows(&[&left], &mut [&mut short]));
    refused(mix_rows(&[&left, &right], &mut [&mut [0.0; 3]]));
    let long = vec![0.0; 65536];
    refused(mix_rows(&[&long], &mut [&mut long.clone()]));
    mix_rows(&[], &mut [])?;
    mix_rows(&[&[], &[]], &mut [&mut [], &mut []])?;
    // More than find their place on the stack, and more than C counts.
    let ones = [1; 5];
    assert_eq!(sum_rows_around(&[&ones[..]; 255], |sum| sum)?, 2 * 255 * 5);
    assert!(sum_rows_around(&[&ones[..]; 256], |sum| sum).is_err());
    let mut bytes = [[1, 2], [3, 4]];
    let [first, second] = &mut bytes;
    assert_eq!(weigh_rows(&mut [first, second], &[1, 10])?, 64);
    let [first, second] = &mut bytes;
    assert!(weigh_rows(&mut [first, second], &[1]).is_err());
    assert_eq!(bytes, [[2, 3], [4, 5]]);
    Ok(())
}

attacks!(
    rows_are_as_long_as_c_is_told,
    buffers_that_the_library_made_are_freed,
    buffers_outlive_what_they_were_made_from,
    lengths_that_others_give,
    products_are_checked,
    no_column_is_beyond_its_row,
    terminated_arrays_end,
    fixed_arrays_are_arrays,
    one_is_one_and_many_are_many,
    lists_of_texts_and_of_objects,
    names_are_copied,
    messages_know_their_length,
    addresses_travel_with_their_length,
    buffers_move_to_other_threads,
    a_panic_leaks_no_buffer,
    a_callback_may_see_what_it_sums,
);
