// What libclang does not say directly about records and their fields.
#pragma once

#include <clang-c/Index.h>

#include <cstdint>
#include <type_traits>

namespace ffigen::clang {

/// Visits the fields of a record in order, unnamed ones as well.
template <class F>
void for_each_field(CXCursor record, F&& visit) {
    clang_Type_visitFields(
        clang_getCursorType(record),
        [](CXCursor field, CXClientData data) {
            (*static_cast<std::remove_reference_t<F>*>(data))(field);
            return CXVisit_Continue;
        },
        &visit);
}

/// Whether the field is C11's anonymous struct or union, whose members belong to the outer record.
bool is_anonymous_member(CXCursor field, CXCursor type_declaration);

/// Whether values of an integer or enum type are signed on this target. Enums: by their integer
/// type.
bool is_signed(CXType type);

} // namespace ffigen::clang
