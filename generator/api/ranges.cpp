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

std::string unchecked_number(const model::Contract& contract, const model::Type& written,
                             std::size_t target) {
    const auto find = [&](const model::Type& given, bool in_union,
                          const auto& self) -> std::string {
        model::Type type = model::resolve(contract, given, target);
        while (type.kind == TypeKind::array)
            type = model::resolve(contract, type.element(), target);
        const model::Record* record =
            type.kind == TypeKind::record ? contract.record(type.name) : nullptr;
        const model::RecordLayout* layout =
            record == nullptr ? nullptr : record->layouts.find(target);
        if (layout == nullptr)
            return {};
        const bool within = in_union || record->is_union;
        for (const model::Field& field : layout->fields) {
            if (field.depth != 0)
                continue; // of a record that is looked at by itself
            model::Type value = model::resolve(contract, field.type, target);
            while (value.kind == TypeKind::array)
                value = model::resolve(contract, value.element(), target);
            const model::Enum* named =
                value.kind == TypeKind::enumeration ? contract.enumeration(value.name) : nullptr;
            const model::FieldInfo* info = record->info(field.name);
            if (within && ((info != nullptr && has(info->annotations, "range")) ||
                           (named != nullptr && has(named->annotations, "closed"))))
                return fmt::format("{}.{}", record->name, field.name);
            if (std::string found = self(field.type, within, self); !found.empty())
                return found;
        }
        return {};
    };
    return find(written, false, find);
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
