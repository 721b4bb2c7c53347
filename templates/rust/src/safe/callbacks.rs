//! What C calls when it calls a closure.

{{imports}}
{{#hooks}}

/// The closure that {{link}} set.
pub(super) static {{name}}: closures::Hook = closures::Hook::new();
{{/hooks}}
{{#callbacks}}
{{#by_thread}}

/// The closure of this thread's innermost call.
{{alias}}
thread_local!(pub(super) static {{here}}: Place = const { Place::new() });
{{/by_thread}}

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
{{#by_address}}
    // SAFETY: C hands back the address it was given, while the closure lives.
    let state = unsafe { &*{{user_data}}.cast::<Contained<{{state}}>>() };
{{/by_address}}
{{#by_thread}}
{{find}}
    // SAFETY: what is in its place lives until the call ends that put it there.
    let Some(state) = (unsafe { state.as_ref() }) else {
        return{{#answers}} {{default}}{{/answers}};
    };
{{/by_thread}}
{{#before}}
    {{line}}
{{/before}}
    {{#answers}}let answer = {{/answers}}state.call(|{{given}}| {
{{#of_many}}
        let closure = &group.{{place}};
{{/of_many}}
{{#optional}}
        let closure = closure.as_ref().expect("C got a function for it");
{{/optional}}
{{#text}}
        let texts = &closure.texts;
{{/text}}
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
{{#text}}
    answer.unwrap_or({{fallback}}){{cast}}
{{/text}}
{{#plain}}
    answer.unwrap_or_default()
{{/plain}}
{{#converted}}
    answer.map_or_else({{raw_type}}::default, Into::into)
{{/converted}}
{{#chosen}}
    answer.map_or({{fallback}}, Into::into)
{{/chosen}}
}
{{/callbacks}}
