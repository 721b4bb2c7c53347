{{imports}}

/// An object, by its type as well: its first part may be where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) kind: &'static str,
    pub(super) address: usize,
}

/// What is known of an object's descent.
#[derive(Clone, Copy)]
pub(super) struct Kin<'a> {
    pub(super) own: Origin,
    /// All that it belongs to.
    pub(super) lineage: &'a [Origin],
}

impl Kin<'_> {
    /// The lineage of what belongs to the object.
    pub(super) fn descent(self) -> Vec<Origin> {
        [&[self.own], self.lineage].concat()
    }

    fn belongs_to(self, other: Self) -> bool {
        self.lineage.contains(&other.own)
    }
}

/// Refuses an object that another one may keep, where none of the two belongs to the other: it would
/// be closed under the one that keeps it.
pub(super) fn check_kin(keeper: Kin<'_>, kept: Kin<'_>) -> Result<(), Error> {
    if kept.belongs_to(keeper) || keeper.belongs_to(kept) {
        Ok(())
    } else {
        Err(Error::Argument(Why::Borrowed(
            "it belongs to another object than the one that may keep it",
        )))
    }
}
