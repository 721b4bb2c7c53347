#include "emit/go/safe_call.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using api::ResultRole;
using model::Type;

/// What the C function returns, as a Go result. `c` is the Go expression of the C value.
class ResultBuilder {
  public:
    ResultBuilder(const SafeScope& scope, Parts& parts)
        : scope_(scope), context_(scope.context), result_(scope.function.result), parts_(parts) {}

    void build() {
        switch (result_.role) {
        case ResultRole::nothing:
            return;
        case ResultRole::status:
            return status();
        case ResultRole::value:
            return value();
        case ResultRole::string:
            return string();
        case ResultRole::handle:
            return handle(false);
        case ResultRole::borrowed_handle:
            return handle(true);
        case ResultRole::record_ref:
            return record_ref();
        case ResultRole::opaque:
            return opaque();
        }
    }

  private:
    void status() {
        if (result_.ok_values.empty())
            return;
        const std::string& code = context_.safe.code_types.at(*scope_.function.error_set);
        parts_.results.push_back({code, "0", "code"});
    }

    void value() {
        const Type& type = result_.type;
        const std::string go =
            go_type(context_, type, scope_.target, Layer::safe).value_or("uintptr");
        if (is_scalar(context_, type, scope_.target)) {
            parts_.results.push_back(
                {go, zero_of(context_, type, scope_.target, go), go + "(" + returned_mark + ")"});
            return;
        }
        // A record: the bridge writes it where Go says.
        parts_.takes_addresses = true;
        parts_.before.push_back(fmt::format("\tvar value {}", go));
        parts_.results.push_back({go, zero_of(context_, type, scope_.target, go), "value"});
    }

    void string() {
        parts_.unpack.push_back(
            fmt::format("\ttext := C.GoString((*C.char)(unsafe.Pointer({})))", returned_mark));
        if (!result_.release.empty())
            parts_.unpack.push_back(fmt::format("\t{}(unsafe.Pointer({}))",
                                                release_name(result_.release), returned_mark));
        parts_.results.push_back({"string", "\"\"", "text"});
        if (result_.nullable)
            parts_.results.push_back({"bool", "false", std::string(returned_mark) + " != nil"});
    }

    void handle(bool borrowed) {
        const api::Handle& handle = *handle_behind(context_, result_.element, scope_.target);
        const std::string& go = context_.safe.handles.at(handle.c_name);
        std::string owners;
        for (std::size_t i = 0; i < scope_.function.params.size(); ++i)
            if (scope_.function.params[i].role == api::Role::handle)
                owners += ", " + scope_.names[i];
        const std::string make = borrowed ? "borrowed" : "new";
        parts_.unpack.push_back(fmt::format("\tif {} == nil {{", returned_mark));
        parts_.unpack.push_back("\t\t" + (result_.nullable || !scope_.fallible
                                              ? "return " + std::string(zeros_mark)
                                              : fail(scope_, fmt::format("errNoObject(\"{}\")",
                                                                         scope_.function.c_name))));
        parts_.unpack.push_back("\t}");
        parts_.results.push_back(
            {"*" + go, "nil", fmt::format("{}{}({}{})", make, go, returned_mark, owners)});
    }

    void record_ref() {
        const std::string go =
            go_type(context_, result_.element, scope_.target, Layer::safe).value_or("byte");
        parts_.results.push_back(
            {"*" + go, "nil", fmt::format("(*{})(unsafe.Pointer({}))", go, returned_mark)});
    }

    void opaque() {
        parts_.results.push_back(
            {"unsafe.Pointer", "nil", fmt::format("unsafe.Pointer({})", returned_mark)});
    }

    const SafeScope& scope_;
    const Context& context_;
    const api::Result& result_;
    Parts& parts_;
};

} // namespace

void add_result(const SafeScope& scope, Parts& parts) { ResultBuilder(scope, parts).build(); }

} // namespace ffigen::emit::go
