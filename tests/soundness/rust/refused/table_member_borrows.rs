//! rule: 5. What fills a record of function pointers that C keeps owns what it uses.
//! expected: does-not-compile: E0597 | does-not-compile: E0373
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let stage = Stage::open()?;
    let guard;
    {
        let text = String::from("text");
        #[cfg(attack)]
        let enter = |_: &str, _| println!("{text}");
        #[cfg(not(attack))]
        let enter = move |_: &str, _| println!("{text}");
        guard = stage.join(ActorFunctions {
            enter,
            speak: |_: &str, _| (),
            leave: Some(|_: &str, _| ()),
        })?;
    }
    stage.play(1)?;
    drop(guard);
    Ok(())
}
attack::attacks!(attack);
