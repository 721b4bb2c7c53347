#include "emit/python/backend.hpp"

#include "emit/python/context.hpp"
#include "emit/python/raw.hpp"
#include "emit/render.hpp"

namespace ffigen::emit::python {

FileSet emit(const Input& input, Diagnostics& diagnostics) {
    const Context context = make_context(input, diagnostics);
    nlohmann::ordered_json view;
    view["package"] = input.api.package.name;
    view["targets"] = target_view(context);
    FileSet files;
    const std::string root = input.api.package.name + "/";
    for (const char* name : {"_abi.py", "_calling.py", "_target.py"})
        files[root + name] = render(std::string("python/package/") + name, view);
    auto raw = raw_view(context);
    raw.update(view);
    files[root + "raw.py"] = render("python/package/raw.py", raw);
    files[root + "_layouts.py"] = render("python/package/_layouts.py", [&] {
        auto layouts = layouts_view(context);
        layouts["header"] = input.contract.header;
        return layouts;
    }());
    return files;
}

} // namespace ffigen::emit::python
