#include "lock/lock.hpp"

#include <filesystem>

namespace ffigen::lock {

std::optional<model::SizeAlign> usual_layout(model::TypeKind kind) {
    using enum model::TypeKind;
    switch (kind) {
    case bool_:
    case char_:
    case signed_char:
    case unsigned_char:
    case int8:
    case uint8:
        return model::SizeAlign{1, 1};
    case short_:
    case unsigned_short:
    case int16:
    case uint16:
    case char16:
        return model::SizeAlign{2, 2};
    case int_:
    case unsigned_int:
    case float_:
    case int32:
    case uint32:
    case wchar:
    case char32:
        return model::SizeAlign{4, 4};
    case long_:
    case unsigned_long:
    case long_long:
    case unsigned_long_long:
    case double_:
    case int64:
    case uint64:
    case intptr:
    case uintptr:
    case size:
    case ssize:
    case ptrdiff:
        return model::SizeAlign{8, 8};
    case long_double:
        return model::SizeAlign{16, 16};
    default:
        return std::nullopt;
    }
}

std::string lock_path(std::string_view header) {
    std::filesystem::path path(header);
    path.replace_extension(".ffilock.json");
    return path.generic_string();
}

} // namespace ffigen::lock
