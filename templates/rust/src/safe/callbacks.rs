//! What C calls when it calls a closure.

{{imports}}
{{#hooks}}

/// The closure that {{link}} set.
pub(super) static {{name}}: closures::Hook = closures::Hook::new();
{{/hooks}}
{{#callbacks}}

{{signature}}
{{#generic}}
    {{bound}},
{{#beside}}
    {{bound}},
{{/beside}}
{
{{/generic}}
{{#kept}}
{{enter}}
        return{{#answers}} {{default}}{{/answers}};
    };
{{/kept}}
{{^kept}}
    // SAFETY: C hands back the address it was given, while the closure lives.
    let state = unsafe { &*{{user_data}}.cast::<Contained<{{state}}>>() };
{{/kept}}
{{#before}}
    {{line}}
{{/before}}
    {{#answers}}let answer = {{/answers}}state.call(|{{given}}| {
{{#of_many}}
        let closure = &closures.{{place}};
{{/of_many}}
{{#mutable}}
        let mut closure = closure.borrow_mut();
{{/mutable}}
{{#once}}
        let closure = closure.take().expect("it is called once");
{{/once}}
{{#shared}}
        // Nothing of the closure is held while it runs.
{{/shared}}
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
