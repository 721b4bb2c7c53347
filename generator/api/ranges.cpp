// What FFI_RANGE may say: between two numbers, or up to another parameter.
#include "api/ranges.hpp"

#include "api/callable.hpp"

#include <cstdlib>
#include <optional>

namespace ffigen::api {

using model::TypeKind;

std::string without_suffix(std::string number) {
    const bool is_hex = number.find_first_of("xX") != std::string::npos;
    const std::size_t last = number.find_last_not_of(is_hex ? "uUlL" : "uUlLfF");
    return number.substr(0, last == std::string::npos ? number.size() : last + 1);
}

std::optional<double> read_number(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    // C's suffixes of integers and floats.
    while (*end != '\0' && std::string_view("uUlLfF").find(*end) != std::string_view::npos)
        ++end;
    return end == text.c_str() || *end != '\0' ? std::nullopt : std::optional(value);
}

std::string range_problem(const model::Annotation& range, const Shape& shape) {
    if (range.positional.size() != 2)
        return {}; // A03 has been said
    const std::optional<double> low = read_number(range.positional[0]);
    const std::optional<double> high = read_number(range.positional[1]);
    if (!low || !high)
        return "is not made of two numbers";
    if (*low > *high)
        return fmt::format("is empty: {} is above {}", range.positional[0], range.positional[1]);
    const TypeKind kind = shape.is_pointer ? shape.target.kind : shape.type.kind;
    const bool numeric = (model::is_integer(kind) && kind != TypeKind::bool_) ||
                         model::is_floating(kind) || kind == TypeKind::enumeration;
    return numeric ? std::string() : "stands on something that is no number";
}

std::string bound_problem(const Callable& callable, const Roles& roles, std::size_t index,
                          const model::Annotation& range, std::size_t bound) {
    const Shape& shape = roles.shapes[index];
    const Shape& other = roles.shapes[bound];
    const model::Annotations& marks = callable.parameter(bound).annotations;
    if (bound == index)
        return "ends at itself";
    if (range.positional[0] != "0")
        return fmt::format("begins at {}, which may be above '{}'", range.positional[0],
                           range.positional[1]);
    if (!shape.is_integer() || shape.type.kind == TypeKind::bool_ ||
        other.type.kind != shape.type.kind)
        return fmt::format("ends at '{}', which is no integer of its type", range.positional[1]);
    if (callable.is_callback || claimed(roles, bound) || has(marks, "reserved") ||
        has(marks, "fixed") || has(marks, "unit"))
        return fmt::format("ends at '{}', which the caller does not pass as a plain number",
                           range.positional[1]);
    return {};
}

} // namespace ffigen::api
