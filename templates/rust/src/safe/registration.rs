
/// Keeps the closure of {{link}} registered. Dropped, it ends the registration.
#[must_use = "dropped, it ends the registration"]
pub struct {{guard}}{{#owned}}<'a>{{/owned}} {
{{#owned}}
    owner: &'a {{owner}},
{{/owned}}
    {{field}}: Kept,
}

impl Drop for {{guard}}{{#owned}}<'_>{{/owned}} {
    fn drop(&mut self) {
        // SAFETY: the closure lives until after this call.
{{call}}
    }
}
