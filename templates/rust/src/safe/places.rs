//! Memory that C shows closures, maybe by more than one name.

{{imports}}

/// Some bytes of C's that a closure is shown.
#[derive(Clone, Copy)]
pub(super) struct ShownPlace {
    first: usize,
    size: usize,
    changes: bool,
{{#copied}}
    /// The closure gets a copy.
    copied: bool,
{{/copied}}
}

impl ShownPlace {
{{#changed}}
    /// Elements that the closure may change.
    pub(super) fn changed<T>(first: *const T, count: usize) -> Self {
        Self {
            changes: true,
            ..Self::seen(first, count)
        }
    }

{{/changed}}
    /// Elements that it only looks at.
    pub(super) fn seen<T>(first: *const T, count: usize) -> Self {
        let size = if first.is_null() { 0 } else { size_of::<T>() };
        Self {
            first: first.addr(),
            size: count.saturating_mul(size),
            changes: false,
{{#copied}}
            copied: false,
{{/copied}}
        }
    }
{{#copied}}

    /// The same where the closure gets a copy: what C has may change, once that was made.
    pub(super) fn copied<T>(first: *const T, count: usize) -> Self {
        Self {
            copied: true,
            ..Self::seen(first, count)
        }
    }
{{/copied}}

    fn overlaps(&self, other: &Self) -> bool {
        let (first, second) = if self.first <= other.first {
            (self, other)
        } else {
            (other, self)
        };
        second.size > 0 && second.first - first.first < first.size
    }
}

/// What a closure is shown, from where it is entered until the guard is dropped.
pub(super) struct ShownPlaces<'a> {
    places: &'a [ShownPlace],
    outer: Cell<*const ShownPlaces<'static>>,
}

thread_local!(static INNERMOST: Cell<*const ShownPlaces<'static>> = const { Cell::new(ptr::null()) });

impl<'a> ShownPlaces<'a> {
    pub(super) const fn new(places: &'a [ShownPlace]) -> Self {
        Self {
            places,
            outer: Cell::new(ptr::null()),
        }
    }

    /// None where the closure may change something twice, or a closure around it is shown what one of
    /// the two may change.
    pub(super) fn enter(&self) -> Option<Showing<'_>> {
        if !self.is_apart() || self.is_disturbed() {
            return None;
        }
        let outer = INNERMOST.replace(ptr::from_ref(self).cast());
        self.outer.set(outer);
        Some(Showing(&self.outer))
    }

    fn is_apart(&self) -> bool {
        let mut rest = self.places;
        while let [one, others @ ..] = rest {
            let is_again = |other: &ShownPlace| other.changes && one.overlaps(other);
            if one.changes && others.iter().any(is_again) {
                return false;
            }
            rest = others;
        }
        true
    }

    fn is_disturbed(&self) -> bool {
        let mut next = INNERMOST.get();
        // SAFETY: each lives until its guard is dropped, which takes it out.
        while let Some(shown) = unsafe { next.as_ref() } {
            let disturbs = |outer: &ShownPlace, place: &ShownPlace| {
                (outer.changes || place.changes{{#copied}} && !outer.copied{{/copied}}) && outer.overlaps(place)
            };
            let is_disturbed =
                |place: &ShownPlace| shown.places.iter().any(|outer| disturbs(outer, place));
            if self.places.iter().any(is_disturbed) {
                return true;
            }
            next = shown.outer.get();
        }
        false
    }
}

pub(super) struct Showing<'a>(&'a Cell<*const ShownPlaces<'static>>);

impl Drop for Showing<'_> {
    fn drop(&mut self) {
        INNERMOST.set(self.0.get());
    }
}
{{#text_size}}

/// Bytes of a text with its end; none for null.
///
/// # Safety
///
/// `text` is null, or ends with NUL.
pub(super) unsafe fn text_size(text: *const c_char) -> usize {
    if text.is_null() {
        return 0;
    }
    // SAFETY: as the caller says.
    unsafe { CStr::from_ptr(text) }.count_bytes() + 1
}
{{/text_size}}
{{#look}}

/// Elements of C's to be looked at; a copy where they lie in what is changed meanwhile.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that live for `'a`; no reference to what is changed
/// was made yet.
pub(super) unsafe fn look<'a, T: Clone>(
    first: *const T,
    count: usize,
    shown: &[ShownPlace],
) -> Cow<'a, [T]> {
    // SAFETY: as the caller says.
    let elements = unsafe { slice(first, count) };
    let here = ShownPlace::seen(first, count);
    let changes = |place: &ShownPlace| place.changes && place.overlaps(&here);
    if shown.iter().any(changes) {
        return Cow::Owned(elements.to_vec());
    }
    Cow::Borrowed(elements)
}
{{/look}}
