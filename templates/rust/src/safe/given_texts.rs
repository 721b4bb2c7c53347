//! Texts that closures give to C, which reads them after the closure has returned.

{{imports}}

/// A closure, and what C may still read of its texts.
pub(super) struct Giving<F> {
    closure: F,
    pub(super) texts: Texts,
}

impl<F> Giving<F> {
    pub(super) fn new(closure: F) -> Self {
        let texts = Texts::default();
        Self { closure, texts }
    }
}

impl<F> Deref for Giving<F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.closure
    }
}

/// What C may still read, however many threads ask and however many texts there are.
#[derive(Default)]
struct Given {
    /// Each thread's latest.
    latest: HashMap<ThreadId, CString>,
    /// As long as the closure, for all threads.
    for_good: HashSet<CString>,
}

#[derive(Default)]
pub(super) struct Texts(Mutex<Given>);

impl Texts {
    /// The address of a copy for C: until this thread's next one, or `for_good` as long as the closure.
    pub(super) fn keep(&self, text: impl Into<Option<String>>, for_good: bool) -> *const c_char {
        let Some(text) = text.into() else {
            return ptr::null();
        };
        let text = CString::new(text).expect("a closure gave C a text with a NUL inside");
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = given.for_good.get(&text).filter(|_| for_good) {
            return known.as_ptr();
        }
        // A text stays where it is while what owns it moves.
        let address = text.as_ptr();
        if for_good {
            given.for_good.insert(text);
        } else {
            given.latest.insert(thread::current().id(), text);
        }
        address
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
            let texts = std::mem::take(&mut self.texts);
            let mut kept = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
            kept.push(texts);
        }
    }
}
{{/kept}}
