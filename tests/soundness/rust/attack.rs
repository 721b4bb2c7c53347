//! Runs an attack and says what the library saw of it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::exit;

/// What every attack returns: an error that it did not expect ends it.
pub type Outcome = Result<(), shapes::Error>;

/// Runs the attack that the command line names.
pub fn main(attacks: &[(&str, fn() -> Outcome)]) {
    let name = std::env::args().nth(1).unwrap_or_default();
    match attacks.iter().find(|(other, _)| *other == name) {
        Some((_, attack)) => run(*attack),
        None => {
            eprintln!("no attack is called '{name}'");
            exit(3);
        }
    }
}

fn run(attack: fn() -> Outcome) {
    shapes::reuse_addresses(std::env::var_os("SHAPES_REUSE").is_some());
    let outcome = catch_unwind(AssertUnwindSafe(attack));
    shapes::join_threads();
    if shapes::faults() != 0 {
        println!("FAULT: {}", shapes::first_fault());
    } else if shapes::live() != 0 {
        println!("LEAK: {} objects are alive", shapes::live());
    } else if shapes::registrations() != 0 {
        println!("KEPT: {} functions are registered", shapes::registrations());
    } else {
        println!("SOUND");
    }
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            println!("error: {error:?}");
            exit(2);
        }
        Err(panic) => resume_unwind(panic),
    }
}

/// `attacks!(one, two)` is the main function of a file of attacks.
#[macro_export]
macro_rules! attacks {
    ($($name:ident),* $(,)?) => {
        fn main() {
            attack::main(&[$((stringify!($name), $name as fn() -> attack::Outcome)),*]);
        }
    };
}
