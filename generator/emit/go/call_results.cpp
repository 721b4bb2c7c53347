#include "emit/go/calls.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using api::ResultRole;
using model::Type;

/// What the C function returns, as a Go result.
class ResultBuilder {
  public:
    ResultBuilder(const SafeScope& scope, Parts& parts)
        : scope_(scope), context_(scope.context), result_(scope.function.result), parts_(parts) {}

    void build() {
        if (result_.role != ResultRole::nothing && result_.role != ResultRole::status)
            refuse_errno();
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
        case ResultRole::borrowed_handle:
            return add_object(scope_, scope_.call.outputs.front(),
                              *handle_behind(context_, result_.element, scope_.target),
                              scope_.returned, "made", parts_);
        case ResultRole::record_ref:
            return record_ref();
        case ResultRole::buffer:
        case ResultRole::texts:
            return add_made_result(scope_, parts_);
        case ResultRole::flexible:
            return flexible();
        case ResultRole::opaque:
            return opaque();
        }
    }

  private:
    [[nodiscard]] std::string go(const Type& type, const char* otherwise) const {
        return go_type(context_, type, scope_.target, Layer::safe).value_or(otherwise);
    }

    /// A negative number or NULL, and errno says why.
    void refuse_errno() {
        if (!scope_.call.failure.sets_errno)
            return;
        const bool number = result_.role == ResultRole::value;
        fail_if(parts_.take, scope_, scope_.returned + (number ? " < 0" : " == nil"),
                "syscall.Errno(result.errno_value)");
    }

    void status() {
        if (result_.ok_values.empty())
            return;
        const std::string& code = context_.safe.code_types.at(*scope_.function.error_set);
        parts_.results.push_back({code, "0", "code"});
    }

    void value() {
        const Type& type = result_.type;
        const std::string spelled = go(type, "uintptr");
        const bool scalar = is_scalar(context_, type, scope_.target);
        if (scope_.call.is_registration_id(std::nullopt))
            return;
        if (is_closed_enum(context_, type, scope_.target))
            fail_if(parts_.take, scope_, fmt::format("!{}({}).IsKnown()", spelled, scope_.returned),
                    "errUnknown(\"the result\")");
        parts_.results.push_back(
            {spelled, zero_of(context_, type, scope_.target, spelled),
             scalar ? spelled + "(" + scope_.returned + ")"
                    : fmt::format("*(*{})(unsafe.Pointer(&{}))", spelled, scope_.returned)});
    }

    void string() {
        parts_.needs_objects = true;
        parts_.take.push_back(
            fmt::format("\ttext := C.GoString((*C.char)(unsafe.Pointer({})))", scope_.returned));
        if (!result_.release.empty())
            parts_.take.push_back(fmt::format("\t{}(unsafe.Pointer({}))",
                                              release_name(result_.release), scope_.returned));
        parts_.results.push_back({"string", "\"\"", "text"});
        if (result_.nullable)
            parts_.results.push_back({"bool", "false", scope_.returned + " != nil"});
    }

    /// A copy: nothing would keep the owner from moving the record.
    void record_ref() {
        parts_.needs_objects = true;
        const std::string spelled = go(result_.element, "byte");
        const std::string address = "unsafe.Pointer(" + scope_.returned + ")";
        if (result_.nullable) {
            parts_.take.push_back(fmt::format("\tvar record {}", spelled));
            parts_.take.push_back(fmt::format("\tif {} != nil {{", scope_.returned));
            parts_.take.push_back(
                fmt::format("\t\trecord = memory.Load[{}]({})", spelled, address));
            parts_.take.emplace_back("\t}");
        } else {
            fail_if(parts_.take, scope_, scope_.returned + " == nil", nothing_error(scope_));
            parts_.take.push_back(fmt::format("\trecord := memory.Load[{}]({})", spelled, address));
        }
        parts_.results.push_back(
            {spelled, zero_of(context_, result_.element, scope_.target, spelled), "record"});
        if (result_.nullable)
            parts_.results.push_back({"bool", "false", scope_.returned + " != nil"});
    }

    void flexible() {
        parts_.needs_objects = true;
        const Type record = model::resolve(context_.contract, result_.element, scope_.target);
        const std::string& name = context_.safe.flexibles.at(record.name);
        if (!result_.nullable)
            fail_if(parts_.take, scope_, scope_.returned + " == nil", nothing_error(scope_));
        parts_.take.push_back(
            fmt::format("\trecord := load{}(unsafe.Pointer({}))", name, scope_.returned));
        parts_.results.push_back({"*" + name, "nil", "record"});
    }

    void opaque() {
        parts_.results.push_back(
            {"uintptr", "0", fmt::format("uintptr(unsafe.Pointer({}))", scope_.returned)});
    }

    const SafeScope& scope_;
    const Context& context_;
    const api::Result& result_;
    Parts& parts_;
};

} // namespace

void add_result(const SafeScope& scope, Parts& parts) { ResultBuilder(scope, parts).build(); }

} // namespace ffigen::emit::go
