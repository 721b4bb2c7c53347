//! Records with their elements behind them.

{{imports}}

/// A record that ends in an array, and says how long that is.
///
/// # Safety
///
/// What is `OFFSET` bytes behind the record's start may be read as `length` elements, of which any
/// bytes make one.
pub unsafe trait EndsInArray: Sized {
    /// What the array has.
    type Element: Copy;
    /// Where it begins, in bytes.
    const OFFSET: usize;

    /// How many elements the record says that it has.
    fn length(&self) -> usize;

    /// Says that it has so many.
    ///
    /// # Errors
    ///
    /// [`Error::Argument`] when C cannot count them.
    fn set_length(&mut self, length: usize) -> Result<(), Error>;
}

/// A record and its elements, as many as it says.
pub struct Flexible<R: EndsInArray> {
    /// The record is the first of these. The elements begin within it or behind it.
    memory: Vec<MaybeUninit<R>>,
    length: usize,
}

impl<R: EndsInArray> Flexible<R> {
    /// The record with these elements, whose number it says from then on.
    ///
    /// # Errors
    ///
    /// [`Error::Argument`] when C cannot count so many.
    pub fn new(mut record: R, elements: &[R::Element]) -> Result<Self, Error> {
        record.set_length(elements.len())?;
        Ok(Self::make(record, elements))
    }

    fn make(record: R, elements: &[R::Element]) -> Self {
        let size = R::OFFSET + size_of_val(elements);
        let mut memory = Vec::new();
        memory.resize_with(size.div_ceil(size_of::<R>()).max(1), MaybeUninit::zeroed);
        memory[0].write(record);
        let mut flexible = Self {
            memory,
            length: elements.len(),
        };
        flexible.elements_mut().copy_from_slice(elements);
        flexible
    }

    /// A copy of one that belongs to another; `None` for null.
    ///
    /// # Safety
    ///
    /// `record` is null, or the address of a record with all its elements.
    #[allow(dead_code, reason = "a library may only take such records")]
    pub(super) unsafe fn copy(record: *const R) -> Option<Self> {
        if record.is_null() {
            return None;
        }
        // SAFETY: as the caller says; C's records are their bytes.
        Some(unsafe {
            let header = record.read();
            let first = record.cast::<u8>().add(R::OFFSET);
            let elements = slice(first.cast::<R::Element>(), header.length());
            Self::make(header, elements)
        })
    }

    #[allow(dead_code, reason = "a library may only give such records")]
    pub(super) fn as_ptr(&self) -> *const R {
        self.memory.as_ptr().cast()
    }

    /// What is behind the record.
    #[must_use]
    pub fn elements(&self) -> &[R::Element] {
        // SAFETY: there is memory for so many, with all its bytes set.
        unsafe {
            let first = self.memory.as_ptr().cast::<u8>().add(R::OFFSET);
            core::slice::from_raw_parts(first.cast(), self.length)
        }
    }

    /// The same, to be changed.
    pub fn elements_mut(&mut self) -> &mut [R::Element] {
        // SAFETY: as above.
        unsafe {
            let first = self.memory.as_mut_ptr().cast::<u8>().add(R::OFFSET);
            core::slice::from_raw_parts_mut(first.cast(), self.length)
        }
    }
}

impl<R: EndsInArray> Deref for Flexible<R> {
    type Target = R;

    /// The record, whose length stays what it is.
    fn deref(&self) -> &R {
        // SAFETY: it was put there.
        unsafe { &*self.as_ptr() }
    }
}

impl<R: EndsInArray + fmt::Debug> fmt::Debug for Flexible<R>
where
    R::Element: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flexible")
            .field("record", &**self)
            .field("elements", &self.elements())
            .finish()
    }
}
