//! rule: 1, 2, 4. An object that comes in more than one way is one object all the same.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

/// expected: ok
fn what_is_lent_is_used() -> Outcome {
    let fair = Fair::open()?;
    let mut seen = 0;
    fair.tour(|stall| seen += stall.samples().map_or(0, |samples| samples.len()))?;
    fair.greet(|guest| guest.wait(1).expect("to wait"))?;
    assert_eq!(seen, 4);
    fair.host()?.wait(1)?;
    fair.seat(Guest::open()?)?;
    Guest::open()?.leave()
}

/// expected: ok
fn what_is_counted_is_kept_in_its_thread() -> Outcome {
    let mut brush = Brush::create()?;
    {
        let mut easel = Easel::open()?;
        easel.hold(&brush)?;
        easel.paint()?;
        drop(brush);
        easel.paint()?;
        brush = Brush::create()?;
        easel.hold(&brush)?;
    }
    let mut store = Store::open("s")?;
    store.test(&brush)?;
    assert_eq!(brush.strokes(), 1);
    std::thread::spawn(move || drop(store)).join().expect("a thread");
    let pot = Pot::create()?;
    let mut board = Board::open()?;
    board.place(&pot)?;
    assert_eq!(pot.references(), 2);
    drop(board);
    assert_eq!(pot.references(), 1);
    Ok(())
}

attacks!(what_is_lent_is_used, what_is_counted_is_kept_in_its_thread);
