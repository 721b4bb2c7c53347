//! rule: 3, 5, 7, 8, 12. What stands beside functions in a record lasts as long as they do; text that a
//! closure gives C is there as long as C may read it.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

const ROOM: usize = 8192;

type Phrase = Box<dyn Fn(i64) -> String + Send + Sync>;
type Motto = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// Says what its name is.
fn orator(name: &str, title: Option<&str>) -> OratorFunctions<Phrase, Motto, Phrase> {
    let mottos = AtomicU32::new(0);
    let (speaks, has) = (name.to_owned(), name.to_owned());
    OratorFunctions {
        name: name.to_owned(),
        title: title.map(str::to_owned),
        rank: 3,
        pace: 2.5,
        school: School::Plain,
        is_loud: false,
        phrase: Box::new(move |number| format!("{speaks} says {number}{}", ".".repeat(40))),
        motto: Some(Box::new(move || {
            let count = mottos.fetch_add(1, SeqCst) + 1;
            Some(format!("motto {count} of {has}{}", "!".repeat(40)))
        })),
        aside: Some(Box::new(|number| format!("aside {number}").repeat(9)) as Phrase),
    }
}

fn told(name: &str, number: i64, title: &str) -> String {
    let (dots, marks, next) = (".".repeat(40), "!".repeat(40), number + 1);
    format!(
        "{title}{name} (3): {name} says {number}{dots} {name} says {next}{dots} motto 1 of {name}{marks}\n"
    )
}

/// expected: ok
fn what_stands_beside_lasts() -> Outcome {
    let forum = Forum::open()?;
    let long = "second".repeat(40);
    let first = forum.invite(orator("first", None))?;
    let second = forum.invite(orator(&long, None))?;
    let third = forum.invite(orator("third", Some("Dr.")))?;
    for number in 0..3 {
        let all = told("first", number, "") + &told(&long, number, "");
        assert_eq!(forum.hear(number, ROOM)?, all + &told("third", number, "Dr. "));
    }
    drop((first, third));
    assert_eq!(forum.hear(7, ROOM)?, told(&long, 7, ""));
    drop(second);
    Ok(())
}

/// expected: ok
fn what_does_not_fit_is_refused() -> Outcome {
    let forum = Forum::open()?;
    let wrong = [
        OratorFunctions { rank: 11, ..orator("x", None) },
        OratorFunctions { name: "a\0b".into(), ..orator("x", None) },
        OratorFunctions { title: Some("a\0b".into()), ..orator("x", None) },
    ];
    for one in wrong {
        assert!(forum.invite(one).is_err());
    }
    assert!(audition(OratorFunctions { rank: 11, ..orator("x", None) }, 1, ROOM).is_err());
    assert_eq!(forum.hear(1, ROOM)?, "");
    Ok(())
}

/// expected: ok
fn within_a_call() -> Outcome {
    let loud = OratorFunctions { is_loud: true, ..orator("x", Some("Sir")) };
    let (dots, marks) = (".".repeat(40), "!".repeat(40));
    assert_eq!(audition(loud, 5, ROOM)?, format!("Sir x (3): x says 5{dots} motto 1 of x{marks} !"));
    let mut calls = 0; // a closure of one call may borrow
    let heard = whispered(
        |number| {
            calls += 1;
            number.to_string().repeat(50)
        },
        4,
        ROOM,
    )?;
    assert_eq!((heard, calls), (format!("{},{}", "4".repeat(50), "5".repeat(50)), 2));
    Ok(())
}

/// expected: ok
fn no_text_is_no_motto() -> Outcome {
    let forum = Forum::open()?;
    let silent = forum.invite(OratorFunctions { motto: None, ..orator("x", None) })?;
    let shy = OratorFunctions { motto: Some(Box::new(|| None) as Motto), ..orator("y", None) };
    let shy = forum.invite(shy)?;
    assert_eq!(forum.hear(1, ROOM)?.matches(" -\n").count(), 2);
    drop((silent, shy));
    Ok(())
}

/// expected: ok
fn what_is_no_text_comes_back() -> Outcome {
    let nul = AssertUnwindSafe(|| whispered(|_| "a\0b".into(), 1, ROOM));
    assert!(catch_unwind(nul).is_err());
    let forum = Forum::open()?;
    let wrong = OratorFunctions { phrase: Box::new(|_| -> String { panic!("no words") }) as Phrase, ..orator("x", None) };
    let guard = forum.invite(wrong)?;
    assert!(catch_unwind(AssertUnwindSafe(|| forum.hear(1, ROOM))).is_err());
    drop(guard);
    Ok(())
}

/// expected: ok
fn ending_itself_leaves_its_words() -> Outcome {
    let forum = Forum::open()?;
    let guard = Arc::new(Mutex::new(None));
    let inside = guard.clone();
    let phrase = move |_| {
        drop(inside.lock().expect("no poison").take());
        "last words ".repeat(10)
    };
    let last = OratorFunctions { phrase: Box::new(phrase) as Phrase, aside: None, ..orator("x", None) };
    // Closures of a guard that they hold themselves would keep each other.
    *guard.lock().expect("no poison") = Some(forum.invite(last)?);
    assert_eq!(forum.hear(1, ROOM)?, format!("(gone): {}\n", "last words ".repeat(10)));
    assert_eq!(forum.hear(1, ROOM)?, "");
    Ok(())
}

/// expected: ok
fn threads_have_their_own() -> Outcome {
    let forum = Forum::open()?;
    let guards: Vec<_> = (0..4)
        .map(|i| forum.invite(OratorFunctions { motto: None, ..orator(&format!("orator {i}"), None) }))
        .collect::<Result<_, _>>()?;
    thread::scope(|scope| {
        for first in 0..4 {
            let forum = &forum;
            scope.spawn(move || {
                for i in 0..25 {
                    let number = 1000 * first + i;
                    let heard = if i % 2 == 0 {
                        forum.hear_elsewhere(number, ROOM)
                    } else {
                        forum.hear(number, ROOM)
                    };
                    let heard = heard.expect("it is open");
                    assert_eq!(heard.matches(&format!(" says {number}.")).count(), 4, "{heard}");
                }
            });
        }
    });
    drop(guards);
    Ok(())
}

/// expected: ok
fn hooks_give_texts() -> Outcome {
    on_prompt(Some(|number| format!("prompt {number}").repeat(20)))?;
    assert_eq!(prompted(3, ROOM)?, "prompt 3".repeat(20));
    on_prompt(Some(|_| String::from("other")))?;
    assert_eq!(prompted(3, ROOM)?, "other");
    on_prompt(None::<fn(i64) -> String>)?;
    assert_eq!(prompted(3, ROOM)?, "nobody");
    Ok(())
}

attacks![
    what_stands_beside_lasts,
    what_does_not_fit_is_refused,
    within_a_call,
    no_text_is_no_motto,
    what_is_no_text_comes_back,
    ending_itself_leaves_its_words,
    threads_have_their_own,
    hooks_give_texts,
];
