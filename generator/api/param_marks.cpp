// Words at a parameter that contradict its type, whatever its role.
#include "annotations/table.hpp"
#include "api/at_parameter.hpp"
#include "api/ranges.hpp"

namespace ffigen::api {
namespace {

using model::TypeKind;

class Marks : AtParameter {
  public:
    using AtParameter::AtParameter;

    void run() {
        for (const std::string_view name : {"out", "inout"})
            // Rows are written, and not the addresses that lead to them.
            if (marked(name) && !param_.each && (!shape_.is_pointer || shape_.pointee_const()))
                wrong("A07", name,
                      fmt::format("'{}' is marked {} but {}", entity_,
                                  name == "out" ? "FFI_OUT" : "FFI_INOUT",
                                  shape_.is_pointer ? "points to const" : "is no pointer"),
                      shape_.is_pointer ? "drop the const, or the annotation"
                                        : "pass it by address");
        if (marked("nullable") && !shape_.is_pointer && !shape_.is_function_pointer())
            wrong("A19", "nullable",
                  fmt::format("'{}' is marked FFI_NULLABLE but is no pointer", entity_),
                  "drop the annotation");
        if (marked("nullable") && shape_.nonnull)
            wrong("A04", "nullable",
                  fmt::format("'{}' is marked both FFI_NULLABLE and _Nonnull", entity_),
                  "keep the one that is true");
        for (const std::string_view name : {"consumed", "ended"})
            if (marked(name) &&
                (!shape_.points_to_record() || lowering_.handle(shape_.target.name) == nullptr))
                wrong("A15", name,
                      fmt::format("'{}' is marked {} but is no handle", entity_,
                                  annotations::find_word(name)->macro),
                      "declare its type with FFI_HANDLE, or drop the annotation");
        if (marked("string") && !shape_.points_to_bytes() &&
            !(shape_.points_to(TypeKind::pointer) && marked("out")))
            wrong("A09", "string",
                  fmt::format("'{}' is marked FFI_STRING but is no 'char *'", entity_),
                  "drop the annotation, or correct the type");
        if (marked("on_error") && !marked("out"))
            wrong("A07", "on_error",
                  fmt::format("'{}' is marked FFI_ON_ERROR but not FFI_OUT", entity_),
                  "add FFI_OUT");
        const bool gives = shape_.points_to(TypeKind::pointer) && marked("out");
        param_.stays = callable_.is_callback && marked("borrowed") && shape_.is_pointer;
        for (const std::string_view name :
             {"owned", "borrowed", "borrowed_until", "child_of", "independent"})
            if (marked(name) && !gives && !(param_.stays && name == "borrowed"))
                wrong("A12", name,
                      fmt::format("'{}' is marked {} but gives nothing to the caller", entity_,
                                  annotations::find_word(name)->macro),
                      "it belongs to an FFI_OUT pointer to a pointer, or to a returned pointer");
        check_range();
    }

  private:
    void check_range() {
        const model::Annotation* range = model::find(marks_, "range");
        if (range == nullptr)
            return;
        // A number is one, and no parameter's place.
        const auto bound = range->positional.size() == 2 && !read_number(range->positional[1])
                               ? callable_.find(range->positional[1])
                               : std::nullopt;
        const std::string problem = bound ? bound_problem(callable_, roles_, index_, *range, *bound)
                                          : range_problem(*range, shape_);
        if (problem.empty() && range->positional.size() == 2)
            param_.range =
                Range{without_suffix(range->positional[0]),
                      bound ? range->positional[1] : without_suffix(range->positional[1]), bound};
        if (!problem.empty())
            wrong("A21", "range", fmt::format("the range of '{}' {}", entity_, problem),
                  "write FFI_RANGE(low, high) on a number, or FFI_RANGE(0, parameter) on an "
                  "integer by value, where the parameter has its type and is passed by the caller");
    }
};

} // namespace

void check_marks(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index) {
    Marks(lowering, callable, roles, index).run();
}

} // namespace ffigen::api
