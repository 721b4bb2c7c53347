/* Made by ffigen from {{header}}: what the header defines inline, or as a macro, with a symbol. */
{{#prologue}}
{{line}}
{{/prologue}}
{{#has_definitions}}
/* What the header defines for all who include it; a library's own takes its place. */
#ifdef __GNUC__
{{/has_definitions}}
{{#definitions}}
#pragma weak {{name}}
{{/definitions}}
{{#has_definitions}}
#endif
{{/has_definitions}}
#include {{include}}

#if defined(_WIN32) && defined(FFIGEN_SHARED)
#define FFIGEN_SHIM __declspec(dllexport)
#elif defined(__GNUC__)
#define FFIGEN_SHIM __attribute__((visibility("default")))
#else
#define FFIGEN_SHIM
#endif
{{>shims/ids.h}}
{{#id_shims}}

FFIGEN_SHIM {{shim}};
FFIGEN_SHIM {{shim}} {
{{#lines}}
    {{line}}
{{/lines}}
}
{{/id_shims}}
{{#shims}}

FFIGEN_SHIM {{shim}};
FFIGEN_SHIM {{shim}} {
    {{call}};
}
{{/shims}}
