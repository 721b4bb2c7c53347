//! rule: 10. Of what the header does not say enough, the safe layer has nothing.
//! expected: does-not-compile: E0425 x33, E0599 x5
#![forbid(unsafe_code)]
fn main() {
    #[cfg(attack)]
    {
        shapes::guess_pair;
        shapes::guess_pair_narrow;
        shapes::guess_out;
        shapes::guess_numbers;
        shapes::guess_one;
        shapes::guess_callback;
        shapes::guess_text;
        shapes::guess_fixed_text;
        shapes::guess_array;
        shapes::guess_range;
        shapes::guess_text_range;
        shapes::guess_letter;
        shapes::guess_address;
        shapes::guess_area;
        shapes::guess_old_list;
        shapes::guess_channel_close;
        shapes::guess_shutdown;
        shapes::guess_sides;
        shapes::sort_crowd;
        shapes::notch_read;
        shapes::knot_is_tied;
        shapes::apportion;
        shapes::measure;
        shapes::guess_format;
        shapes::guess_printed;
        shapes::guess_two_names;
        shapes::guess_names_by_two;
        shapes::guess_gauge;
        shapes::guess_place;
        shapes::guess_data;
        shapes::Store::guess_stores;
        shapes::Store::guess_two_stores;
        shapes::guess_some_town;
        shapes::guess_street;
        shapes::verse_drop;
        shapes::Atlas::guess_free_text;
        shapes::Atlas::guess_town;
        shapes::Atlas::guess_given_town;
    }
    assert_eq!(shapes::plain_address(7), 7);
    assert_eq!(shapes::plain_format("%s").unwrap(), 2);
    shapes::plain_close(1).unwrap();
    assert_eq!(shapes::verse(), "vvv");
    println!("SOUND");
}
