
/// Keeps the object open, and what it needs.
#[derive(Debug)]
pub(super) struct {{owner}} {
{{^closes}}
    #[allow(dead_code, reason = "what is never closed may have no use of it")]
{{/closes}}
    pub(super) raw: NonNull<{{raw}}>,
{{#closes}}
    closes: std::sync::atomic::AtomicBool,
{{/closes}}
{{#counts}}
    lent: std::cell::Cell<usize>,
{{/counts}}
{{#has_parents}}
    _parents: {{parents}},
{{/has_parents}}
{{#takes}}
    taken: std::sync::Mutex<Vec<Box<dyn std::any::Any>>>,
{{/takes}}
}
{{#shareable}}

// SAFETY: any thread may close the object, and any number of them hold it.
unsafe impl Send for {{owner}} {}
// SAFETY: as above.
unsafe impl Sync for {{owner}} {}
{{/shareable}}
{{#closes}}

impl Drop for {{owner}} {
    fn drop(&mut self) {
        if !*self.closes.get_mut() {
            return;
        }
{{#counts}}
        if self.lent.get() != 0 {
{{#has_parents}}
            std::mem::forget(std::mem::take(&mut self._parents));
{{/has_parents}}
            return;
        }
{{/counts}}
{{#counted}}
        kept_closures::disown(self.raw.as_ptr().addr());
{{/counted}}
{{#kept}}
        let kept = kept_closures::take(self.raw.as_ptr().addr());
{{/kept}}
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { {{close}}(self.raw.as_ptr()) };
{{#kept}}
        kept_closures::end_all(kept);
{{/kept}}
{{#finishes}}
        closures::finish(0);
{{/finishes}}
    }
}
{{/closes}}
