// Arrays that the library made: copied at once, and freed where they are the caller's.
#include "emit/go/call_param.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using api::ResultRole;
using model::Type;
using model::TypeKind;

/// What is known of an array that C gave.
struct Made {
    Type element;
    std::string address; ///< Go expression
    std::string length;  ///< Go expression, in elements; empty: until the terminator
    std::string terminator;
    std::string release; ///< Go statement; empty: it is another's
    bool null_is_failure = false;
    /// What is freed is a record with the address: it may hold more, also where there is none.
    bool is_in_record = false;
    std::string variable; ///< Go's, with the copy
};

std::string element_of(const SafeScope& scope, const Type& element) {
    const Type resolved = model::resolve(scope.context.contract, element, scope.target);
    return resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_
               ? "byte"
               : go_type(scope.context, element, scope.target, Layer::safe).value_or("byte");
}

void refuse_null(const SafeScope& scope, const Made& made, Parts& parts) {
    if (made.null_is_failure)
        fail_if(parts.take, scope, made.address + " == nil", nothing_error(scope));
}

void free_made(const Made& made, Parts& parts) {
    if (made.release.empty())
        return;
    if (made.null_is_failure || made.is_in_record) {
        parts.take.push_back("\t" + made.release);
        return;
    }
    parts.take.push_back(fmt::format("\tif {} != nil {{", made.address));
    parts.take.push_back("\t\t" + made.release);
    parts.take.emplace_back("\t}");
}

void add_elements(const SafeScope& scope, const Made& made, Parts& parts) {
    parts.needs_objects = true;
    refuse_null(scope, made, parts);
    const std::string element = element_of(scope, made.element);
    const std::string address = "unsafe.Pointer(" + made.address + ")";
    parts.take.push_back(made.terminator.empty()
                             ? fmt::format("\t{} := memory.Copied[{}]({}, {})", made.variable,
                                           element, address, made.length)
                             : fmt::format("\t{} := memory.CopiedUntil({}, {})", made.variable,
                                           address,
                                           terminator_of(scope.context, made.element,
                                                         made.terminator, scope.target)));
    free_made(made, parts);
    parts.results.push_back({"[]" + element, "nil", made.variable});
}

void add_strings(const SafeScope& scope, const Made& made, Parts& parts) {
    parts.needs_objects = true;
    refuse_null(scope, made, parts);
    const std::string address = "unsafe.Pointer(" + made.address + ")";
    parts.take.push_back(
        made.terminator.empty()
            ? fmt::format("\t{} := stringsAt({}, {})", made.variable, address, made.length)
            : fmt::format("\t{} := stringsUntilNil({})", made.variable, address));
    free_made(made, parts);
    parts.results.push_back({"[]string", "nil", made.variable});
}

/// The length that another parameter has, or a product, known before the call.
std::string length_of(const SafeScope& scope, const std::optional<std::size_t>& count,
                      const std::optional<api::Extent>& extent, bool in_bytes,
                      const std::string& element, const std::string& variable, Parts& parts) {
    std::string length;
    if (count) {
        length = fmt::format("lengthOf(result.{}, math.MaxInt)", field_name(scope.c_names[*count]));
    } else if (extent) {
        length = extent_of(scope, *extent);
        if (!extent->factors.empty()) {
            const std::string known = variable + "Length";
            parts.checks.push_back(fmt::format("\t{} := {}", known, length));
            fail_if(parts.checks, scope, known + " < 0", "ErrLengths");
            length = known;
        }
    } else {
        return {};
    }
    return in_bytes && element != "byte"
               ? fmt::format("{}/int(unsafe.Sizeof(*new({})))", length, element)
               : length;
}

std::string release_of(const std::string& function, const std::string& address) {
    return function.empty()
               ? std::string()
               : fmt::format("{}(unsafe.Pointer({}))", release_name(function), address);
}

class BufferBuilder : ParamParts {
  public:
    using ParamParts::ParamParts;

    void build() {
        Type plain =
            model::resolve(context_.contract,
                           decayed(context_, param_.type, scope_.target).element(), scope_.target);
        plain.is_const = false;
        returned_field(plain);
        if (param_.on_error && !param_.release.empty())
            parts_.c_discard.push_back(fmt::format("if (result.{}) {}((void *)result.{});", c_name_,
                                                   param_.release, c_name_));
        add_elements(scope_,
                     {.element = param_.element,
                      .address = field(),
                      .length = length_of(scope_, param_.count, param_.extent, param_.in_bytes,
                                          element_of(scope_, param_.element), name_, parts_),
                      .terminator = param_.terminator,
                      .release = release_of(param_.release, field()),
                      .null_is_failure = output().null_fails,
                      .variable = name_},
                     parts_);
    }
};

} // namespace

void add_buffer_out(const SafeScope& scope, std::size_t index, Parts& parts) {
    BufferBuilder(scope, index, parts).build();
}

void add_made_result(const SafeScope& scope, Parts& parts) {
    const api::Result& result = scope.function.result;
    const bool is_texts = result.role == ResultRole::texts;
    const std::string variable = is_texts ? "texts" : "data";
    Made made{.element = result.element,
              .address = scope.returned,
              .length =
                  length_of(scope, result.count, result.extent, result.in_bytes,
                            is_texts ? "" : element_of(scope, result.element), variable, parts),
              .terminator = result.terminator,
              .release = release_of(result.release, scope.returned),
              .null_is_failure = scope.call.outputs.front().null_fails,
              .variable = variable};
    if (result.span) {
        made.address = "result.span_data";
        made.length = "lengthOf(result.span_length, math.MaxInt)";
        made.is_in_record = true;
        if (!result.release.empty())
            made.release =
                fmt::format("{}(unsafe.Pointer(&result.value))", release_name(result.release));
    }
    if (is_texts)
        add_strings(scope, made, parts);
    else
        add_elements(scope, made, parts);
}

} // namespace ffigen::emit::go
