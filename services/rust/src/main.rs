//! The service in Rust: a 440 Hz sine with the stream's gain and pan, written against the safe layer of
//! the generated crate alone. `services/README.md` describes its life.
#![forbid(unsafe_code)]

mod options;
mod service;
mod sine;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use options::Options;
use service::Service;
use signal_hook::consts::{SIGINT, SIGTERM};

fn main() -> ExitCode {
    let mut arguments = std::env::args();
    let program = arguments.next().unwrap_or_default();
    let options = match Options::parse(arguments) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{program}: {problem}\nusage: {program} {}", options::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}: {failure}", options.name);
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT] {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    let mut service = Service::start(options)?;
    service.ask_for_realtime()?;
    service.run(&stop)?;
    Ok(())
}
