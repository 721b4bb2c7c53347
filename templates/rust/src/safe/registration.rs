
/// Keeps the closure of {{link}} registered. Dropped, it ends the registration.
#[must_use = "dropped, it ends the registration"]
pub struct {{guard}}{{generic}} {
{{#object}}
    owner: {{owner_field}},
{{/object}}
    closure: kept_closures::Registered,
{{#id}}
    id: {{id_type}},
{{/id}}
{{#function}}
    function: {{function_type}},
{{/function}}
}

impl Drop for {{guard}}{{anonymous}} {
    fn drop(&mut self) {
{{#replaces}}
        let turn = self.closure.turn();
        if !turn.is_mine() || !self.closure.is_in_force() {
            return;
        }
{{/replaces}}
{{^replaces}}
        if !self.closure.is_current() {
            return;
        }
{{/replaces}}
        // SAFETY: C still has the closure, which lives until after this call.
{{call}}
        closures::finish({{address}});
    }
}
