{{#ids}}

/* An address that stands for a number, and for no memory. Where addresses are wide enough it is none that
 * programs have; elsewhere no more than different from those of other types' small numbers. */
#include <stdint.h>
struct {{record}};
static inline struct {{record}} *ffigen_object_{{type}}({{type}} id) {
    const uint32_t none = (uint32_t)({{type}})({{none}});
    if ((uint32_t)id == none)
        return 0;
#if UINTPTR_MAX > 0xffffffffu
    return (struct {{record}} *)((uintptr_t){{tag}} << 32 | (uint32_t)id);
#else
    return (struct {{record}} *)(uintptr_t)(((uint32_t)id - none) * {{factor}});
#endif
}
static inline {{type}} ffigen_id_{{type}}(const struct {{record}} *object) {
#if UINTPTR_MAX > 0xffffffffu
    return object ? ({{type}})(uint32_t)(uintptr_t)object : ({{type}})({{none}});
#else
    return ({{type}})((uint32_t)(uintptr_t)object * {{inverse}} + (uint32_t)({{type}})({{none}}));
#endif
}
{{/ids}}
