//! rule: 4. What any thread may ask for, and one at a time may use, is not given in Rust.
//! expected: does-not-compile: E0599 x2
#![forbid(unsafe_code)]
use shapes::{Brush, Fair};
fn main() {
    let fair = Fair::open().unwrap();
    fair.tour(|booth| booth.work(1).unwrap()).unwrap();
    drop(Brush::create().unwrap());
    #[cfg(attack)]
    std::thread::scope(|threads| {
        threads.spawn(|| fair.booth().unwrap().work(50));
        threads.spawn(|| Brush::shared().unwrap().work(50));
    });
    println!("SOUND");
}
