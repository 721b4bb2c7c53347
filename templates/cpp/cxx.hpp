{{made}}

// Ties C++ types to the contract: a change to either side alone does not
// compile. Include it in one source file. C++17.
#ifndef {{macro}}_CXX_HPP
#define {{macro}}_CXX_HPP

#include "{{package}}_layout.h"

{{#has_includes}}
{{#includes}}
#include {{text}}
{{/includes}}

{{/has_includes}}
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace {{space}} {

/// Whether a C++ type stands for a type of the contract.
template <class C, class Cxx>
inline constexpr bool is_twin = std::is_same_v<C, Cxx>;
#define FFIGEN_PAIR(c, cxx)                                                    \
  template <> inline constexpr bool is_twin<c, cxx> = true
{{#pairs}}
{{text}}
{{/pairs}}
#undef FFIGEN_PAIR

/// std::array as the C array it holds.
template <class T> struct plain {
  using type = T;
};
template <class T, std::size_t count> struct plain<std::array<T, count>> {
  using type = T[count];
};

/// Whether two types hold the same values in the same bits. char goes with char
/// alone, bool with bool alone, and an enum with any enum or integer of its
/// size.
template <class C, class Cxx> constexpr bool means_the_same() {
  using Twin = typename plain<std::remove_cv_t<Cxx>>::type;
  if constexpr (std::is_array_v<C> && std::is_array_v<Twin>)
    return std::extent_v<C> == std::extent_v<Twin> &&
           means_the_same<std::remove_extent_t<C>,
                          std::remove_extent_t<Twin>>();
  else if constexpr (std::is_enum_v<C> || std::is_enum_v<Twin>)
    return (std::is_enum_v<C> || std::is_integral_v<C>) &&
           (std::is_enum_v<Twin> || std::is_integral_v<Twin>) &&
           sizeof(C) == sizeof(Twin);
  else if constexpr (std::is_arithmetic_v<C> && std::is_arithmetic_v<Twin>)
    return sizeof(C) == sizeof(Twin) &&
           std::is_signed_v<C> == std::is_signed_v<Twin> &&
           std::is_floating_point_v<C> == std::is_floating_point_v<Twin> &&
           std::is_same_v<std::remove_cv_t<C>, char> ==
               std::is_same_v<Twin, char> &&
           std::is_same_v<std::remove_cv_t<C>, bool> ==
               std::is_same_v<Twin, bool>;
  else if constexpr (std::is_pointer_v<C> && std::is_pointer_v<Twin>)
    return std::is_function_v<std::remove_pointer_t<C>> ==
           std::is_function_v<std::remove_pointer_t<Twin>>;
  else
    return is_twin<std::remove_cv_t<C>, Twin>;
}

/// Whether a constant of the contract and its C++ twin have the same value.
template <class C, class Cxx>
constexpr bool equals(const C &c, const Cxx &cxx) {
  if constexpr (std::is_convertible_v<const C &, std::string_view> &&
                std::is_convertible_v<const Cxx &, std::string_view>)
    return std::string_view(c) == std::string_view(cxx);
  else if constexpr (std::is_floating_point_v<C> ||
                     std::is_floating_point_v<Cxx>)
    return !(c < cxx) && !(cxx < c);
  else
    return (static_cast<long long>(c) < 0) ==
               (static_cast<long long>(cxx) < 0) &&
           static_cast<unsigned long long>(c) ==
               static_cast<unsigned long long>(cxx);
}

#define FFIGEN_TWIN(c, cxx)                                                    \
  static_assert(std::is_standard_layout_v<cxx>,                                \
                #cxx " is not of standard layout, as " #c " is");              \
  static_assert(std::is_trivially_copyable_v<cxx>,                             \
                #cxx " cannot be copied byte by byte, as " #c " is");          \
  static_assert(sizeof(cxx) == sizeof(c), #cxx " has another size than " #c);  \
  static_assert(alignof(cxx) == alignof(c),                                    \
                #cxx " has another alignment than " #c)
#define FFIGEN_TWIN_TYPE(c, field, cxx, member)                                \
  static_assert(means_the_same<decltype(std::declval<c &>().field),            \
                               decltype(std::declval<cxx &>().member)>(),      \
                #cxx "::" #member " has another type than " #c "." #field)
#define FFIGEN_TWIN_MEMBER(c, field, cxx, member)                              \
  static_assert(offsetof(cxx, member) == offsetof(c, field), #cxx              \
                "::" #member " is at another offset than " #c "." #field);     \
  FFIGEN_TWIN_TYPE(c, field, cxx, member)
#define FFIGEN_TWIN_FIELD(c, cxx, field)                                       \
  FFIGEN_TWIN_MEMBER(c, field, cxx, field)
#define FFIGEN_TWIN_ENUM(c, cxx)                                               \
  static_assert(sizeof(cxx) == sizeof(c), #cxx " has another size than " #c)
#define FFIGEN_TWIN_VALUE(c, cxx)                                              \
  static_assert(equals(c, cxx), #cxx " has another value than " #c)
{{#sections}}

{{title}}
{{#lines}}
{{text}}
{{/lines}}
{{/sections}}

#undef FFIGEN_TWIN
#undef FFIGEN_TWIN_TYPE
#undef FFIGEN_TWIN_MEMBER
#undef FFIGEN_TWIN_FIELD
#undef FFIGEN_TWIN_ENUM
#undef FFIGEN_TWIN_VALUE

} // namespace {{space}}

#endif // {{macro}}_CXX_HPP
