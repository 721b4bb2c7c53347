//! The generated Rust client through NATS: what the example's clients do, and a server that is lost.

use async_nats::ConnectOptions;
use std::path::PathBuf;
use std::time::Duration;
use timer_cbor::rpc::{Client, RpcError, code, topics};
use timer_cbor::{Request, Schedule, Text};
use timer_cbor_nats::{Listen, subscribe};

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

/// What the server publishes: as many events as are asked for.
fn events(address: &str, count: usize) -> Result<(), RpcError> {
    let listen = Listen {
        timeout: Some(Duration::from_secs(10)),
        ..Default::default()
    };
    let mut events = subscribe(address, topics::WATCH_NEXT, listen, ConnectOptions::new())?;
    assert!(matches!(
        events.next(Some(Duration::from_millis(50))),
        Err(RpcError::Deadline)
    ));
    println!("listens");
    for _ in 0..count {
        match events.next(Some(Duration::from_secs(20))) {
            Ok(event) => println!("{} {} {}", event.server.len(), event.value.name, event.lost),
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}

/// ADDRESS events COUNT; ADDRESS: the calls; ADDRESS tls CERTIFICATE KEY AUTHORITY: the same; ADDRESS lost.
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.get(1).is_some_and(|word| word == "events") {
        let heard = events(&arguments[0], arguments[2].parse().unwrap_or_default());
        return heard.unwrap_or_else(|error| println!("{error}"));
    }
    let timeout = Some(Duration::from_secs(10));
    let files: Vec<PathBuf> = arguments.iter().skip(2).map(PathBuf::from).collect();
    let client = timer_cbor_nats::connect_with(&arguments[0], timeout, false, move || match &*files {
        [certificate, key, authority] => ConnectOptions::new()
            .add_root_certificates(authority.clone())
            .add_client_certificate(certificate.clone(), key.clone()),
        _ => ConnectOptions::new(),
    });
    let done = client.and_then(|client| match arguments.get(1).map(String::as_str) {
        Some("lost") => lost(&client),
        _ => calls(&client),
    });
    if let Err(error) = done {
        println!("{error}");
        std::process::exit(1);
    }
}
