//! rule: 4. Nothing that hides a type from the compiler's eye sends what may not be sent.
//! expected: does-not-compile: E0277
#![forbid(unsafe_code)]
#![allow(unused_mut, unused_variables)]
use shapes::*;
use std::any::Any;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

fn sent<T: Send>(_: T) {}

fn attack() -> attack::Outcome {
    let desk = Desk::open("d")?;
    let bell = Bell::open()?;
    let (store, ring, doc) = (Store::open("s")?, Ring::open()?, Doc::open("d")?);
    let mut cursor = store.walk()?;
    sent(Store::open("other")?);
    sent(Arc::new(Mutex::new(Ring::open()?)));
    #[cfg(attack)]
    {
        sent(Arc::new(Store::open("shared")?));
        sent(Mutex::new(Desk::open("d")?));
        sent(Box::new(ring.claim()?));
        sent(&cursor);
        sent(async { doc.on_touch(|_, _| ()).map(|_| std::future::ready(()))?.await; Ok::<_, Error>(()) });
        let task = async {
            let claim = ring.claim()?;
            std::future::ready(()).await;
            claim.commit()
        };
        sent(task);
        let hidden: Box<dyn Any + Send> = Box::new(desk);
        let (gives, _takes) = mpsc::channel();
        gives.send(Brush::create()?).ok();
        thread::spawn(move || drop(gives));
        sent(bell.on_ring(|_, _| ())?);
    }
    drop(cursor);
    Ok(())
}
attack::attacks!(attack);
