//! rule: 14. Handles are not values.
//! expected: does-not-compile: E0277, E0382, E0451, E0599
#![forbid(unsafe_code)]
use shapes::*;
fn attack() -> attack::Outcome {
    let hub = Hub::open("h")?;
    let ticket = Ticket::create(1)?;
    hub.submit(ticket)?;
    #[cfg(attack)]
    {
        ticket.number();
        let copy = hub.clone();
        let none: Hub = Default::default();
        let made = Hub { ..hub };
    }
    Ok(())
}
attack::attacks!(attack);
