    /// What is known of its descent.
    #[inline]
    pub(super) fn kin(&self) -> Kin<'_> {
        Kin {
            own: super::kin::Origin {
                kind: "{{raw}}",
                address: self.raw.as_ptr().addr(),
            },
            lineage: &self.lineage,
        }
    }
