//! rule: 14. What was handed over is gone, and nobody makes an object of its parts.
//! expected: does-not-compile: E0382 | does-not-compile: E0382, E0451
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let hub = Hub::open("h")?;
    let ticket = Ticket::create(1)?;
    hub.submit(ticket)?;
    #[cfg(attack)]
    ticket.number();
    Ok(())
}
attack::attacks!(attack);
