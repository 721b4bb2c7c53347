//! What every client of this example does, in Rust.

use std::time::Duration;
use timer_cbor::rpc::{Client, RpcError, code};
use timer_cbor::{Request, Schedule, Text};

fn run(address: &str) -> Result<(), RpcError> {
    let client = Client::connect_with(address, Some(Duration::from_secs(5)), false)?;
    let tea = Request {
        name: Text::try_from("tea").unwrap_or_default(),
        schedule: Schedule {
            after_ms: 30,
            times: 2,
            ..Default::default()
        },
        ..Default::default()
    };
    let echo = client.echo(&tea)?;
    println!(
        "{}: after {} ms, {} times",
        echo.name, echo.schedule.after_ms, echo.schedule.times
    );

    let watch = client.watch_open(Some("tea"))?;
    let id = client.start(&tea)?;
    for _ in 0..2 {
        let event = loop {
            let event = watch.next(5000)?;
            if event.id == id {
                break event;
            }
        };
        println!("{} goes off", event.name);
    }
    watch.close()?;

    match client.cancel(u64::MAX) {
        Err(RpcError::Call { code: code::NOT_FOUND, name, .. }) => println!("{name}"),
        other => other?,
    }
    let (sum, _) = client.sum(&[1.0, 2.0, 3.5])?;
    println!("{sum:.1}");
    Ok(())
}

fn main() {
    let address = std::env::args().nth(1).unwrap_or_default();
    if let Err(error) = run(&address) {
        println!("{error}");
        std::process::exit(1);
    }
}
