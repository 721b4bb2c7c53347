//! Calls of a server that answers anything at all: a result or an error, in as much memory as its
//! answer is worth.

use proptest::prelude::*;
use timer_cbor::rpc::{Client, Framed, RpcError};
use timer_cbor::{Cbor, Request};

use crate::answers::{Script, frame};

type Call = fn(&Client) -> Result<(), RpcError>;

const CALLS: [Call; 9] = [
    |client| client.echo(&Request::default()).map(drop),
    |client| client.start(&Request::default()).map(drop),
    |client| client.list("", 9).map(drop),
    |client| client.sum(&[1.0]).map(drop),
    |client| client.transpose(&[1.0], 1, 1).map(drop),
    |client| client.reverse(&[1]).map(drop),
    |client| client.watch_open(None)?.next(0).map(drop),
    |client| client.watch_open(None)?.close(),
    |client| client.describe().map(drop),
];

/// The payload is the answer's to each request but `ffi.hello`.
fn call(which: usize, status: i32, payload: &[u8]) -> (Result<(), RpcError>, usize) {
    let answer = frame(status, payload);
    let all = [frame(0, b"\xa0"), answer.clone(), answer].concat();
    let dial = move |_| -> Result<Box<dyn timer_cbor::rpc::Transport>, RpcError> {
        Ok(Box::new(Framed::new(Script::saying(all.clone(), vec![4096]))))
    };
    let client = Client::over(dial, None, false).unwrap();
    crate::most(|| CALLS[which](&client))
}

fn holds(which: usize, status: i32, payload: &[u8]) -> Result<(), TestCaseError> {
    let (result, most) = call(which, status, payload);
    prop_assert!(most <= 8 * payload.len() + 20_000, "{most} bytes for {}", payload.len());
    if status != 0 {
        prop_assert!(result.is_err());
    }
    Ok(())
}

fn status() -> impl Strategy<Value = i32> {
    prop_oneof![Just(0), any::<i32>()]
}

/// Lists and text in every shape of their heads.
fn lists() -> impl Strategy<Value = Vec<u8>> {
    let key = prop::sample::select(vec![
        "timers",
        "mean",
        "result",
        "transposed",
        "bytes",
        "watch",
        "cddl",
        "event",
        "understood",
        "id",
    ]);
    let head = prop::sample::select(vec![
        &b"\x9f"[..],
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x9a\x00\x00\xff\xff",
        b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\xd8\x56\x5a\x00\x00\xff\xf8",
        b"\x7a\x00\x00\xff\xff",
        b"\xbf",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
    ]);
    let item = prop::sample::select(vec![&b"\xa0"[..], b"\x00", b"\xf6", b"\x81", b"\x60", b"\xff"]);
    (key, head, item, 0..70_000_usize).prop_map(|(key, head, item, count)| {
        let name = [0x60 + u8::try_from(key.len()).unwrap()];
        [
            &b"\xbf"[..],
            &name,
            key.as_bytes(),
            head,
            &item.repeat(count),
            b"\xff\xff",
        ]
        .concat()
    })
}

#[test]
fn what_is_right_is_taken() {
    let mut message = [0; Request::MAX_SIZE];
    let message = Request::default().encode(&mut message).unwrap();
    let payload = [b"\xa1\x6aunderstood", &*message].concat();
    assert!(call(0, 0, &payload).0.is_ok());
    assert!(call(5, 0, b"\xa1\x65bytes\x42ab").0.is_ok());
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn any_payload(which in 0..CALLS.len(), status in status(), payload in prop::collection::vec(any::<u8>(), 0..200)) {
        holds(which, status, &payload)?;
    }

    #[test]
    fn any_list(which in 0..CALLS.len(), payload in lists()) {
        holds(which, 0, &payload)?;
    }

    #[test]
    fn damaged_answers(which in 0..CALLS.len(), status in status(), answer in crate::damaged(crate::seeds("ANSWERS"))) {
        holds(which, status, answer.get(8..).unwrap_or_default())?;
    }
}
