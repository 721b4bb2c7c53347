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
{{#text_from}}

/// The text in a buffer, up to its NUL.
pub(super) fn text_from(buffer: Vec<u8>) -> String {
    let length = text_length(&buffer);
    match String::from_utf8(buffer) {
        Ok(mut text) => {
            text.truncate(length);
            text
        }
        Err(error) => String::from_utf8_lossy(&error.as_bytes()[..length]).into_owned(),
    }
}

/// Bytes before the NUL.
pub(super) fn text_length(buffer: &[u8]) -> usize {
    let end = buffer.iter().position(|&byte| byte == 0);
    end.unwrap_or(buffer.len())
}

/// The size to try next when a text of `length` bytes may have been cut off by a buffer of `size`.
pub(super) fn too_small(length: usize, size: usize) -> Option<usize> {
    const LARGEST: usize = 1 << 24;
    if length + 1 < size || size >= LARGEST {
        return None;
    }
    Some((length + 1).max(size * 2).min(LARGEST))
}
{{/text_from}}
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
{{#slice}}

/// A slice of C's; empty for null.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that live for `'a`.
pub(super) const unsafe fn slice<'a, T>(first: *const T, count: usize) -> &'a [T] {
    if first.is_null() {
        return &[];
    }
    // SAFETY: as the caller says.
    unsafe { core::slice::from_raw_parts(first, count) }
}
{{/slice}}
{{#slice_mut}}

/// A slice of C's to be changed; empty for null.
///
/// # Safety
///
/// `first` is null, or the first of `count` elements that live for `'a`, with no other reference to them.
pub(super) const unsafe fn slice_mut<'a, T>(first: *mut T, count: usize) -> &'a mut [T] {
    if first.is_null() {
        return &mut [];
    }
    // SAFETY: as the caller says.
    unsafe { core::slice::from_raw_parts_mut(first, count) }
}
{{/slice_mut}}
{{#borrowed}}

/// An object that belongs to another one: used like its own kind, but never closed.
#[derive(Debug)]
pub struct Borrowed<'a, T> {
    object: ManuallyDrop<T>,
    _owner: PhantomData<&'a ()>,
}

impl<T> Borrowed<'_, T> {
    /// # Safety
    ///
    /// `raw` is null, or an object that stays open for the lifetime.
    pub(super) unsafe fn from_raw<R>(
        raw: *mut R,
        take: unsafe fn(*mut R) -> Option<T>,
    ) -> Option<Self> {
        // SAFETY: as the caller says; it is never dropped.
        let object = ManuallyDrop::new(unsafe { take(raw) }?);
        Some(Self {
            object,
            _owner: PhantomData,
        })
    }
}

impl<T> Deref for Borrowed<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}
{{/borrowed}}
{{#contained}}

/// A closure that C may call, and what it panicked with: a panic never crosses C.
pub(super) struct Contained<F> {
    closure: F,
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

impl<F> Contained<F> {
    pub(super) const fn new(closure: F) -> Self {
        Self {
            closure,
            panic: Mutex::new(None),
        }
    }

    pub(super) const fn as_user_data(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// Calls the closure unless it has panicked before.
    pub(super) fn call<R>(&self, call: impl FnOnce(&F) -> R) -> Option<R> {
        let mut panic = self.panic.lock().unwrap_or_else(PoisonError::into_inner);
        if panic.is_some() {
            return None;
        }
        drop(panic);
        match catch_unwind(AssertUnwindSafe(|| call(&self.closure))) {
            Ok(value) => Some(value),
            Err(payload) => {
                panic = self.panic.lock().unwrap_or_else(PoisonError::into_inner);
                *panic = Some(payload);
                None
            }
        }
    }
{{#finished}}

    /// Goes on with the closure's panic, now that C has returned.
    pub(super) fn finish(self) {
        let panic = self.panic.into_inner();
        if let Some(payload) = panic.unwrap_or_else(PoisonError::into_inner) {
            resume_unwind(payload);
        }
    }
{{/finished}}
}
{{/contained}}
{{#kept}}

/// A closure on the heap, kept while C may call it.
pub(super) struct Kept(*mut dyn Any);

impl Kept {
    pub(super) fn new<T: Any>(closure: T) -> Self {
        Self(Box::into_raw(Box::new(closure)))
    }

    pub(super) const fn as_user_data(&self) -> *mut c_void {
        self.0.cast()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        // SAFETY: it came from a box, and C does not call it any more.
        drop(unsafe { Box::from_raw(self.0) });
    }
}
{{/kept}}
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
