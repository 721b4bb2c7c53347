//! Bit-fields within bytes, counted as the target's ABI counts them: from the least significant bit
//! of the first byte on little-endian targets, from the most significant one on big-endian targets.
#![allow(
    dead_code,
    reason = "a header need not have fields of every width and sign"
)]

const fn chunk(bytes: &[u8], at: usize, left: usize) -> (u8, usize) {
    let offset = at % 8;
    let taken = if left < 8 - offset { left } else { 8 - offset };
    let shift = if cfg!(target_endian = "big") {
        8 - offset - taken
    } else {
        offset
    };
    let mask = 0xff_u8 >> (8 - taken);
    ((bytes[at / 8] >> shift) & mask, taken)
}

const fn put_chunk(bytes: &mut [u8], at: usize, taken: usize, value: u8) {
    let offset = at % 8;
    let shift = if cfg!(target_endian = "big") {
        8 - offset - taken
    } else {
        offset
    };
    let mask = (0xff_u8 >> (8 - taken)) << shift;
    bytes[at / 8] = (bytes[at / 8] & !mask) | ((value << shift) & mask);
}

const TOO_WIDE: &str = "the number has more bits than its field";

/// Reading and writing of fields up to the width of `$value`.
macro_rules! accessors {
    ($value:ty, $number:ty, $unsigned:ident, $signed:ident, $set:ident, $fit:ident, $fit_signed:ident) => {
        /// The `width` bits from bit `first`.
        pub(super) const fn $unsigned(bytes: &[u8], first: usize, width: usize) -> $value {
            let mut value = 0;
            let mut done = 0;
            while done < width {
                let (part, taken) = chunk(bytes, first + done, width - done);
                if cfg!(target_endian = "big") {
                    value = (value << taken) | part as $value;
                } else {
                    value |= (part as $value) << done;
                }
                done += taken;
            }
            value
        }

        /// The same as a number in two's complement.
        pub(super) const fn $signed(bytes: &[u8], first: usize, width: usize) -> $number {
            let spare = <$value>::BITS as usize - width;
            (($unsigned(bytes, first, width) << spare) as $number) >> spare
        }

        /// A number for a field that has fewer bits than its type.
        #[track_caller]
        pub(super) const fn $fit(value: $value, width: usize) -> $value {
            let spare = <$value>::BITS as usize - width;
            assert!((value << spare) >> spare == value, "{}", TOO_WIDE);
            value
        }

        /// The same, of a number with a sign.
        #[track_caller]
        pub(super) const fn $fit_signed(value: $number, width: usize) -> $value {
            let spare = <$value>::BITS as usize - width;
            assert!((value << spare) >> spare == value, "{}", TOO_WIDE);
            value as $value
        }

        /// Replaces the `width` bits from bit `first` by the lowest ones of `value`.
        pub(super) const fn $set(bytes: &mut [u8], first: usize, width: usize, value: $value) {
            let mut done = 0;
            while done < width {
                let (_, taken) = chunk(bytes, first + done, width - done);
                let shift = if cfg!(target_endian = "big") {
                    width - done - taken
                } else {
                    done
                };
                put_chunk(bytes, first + done, taken, (value >> shift) as u8);
                done += taken;
            }
        }
    };
}

accessors!(u64, i64, unsigned, signed, set, fit_unsigned, fit_signed);
accessors!(
    u128,
    i128,
    wide_unsigned,
    wide_signed,
    wide_set,
    wide_fit_unsigned,
    wide_fit_signed
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_and_width_reads_back() {
        for first in 0..8 {
            for width in 1..=64 {
                for value in [0, 1, 0x0123_4567_89ab_cdef, u64::MAX] {
                    let kept = value & (u64::MAX >> (64 - width));
                    for background in [0x00, 0xff, 0xa5] {
                        let mut bytes = [background; 9];
                        set(&mut bytes, first, width, value);
                        assert_eq!(unsigned(&bytes, first, width), kept);
                        assert_eq!(wide_unsigned(&bytes, first, width), u128::from(kept));
                        set(&mut bytes, first, width, background.into());
                        let before = unsigned(&[background; 9], first, width);
                        set(&mut bytes, first, width, before);
                        assert_eq!(bytes, [background; 9], "neighbours are left alone");
                    }
                }
            }
        }
    }

    #[test]
    fn wide_fields_read_back() {
        for first in 0..8 {
            for width in 65..=128 {
                let value = 0xfedc_ba98_7654_3210_0123_4567_89ab_cdef_u128;
                let mut bytes = [0; 17];
                wide_set(&mut bytes, first, width, value);
                let kept = value & (u128::MAX >> (128 - width));
                assert_eq!(wide_unsigned(&bytes, first, width), kept);
            }
        }
    }

    #[test]
    fn signs_are_extended() {
        let mut bytes = [0; 9];
        set(&mut bytes, 5, 3, -3_i64 as u64);
        assert_eq!(signed(&bytes, 5, 3), -3);
        assert_eq!(wide_signed(&bytes, 5, 3), -3);
        set(&mut bytes, 5, 3, 3);
        assert_eq!(signed(&bytes, 5, 3), 3);
        set(&mut bytes, 1, 64, i64::MIN as u64);
        assert_eq!(signed(&bytes, 1, 64), i64::MIN);
    }
}
