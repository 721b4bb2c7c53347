#include "emit/python/elements.hpp"

#include "emit/python/types.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {

using model::TypeKind;

Elements elements_of(const Context& context, const model::Type& element) {
    Elements result;
    if (const api::Record* record = safe_record(context, element)) {
        result.record = context.names.types.at(record->c_name);
        result.ctype = safe_ctype(context, element);
        result.array = fmt::format("_memory.Records[{}]", result.record);
        return result;
    }
    const model::Type type = behind(context, element);
    result.kind = numbers_class(context, element);
    result.is_bytes = result.kind.empty();
    if (result.is_bytes) {
        result.kind = "_numbers.Bytes";
        result.ctype = "ctypes.c_ubyte";
        result.number = "int";
    } else {
        result.number = number_type(context, type);
        // ctypes gives text for its own wchar_t.
        if (type.kind == TypeKind::wchar)
            result.ctype = result.kind + ".ctype";
        else
            result.ctype = type.kind == TypeKind::enumeration
                               ? safe_ctype(context, type)
                               : fmt::format("ctypes.{}", basic_ctype(type.kind));
    }
    result.array = result.kind.starts_with("_numbers.of")
                       ? fmt::format("_numbers.Numbers[{}]", result.number)
                       : result.kind;
    return result;
}

std::string factors_of(const api::Extent& extent, const std::vector<std::string>& names) {
    std::string text;
    if (extent.scale != 1 || extent.factors.empty())
        text += fmt::format(", {}", extent.scale);
    for (const std::size_t factor : extent.factors)
        text += ", " + names[factor];
    return text;
}

std::string found_array(const Elements& elements, const Found& found) {
    const bool is_record = !elements.record.empty();
    // What is const is shown in place where nothing can be written there: not in records.
    if (found.release.empty() || (is_record && found.is_const && found.made.empty()))
        return is_record
                   ? fmt::format("_memory.copied_records({}, {}, {}{})", elements.record,
                                 found.address, found.count,
                                 found.release.empty() ? "" : ", " + found.release)
                   : fmt::format("{}._copied({}, {})", elements.kind, found.address, found.count);
    std::string rest = fmt::format("{}, {}, {}", found.address, found.count, found.release);
    if (!found.made.empty())
        rest += ", " + found.made;
    if (is_record)
        return fmt::format("_memory.made_records({}, {})", elements.record, rest);
    return fmt::format("{}._made({}{})", elements.kind, rest,
                       found.is_const ? ", read_only=True" : "");
}

} // namespace ffigen::emit::python
