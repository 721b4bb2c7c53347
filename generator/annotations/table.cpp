#include "annotations/table.hpp"

#include <algorithm>
#include <array>

namespace ffigen::annotations {
namespace {

template <std::size_t N>
using Keys = std::array<std::string_view, N>;

constexpr Keys<9> module_keys{"prefix",           "library",         "version",
                              "fingerprint",      "last_error",      "cxx_include",
                              "version_function", "last_error_when", "rpc"};
constexpr Keys<3> handle_keys{"close", "retain", "threads"};
constexpr Keys<3> error_codes_keys{"members", "ok", "text"};
constexpr Keys<2> error_codes_required{"members", "ok"};
constexpr Keys<2> error_enum_keys{"ok", "text"};
constexpr Keys<1> ok_key{"ok"};
constexpr Keys<5> callback_keys{"user_data", "lifetime", "until", "destroy", "thread"};
constexpr Keys<2> lend_keys{"end", "cancel"};
constexpr Keys<1> end_key{"end"};
constexpr Keys<3> method_keys{"of", "name", "kind"};

constexpr auto calls = Binds::calls;
constexpr auto texts = Binds::texts;
constexpr auto with = Stronger::with;
constexpr auto without = Stronger::without;
constexpr unsigned at_pointer = at_parameter | at_function;

constexpr Word words[] = {
    {"module", at_module, texts, 1, module_keys, {}, "FFI_MODULE", {}, {}},
    {"handle", at_module, calls, 1, handle_keys, {}, "FFI_HANDLE", {}, {}},
    {"error_codes", at_module, calls, 1, error_codes_keys, error_codes_required, "FFI_ERROR_CODES",
     "S03", "error convention"},
    {"cxx_constant", at_module, texts, 2, {}, {}, "FFI_CXX_CONSTANT", {}, {}},
    {"owned", at_pointer, calls, 1, {}, {}, "FFI_OWNED", "S01", "ownership"},
    {"borrowed", at_pointer, calls, 0, {}, {}, "FFI_BORROWED", "S01", "ownership"},
    {"borrowed_until", at_pointer, calls, 1, {}, {}, "FFI_BORROWED_UNTIL", "S01", "ownership"},
    {"consumed", at_parameter, calls, 0, {}, {}, "FFI_CONSUMED", "S01", "ownership"},
    {"lend", at_function, calls, 0, lend_keys, end_key, "FFI_LEND", "S01",
     "ownership of lent memory"},
    {"independent",
     at_pointer,
     calls,
     0,
     {},
     {},
     "FFI_INDEPENDENT",
     "S01",
     "what an object belongs to"},
    {"child_of", at_pointer, calls, 1, {}, {}, "FFI_CHILD_OF", "S01", "what an object belongs to"},
    {"callback",
     at_parameter,
     calls,
     0,
     callback_keys,
     {},
     "FFI_CALLBACK",
     "S02",
     "callback's lifetime or thread"},
    {"status",
     at_function | at_callback,
     calls,
     1,
     ok_key,
     {},
     "FFI_STATUS",
     "S03",
     "error convention"},
    {"error_enum", at_enum, calls, 0, error_enum_keys, ok_key, "FFI_ERROR_ENUM", "S03",
     "error convention"},
    {"errno", at_function, calls, 0, {}, {}, "FFI_ERRNO", "S03", "error convention"},
    {"error_kind",
     at_enumerator | at_constant,
     texts,
     1,
     {},
     {},
     "FFI_ERROR_KIND",
     "S03",
     "kind of error"},
    {"thread_safe",
     at_function,
     texts,
     0,
     {},
     {},
     "FFI_THREAD_SAFE",
     "S04",
     "thread promise",
     with},
    {"realtime", at_function, texts, 0, {}, {}, "FFI_REALTIME", "S05", "real-time promise", with},
    {"blocking", at_function, texts, 0, {}, {}, "FFI_BLOCKING", "S05", "blocking promise", without},
    {"repeatable",
     at_function,
     texts,
     0,
     {},
     {},
     "FFI_REPEATABLE",
     "S05",
     "repeatable promise",
     with},
    {"no_callback",
     at_function,
     texts,
     0,
     {},
     {},
     "FFI_NO_CALLBACK",
     "S05",
     "promise not to call back",
     with},
    {"out", at_parameter, calls, 0, {}, {}, "FFI_OUT", "S06", "direction"},
    {"inout", at_parameter, calls, 0, {}, {}, "FFI_INOUT", "S06", "direction"},
    {"one", at_parameter, calls, 0, {}, {}, "FFI_ONE", "S06", "length"},
    {"counted_by", at_pointer | at_field, calls, 1, {}, {}, "FFI_COUNTED_BY", "S06", "length"},
    {"sized_by", at_pointer | at_field, calls, 1, {}, {}, "FFI_SIZED_BY", "S06", "length"},
    {"terminated_by",
     at_pointer | at_field,
     calls,
     1,
     {},
     {},
     "FFI_TERMINATED_BY",
     "S06",
     "length"},
    {"count_of", at_parameter, calls, 1, {}, {}, "FFI_COUNT_OF", "S06", "length"},
    {"fixed", at_parameter, calls, 1, {}, {}, "FFI_FIXED", "S06", "length"},
    {"on_error",
     at_parameter,
     calls,
     0,
     {},
     {},
     "FFI_ON_ERROR",
     "S06",
     "what is written on failure"},
    {"string", at_pointer | at_field, calls, 0, {}, {}, "FFI_STRING", "S06", "kind of pointer"},
    {"nullable", at_pointer | at_field, calls, 0, {}, {}, "FFI_NULLABLE", {}, {}},
    {"reserved", at_field | at_parameter, calls, 0, {}, {}, "FFI_RESERVED", {}, {}},
    {"wire", at_record, calls, 0, {}, {}, "FFI_WIRE", "S08", "wire promise", with},
    {"flags", at_enum, texts, 0, {}, {}, "FFI_FLAGS", "S09", "kind of enum"},
    {"closed", at_enum, texts, 0, {}, {}, "FFI_CLOSED", "S09", "kind of enum"},
    {"rpc", at_function, calls, 0, {}, {}, "FFI_RPC", "S10", "RPC", with},
    {"since", at_declaration, texts, 1, {}, {}, "FFI_SINCE", "S11", "first version"},
    {"deprecated", at_declaration, texts, 1, {}, {}, "FFI_DEPRECATED", "S11", "deprecation"},
    {"name", at_declaration, texts, 1, {}, {}, "FFI_NAME", "S12", "name in the safe layers"},
    {"method",
     at_function,
     texts,
     0,
     method_keys,
     {},
     "FFI_METHOD",
     "S12",
     "place in the safe layers"},
    {"raw_only",
     at_declaration,
     texts,
     0,
     {},
     {},
     "FFI_RAW_ONLY",
     "S12",
     "place in the safe layers",
     without},
    {"cxx",
     at_record | at_field | at_enum | at_enumerator | at_constant,
     texts,
     1,
     {},
     {},
     "FFI_CXX",
     "S14",
     "C++ twin"},
    {"unit",
     at_field | at_parameter | at_function | at_constant,
     calls,
     1,
     {},
     {},
     "FFI_UNIT",
     "F18",
     "unit"},
    {"key", at_field, calls, 1, {}, {}, "FFI_KEY", "F19", "CBOR key"},
    {"default", at_field, calls, 1, {}, {}, "FFI_DEFAULT", "F20", "CBOR default", with},
    {"range", at_field | at_parameter, calls, 2, {}, {}, "FFI_RANGE", "F18", "range"},
};

} // namespace

std::span<const Word> table() { return words; }

const Word* find_word(std::string_view name) {
    const auto found = std::find_if(std::begin(words), std::end(words),
                                    [&](const Word& word) { return word.name == name; });
    return found == std::end(words) ? nullptr : &*found;
}

} // namespace ffigen::annotations
