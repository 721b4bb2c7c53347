//! Memory that C shows closures, maybe by more than one name.

{{imports}}

/// Where some elements of C's are: the first byte's address, and how many bytes there are.
pub(super) fn place_of<T>(first: *const T, count: usize) -> (usize, usize) {
    let size = if first.is_null() { 0 } else { size_of::<T>() };
    (first.addr(), count.saturating_mul(size))
}

fn overlap(one: (usize, usize), other: (usize, usize)) -> bool {
    let (first, second) = if one.0 <= other.0 {
        (one, other)
    } else {
        (other, one)
    };
    second.1 > 0 && second.0 - first.0 < first.1
}

/// Whether each place is another one.
pub(super) fn are_apart(places: &[(usize, usize)]) -> bool {
    let mut rest = places;
    while let [one, others @ ..] = rest {
        if others.iter().any(|&other| overlap(*one, other)) {
            return false;
        }
        rest = others;
    }
    true
}

/// Elements of C's to be looked at; a copy where they lie in what is changed meanwhile.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that live for `'a`; no reference to what is changed
/// was made yet.
pub(super) unsafe fn look<'a, T: Clone>(
    first: *const T,
    count: usize,
    changed: &[(usize, usize)],
) -> Cow<'a, [T]> {
    // SAFETY: as the caller says.
    let elements = unsafe { slice(first, count) };
    let here = place_of(first, count);
    if changed.iter().any(|&place| overlap(here, place)) {
        return Cow::Owned(elements.to_vec());
    }
    Cow::Borrowed(elements)
}
