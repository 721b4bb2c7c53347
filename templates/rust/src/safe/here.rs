//! Closures of one call that C hands nothing back for: the thread in the call has them.

{{imports}}

/// Where a thread's calls of a closure find it when C hands nothing back.
pub(super) struct Place(Cell<*mut c_void>);

impl Place {
    pub(super) const fn new() -> Self {
        Self(Cell::new(ptr::null_mut()))
    }

    pub(super) fn get<F>(&self) -> *const F {
        self.0.get().cast()
    }
}

/// A closure in its place, until the call ends. Calls within it put theirs there for as long.
pub(super) struct Here {
    place: &'static LocalKey<Place>,
    outer: *mut c_void,
}

impl Here {
    pub(super) fn new<F>(place: &'static LocalKey<Place>, closure: &Contained<F>) -> Self {
        let outer = place.with(|place| place.0.replace(closure.as_user_data()));
        Self { place, outer }
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.place.with(|place| place.0.set(self.outer));
    }
}
