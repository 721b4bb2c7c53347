//! The library behind little.h: what C does, as Miri can see it.
#![allow(clippy::missing_safety_doc)]

use little::raw::*;
use std::ffi::CStr;
use std::sync::Mutex;

type Event = (unsafe extern "C" fn(*mut c_void, i32), usize);

pub struct Store(Vec<i32>);
pub struct Walk(*const Store, usize);
pub struct Ring(Option<Box<li_block>>);
#[derive(Default)]
pub struct Bus {
    one: Mutex<Option<Event>>,
    followers: Mutex<Vec<Event>>,
}

fn give<T>(value: T, place: *mut *mut impl Sized) -> li_status {
    unsafe { *place = Box::into_raw(Box::new(value)).cast() };
    LI_OK
}

#[unsafe(no_mangle)]
unsafe extern "C" fn li_store_open(store: *mut *mut li_store) -> li_status {
    give(Store(Vec::new()), store)
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_store_close(store: *mut li_store) {
    drop(unsafe { Box::from_raw(store.cast::<Store>()) });
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_store_put(store: *mut li_store, number: i32) -> li_status {
    unsafe { (*store.cast::<Store>()).0.push(number) };
    LI_OK
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_store_numbers(store: *mut li_store, count: *mut usize) -> *mut i32 {
    let numbers = unsafe { &mut (*store.cast::<Store>()).0 };
    unsafe { *count = numbers.len() };
    numbers.as_mut_ptr()
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_store_walk(store: *mut li_store, walk: *mut *mut li_walk) -> li_status {
    give(Walk(store.cast(), 0), walk)
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_walk_close(walk: *mut li_walk) {
    let walk = unsafe { Box::from_raw(walk.cast::<Walk>()) };
    assert!(walk.1 <= unsafe { &*walk.0 }.0.len()); // its store must be there
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_walk_next(walk: *mut li_walk, number: *mut i32) -> li_status {
    let walk = unsafe { &mut *walk.cast::<Walk>() };
    match unsafe { &(*walk.0).0 }.get(walk.1) {
        Some(found) => {
            walk.1 += 1;
            unsafe { *number = *found };
            LI_OK
        }
        None => LI_NOT_THERE,
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn li_ring_open(ring: *mut *mut li_ring) -> li_status {
    give(Ring(Some(Box::default())), ring)
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_ring_close(ring: *mut li_ring) {
    let ring = unsafe { Box::from_raw(ring.cast::<Ring>()) };
    assert!(ring.0.is_some(), "its block is lent");
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_ring_claim(ring: *mut li_ring, block: *mut *mut li_block) -> li_status {
    match unsafe { (*ring.cast::<Ring>()).0.take() } {
        Some(lent) => {
            unsafe { *block = Box::into_raw(lent) };
            LI_OK
        }
        None => LI_NOT_THERE,
    }
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_ring_commit(ring: *mut li_ring, block: *mut li_block) -> li_status {
    let block = unsafe { Box::from_raw(block) };
    if block.count > 3 {
        std::mem::forget(block);
        return LI_NOT_THERE;
    }
    unsafe { (*ring.cast::<Ring>()).0 = Some(block) };
    LI_OK
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_ring_abandon(ring: *mut li_ring, block: *mut li_block) -> li_status {
    unsafe { (*ring.cast::<Ring>()).0 = Some(Box::from_raw(block)) };
    LI_OK
}

fn tell(events: Vec<Event>, number: i32) {
    for (event, user) in events {
        unsafe { event(std::ptr::without_provenance_mut(user), number) };
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn li_bus_open(bus: *mut *mut li_bus) -> li_status {
    give(Bus::default(), bus)
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_bus_close(bus: *mut li_bus) {
    let bus = unsafe { Box::from_raw(bus.cast::<Bus>()) };
    tell(std::mem::take(&mut bus.followers.lock().unwrap()), -1);
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_bus_on(bus: *mut li_bus, event: li_event, user: *mut c_void) -> li_status {
    let bus = unsafe { &*bus.cast::<Bus>() };
    *bus.one.lock().unwrap() = event.map(|event| (event, user.addr()));
    LI_OK
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_bus_off(bus: *mut li_bus) -> li_status {
    let bus = unsafe { &*bus.cast::<Bus>() };
    let last = bus.one.lock().unwrap().take();
    tell(last.into_iter().collect(), -1);
    LI_OK
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_bus_follow(
    bus: *mut li_bus,
    event: li_event,
    user: *mut c_void,
) -> li_status {
    let bus = unsafe { &*bus.cast::<Bus>() };
    bus.followers
        .lock()
        .unwrap()
        .extend(event.map(|event| (event, user.addr())));
    LI_OK
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_bus_emit(bus: *mut li_bus, number: i32) -> li_status {
    let bus = unsafe { &*bus.cast::<Bus>() };
    let mut all = bus.followers.lock().unwrap().clone();
    all.extend(*bus.one.lock().unwrap());
    tell(all, number);
    LI_OK
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_bus_emit_elsewhere(bus: *mut li_bus, number: i32) -> li_status {
    let bus = unsafe { &*bus.cast::<Bus>() };
    std::thread::scope(|scope| {
        scope.spawn(|| unsafe { li_bus_emit(std::ptr::from_ref(bus).cast_mut().cast(), number) });
    });
    LI_OK
}

#[unsafe(no_mangle)]
unsafe extern "C" fn li_map_number(map: li_map, user: *mut c_void, number: i32) -> i32 {
    unsafe { map.unwrap()(user, number) }
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_sort(numbers: *mut i32, n: usize, compare: li_compare) -> li_status {
    let numbers = unsafe { std::slice::from_raw_parts_mut(numbers, n) };
    let compare = compare.unwrap();
    for i in 1..n {
        let mut at = i;
        while at > 0 && unsafe { compare(numbers[at - 1], numbers[at]) } > 0 {
            numbers.swap(at - 1, at);
            at -= 1;
        }
    }
    LI_OK
}
#[unsafe(no_mangle)]
unsafe extern "C" fn li_length(text: *const c_char) -> u64 {
    unsafe { CStr::from_ptr(text) }.to_bytes().len() as u64
}
