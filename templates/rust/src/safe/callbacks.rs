//! What C calls when it calls a closure.

{{imports}}
{{#callbacks}}

{{signature}}
    {{bound}},
{
{{#once}}
    // SAFETY: C calls the closure once, with the address it was given.
    let closure = unsafe { Box::from_raw({{user_data}}.cast::<{{generic}}>()) };
    let state = Contained::new(());
{{/once}}
{{^once}}
    // SAFETY: C hands back the address it was given, while the closure lives.
    let state = unsafe { &*{{user_data}}.cast::<{{state}}>() };
{{/once}}
{{#before}}
    {{line}}
{{/before}}
    {{#answers}}let answer = {{/answers}}state.call(|{{#once}}(){{/once}}{{^once}}closure{{/once}}| {
{{#mutable}}
        let mut closure = closure.borrow_mut();
{{/mutable}}
{{^mutable}}
        // Nothing of the closure is held while it runs.
{{/mutable}}
        {{call}}
    });
{{#status}}
    match answer {
        Some(Ok(())) => {{ok}},
        Some(Err(error)) => error.{{to_status}}(),
        None => {{fallback}},
    }
{{/status}}
{{#plain}}
    answer.unwrap_or_default()
{{/plain}}
{{#converted}}
    answer.map_or_else({{raw_type}}::default, Into::into)
{{/converted}}
}
{{/callbacks}}
