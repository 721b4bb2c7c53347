// Memory that C seems to use after the call that it is given in, when it may be gone.
#include "api/callable.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ffigen::api {
namespace {

bool is_written(const Param& param) {
    static constexpr std::array written{Role::slice_out,  Role::slice_inout,  Role::text_out,
                                        Role::record_out, Role::record_inout, Role::rows_inout};
    return std::ranges::find(written, param.role) != written.end();
}

bool is_read(const Param& param) {
    return param.role == Role::slice_in || param.role == Role::rows_in ||
           (param.role == Role::string_in && param.count);
}

bool has_object(const Function& function) {
    return std::ranges::any_of(function.params, is_changed);
}

/// What the name says that C keeps: g_quark_from_static_string, and openlog of POSIX.
bool is_called_keeping(const Words& words) {
    static constexpr std::array<std::string_view, 4> keeping{"static", "nocopy", "zerocopy",
                                                             "openlog"};
    static constexpr std::array<std::string_view, 3> asking{"is", "get", "has"};
    const auto no = std::ranges::find(words, "no");
    return !has_any(words, asking) &&
           (has_any(words, keeping) ||
            (no != words.end() && std::next(no) != words.end() && *std::next(no) == "copy"));
}

/// BIO_new_mem_buf, FT_New_Memory_Face, fmemopen: the object may read there as long as it lives.
bool is_over_memory(const Function& function, const Words& words) {
    static constexpr std::array<std::string_view, 8> over{"mem",   "memory", "wrap", "wrapped",
                                                          "alias", "borrow", "over", "fmemopen"};
    return gives_owned(function) && has_any(words, over) &&
           std::ranges::any_of(function.params, [](const Param& param) {
               return param.role == Role::slice_in || param.role == Role::slice_inout;
           });
}

/// "The string is not copied": what the comment, or the name, says that C keeps, and that ends with
/// the call.
bool is_said_to_keep(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 11> phrases{
        "not copied",         "not copy the",       "not make a copy", "no copy is made",
        "not duplicated",     "not be freed until", "not freed until", "not be freed before",
        "not be freed while", "must remain valid",  "must stay valid"};
    const bool gives_memory = std::ranges::any_of(function.params, [](const Param& param) {
        return param.role == Role::string_in || param.role == Role::strings_in ||
               param.role == Role::slice_in || param.role == Role::record_in ||
               param.role == Role::slice_inout || param.role == Role::record_inout;
    });
    if (!gives_memory)
        return false;
    const Words words = split_words(function.c_name);
    if (is_called_keeping(words) || is_over_memory(function, words))
        return true;
    std::string said;
    for (const char each : lowering.contract.function(function.c_name)->doc) {
        const bool is_blank = std::isspace(static_cast<unsigned char>(each)) != 0 || each == '*';
        if (!is_blank)
            said += static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
        else if (!said.empty() && said.back() != ' ')
            said += ' ';
    }
    return std::ranges::any_of(phrases,
                               [&](std::string_view each) { return said.find(each) != said.npos; });
}

/// surface_from(pixels, size), stream_set_buffer(stream, buffer, size): memory to be written, by
/// nobody knows whom and when. What C only writes in the call is FFI_OUT or FFI_INOUT.
const Param* kept_room(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 7> giving{"set",    "attach",  "bind",  "use",
                                                            "assign", "provide", "supply"};
    if (!gives_owned(function) &&
        (!has_object(function) || !has_any(lowering.words_of(function.c_name), giving)))
        return nullptr;
    const model::Function& declared = *lowering.contract.function(function.c_name);
    const auto found = std::ranges::find_if(function.params, [&](const Param& param) {
        const auto same = std::ranges::find(declared.parameters, param.name.c,
                                            [](const auto& each) { return each.name; });
        return param.role == Role::slice_inout && same != declared.parameters.end() &&
               !has(same->annotations, "inout");
    });
    return found == function.params.end() ? nullptr : &*found;
}

/// read(file, buffer, size, done, data): the buffer is C's until it calls the closure.
const Param* used_until_called(const Function& function) {
    const auto is_kept = [&](bool is_once) {
        return std::ranges::any_of(function.params, [&](const Param& param) {
            return param.callback && (is_once ? param.callback->lifetime == Lifetime::once
                                              : param.callback->lifetime != Lifetime::call);
        });
    };
    const bool once = is_kept(true);
    if (!once && !is_kept(false))
        return nullptr;
    const auto found = std::ranges::find_if(function.params, [&](const Param& param) {
        return is_written(param) || (once && is_read(param));
    });
    return found == function.params.end() ? nullptr : &*found;
}

/// submit_read(file, buffer, size), parser_set_input(parser, text, length).
const Param* used_later(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 4> later{"async", "aio", "overlapped", "nowait"};
    static constexpr std::array<std::string_view, 6> begun{"submit",   "enqueue", "start",
                                                           "schedule", "begin",   "post"};
    static constexpr std::array<std::string_view, 3> source{"input", "source", "src"};
    const Words words = lowering.words_of(function.c_name);
    const bool is_source = words.size() > 1 && has_any(words, source) &&
                           has_any(words, std::array<std::string_view, 1>{"set"});
    const bool is_later = has_any(words, later);
    if (!has_object(function))
        return nullptr;
    const auto found = std::ranges::find_if(function.params, [&](const Param& param) {
        const bool is_text = param.role == Role::string_in;
        return (is_written(param) && param.role != Role::record_out &&
                (is_later || has_any(words, begun))) ||
               (is_read(param) && (is_later || is_source)) || (is_text && is_source);
    });
    return found == function.params.end() ? nullptr : &*found;
}

} // namespace

std::string kept_memory(const Lowering& lowering, const Function& function) {
    if (is_said_to_keep(lowering, function))
        return "its comment, or its name, says that C keeps what it is given after the call: mark "
               "it FFI_HARMLESS if it does not";
    if (const Param* room = kept_room(lowering, function))
        return fmt::format("whether C writes to '{}.{}' after the call as well, when it may be "
                           "gone, is not said: mark it FFI_INOUT, or FFI_OUT, if it does not",
                           function.c_name, room->name.c);
    const Param* used = used_until_called(function);
    if (used == nullptr)
        used = used_later(lowering, function);
    if (used != nullptr)
        return fmt::format("C seems to use '{}.{}' after the call, when it may be gone: mark the "
                           "function FFI_HARMLESS if it does not",
                           function.c_name, used->name.c);
    return {};
}

} // namespace ffigen::api
