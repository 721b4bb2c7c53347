//! rule: 10. Of what the header does not say enough, the safe layer has nothing.
//! expected: does-not-compile: E0425 x8
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
        shapes::sort_crowd;
    }
    println!("SOUND");
}
