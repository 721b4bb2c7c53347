//! The generated Rust client through NATS: what the example's clients do, and a server that is lost.

use std::time::Duration;
use timer_cbor::rpc::{Client, RpcError, code};
use timer_cbor::{Request, Schedule, Text};

fn calls(client: &Client) -> Result<(), RpcError> {
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
        while watch.next(5000)?.id != id {}
        println!("tea goes off");
    }
    watch.close()?;
    match client.cancel(u64::MAX) {
        Err(RpcError::Call {
            code: code::NOT_FOUND,
            name,
            ..
        }) => println!("{name}"),
        other => other?,
    }
    println!("{:.1}", client.sum(&[1.0, 2.0, 3.5])?.0);
    Ok(())
}

fn lost(client: &Client) -> Result<(), RpcError> {
    let watch = client.watch_open(None)?;
    client.set_timeout(Some(Duration::from_millis(200)));
    assert!(matches!(watch.next(400), Err(RpcError::Deadline)));
    client.set_timeout(Some(Duration::from_secs(30)));
    assert_eq!(client.watches()?, 1); // behind an answer that came too late
    println!("waits");
    match watch.next(-1) {
        Err(RpcError::Lost(text)) => println!("{text}"),
        other => println!("{other:?}"),
    }
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(RpcError::from)?;
    println!("{} watches", client.watches()?);
    match watch.seen() {
        Err(RpcError::Lost(_)) => println!("the object is lost"),
        other => println!("{other:?}"),
    }
    Ok(())
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let timeout = Some(Duration::from_secs(10));
    let client = timer_cbor_nats::connect(&arguments[0], timeout, false);
    let done = client.and_then(|client| match arguments.len() {
        1 => calls(&client),
        _ => lost(&client),
    });
    if let Err(error) = done {
        println!("{error}");
        std::process::exit(1);
    }
}
