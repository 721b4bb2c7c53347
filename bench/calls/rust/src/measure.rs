//! Two loops in turn, and the ratio of their best rounds.

use std::time::Instant;

/// Calls in a round: short enough that some rounds meet no interruption.
pub const CALLS: u32 = 2000;
const PARTS: usize = 10;
const GOAL: f64 = 1.05; // 1.0, and what a clock of this kind can tell apart

fn time(body: &mut dyn FnMut()) -> f64 {
    let begin = Instant::now();
    body();
    begin.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

/// A loop around a call. It is compiled for each call, so that nothing stands between the two.
fn repeated(mut call: impl FnMut()) -> impl FnMut() {
    move || {
        for _ in 0..CALLS {
            call();
        }
    }
}

pub struct Bench {
    rounds: usize,
    over: usize,
    rows: usize,
}

impl Bench {
    pub const fn new(rounds: usize) -> Self {
        Self {
            rounds,
            over: 0,
            rows: 0,
        }
    }

    /// Compares a call with its peer.
    pub fn row(&mut self, name: &str, raw: impl FnMut(), safe: impl FnMut()) {
        let (mut raw, mut safe) = (repeated(raw), repeated(safe));
        let mut best = [[f64::MAX; 2]; PARTS];
        for round in 0..self.rounds {
            // Neither side always comes first.
            let part = &mut best[round / 2 % PARTS];
            if round % 2 == 0 {
                part[0] = part[0].min(time(&mut raw));
                part[1] = part[1].min(time(&mut safe));
            } else {
                part[1] = part[1].min(time(&mut safe));
                part[0] = part[0].min(time(&mut raw));
            }
        }
        let least = |side: usize| best.iter().map(|part| part[side]).fold(f64::MAX, f64::min);
        let ratio = least(1) / least(0);
        let mut spread: Vec<f64> = best.iter().map(|part| part[1] / part[0]).collect();
        spread.sort_by(f64::total_cmp);
        let is_over = ratio > GOAL;
        self.rows += 1;
        self.over += usize::from(is_over);
        println!(
            "{name:<28}{:>8.1}{:>9.1}   {ratio:.2} ({:.2}, {:.2}, {:.2}){}",
            least(0),
            least(1),
            spread[0],
            spread[PARTS / 2],
            spread[PARTS - 1],
            if is_over { "   over 1.0" } else { "" }
        );
    }

    /// Says how many rows are over the goal.
    pub fn verdict(&self) {
        match self.over {
            0 => println!("all within 1.0 x the raw call, as far as this clock tells ({GOAL})"),
            over => println!("{over} of {} over {GOAL} x the raw call", self.rows),
        }
    }
}
