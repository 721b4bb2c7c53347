//! Arrays: how long they are, and those that the library makes.

{{imports}}
{{#array_factor}}

/// A number that the length of an array is made of.
#[inline]
pub(super) fn array_factor<T: TryInto<usize>>(number: T) -> Result<usize, Error> {
    match number.try_into() {
        Ok(number) => Ok(number),
        Err(_) => Err(Error::Argument(Why::Borrowed(
            "a length is below zero, or larger than memory",
        ))),
    }
}
{{/array_factor}}
{{#array_length}}

/// The length of an array that is a product.
#[inline]
pub(super) fn array_length(factors: &[usize]) -> Result<usize, Error> {
    let product = factors
        .iter()
        .try_fold(1_usize, |product, &factor| product.checked_mul(factor));
    product.ok_or(Error::Argument(Why::Borrowed(
        "an array is larger than memory",
    )))
}
{{/array_length}}
{{#check_array}}

/// An array must be as long as C is told that it is.
#[inline]
pub(super) fn check_array(length: usize, wanted: usize) -> Result<(), Error> {
    if length == wanted {
        return Ok(());
    }
    Err(Error::Argument(
        format!("an array of {wanted} elements is wanted, and this has {length}").into(),
    ))
}
{{/check_array}}
{{#check_known}}

/// A number of an enum that has no others than these.
#[inline]
pub(super) fn check_known<T: PartialEq>(value: T, known: &[T]) -> Result<(), Error> {
    if known.contains(&value) {
        return Ok(());
    }
    Err(Error::Argument(Why::Borrowed(
        "a number is none of its enum's",
    )))
}
{{/check_known}}
{{#check_distinct}}

/// Objects that C may change must be different ones.
pub(super) fn check_distinct<T>(objects: &[*mut T]) -> Result<(), Error> {
    let mut sorted = objects.to_vec();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Error::Argument(Why::Borrowed(
            "an object is in the list more than once",
        )));
    }
    Ok(())
}
{{/check_distinct}}
{{#check_none_of}}

/// An object that C may change is not among others that it gets.
pub(super) fn check_none_of<T>(objects: &[*mut T], others: &[*mut T]) -> Result<(), Error> {
    if objects.iter().any(|object| others.contains(object)) {
        return Err(Error::Argument(Why::Borrowed("one object is given twice")));
    }
    Ok(())
}
{{/check_none_of}}
{{#Rows}}

/// Rows whose addresses need no memory of their own.
const FEW: usize = 16;

/// The addresses of rows, all of one length, where C looks for them.
pub(super) struct Rows<T> {
    few: [*const T; FEW],
    many: Vec<*const T>,
    length: usize,
}

impl<T> Rows<T> {
{{#rows_of}}
    /// Rows for C to read.
    pub(super) fn of(rows: &[&[T]]) -> Result<Self, Error> {
        Self::new(rows.iter().map(|row| (row.as_ptr(), row.len())))
    }

{{/rows_of}}
{{#rows_of_mut}}
    /// Rows for C to write.
    pub(super) fn of_mut(rows: &mut [&mut [T]]) -> Result<Self, Error> {
        let rows = rows.iter_mut();
        Self::new(rows.map(|row| (row.as_mut_ptr().cast_const(), row.len())))
    }

{{/rows_of_mut}}
    fn new(rows: impl ExactSizeIterator<Item = (*const T, usize)>) -> Result<Self, Error> {
        let mut few = [ptr::null(); FEW];
        let mut many = Vec::new();
        if rows.len() > FEW {
            many.resize(rows.len(), ptr::null());
        }
        let mut known = None;
        let places = if many.is_empty() {
            &mut few[..]
        } else {
            &mut many
        };
        for (place, (first, length)) in places.iter_mut().zip(rows) {
            if *known.get_or_insert(length) != length {
                return Err(Error::Argument(Why::Borrowed("the rows differ in length")));
            }
            *place = first;
        }
        let length = known.unwrap_or(0);
        Ok(Self { few, many, length })
    }

    /// How long each of them is.
    pub(super) const fn length(&self) -> usize {
        self.length
    }

    pub(super) fn as_ptr(&self) -> *const *const T {
        if self.many.is_empty() {
            self.few.as_ptr()
        } else {
            self.many.as_ptr()
        }
    }
}
{{/Rows}}
{{#with_end}}

/// Elements with the one that C stops at, which is added where it is not among them.
pub(super) fn with_end<T: Copy + PartialEq>(items: &[T], end: T) -> Cow<'_, [T]> {
    if items.contains(&end) {
        return Cow::Borrowed(items);
    }
    let mut copy = Vec::with_capacity(items.len() + 1);
    copy.extend_from_slice(items);
    copy.push(end);
    Cow::Owned(copy)
}
{{/with_end}}
{{#length_before}}

/// How many elements are before the first that is `end`.
///
/// # Safety
///
/// `first` is null, or the first of elements one of which is `end`.
pub(super) unsafe fn length_before<T: Copy + PartialEq>(first: *const T, end: T) -> usize {
    let mut length = 0;
    // SAFETY: as the caller says.
    while !first.is_null() && unsafe { *first.add(length) } != end {
        length += 1;
    }
    length
}
{{/length_before}}
{{#array_view}}

/// Elements where they lie; `None` for null.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that stay as they are for `'a`.
pub(super) const unsafe fn array_view<'a, T>(first: *const T, count: usize) -> Option<&'a [T]> {
    if first.is_null() {
        return None;
    }
    // SAFETY: as the caller says.
    Some(unsafe { slice(first, count) })
}
{{/array_view}}
{{#array_view_mut}}

/// Elements to be changed where they lie; `None` for null.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that nothing else reaches for `'a`.
pub(super) const unsafe fn array_view_mut<'a, T>(
    first: *mut T,
    count: usize,
) -> Option<&'a mut [T]> {
    if first.is_null() {
        return None;
    }
    // SAFETY: as the caller says.
    Some(unsafe { slice_mut(first, count) })
}
{{/array_view_mut}}
{{#array_copy}}

/// A copy of elements that belong to another; `None` for null.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements.
pub(super) unsafe fn array_copy<T>(first: *const T, count: usize) -> Option<Vec<T>> {
    if first.is_null() {
        return None;
    }
    // SAFETY: as the caller says.
    let items = unsafe { slice(first, count) };
    let mut copy = Vec::with_capacity(items.len());
    // SAFETY: there is room, and C's elements are their bytes.
    unsafe {
        ptr::copy_nonoverlapping(items.as_ptr(), copy.as_mut_ptr(), items.len());
        copy.set_len(items.len());
    }
    Some(copy)
}
{{/array_copy}}
{{#text_places}}

/// Places for texts of C's, all null.
pub(super) fn text_places(count: usize) -> Result<Vec<*const c_char>, Error> {
    let mut places = Vec::new();
    match places.try_reserve_exact(count) {
        Ok(()) => {
            places.resize(count, ptr::null());
            Ok(places)
        }
        Err(error) => Err(Error::Argument(error.to_string().into())),
    }
}
{{/text_places}}
{{#copy_texts}}

/// Copies of texts that belong to another; `None` for null.
///
/// # Safety
///
/// `first` is null, or the first of `count` texts, each of which is null or ends with NUL.
pub(super) unsafe fn copy_texts(first: *const *const c_char, count: usize) -> Option<Vec<String>> {
    if first.is_null() {
        return None;
    }
    // SAFETY: as the caller says.
    let texts = unsafe { slice(first, count) };
    let mut copies = Vec::with_capacity(texts.len());
    for &text in texts {
        // SAFETY: as the caller says.
        copies.push(unsafe { copy_text(text) }.unwrap_or_default());
    }
    Some(copies)
}
{{/copy_texts}}
{{#take_texts}}

/// The same of texts that are freed then.
///
/// # Safety
///
/// As for [`copy_texts`], and the list belongs to nobody else.
pub(super) unsafe fn take_texts<T>(
    first: *const T,
    count: usize,
    free: impl FnOnce(*mut T),
) -> Option<Vec<String>> {
    // SAFETY: as the caller says.
    let texts = unsafe { copy_texts(first.cast(), count) }?;
    free(first.cast_mut());
    Some(texts)
}
{{/take_texts}}
{{#owned}}

/// Elements that the library made for the caller. Dropped, they go back to it.
///
/// `K` is what the library takes them back by: their address, or a record that has it.
pub struct OwnedSlice<T, K: Copy = *mut T> {
    first: NonNull<T>,
    length: usize,
    given: Option<K>,
    free: fn(K),
}

// SAFETY: nothing else reaches the elements, and C's functions that take no object may be called
// from any thread.
unsafe impl<T: Send, K: Copy> Send for OwnedSlice<T, K> {}
// SAFETY: shared, they are only read.
unsafe impl<T: Sync, K: Copy> Sync for OwnedSlice<T, K> {}

impl<T, K: Copy> OwnedSlice<T, K> {
    /// # Safety
    ///
    /// `first` is null, or the first of `length` elements that are nobody else's, and last until
    /// `free` is called with `given`.
    unsafe fn new(first: *const T, length: usize, given: K, free: fn(K)) -> Self {
        // SAFETY: as the caller says.
        let length = unsafe { slice(first, length) }.len();
        Self {
            first: NonNull::new(first.cast_mut()).unwrap_or(NonNull::dangling()),
            length,
            given: Some(given),
            free,
        }
    }
{{#owned_record}}

    /// Elements whose address is in a record.
    ///
    /// # Safety
    ///
    /// As for `new`.
    pub(super) unsafe fn in_record(first: *const T, length: usize, given: K, free: fn(K)) -> Self {
        // SAFETY: as the caller says.
        unsafe { Self::new(first, length, given, free) }
    }
{{/owned_record}}
}
{{#owned_address}}

impl<T> OwnedSlice<T> {
    /// `None` for null.
    ///
    /// # Safety
    ///
    /// As for `new`.
    pub(super) unsafe fn own(first: *const T, length: usize, free: fn(*mut T)) -> Option<Self> {
        if first.is_null() {
            return None;
        }
        // SAFETY: as the caller says.
        Some(unsafe { Self::new(first, length, first.cast_mut(), free) })
    }
}

impl<T> Default for OwnedSlice<T> {
    /// No elements, which nobody frees.
    fn default() -> Self {
        Self {
            first: NonNull::dangling(),
            length: 0,
            given: None,
            free: |_| (),
        }
    }
}
{{/owned_address}}

impl<T, K: Copy> Deref for OwnedSlice<T, K> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: they last as long as this.
        unsafe { core::slice::from_raw_parts(self.first.as_ptr(), self.length) }
    }
}

impl<T: std::fmt::Debug, K: Copy> std::fmt::Debug for OwnedSlice<T, K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T, K: Copy> Drop for OwnedSlice<T, K> {
    fn drop(&mut self) {
        if let Some(given) = self.given {
            (self.free)(given);
        }
    }
}
{{/owned}}
