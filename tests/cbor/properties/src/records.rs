//! Any bytes are a message or an error. What was decoded is encoded to bytes that are decoded,
//! strictly, to the same bytes again.

use proptest::prelude::*;
use zoo_cbor::{Arrays, Cage, Cbor, Floats, Grown, Keyed, Meal, Numbers, Options, Point, Wide};

fn holds<R: Cbor>(message: &[u8], strict: bool) -> Result<(), TestCaseError> {
    let options = Options {
        strict,
        ..Options::default()
    };
    let value = match R::decode_with(message, options) {
        Ok(value) => value,
        Err(error) => {
            prop_assert!(error.position <= message.len());
            return Ok(());
        }
    };
    let strict = Options {
        strict: true,
        ..Options::default()
    };
    let (mut once, mut twice) = (vec![0; R::MAX_SIZE], vec![0; R::MAX_SIZE]);
    let once = value.encode(&mut once).unwrap();
    let again = R::decode_with(once, strict).unwrap();
    prop_assert_eq!(&*once, again.encode(&mut twice).unwrap());
    Ok(())
}

/// The first byte says which record, as in the seeds of all fuzzers.
fn of_record(data: &[u8], strict: bool) -> Result<(), TestCaseError> {
    let Some((which, message)) = data.split_first() else {
        return Ok(());
    };
    match which % 9 {
        0 => holds::<Point>(message, strict),
        1 => holds::<Numbers>(message, strict),
        2 => holds::<Floats>(message, strict),
        3 => holds::<Arrays>(message, strict),
        4 => holds::<Keyed>(message, strict),
        5 => holds::<Cage>(message, strict),
        6 => holds::<Grown>(message, strict),
        7 => holds::<Meal>(message, strict),
        _ => holds::<Wide>(message, strict),
    }
}

#[test]
fn seeds_are_messages() {
    for seed in crate::seeds("SEEDS") {
        of_record(&seed, false).unwrap();
        let (_, message) = seed.split_first().unwrap();
        let read = match seed[0] % 9 {
            0 => Point::decode(message).err(),
            1 => Numbers::decode(message).err(),
            2 => Floats::decode(message).err(),
            3 => Arrays::decode(message).err(),
            4 => Keyed::decode(message).err(),
            5 => Cage::decode(message).err(),
            6 => Grown::decode(message).err(),
            7 => Meal::decode(message).err(),
            _ => Wide::decode(message).err(),
        };
        assert_eq!(read, None, "{seed:x?}");
    }
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn any_bytes(data in prop::collection::vec(any::<u8>(), 0..200), strict: bool) {
        of_record(&data, strict)?;
    }

    #[test]
    fn damaged_messages(data in crate::damaged(crate::seeds("SEEDS")), strict: bool) {
        of_record(&data, strict)?;
    }
}
