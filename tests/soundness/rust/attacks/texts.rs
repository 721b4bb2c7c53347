//! rule: 12, and what errors say.
#![forbid(unsafe_code)]
#![allow(unused_mut)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
/// However long, if asking again has no other effect.
fn texts_that_do_not_fit_are_asked_for_again() -> Outcome {
    for length in [1, 255, 256, 257, 5000, 100_000] {
        let name = "n".repeat(length);
        let doc = Doc::open(&name)?;
        assert_eq!(doc.label()?, name);
        assert_eq!(doc.title()?, name);
    }
    let mut doc = Doc::open("d")?;
    doc.push(&"f".repeat(5000))?;
    assert_eq!(doc.front()?.len(), 5000);
    assert_eq!(doc.front()?.len(), 5000);
    Ok(())
}

/// expected: ok
/// C is never told of more room than its count can say: what wraps would be no room, or less than none.
fn room_that_a_narrow_count_cannot_say() -> Outcome {
    for length in [1, 100, 250, 5000, 30_000, 40_000, 70_000] {
        let name = "n".repeat(length);
        let doc = Doc::open(&name)?;
        match doc.short_label() {
            Ok(text) => assert_eq!(text, name),
            Err(error) => assert!(length > 30_000, "{length}: {error}"),
        }
        match doc.tiny_label() {
            Ok(text) => assert_eq!(text, name),
            Err(error) => assert!(length > 250, "{length}: {error}"),
        }
    }
    Ok(())
}

/// expected: ok
/// FORM: the caller gives the room.
fn messages_are_popped_once() -> Outcome {
    let mut doc = Doc::open("d")?;
    doc.push(&"A".repeat(300))?;
    doc.push("second")?;
    doc.push("third")?;
    assert_eq!(doc.pop(1024)?, "A".repeat(300));
    assert_eq!(doc.pop(1024)?, "second");
    // What does not fit is cut, or refused: never the next one, never bytes that C did not write.
    match doc.pop(3) {
        Ok(text) => assert!("third".starts_with(&text)),
        Err(error) => assert!(!matches!(error, Error::End(_)), "{error:?}"),
    }
    assert!(matches!(doc.pop(1024), Err(Error::End(_))));
    Ok(())
}

/// expected: ok
fn a_text_without_end_ends() -> Outcome {
    match endless_text() {
        Ok(text) => assert!(text.chars().all(|c| c == 'e')),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    Ok(())
}

/// expected: ok
fn owned_texts_are_freed() -> Outcome {
    let doc = Doc::open("d")?;
    assert_eq!(doc.describe(), "document d with 3 pages");
    assert_eq!(doc.comment(true).as_deref(), Some("a comment"));
    assert_eq!(doc.comment(false), None);
    assert_eq!(explain(false)?, "it went well");
    assert!(matches!(explain(true), Err(Error::Refused(_))));
    assert_eq!(doc.latin(), "M\u{fffd}nchen");
    Ok(())
}

/// expected: ok
fn a_nul_inside_is_an_error() -> Outcome {
    let mut doc = Doc::open("d")?;
    assert!(matches!(Doc::open("a\0b"), Err(Error::Argument(_))));
    assert!(matches!(doc.rename("a\0b"), Err(Error::Argument(_))));
    assert!(matches!(
        optional(None, Some("a\0b")),
        Err(Error::Argument(_))
    ));
    assert_eq!(optional(None, None)?, 0);
    assert_eq!(
        optional(
            Some(&ShBox {
                x: 1,
                y: 1,
                w: 1,
                h: 1
            }),
            Some("a")
        )?,
        3
    );
    assert_eq!(counted_text_length("a\0b"), 1);
    Ok(())
}

/// expected: ok
fn error_text_is_of_this_call() -> Outcome {
    let first = fail(3, true).unwrap_err();
    assert!(
        first.to_string().contains("failed with 3 as asked"),
        "{first}"
    );
    let stale = fail(1, false).unwrap_err();
    assert!(matches!(stale, Error::Missing(_)));
    assert!(
        !stale.to_string().contains("as asked"),
        "a text of an earlier call: {stale}"
    );
    let unknown = fail(77, false).unwrap_err();
    assert!(unknown.to_string().contains("77"), "{unknown}");
    fail(0, true)
}

/// expected: ok
/// FORM: errno is std::io::Error, or an Error made from it.
fn errno_says_why() -> Outcome {
    assert_eq!(fail_errno(0).expect("no error"), 7);
    let error = std::io::Error::from(fail_errno(2).unwrap_err());
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    assert_eq!(text_errno(0).expect("a text"), "no error");
    assert_eq!(
        std::io::Error::from(text_errno(13).unwrap_err()).kind(),
        std::io::ErrorKind::PermissionDenied
    );
    Ok(())
}

/// expected: ok
/// FORM: FFI_ERROR_KIND makes it an error of std::io.
fn kinds_of_errors_are_those_of_rust() -> Outcome {
    let error = std::io::Error::from(fail(1, true).unwrap_err());
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    let error = std::io::Error::from(fail(4, true).unwrap_err());
    assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
    Ok(())
}

/// expected: ok
fn nullable_texts_of_callbacks() -> Outcome {
    let mut lines = Vec::new();
    read_lines(|line| lines.push(line.map(str::to_owned)))?;
    assert_eq!(
        lines[..3],
        [Some("first".into()), Some("zwölf".into()), None]
    );
    assert_eq!(lines[3].as_deref(), Some("bad \u{fffd} byte"));
    Ok(())
}

attacks!(
    texts_that_do_not_fit_are_asked_for_again,
    room_that_a_narrow_count_cannot_say,
    messages_are_popped_once,
    a_text_without_end_ends,
    owned_texts_are_freed,
    a_nul_inside_is_an_error,
    error_text_is_of_this_call,
    errno_says_why,
    kinds_of_errors_are_those_of_rust,
    nullable_texts_of_callbacks,
);
