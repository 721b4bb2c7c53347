#include "emit/go/backend.hpp"

#include "emit/go/format.hpp"
#include "emit/go/package.hpp"
#include "emit/go/safe.hpp"

namespace ffigen::emit::go {

FileSet emit(const Input& input, Diagnostics& diagnostics) {
    const Context context = make_context(input);
    Diagnostics found;
    Package package{.context = context, .files = {}, .sets = SetNames(context.platforms)};
    const Plans plans = plan_records(context);
    add_raw_layer(package, plans, found);
    add_safe_layer(package, plans);
    add_module_files(package);
    for (Diagnostic& item : found.items()) {
        if (input.options.strict && item.severity == Severity::warning)
            item.severity = Severity::error;
        diagnostics.add(std::move(item));
    }
    return std::move(package.files);
}

} // namespace ffigen::emit::go
