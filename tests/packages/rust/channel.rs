//! Messages between threads, each with a handle of its own.
#![cfg(library_found)]

use rt_audio::{Channel, ChannelMode, Error, contract};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const SENDERS: usize = 3;
const EACH: usize = 2000;

fn name(what: &str) -> String {
    format!("rust.{what}.{}", std::process::id())
}

#[test]
fn messages_come_as_they_were_sent() -> Result<(), Error> {
    let name = name("messages");
    let channel = Channel::create(&name, contract::FINGERPRINT, 4, 100, ChannelMode::Broadcast)?;
    let reader = Channel::open(&name, contract::FINGERPRINT)?;
    let mut room = [0; 100];
    for length in 0..=100 {
        let message = vec![length as u8; length];
        channel.send(&message)?;
        let count = reader.receive(&mut room)?;
        assert_eq!(room[..count], message);
    }
    assert!(matches!(reader.receive(&mut room), Err(Error::Empty(..))));
    assert!(matches!(
        channel.send(&[0; 101]),
        Err(Error::InvalidArgument(..))
    ));
    assert!(matches!(
        Channel::open(&name, ""),
        Err(Error::FingerprintMismatch(..))
    ));
    drop(channel);
    assert!(matches!(
        reader.wait(rt_audio::WAIT_FOREVER),
        Err(Error::Closed(..))
    ));
    Ok(())
}

#[test]
fn each_message_goes_to_one_reader() {
    let name = name("readers");
    let own = Channel::create(&name, "", 8, 8, ChannelMode::Queue).expect("created");
    let seen: Vec<AtomicUsize> = (0..SENDERS * EACH).map(|_| AtomicUsize::new(0)).collect();
    let received = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let channel = Channel::open(&name, "").expect("opened");
                let mut room = [0; 8];
                while received.load(Ordering::Relaxed) < SENDERS * EACH {
                    if channel.receive(&mut room).is_ok() {
                        let number = u64::from_le_bytes(room) as usize;
                        seen[number].fetch_add(1, Ordering::Relaxed);
                        received.fetch_add(1, Ordering::Relaxed);
                    } else {
                        let _ = channel.wait(1);
                    }
                }
            });
        }
        for sender in 0..SENDERS {
            let name = &name;
            scope.spawn(move || {
                let channel = Channel::open(name, "").expect("opened");
                for i in 0..EACH {
                    let message = ((sender * EACH + i) as u64).to_le_bytes();
                    while channel.send(&message).is_err() {
                        let _ = channel.wait_space(1);
                    }
                }
            });
        }
    });
    assert!(seen.iter().all(|times| times.load(Ordering::Relaxed) == 1));
    assert_eq!(own.counters().expect("counted").abandoned, 0);
}
