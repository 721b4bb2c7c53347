    /// What keeps the object open, for what needs it.
    pub(super) fn keep(&self) -> Result<Arc<{{owner}}>, Error> {
        match &self.owner {
            Some(owner) => Ok(Arc::clone(owner)),
            None => Err(Error::Argument(Why::Borrowed(
                "an object that a callback was lent ends with it",
            ))),
        }
    }
