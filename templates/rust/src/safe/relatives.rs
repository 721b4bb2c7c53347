{{imports}}

/// An object that C lets one thread at a time use, together with all that it belongs to.
pub(super) trait InFamily {
    /// Collects the addresses of those among them that belong to no other; `false` where they are
    /// not all known.
    fn roots(&self, found: &mut Vec<usize>) -> bool;
}

impl<T: InFamily> InFamily for Option<Arc<T>> {
    fn roots(&self, found: &mut Vec<usize>) -> bool {
        self.as_ref().is_none_or(|owner| owner.roots(found))
    }
}

impl<T: InFamily, const COUNT: usize> InFamily for [T; COUNT] {
    fn roots(&self, found: &mut Vec<usize>) -> bool {
        self.iter().all(|each| each.roots(found))
    }
}

/// Refuses what needs others than the object that is to take it over: a borrow of that would keep no
/// other thread off them.
pub(super) fn check_family(taker: &impl InFamily, given: &impl InFamily) -> Result<(), Error> {
    let (mut theirs, mut its) = (Vec::new(), Vec::new());
    let is_known = taker.roots(&mut theirs) && given.roots(&mut its);
    if is_known && its.iter().all(|root| theirs.contains(root)) {
        Ok(())
    } else {
        Err(Error::Argument(Why::Borrowed(
            "it needs others than the object that is to take it over",
        )))
    }
}
