//! Sends or receives on a channel, serves calls or makes them, asleep in tokio's event loop whenever there is nothing to do. What
//! messages are, and what it prints: `run.py` beside this folder.
#![forbid(unsafe_code)]

use std::env;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::process::ExitCode;

use rt_audio::{Channel, Client, Error, NO_WAIT, Server};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

const CONTENT: &str = "peers";
const LONGEST: usize = 128;

/// The channel's own descriptor, which the channel closes.
struct Descriptor(RawFd);

impl AsRawFd for Descriptor {
    fn as_raw_fd(&self) -> RawFd {
        self.0
    }
}

#[expect(
    deprecated,
    reason = "what replaces it wants a type that says who closes the descriptor"
)]
fn pollable(descriptor: RawFd) -> io::Result<AsyncFd<Descriptor>> {
    AsyncFd::with_interest(Descriptor(descriptor), Interest::READABLE)
}

/// Sleeps until `wait` answers something else than that nothing happened.
async fn sleep(
    descriptor: &AsyncFd<Descriptor>,
    wait: impl Fn() -> Result<(), Error>,
) -> Result<(), Failure> {
    loop {
        match wait() {
            Err(Error::Timeout { .. }) => descriptor.readable().await?.clear_ready(),
            answer => return Ok(answer?),
        }
    }
}

fn fill(message: &mut [u8; LONGEST], sender: u32, number: u32) -> usize {
    message[..4].copy_from_slice(&sender.to_le_bytes());
    message[4..8].copy_from_slice(&number.to_le_bytes());
    let length = 8 + (number.wrapping_mul(37).wrapping_add(sender) % 100) as usize;
    for (i, byte) in message[8..length].iter_mut().enumerate() {
        *byte = (number.wrapping_mul(7).wrapping_add(sender.wrapping_mul(31)) as usize + i) as u8;
    }
    length
}

async fn send(channel: &Channel, sender: u32, count: u32) -> Result<(), Failure> {
    let descriptor = pollable(channel.space_descriptor()?)?;
    let mut message = [0; LONGEST];
    let mut out = io::stdout().lock();
    for number in 0..count {
        let length = fill(&mut message, sender, number);
        loop {
            match channel.send(&message[..length]) {
                Err(Error::Full { .. }) => {
                    sleep(&descriptor, || channel.wait_space(NO_WAIT)).await?;
                }
                Err(Error::Busy { .. }) => tokio::task::yield_now().await,
                answer => break answer?,
            }
        }
        writeln!(out, "{number}")?;
    }
    writeln!(out, "done")?;
    Ok(())
}

async fn receive(channel: &Channel) -> Result<(), Failure> {
    let descriptor = pollable(channel.descriptor()?)?;
    let mut message = [0; LONGEST];
    let mut expected = [0; LONGEST];
    let mut out = io::stdout().lock();
    loop {
        match channel.receive(&mut message) {
            Ok(length) => {
                let word = |at: usize| {
                    u32::from_le_bytes([
                        message[at],
                        message[at + 1],
                        message[at + 2],
                        message[at + 3],
                    ])
                };
                let (sender, number) = (word(0), word(4));
                if fill(&mut expected, sender, number) != length
                    || expected[..length] != message[..length]
                {
                    return Err(format!("torn: {sender} {number}").into());
                }
                writeln!(out, "{sender} {number}")?;
            }
            Err(Error::Empty { .. }) => match sleep(&descriptor, || channel.wait(NO_WAIT)).await {
                Ok(()) => {}
                Err(failure) => return finish(&mut out, failure),
            },
            Err(error) => return finish(&mut out, error.into()),
        }
    }
}

fn finish(out: &mut impl Write, failure: Failure) -> Result<(), Failure> {
    let word = match failure.downcast_ref::<Error>() {
        Some(Error::Closed { .. }) => "closed",
        Some(Error::Stale { .. }) => "stale",
        _ => return Err(failure),
    };
    Ok(writeln!(out, "{word} {}", rt_audio::rt::now_ns())?)
}

async fn serve(name: &str) -> Result<(), Failure> {
    let server = Server::create(name, CONTENT, 16, LONGEST as u32)?;
    let descriptor = pollable(server.descriptor()?)?;
    let mut request = [0; LONGEST];
    println!("ready");
    loop {
        match server.receive(&mut request) {
            Ok((length, call)) => {
                request[..length].reverse();
                server.reply(call, &request[..length])?;
            }
            Err(Error::Empty { .. }) => sleep(&descriptor, || server.wait(NO_WAIT)).await?,
            Err(error) => return Err(error.into()),
        }
    }
}

/// One call; how long its answer is.
async fn exchange(
    client: &Client,
    descriptor: &AsyncFd<Descriptor>,
    request: &[u8],
    answer: &mut [u8],
) -> Result<usize, Failure> {
    let asked = client.send(request, 20_000)?;
    loop {
        match client.receive(answer) {
            Ok((length, call)) if call == asked => return Ok(length),
            Ok(_) => return Err("an answer to another call".into()),
            Err(Error::Empty { .. }) => sleep(descriptor, || client.wait(NO_WAIT)).await?,
            Err(error) => return Err(error.into()),
        }
    }
}

async fn ask(name: &str, sender: u32, count: u32) -> Result<(), Failure> {
    let client = Client::open(name, CONTENT)?;
    let descriptor = pollable(client.descriptor()?)?;
    let (mut request, mut answer) = ([0; LONGEST], [0; LONGEST]);
    let mut out = io::stdout().lock();
    for number in 0.. {
        if number == count {
            writeln!(out, "done")?;
        }
        let length = fill(&mut request, sender, number);
        match exchange(&client, &descriptor, &request[..length], &mut answer).await {
            Ok(received) => {
                answer[..received].reverse();
                if answer[..received] != request[..length] {
                    return Err(format!("another's answer: {sender} {number}").into());
                }
            }
            Err(failure) => return finish(&mut out, failure),
        }
    }
    Ok(())
}

type Failure = Box<dyn std::error::Error>;

fn run() -> Result<(), Failure> {
    if let Ok(group) = env::var("PEERS_GROUP") {
        rt_audio::use_group(&group)?;
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["send", name, sender, count] => {
            let channel = Channel::open(name, CONTENT)?;
            runtime.block_on(send(&channel, sender.parse()?, count.parse()?))
        }
        ["receive", name] => {
            let channel = Channel::open(name, CONTENT)?;
            println!("ready");
            runtime.block_on(receive(&channel))
        }
        ["serve", name] => runtime.block_on(serve(name)),
        ["ask", name, sender, count] => {
            runtime.block_on(ask(name, sender.parse()?, count.parse()?))
        }
        _ => Err("usage: rt-peer send|ask NAME SENDER COUNT, or receive|serve NAME".into()),
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("rt-peer: {failure}");
            ExitCode::FAILURE
        }
    }
}
