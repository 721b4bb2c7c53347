#include "emit/rust/imports.hpp"

#include "emit/rust/context.hpp"
#include "emit/rust/format.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ffigen::emit::rust {
namespace {

/// The standard prelude of every edition up to 2024.
constexpr std::array<std::string_view, 41> prelude = {
    "AsMut",  "AsRef",      "AsyncFn",      "AsyncFnMut", "AsyncFnOnce",  "Box",    "Clone",
    "Copy",   "Debug",      "Default",      "Drop",       "Eq",           "Err",    "Extend",
    "Fn",     "FnMut",      "FnOnce",       "From",       "FromIterator", "Future", "Hash",
    "Into",   "IntoFuture", "IntoIterator", "Iterator",   "None",         "Ok",     "Option",
    "Ord",    "PartialEq",  "PartialOrd",   "Result",     "Send",         "Sized",  "Some",
    "String", "Sync",       "ToOwned",      "ToString",   "TryFrom",      "Vec"};
constexpr std::array<std::string_view, 7> prelude_values = {"Err",  "None",    "Ok",         "Some",
                                                            "drop", "size_of", "size_of_val"};

/// What the safe layer defines itself, or writes in a file of its own.
constexpr std::array<std::string_view, 11> own_types = {
    "BitAnd", "BitAndAssign", "BitOr", "BitOrAssign", "Borrowed", "ContractMismatch",
    "Error",  "Self",         "Sub",   "SubAssign",   "Why"};

bool is_type(const std::string& name) {
    return std::isupper(static_cast<unsigned char>(name.front())) != 0;
}

} // namespace

std::span<const std::string_view> prelude_names() { return prelude; }

std::vector<Import> shared_imports(const api::Api& api) {
    std::vector<Import> list = {
        {"raw", "crate"},           {"Error", "super"},           {"contract", "super"},
        {"callbacks", "super"},     {"Why", "super::error"},      {"NonNull", "std::ptr"},
        {"ptr", "std::ptr"},        {"ManuallyDrop", "std::mem"}, {"zeroed", "std::mem"},
        {"Deref", "std::ops"},      {"DerefMut", "std::ops"},     {"Cow", "std::borrow"},
        {"Arc", "std::sync"},       {"RefCell", "std::cell"},     {"PhantomData", "std::marker"},
        {"c_char", "std::ffi"},     {"CStr", "std::ffi"},         {"closures", "super"},
        {"kept_closures", "super"}, {"LastText", "super::error"}, {"check_errno", "super::error"}};
    for (const char* name :
         {"CText",        "Borrowed",    "Contained",      "Lent",        "borrow_text",
          "borrow_texts", "check_apart", "assert_apart",   "copied_all",  "copied_one",
          "check_range",  "check_room",  "checked_length", "copy_text",   "count_from",
          "count_within", "larger_room", "put_text",       "same_length", "slice",
          "slice_mut",    "take_text",   "text_from",      "text_in",     "text_length",
          "text_room"})
        list.push_back({name, "super::support"});
    for (const char* name :
         {"OwnedSlice", "Rows", "array_copy", "array_factor", "array_length", "array_view",
          "array_view_mut", "check_array", "check_distinct", "check_none_of", "check_known",
          "copy_texts", "length_before", "take_texts", "text_places", "with_end"})
        list.push_back({name, "super::arrays"});
    list.push_back({"Giving", "super::given_texts"});
    for (const char* name : {"Here", "Place"})
        list.push_back({name, "super::here"});
    for (const char* name : {"InFamily", "check_family"})
        list.push_back({name, "super::relatives"});
    for (const char* name : {"Kin", "check_kin"})
        list.push_back({name, "super::kin"});
    for (const char* name : {"InUse", "assert_free", "belonging", "check_free"})
        list.push_back({name, "super::in_use"});
    for (const char* name : {"ShownPlace", "ShownPlaces", "look", "text_size"})
        list.push_back({name, "super::places"});
    for (const char* name : {"EndsInArray", "Flexible"})
        list.push_back({name, "super::flexible"});
    for (const std::string& check : check_functions(api))
        list.push_back({check, "super::error"});
    return list;
}

std::vector<Import> support_imports() {
    return {{"CString", "std::ffi"},
            {"HashMap", "std::collections"},
            {"HashSet", "std::collections"},
            {"Any", "std::any"},
            {"MaybeUninit", "std::mem"},
            {"fmt", "std"},
            {"Cell", "std::cell"},
            {"LocalKey", "std::thread"},
            {"ThreadId", "std::thread"},
            {"thread", "std"},
            {"Mutex", "std::sync"},
            {"PoisonError", "std::sync"},
            {"AtomicBool", "std::sync::atomic"},
            {"AtomicUsize", "std::sync::atomic"},
            {"Ordering", "std::sync::atomic"},
            {"c_void", "std::ffi"},
            {"AssertUnwindSafe", "std::panic"},
            {"catch_unwind", "std::panic"},
            {"resume_unwind", "std::panic"}};
}

std::string error_suffix(const api::Api& api, const api::ErrorSet& set) {
    return api.error_sets.size() > 1 ? "_" + snake_case(set.name.words) : "";
}

std::vector<std::string> check_functions(const api::Api& api) {
    std::vector<std::string> names;
    for (const api::ErrorSet& set : api.error_sets) {
        const std::string suffix = error_suffix(api, set);
        names.insert(names.end(), {"check" + suffix, "check_realtime" + suffix});
    }
    return names;
}

std::vector<std::string> reserved_types(const api::Api& api) {
    std::vector<std::string> names(prelude.begin(), prelude.end());
    names.insert(names.end(), own_types.begin(), own_types.end());
    for (const Import& import : shared_imports(api))
        if (is_type(import.name))
            names.push_back(import.name);
    return names;
}

std::vector<std::string> reserved_values(const api::Api& api) {
    std::vector<std::string> names(prelude_values.begin(), prelude_values.end());
    for (const Import& import : shared_imports(api))
        if (!is_type(import.name))
            names.push_back(import.name);
    return names;
}

std::string use_lines(text::Imports imports) {
    std::vector<std::string> paths;
    for (const auto& [path, items] : imports)
        paths.push_back(path);
    const auto rank = [](const std::string& path) {
        return path.starts_with("super") ? 0 : path.starts_with("crate") ? 1 : 2;
    };
    // A list in braces comes after every name: '~' does so as well. A raw name is told by its
    // letters.
    const auto key = [&](std::string path) {
        const std::vector<std::string>& items = imports[path];
        path += "::" + (items.size() > 1 ? "~" : items.front());
        for (std::size_t at = 0; (at = path.find("::r#", at)) != std::string::npos;)
            path.erase(at + 2, 2);
        return path;
    };
    std::sort(paths.begin(), paths.end(), [&](const std::string& a, const std::string& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : version_less(key(a), key(b));
    });
    std::string result;
    for (const std::string& path : paths) {
        // A module itself, e.g. std::ptr, is mentioned by its last part.
        const std::string last = path.substr(path.rfind(':') + 1);
        std::vector<std::string>& items = imports[path];
        for (std::string& item : items)
            if (item == last && path != "crate" && path != "super")
                item = "self";
        result += format_use("use ", path, items) + "\n";
    }
    return result;
}

} // namespace ffigen::emit::rust
