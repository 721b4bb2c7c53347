//! Texts that closures give to C, which reads them after the closure has returned.

{{imports}}

/// A closure, and what C may still read of its texts.
pub(super) struct Giving<F> {
    closure: F,
    pub(super) texts: Texts,
}

impl<F> Giving<F> {
    pub(super) const fn new(closure: F) -> Self {
        let texts = Texts::new();
        Self { closure, texts }
    }
}

impl<F> Deref for Giving<F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.closure
    }
}

/// Each with the thread that it is for; without one it is for all, as long as the closure.
pub(super) struct Texts(Mutex<Vec<(Option<ThreadId>, CString)>>);

impl Texts {
    const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// The address of a copy for C: until this thread's next one, or `for_good` as long as the closure.
    pub(super) fn keep(&self, text: impl Into<Option<String>>, for_good: bool) -> *const c_char {
        let Some(text) = text.into() else {
            return ptr::null();
        };
        let text = CString::new(text).expect("a closure gave C a text with a NUL inside");
        let thread = (!for_good).then(|| thread::current().id());
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = texts
            .iter_mut()
            .find(|known| known.0 == thread && (!for_good || known.1 == text));
        match known {
            Some((_, known)) if for_good => known.as_ptr(),
            Some((_, known)) => {
                *known = text;
                known.as_ptr()
            }
            None => {
                let address = text.as_ptr();
                texts.push((thread, text));
                address
            }
        }
    }
}
{{#kept}}

thread_local!(static ENDING: Cell<bool> = const { Cell::new(false) });

/// Ends a closure that has just returned: C still reads what it gave last.
pub(super) fn while_returning(end: impl FnOnce()) {
    let before = ENDING.replace(true);
    end();
    ENDING.set(before);
}

/// What was given last by closures that have ended themselves. C is not known to be done with it.
static LAST_WORDS: Mutex<Vec<Texts>> = Mutex::new(Vec::new());

impl<F> Drop for Giving<F> {
    fn drop(&mut self) {
        if ENDING.get() {
            let texts = std::mem::replace(&mut self.texts, Texts::new());
            let mut kept = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
            kept.push(texts);
        }
    }
}
{{/kept}}
