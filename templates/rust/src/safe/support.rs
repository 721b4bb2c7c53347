//! What the wrappers share.

{{imports}}
{{#c_text}}

/// A text with C's NUL at its end. A short one needs no heap.
pub(super) enum CText {
    Short([u8; SHORT]),
    Long(CString),
}

/// Bytes of a text, with its NUL, that is kept without the heap.
const SHORT: usize = 128;

impl CText {
    #[inline]
    pub(super) fn new(text: &str) -> Result<Self, Error> {
        let bytes = text.as_bytes();
        if bytes.contains(&0) {
            return Err(Error::Argument(Why::Borrowed("a text has a NUL inside")));
        }
        if bytes.len() < SHORT {
            let mut copy = [0; SHORT];
            copy[..bytes.len()].copy_from_slice(bytes);
            return Ok(Self::Short(copy));
        }
        match CString::new(bytes) {
            Ok(text) => Ok(Self::Long(text)),
            Err(error) => Err(Error::Argument(error.to_string().into())),
        }
    }

    #[inline]
    pub(super) fn as_ptr(&self) -> *const c_char {
        match self {
            Self::Short(bytes) => bytes.as_ptr().cast(),
            Self::Long(text) => text.as_ptr(),
        }
    }
}
{{/c_text}}
{{#borrow_text}}

/// A text of C's; `None` for null. Bytes that are not UTF-8 are replaced.
///
/// # Safety
///
/// `text` is null, or ends with NUL and lives for `'a`.
pub(super) unsafe fn borrow_text<'a>(text: *const c_char) -> Option<Cow<'a, str>> {
    if text.is_null() {
        return None;
    }
    // SAFETY: as the caller says.
    Some(unsafe { CStr::from_ptr(text) }.to_string_lossy())
}
{{/borrow_text}}
{{#copy_text}}

/// A copy of a text of C's; `None` for null.
///
/// # Safety
///
/// `text` is null or ends with NUL.
pub(super) unsafe fn copy_text(text: *const c_char) -> Option<String> {
    // SAFETY: as the caller says; the borrow ends here.
    unsafe { borrow_text(text) }.map(Cow::into_owned)
}
{{/copy_text}}
{{#borrow_texts}}

/// Texts of C's, each of which may be null.
///
/// # Safety
///
/// `texts` is null, or the first of `count` pointers that are null or end with NUL; all live for `'a`.
pub(super) unsafe fn borrow_texts<'a>(
    texts: *const *const c_char,
    count: usize,
) -> Vec<Option<Cow<'a, str>>> {
    // SAFETY: as the caller says.
    let texts = unsafe { slice(texts, count) };
    let mut borrowed = Vec::with_capacity(texts.len());
    for &text in texts {
        // SAFETY: as the caller says.
        borrowed.push(unsafe { borrow_text(text) });
    }
    borrowed
}
{{/borrow_texts}}
{{#take_text}}

/// A copy of a text of C's, which is freed; `None` for null.
///
/// # Safety
///
/// `text` is null, or ends with NUL and belongs to nobody else.
pub(super) unsafe fn take_text(
    text: *mut c_char,
    free: impl FnOnce(*mut c_char),
) -> Option<String> {
    // SAFETY: as the caller says; the borrow ends here.
    let copy = unsafe { borrow_text(text) }.map(Cow::into_owned)?;
    free(text);
    Some(copy)
}
{{/take_text}}
{{#text_from}}

/// The text in a buffer, up to its NUL or to what C says that it wrote.
pub(super) fn text_from(mut buffer: Vec<u8>, written: usize) -> String {
    let length = text_length(&buffer).min(written);
    buffer.truncate(length);
    String::from_utf8(buffer)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Bytes before the NUL.
pub(super) fn text_length(buffer: &[u8]) -> usize {
    let end = buffer.iter().position(|&byte| byte == 0);
    end.unwrap_or(buffer.len())
}
{{/text_from}}
{{#text_room}}

/// Room for a text of C's, all zeros.
pub(super) fn text_room(capacity: usize) -> Result<Vec<u8>, Error> {
    let mut buffer = Vec::new();
    match buffer.try_reserve_exact(capacity) {
        Ok(()) => {
            buffer.extend(std::iter::repeat_n(0, capacity));
            Ok(buffer)
        }
        Err(error) => Err(Error::Argument(error.to_string().into())),
    }
}
{{/text_room}}
{{#larger_room}}

/// The room to try next when a text of `length` bytes may have been cut off by a room of `size`; C can
/// be told of no more than `most`.
pub(super) fn larger_room(length: usize, size: usize, most: usize) -> Result<Option<usize>, Error> {
    const LARGEST: usize = 1 << 24; // unless C itself says that it is longer
    if length < size.saturating_sub(1) {
        return Ok(None);
    }
    let twice = size.saturating_mul(2);
    let wanted = length.saturating_add(1).max(twice).min(most);
    if wanted <= size || (size >= LARGEST && wanted <= twice) {
        return Err(Error::Argument(Why::Borrowed("a text exceeds its room")));
    }
    Ok(Some(wanted))
}
{{/larger_room}}
{{#check_room}}

/// Whether a text of `length` bytes was given enough room.
pub(super) fn check_room(length: usize, capacity: usize) -> Result<(), Error> {
    if length < capacity || length == 0 {
        return Ok(());
    }
    Err(Error::Argument(
        format!("a text of {length} bytes and its NUL does not fit into {capacity}").into(),
    ))
}
{{/check_room}}
{{#same_length}}

/// Slices that share one count must have one length.
#[inline]
pub(super) fn same_length(left: usize, right: usize) -> Result<(), Error> {
    if left == right {
        return Ok(());
    }
    Err(Error::Argument(Why::Borrowed(
        "slices that belong together differ in length",
    )))
}
{{/same_length}}
{{#checked_length}}

/// A length in the type that C counts with.
#[inline]
pub(super) fn checked_length<T: TryFrom<usize>>(length: usize) -> Result<T, Error> {
    match T::try_from(length) {
        Ok(length) => Ok(length),
        Err(_) => Err(Error::Argument(Why::Borrowed(
            "a slice is longer than C can count",
        ))),
    }
}
{{/checked_length}}
{{#count_from}}

/// A count of C's; a negative one is none.
#[inline]
pub(super) fn count_from<T: TryInto<usize>>(count: T) -> usize {
    count.try_into().unwrap_or(0)
}
{{/count_from}}
{{#count_within}}

/// How many elements C says that it wrote where there is room for so many.
#[inline]
pub(super) fn count_within<T: TryInto<usize>>(count: T, room: usize) -> usize {
    count.try_into().unwrap_or(0).min(room)
}
{{/count_within}}
{{#slice}}

/// A slice of C's; empty for null, and for more than memory can hold.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that live for `'a`.
pub(super) const unsafe fn slice<'a, T>(first: *const T, count: usize) -> &'a [T] {
    if first.is_null() || count > isize::MAX as usize / size_of_element::<T>() {
        return &[];
    }
    // SAFETY: as the caller says.
    unsafe { core::slice::from_raw_parts(first, count) }
}
{{/slice}}
{{#slice_mut}}

/// A slice of C's to be changed; empty for null, and for more than memory can hold.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that live for `'a`, with no other reference to them.
pub(super) const unsafe fn slice_mut<'a, T>(first: *mut T, count: usize) -> &'a mut [T] {
    if first.is_null() || count > isize::MAX as usize / size_of_element::<T>() {
        return &mut [];
    }
    // SAFETY: as the caller says.
    unsafe { core::slice::from_raw_parts_mut(first, count) }
}
{{/slice_mut}}
{{#element_size}}

const fn size_of_element<T>() -> usize {
    let size = size_of::<T>();
    if size == 0 { 1 } else { size }
}
{{/element_size}}
{{#lent}}

/// The address of memory that is lent to one guard.
#[derive(Debug)]
pub(super) struct Lent<T>(pub(super) NonNull<T>);

// SAFETY: the guard is the memory's only user.
unsafe impl<T: Send> Send for Lent<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Lent<T> {}
{{/lent}}
{{#check_range}}

/// A number that C takes from a part of its type alone.
#[inline]
pub(super) fn check_range<T: PartialOrd>(value: T, low: T, high: T) -> Result<(), Error> {
    if low <= value && value <= high {
        return Ok(());
    }
    Err(Error::Argument(Why::Borrowed(
        "a number is out of its range",
    )))
}
{{/check_range}}
{{#copied_all}}

/// A copy of elements of C's, which may change or end while it is used.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements; what they lead to is nobody's to end.
pub(super) unsafe fn copied_all<T>(first: *const T, count: usize) -> Vec<T> {
    // SAFETY: as the caller says.
    let elements = unsafe { slice(first, count) }.iter();
    // SAFETY: as the caller says.
    elements
        .map(|element| unsafe { ptr::read(element) })
        .collect()
}
{{/copied_all}}
{{#copied_one}}

/// The same of one; `None` for null.
///
/// # Safety
///
/// `element` is null or points to one, and what it leads to is nobody's to end.
pub(super) unsafe fn copied_one<T>(element: *const T) -> Option<T> {
    // SAFETY: as the caller says.
    (!element.is_null()).then(|| unsafe { element.read() })
}
{{/copied_one}}
{{#check_apart}}

/// Objects of which C may change one must be two.
#[inline]
pub(super) fn check_apart(object: usize, other: usize) -> Result<(), Error> {
    if object == other && object != 0 {
        return Err(Error::Argument(Why::Borrowed("one object is given twice")));
    }
    Ok(())
}
{{/check_apart}}
{{#assert_apart}}

/// The same for functions that have no way to say it.
#[inline]
pub(super) fn assert_apart(object: usize, other: usize) {
    assert!(object != other || object == 0, "one object is given twice");
}
{{/assert_apart}}
{{#borrowed}}

/// An object that belongs to another one: used like its own kind, but never closed.
#[derive(Debug)]
pub struct Borrowed<'a, T> {
    object: ManuallyDrop<T>,
{{#borrowed_shared}}
    closes: bool,
{{/borrowed_shared}}
    _owner: PhantomData<&'a T>,
}

impl<T> Borrowed<'_, T> {
{{#borrowed_new}}
    /// An object whose drop would close it: it is never dropped.
    pub(super) const fn new(object: T) -> Self {
        Self {
            object: ManuallyDrop::new(object),
{{#borrowed_shared}}
            closes: true,
{{/borrowed_shared}}
            _owner: PhantomData,
        }
    }
{{/borrowed_new}}
{{#borrowed_both}}

{{/borrowed_both}}
{{#borrowed_shared}}
    /// An object that only shares what keeps it open.
    pub(super) const fn sharing(object: T) -> Self {
        Self {
            object: ManuallyDrop::new(object),
            closes: false,
            _owner: PhantomData,
        }
    }
{{/borrowed_shared}}
}

impl<T> Deref for Borrowed<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}
{{#borrowed_shared}}

impl<T> Drop for Borrowed<'_, T> {
    fn drop(&mut self) {
        if !self.closes {
            // SAFETY: it is not used after this.
            unsafe { ManuallyDrop::drop(&mut self.object) };
        }
    }
}
{{/borrowed_shared}}
{{/borrowed}}
{{#contained}}

/// A closure that C may call during one call, and what it panicked with: a panic never crosses C.
pub(super) struct Contained<F> {
    closure: F,
    panicked: AtomicBool,
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

impl<F> Contained<F> {
    pub(super) const fn new(closure: F) -> Self {
        Self {
            closure,
            panicked: AtomicBool::new(false),
            panic: Mutex::new(None),
        }
    }

    pub(super) const fn as_user_data(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// Calls the closure unless it has panicked before.
    pub(super) fn call<R>(&self, call: impl FnOnce(&F) -> R) -> Option<R> {
        if self.panicked.load(Ordering::Relaxed) {
            return None;
        }
        match catch_unwind(AssertUnwindSafe(|| call(&self.closure))) {
            Ok(value) => Some(value),
            Err(payload) => {
                self.keep(payload);
                None
            }
        }
    }

    /// Of many panics the first goes on. What another one holds may panic as it goes.
    #[cold]
    fn keep(&self, payload: Box<dyn Any + Send>) {
        let mut panic = self.panic.lock().unwrap_or_else(PoisonError::into_inner);
        if panic.is_none() {
            *panic = Some(payload);
            self.panicked.store(true, Ordering::Relaxed);
            return;
        }
        drop(panic);
        if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            std::mem::forget(again);
        }
    }

    /// Goes on with the closure's panic, now that C has returned.
    pub(super) fn finish(self) {
        if self.panicked.into_inner() {
            let panic = self.panic.into_inner();
            if let Some(payload) = panic.unwrap_or_else(PoisonError::into_inner) {
                resume_unwind(payload);
            }
        }
    }
}
{{/contained}}
{{#text_in}}

/// The text in a field, up to its NUL.
pub(super) fn text_in(field: &[c_char]) -> Cow<'_, str> {
    // SAFETY: characters are bytes, whatever their sign.
    let bytes = unsafe { core::slice::from_raw_parts(field.as_ptr().cast::<u8>(), field.len()) };
    let length = bytes.iter().position(|&byte| byte == 0);
    String::from_utf8_lossy(&bytes[..length.unwrap_or(bytes.len())])
}
{{/text_in}}
{{#put_text}}

/// Puts a text and its NUL into a field, and zeros behind it.
pub(super) fn put_text(field: &mut [c_char], text: &str) -> Result<(), Error> {
    let bytes = text.as_bytes();
    if bytes.contains(&0) || bytes.len() >= field.len() {
        return Err(Error::Argument(Why::Borrowed(
            "a text has a NUL inside, or does not fit its field",
        )));
    }
    field.fill(0);
    for (place, &byte) in field.iter_mut().zip(bytes) {
        *place = byte as c_char;
    }
    Ok(())
}
{{/put_text}}
