// What numbers and names show of effects that no type says: a number can be an address, or stand
// for something that the function ends, or count what nobody wrote. Such functions stay raw until
// FFI_HARMLESS, or FFI_HANDLE for the number's typedef, says what they are; nothing here makes one
// safe.
#include "api/callable.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>

namespace ffigen::api {
namespace {

using model::TypeKind;

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// Whether a value of the type has an address in it that C's type calls a number.
bool holds_address_number(const model::Contract& contract, const model::Type& written,
                          std::size_t target) {
    const model::Type type = model::resolve(contract, written, target);
    if (type.kind == TypeKind::intptr || type.kind == TypeKind::uintptr)
        return true;
    if (type.kind == TypeKind::array)
        return holds_address_number(contract, type.element(), target);
    const model::Record* record =
        type.kind == TypeKind::record ? contract.record(type.name) : nullptr;
    const model::RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
    return layout != nullptr && std::ranges::any_of(layout->fields, [&](const model::Field& field) {
               return holds_address_number(contract, field.type, target);
           });
}

/// What a caller makes up: numbers, and records that are read.
bool is_made_up(const Param& param) {
    return param.role == Role::value || param.role == Role::record_in ||
           param.role == Role::record_inout || param.role == Role::slice_in ||
           param.role == Role::slice_inout || param.role == Role::scalar_inout ||
           param.role == Role::rows_in || param.role == Role::rows_inout ||
           param.role == Role::flexible_in;
}

/// POSIX and C threads are known by numbers that are addresses in most libraries.
bool is_thread(const model::Type& type) {
    static constexpr std::array<std::string_view, 2> threads{"pthread_t", "thrd_t"};
    return is_one_of(type.name, threads);
}

/// A number as wide as an address that is called one.
bool is_called_pointer(const Lowering& lowering, const Param& param, std::size_t target) {
    static constexpr std::array<std::string_view, 2> pointers{"ptr", "pointer"};
    const Shape shape = shape_of(lowering.contract, param.type, target);
    const auto size =
        shape.is_integer() ? model::size_of(lowering.contract, shape.type, target) : std::nullopt;
    const Words& words = param.name.words;
    return param.role == Role::value && size &&
           size->size * 8 >= lowering.contract.targets[target].pointer_bits && !words.empty() &&
           is_one_of(words.back(), pointers);
}

std::string takes_address(const Lowering& lowering, const Function& function) {
    const model::Function& declared = *lowering.contract.function(function.c_name);
    const std::size_t target = any_target(declared.signatures);
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const Param& param = function.params[i];
        if (!is_made_up(param) || param.range || !param.unit.empty())
            continue;
        if (is_called_pointer(lowering, param, target))
            return fmt::format("whether '{}.{}' is an address, as it is called, is not said: mark "
                               "the function FFI_HARMLESS if it is a number",
                               function.c_name, param.name.c);
        if (is_thread(param.type) || holds_address_number(lowering.contract, param.element, target))
            return fmt::format("whether '{}.{}' is an address, as its type says, is not said: mark "
                               "the function FFI_HARMLESS if it is a number",
                               function.c_name, param.name.c);
    }
    return {};
}

/// close(fd), timer_delete(id): what the number stands for is gone, whoever else has it.
bool ends_number(const Lowering& lowering, const Function& function) {
    const model::Function& declared = *lowering.contract.function(function.c_name);
    const std::size_t target = any_target(declared.signatures);
    const auto is_number = [&](const Param& param) {
        const Shape shape = shape_of(lowering.contract, param.type, target);
        return param.role == Role::value && shape.is_integer() &&
               shape.type.kind != TypeKind::bool_;
    };
    if (function.params.empty() || !std::ranges::all_of(function.params, is_number))
        return false;
    static constexpr std::array<std::string_view, 16> ending{
        "close",  "free", "destroy", "delete", "release", "dispose",   "unref", "finalize",
        "deinit", "join", "detach",  "unmap",  "munmap",  "closefrom", "dup2",  "dealloc"};
    return std::ranges::any_of(split_words(function.c_name), [&](const std::string& word) {
        return is_one_of(word, ending) || word.ends_with("close") || word.ends_with("free");
    });
}

/// Whether the words of a name say that it ends the library, or a part of it: SDL_QuitSubSystem,
/// xmlCleanupParser, nats_Close. Without arguments plainer words are enough.
bool names_end_of_library(const Words& words, bool is_alone) {
    static constexpr std::array<std::string_view, 17> anywhere{
        "quit",         "shutdown", "cleanup",      "terminate",    "deinit",   "deinitialize",
        "deinitialise", "uninit",   "uninitialize", "uninitialise", "teardown", "destroy",
        "dispose",      "unload",   "finalize",     "finalise",     "fini"};
    static constexpr std::array<std::string_view, 6> last{"term",   "exit", "end",
                                                          "finish", "free", "release"};
    static constexpr std::array<std::string_view, 6> asking{"is",  "get", "set",
                                                            "has", "can", "should"};
    // pool_free_all, handles_reset_all: of all there are, those that callers have are some.
    static constexpr std::array<std::string_view, 12> ending{
        "free",  "release", "close",  "delete", "reset", "clear",
        "purge", "unref",   "remove", "finish", "kill",  "discard"};
    const bool is_plain =
        std::ranges::find(words, "close") != words.end() || is_one_of(words.back(), last);
    const bool is_of_all = std::ranges::find(words, "all") != words.end() && has_any(words, ending);
    return !has_any(words, asking) &&
           (has_any(words, anywhere) || is_of_all || (is_alone && is_plain));
}

/// SDL_Quit(): every object that is open may be gone, and those that are the library's own.
bool ends_library(const Lowering& lowering, const Function& function) {
    const auto is_number = [](const Param& param) { return param.role == Role::value; };
    return !lowering.api.handles.empty() && std::ranges::all_of(function.params, is_number) &&
           names_end_of_library(split_words(function.c_name), function.params.empty());
}

/// psx_syscall3(nr, a, b, c), cap_prctl(op, a, b): the kernel takes numbers for addresses.
bool calls_kernel(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 4> kernel{"syscall", "prctl", "ioctl", "ptrace"};
    const std::size_t target = any_target(lowering.contract.function(function.c_name)->signatures);
    const bool is_named =
        std::ranges::any_of(split_words(function.c_name), [](const std::string& word) {
            return std::ranges::any_of(
                kernel, [&](std::string_view each) { return word.find(each) != word.npos; });
        });
    return is_named && std::ranges::any_of(function.params, [&](const Param& param) {
               const TypeKind kind = shape_of(lowering.contract, param.type, target).type.kind;
               return param.role == Role::value && !param.range && model::is_integer(kind) &&
                      kind != TypeKind::bool_ && kind != TypeKind::int_ &&
                      kind != TypeKind::unsigned_int;
           });
}

/// context_make_current(context), RSA_set_default_method(method): the library uses the object from
/// then on, and may do so when it is closed.
bool makes_current(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 4> whole{"current", "default", "global",
                                                           "active"};
    static constexpr std::array<std::string_view, 6> making{"set",  "make",    "use",
                                                            "push", "install", "bind"};
    if (function.params.size() != 1 || function.params.front().role != Role::handle)
        return false;
    const Handle& handle = *lowering.handle(function.params.front().element.name);
    const Words words = split_words(function.c_name);
    const auto at =
        std::ranges::find_if(words, [](const std::string& word) { return is_one_of(word, whole); });
    // What is set to a default, rather than being one, has another name behind it.
    const bool is_the_object = std::all_of(
        at == words.end() ? at : std::next(at), words.end(), [&](const std::string& word) {
            return std::ranges::any_of(handle.name.words, [&](const std::string& own) {
                return own.starts_with(word) || word.starts_with(own);
            });
        });
    return at != words.end() && is_the_object && handle.retain.empty() && has_any(words, making);
}

/// use_program(program), set_cursor(cursor): nothing but the object, and what is done with all of
/// it.
bool takes_as_own(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 6> taking{"set",  "use",    "bind",
                                                            "make", "select", "install"};
    if (function.params.size() != 1 || function.params.front().role != Role::handle ||
        (function.result.role != ResultRole::nothing && function.result.role != ResultRole::status))
        return false;
    const Handle& handle = *lowering.handle(function.params.front().element.name);
    Words words = lowering.words_of(function.c_name);
    const bool is_taking = has_any(words, taking);
    std::erase_if(words, [&](const std::string& word) {
        return is_one_of(word, taking) ||
               std::ranges::find(handle.name.words, word) != handle.name.words.end();
    });
    return is_taking && words.empty() && handle.retain.empty() && !handle.close.empty();
}

/// Functions of C and POSIX that leave no program's promises whole: a copy of the process without
/// its threads, the end of a thread with all that it holds, what other threads read without a lock.
bool is_of_the_process(const Function& function) {
    static constexpr std::array<std::string_view, 8> known{
        "fork", "vfork", "_Fork", "daemon", "thrd_exit", "setenv", "unsetenv", "clearenv"};
    return is_one_of(function.c_name, known);
}

/// What an array's length is a product of and is called the distance of its rows: its index.
std::optional<std::size_t> stride_of(const Function& function, const Param& array) {
    static constexpr std::array<std::string_view, 7> distances{"stride", "pitch", "step",    "ld",
                                                               "lda",    "ldb",   "rowbytes"};
    if (!array.extent || array.extent->factors.size() < 2)
        return std::nullopt;
    for (const std::size_t factor : array.extent->factors)
        if (has_any(function.params[factor].name.words, distances))
            return factor;
    return std::nullopt;
}

/// fill(cells, rows, stride, columns): rows may be longer than the cells that there are for each.
std::string exceeds_stride(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 7> lengths{"w",     "width", "cols", "columns",
                                                             "ncols", "nx",    "xsize"};
    const std::size_t target = any_target(lowering.contract.function(function.c_name)->signatures);
    for (const Param& array : function.params) {
        const std::optional<std::size_t> stride = stride_of(function, array);
        if (!stride)
            continue;
        for (std::size_t i = 0; i < function.params.size(); ++i) {
            const Param& param = function.params[i];
            const Shape shape = shape_of(lowering.contract, param.type, target);
            const bool is_factor =
                std::ranges::find(array.extent->factors, i) != array.extent->factors.end();
            if (param.role == Role::value && shape.is_integer() && !is_factor && !param.range &&
                (has_any(param.name.words, lengths) || may_be_length(shape, param.name.c)))
                return fmt::format("whether '{}.{}' may be more than '{}' is not said: mark it "
                                   "FFI_RANGE(0, {}), or the function FFI_HARMLESS",
                                   function.c_name, param.name.c, function.params[*stride].name.c,
                                   function.params[*stride].name.c);
        }
    }
    return {};
}

/// An object, and numbers of which one is called a length: its index.
std::optional<std::size_t> lone_length(const Lowering& lowering, const Function& function,
                                       std::size_t target) {
    const std::vector<Param>& params = function.params;
    const bool gives_code = function.result.role == ResultRole::nothing ||
                            function.result.role == ResultRole::status ||
                            function.result.role == ResultRole::value;
    if (!gives_code || params.size() < 2 || params[0].role != Role::handle || params[0].is_const)
        return std::nullopt;
    std::optional<std::size_t> found;
    for (std::size_t i = 1; i < params.size(); ++i) {
        if (params[i].role != Role::value || params[i].range)
            return std::nullopt;
        const Shape shape = shape_of(lowering.contract, params[i].type, target);
        if (!found && shape.is_integer() && may_be_length(shape, params[i].name.c))
            found = i;
    }
    return found;
}

/// Whether the function gives memory of such objects to be written, which no safe code can do.
bool gives_room(const Lowering& lowering, const model::Function& function,
                const std::string& handle) {
    if (function.signatures.groups.empty())
        return false;
    const std::size_t target = any_target(function.signatures);
    const model::Type& signature = function.signatures.first();
    const auto shape = [&](std::size_t at) {
        return shape_of(lowering.contract, signature.args[at], target);
    };
    return signature.args.size() > 1 && shape(0).is_pointer && !shape(0).pointee_const() &&
           !shape(0).points_to_record() && shape(1).points_to_record() &&
           shape(1).target.name == handle;
}

/// XML_ParseBuffer(parser, length), after XML_GetBuffer(parser, length): it reads as much of that
/// as it is told to. The two are called after memory of one kind, which is not the object.
std::string counts_room(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 5> memory{"buffer", "buf", "space", "room",
                                                            "region"};
    const std::size_t target = any_target(lowering.contract.function(function.c_name)->signatures);
    const std::optional<std::size_t> length = lone_length(lowering, function, target);
    if (!length)
        return {};
    const Handle& handle = *lowering.handle(function.params[0].element.name);
    const Words words = lowering.words_of(function.c_name);
    for (const model::Function& other : lowering.contract.functions) {
        if (other.name == function.c_name || !gives_room(lowering, other, handle.c_name))
            continue;
        const Words theirs = lowering.words_of(other.name);
        const bool is_one_thing = std::ranges::any_of(words, [&](const std::string& word) {
            return is_one_of(word, memory) && std::ranges::find(theirs, word) != theirs.end() &&
                   std::ranges::find(handle.name.words, word) == handle.name.words.end();
        });
        if (is_one_thing)
            return fmt::format("whether '{}.{}' may be more than what '{}' gave is not said: mark "
                               "it FFI_RANGE, or the function FFI_HARMLESS",
                               function.c_name, function.params[*length].name.c, other.name);
    }
    return {};
}

} // namespace

bool has_any(const Words& words, std::span<const std::string_view> of) {
    return std::ranges::any_of(words, [&](const std::string& word) { return is_one_of(word, of); });
}

bool is_changed(const Param& param) { return param.role == Role::handle && !param.is_const; }

bool gives_owned(const Function& function) {
    return function.result.role == ResultRole::handle ||
           std::ranges::any_of(function.params, [](const Param& param) {
               return param.role == Role::handle_out && !param.release.empty();
           });
}

std::string hidden_effect(const Lowering& lowering, const Function& function) {
    if (has(lowering.contract.function(function.c_name)->annotations, "harmless"))
        return {};
    if (ends_number(lowering, function))
        return "it seems to end what a number stands for: name the number's typedef in FFI_HANDLE, "
               "or mark the function FFI_HARMLESS";
    if (ends_library(lowering, function))
        return "it seems to end what objects of the library need: mark it FFI_HARMLESS if they "
               "outlive it";
    if (calls_kernel(lowering, function))
        return "the kernel may take its numbers for addresses: mark it FFI_HARMLESS, or FFI_RANGE "
               "what is none";
    if (std::string kept = kept_memory(lowering, function); !kept.empty())
        return kept;
    if (makes_current(lowering, function) || takes_as_own(lowering, function))
        return "the library seems to use the object after the call, when it may be closed: mark it "
               "FFI_HARMLESS if it does not";
    if (is_of_the_process(function))
        return "it changes the process under what other threads, or this one, rely on";
    if (std::string counted = counts_room(lowering, function); !counted.empty())
        return counted;
    if (std::string longer = exceeds_stride(lowering, function); !longer.empty())
        return longer;
    return takes_address(lowering, function);
}

} // namespace ffigen::api
