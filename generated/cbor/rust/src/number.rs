//! Elements of typed arrays (RFC 8746).

/// A number with a tag for arrays of it.
pub trait Number: Copy {
    /// Tag of an array with the least significant byte first.
    const TAG: u64;
    /// Bytes of one.
    const WIDTH: usize;
    /// Into `WIDTH` bytes for each.
    fn store(values: &[Self], bytes: &mut [u8]);
    /// From `WIDTH` bytes.
    fn load(bytes: &[u8]) -> Self;
}

macro_rules! numbers {
    ($($type:ty, $tag:literal;)*) => {$(
        impl Number for $type {
            const TAG: u64 = $tag;
            const WIDTH: usize = size_of::<$type>();

            fn store(values: &[Self], bytes: &mut [u8]) {
                // By index: zipped iterators are not made into one copy.
                for (i, chunk) in bytes.chunks_exact_mut(Self::WIDTH).enumerate() {
                    chunk.copy_from_slice(&values[i].to_le_bytes());
                }
            }

            #[inline]
            fn load(bytes: &[u8]) -> Self {
                let mut array = [0; Self::WIDTH];
                array.copy_from_slice(bytes);
                <$type>::from_le_bytes(array)
            }
        }
    )*};
}

numbers! {
    u16, 69;
    u32, 70;
    u64, 71;
    i8, 72;
    i16, 77;
    i32, 78;
    i64, 79;
    f32, 85;
    f64, 86;
}
