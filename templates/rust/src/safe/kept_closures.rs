//! What C keeps, by the object that it belongs to and by what ends it.

{{#ends_all}}
use super::closures::{Id, end, is_alive, keep_panic, lock};
{{/ends_all}}
{{^ends_all}}
use super::closures::{Id, end, is_alive, lock};
{{/ends_all}}
{{#replaces}}
use super::closures::{is_inside, this_thread};
{{/replaces}}
{{#maps}}
use std::collections::{BTreeMap, BTreeSet};
{{/maps}}
{{^maps}}
use std::collections::BTreeSet;
{{/maps}}
{{#uses_data}}
use std::ffi::c_void;
{{/uses_data}}
{{#ends_all}}
use std::panic::catch_unwind;
{{/ends_all}}
{{#uses_data}}
use std::ptr;
{{/uses_data}}
use std::sync::Mutex;
{{#replaces}}
use std::sync::{Condvar, PoisonError};
{{/replaces}}

/// What tells registrations on one object apart: the function that ends them, or that makes them.
#[allow(clippy::enum_variant_names, reason = "names are the header's")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
{{#kinds}}
    {{name}},
{{/kinds}}
}

/// What C keeps for each object, and for the process at 0.
struct Table {
    kept: BTreeSet<(usize, Kind, usize)>,
{{#ids}}
    /// The last that C knew by an id of its own.
    ids: BTreeMap<(usize, Kind, String), usize>,
{{/ids}}
{{#counts}}
    /// How often each object that C counts the owners of is owned here.
    owners: BTreeMap<usize, usize>,
{{/counts}}
    limit: usize,
}
static TABLE: Mutex<Table> = Mutex::new(Table {
    kept: BTreeSet::new(),
{{#ids}}
    ids: BTreeMap::new(),
{{/ids}}
{{#counts}}
    owners: BTreeMap::new(),
{{/counts}}
    limit: 64,
});

impl Table {
    fn add(&mut self, entry: (usize, Kind, usize)) {
        self.kept.insert(entry);
        // Those that were called once, and are gone, are swept out now and then.
        if self.kept.len() > self.limit {
            self.kept.retain(|&(_, _, id)| is_alive(id));
            self.limit = 64.max(self.kept.len() * 2);
        }
    }
{{#ids}}

    /// Gives an id to another closure; who had it before and has not ended here.
    fn rename(&mut self, object: usize, kind: Kind, name: String, id: usize) -> Option<usize> {
        if self.ids.len() > self.limit {
            self.ids.retain(|_, &mut id| is_alive(id));
        }
        let before = self.ids.insert((object, kind, name), id)?;
        let is_there = before != id && self.kept.remove(&(object, kind, before));
        is_there.then_some(before)
    }
{{/ids}}
{{#replaces}}

    fn in_force(&self, object: usize, kind: Kind) -> impl Iterator<Item = usize> {
        let all = (object, kind, 0)..=(object, kind, usize::MAX);
        self.kept.range(all).map(|entry| entry.2)
    }

    /// Takes out what was in force when a turn began, and is still there.
    fn take(&mut self, turn: &Turn) -> Vec<usize> {
        let mut ids = turn.before.clone();
        ids.retain(|&id| self.kept.remove(&(turn.object, turn.kind, id)));
        ids
    }
{{/replaces}}
}

{{#replaces}}
/// What C has and what this crate knows of it change together where C has one closure of a kind at a
/// time: registering and ending take turns. Within a closure nobody waits, since C may wait for it.
pub(super) struct Turn {
    object: usize,
    kind: Kind,
    /// What was in force before: that, and no more, C has no longer afterwards. Of those that come in
    /// the meantime, out of turn, C may have any.
    before: Vec<usize>,
    is_taken: bool,
{{#turns}}
    /// Another thread is at it, and within a closure it is not to be waited for.
    is_anothers: bool,
{{/turns}}
}

/// Those that are taken, each by a thread, and how many threads wait for one.
struct Turns {
    taken: Vec<(usize, Kind, usize)>,
    waiting: usize,
}
static TURNS: Mutex<Turns> = Mutex::new(Turns {
    taken: Vec::new(),
    waiting: 0,
});
static TURN_ENDED: Condvar = Condvar::new();

impl Turn {
    pub(super) fn take(object: usize, kind: Kind) -> Self {
        let here = this_thread();
        let mut turns = lock(&TURNS);
{{#turns}}
        let mut is_anothers = false;
{{/turns}}
        let mut is_taken = true;
        while let Some(turn) = turns
            .taken
            .iter()
            .find(|turn| (turn.0, turn.1) == (object, kind))
        {
            // What is dropped within a turn may end a registration as well.
            is_taken = turn.2 != here && !is_inside();
            if !is_taken {
{{#turns}}
                is_anothers = turn.2 != here;
{{/turns}}
                break;
            }
            turns.waiting += 1;
            turns = TURN_ENDED
                .wait(turns)
                .unwrap_or_else(PoisonError::into_inner);
            turns.waiting -= 1;
        }
        if is_taken {
            turns.taken.push((object, kind, here));
        }
        drop(turns);
        Self {
            object,
            kind,
            before: lock(&TABLE).in_force(object, kind).collect(),
            is_taken,
{{#turns}}
            is_anothers,
{{/turns}}
        }
    }
{{#turns}}

    /// Whether a registration is to be ended in it. What another thread registers or ends meanwhile
    /// takes this one's place in C: to end that as well would be too much.
    pub(super) const fn is_mine(&self) -> bool {
        !self.is_anothers
    }
{{/turns}}
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.is_taken {
            let mut turns = lock(&TURNS);
            turns
                .taken
                .retain(|turn| (turn.0, turn.1) != (self.object, self.kind));
            if turns.waiting != 0 {
                TURN_ENDED.notify_all();
            }
        }
    }
}

{{/replaces}}
impl Id {
{{#adds}}
    /// C has it, beside others of its kind.
    pub(super) fn register(self, object: usize, kind: Kind) -> Registered {
        let id = self.into_number();
        lock(&TABLE).add((object, kind, id));
        Registered { object, kind, id }
    }
{{/adds}}
{{#replaces}}
{{#adds}}

{{/adds}}
    /// C has it, in the place of the one before.
    pub(super) fn replace(self, turn: Turn) -> Registered {
        let (object, kind) = (turn.object, turn.kind);
        let id = self.into_number();
        let mut table = lock(&TABLE);
        let replaced = table.take(&turn);
        table.add((object, kind, id));
        drop(table);
        drop(turn);
        end_all(replaced);
        Registered { object, kind, id }
    }
{{/replaces}}
}

{{#ends_all}}
/// All of them, whatever they do as they end: a panic waits for a call to finish.
pub(super) fn end_all(ids: Vec<usize>) {
    for id in ids {
        if let Err(panic) = catch_unwind(|| end(id)) {
            keep_panic(panic);
        }
    }
}

{{/ends_all}}
/// A closure that C keeps. Dropped, it is forgotten here and ended.
pub(super) struct Registered {
    object: usize,
    kind: Kind,
    id: usize,
}

impl Registered {
{{#ids}}
    /// The id that C gave it. What had that before has ended there.
    pub(super) fn known_by(&self, name: impl Copy + ToString) {
        let name = name.to_string();
        let before = lock(&TABLE).rename(self.object, self.kind, name, self.id);
        if let Some(before) = before {
            end(before);
        }
    }

{{/ids}}
{{#guards}}
{{#current}}
    /// Whether C still has it: its end may have been called by hand.
    pub(super) fn is_current(&self) -> bool {
        let entry = (self.object, self.kind, self.id);
        lock(&TABLE).kept.contains(&entry)
    }
{{/current}}
{{#turns}}
{{#current}}

{{/current}}
    /// Whether C has it for certain: another may have its place by now, or one that was registered at
    /// the same time.
    pub(super) fn is_in_force(&self) -> bool {
        let table = lock(&TABLE);
        let mut all = table.in_force(self.object, self.kind);
        all.next() == Some(self.id) && all.next().is_none()
    }
{{/turns}}
{{#turns}}

    /// The turn in which it is ended.
    pub(super) fn turn(&self) -> Turn {
        Turn::take(self.object, self.kind)
    }
{{/turns}}
{{#pairs}}

    pub(super) fn as_user_data(&self) -> *mut c_void {
        ptr::without_provenance_mut(super::closures::marked(self.id))
    }
{{/pairs}}
{{#lasts}}

{{/lasts}}
{{/guards}}
{{#lasts}}
    /// It lives until its object is closed, or another takes its place.
    pub(super) const fn for_good(self) {
        std::mem::forget(self);
    }
{{/lasts}}
}

impl Drop for Registered {
    fn drop(&mut self) {
        let entry = (self.object, self.kind, self.id);
        lock(&TABLE).kept.remove(&entry);
        end(self.id);
    }
}
{{#replaces}}

/// The end of a registration was called by hand.
pub(super) fn end_current(turn: Turn) {
    let ids = lock(&TABLE).take(&turn);
    drop(turn);
    end_all(ids);
}
{{/replaces}}
{{#hook_data}}

/// What C hands back to a hook; null where there is none.
pub(super) fn hook_data(id: &Option<Id>) -> *mut c_void {
    id.as_ref().map_or(ptr::null_mut(), Id::as_user_data)
}
{{/hook_data}}
{{#hooked}}

/// C has the process's new hook, or none any more.
pub(super) fn hook(id: Option<Id>, turn: Turn) {
    match id {
        Some(id) => id.replace(turn).for_good(),
        None => end_current(turn),
    }
}
{{/hooked}}
{{#objects}}

/// What belongs to an object that is about to be closed. It is taken before C closes it, since its
/// address may be another's at once, and ended after.
pub(super) fn take(object: usize) -> Vec<usize> {
    let mut table = lock(&TABLE);
{{#counts}}
    if table.owners.contains_key(&object) {
        return Vec::new();
    }
{{/counts}}
    let entries: Vec<_> = table
        .kept
        .range((object, Kind::{{first_kind}}, 0)..)
        .take_while(|entry| entry.0 == object)
        .copied()
        .collect();
    let mut ids = Vec::with_capacity(entries.len());
    for entry in entries {
        table.kept.remove(&entry);
        ids.push(entry.2);
    }
    ids
}
{{/objects}}
{{#gives}}

/// What belongs to an object that another one is about to have belongs to that one from now on.
pub(super) fn give(object: usize, taker: usize) {
    let mut table = lock(&TABLE);
{{#counts}}
    if table.owners.contains_key(&object) {
        return;
    }
{{/counts}}
    let given: Vec<_> = table
        .kept
        .range((object, Kind::{{first_kind}}, 0)..)
        .take_while(|entry| entry.0 == object)
        .copied()
        .collect();
    for entry in given {
        table.kept.remove(&entry);
        table.kept.insert((taker, entry.1, entry.2));
    }
}
{{/gives}}
{{#counts}}

/// The object has an owner more here. The last ends what belongs to it.
pub(super) fn own(object: usize) {
    *lock(&TABLE).owners.entry(object).or_default() += 1;
}

/// One less.
pub(super) fn disown(object: usize) {
    let mut table = lock(&TABLE);
    if let Some(count) = table.owners.get_mut(&object) {
        *count -= 1;
        if *count == 0 {
            table.owners.remove(&object);
        }
    }
}
{{/counts}}
