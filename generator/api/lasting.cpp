// How long objects last that C lends, beside functions that seem to end them: FFI_BORROWED says "as
// long as the owner", and list_clear(list) another thing. And objects that change hands: what a
// function gives to be ended may be one that somebody has already.
#include "api/callable.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace ffigen::api {
namespace {

/// The words on what a function gives: the parameter's, and the function's.
bool is_marked(const Lowering& lowering, const Function& function, const Param* out,
               std::string_view word) {
    const model::Function& declared = *lowering.contract.function(function.c_name);
    return has(declared.annotations, word) ||
           (out != nullptr &&
            std::ranges::any_of(declared.parameters, [&](const model::Parameter& each) {
                return each.name == out->name.c && has(each.annotations, word);
            }));
}

/// What a function gives to be ended: the type, and where it is given.
struct Given {
    const model::Type& type;
    const Param* out;
};

std::vector<Given> objects_given(const Function& function) {
    std::vector<Given> found;
    if (function.result.role == ResultRole::handle)
        found.push_back({function.result.element, nullptr});
    for (const Param& param : function.params)
        if (param.role == Role::handle_out && !param.release.empty())
            found.push_back({param.element, &param});
    return found;
}

const Belongs& belongs_of(const Function& function, const Given& given) {
    return given.out == nullptr ? function.result.belongs : given.out->belongs;
}

/// Which objects are lent by which others, and by what, where nothing says how long more plainly
/// than FFI_BORROWED.
class Lenders {
  public:
    explicit Lenders(const Lowering& lowering) {
        for (const Function& function : lowering.api.functions) {
            if (function.result.role == ResultRole::borrowed_handle)
                add(lowering, function, function.result.element.name, function.result.belongs,
                    nullptr);
            for (const Param& param : function.params)
                if (param.role == Role::handle_out && param.release.empty())
                    add(lowering, function, param.element.name, param.belongs, &param);
            for (const Given& given : objects_given(function))
                for (const std::size_t parent : belongs_of(function, given).to)
                    made_.emplace(given.type.name, function.params[parent].element.name);
        }
    }

    /// What lends objects of a type of those of another one; empty: nothing.
    [[nodiscard]] std::string by(const std::string& owner, const std::string& type) const {
        const auto found = lent_.find({owner, type});
        return found == lent_.end() ? std::string() : found->second;
    }
    /// What lends objects of one of another type; empty: nothing.
    [[nodiscard]] std::string any_of(const Handle& handle) const {
        for (const auto& [types, lender] : lent_)
            if (types.first == handle.c_name && !is_made_of(types.first, types.second))
                return lender;
        return {};
    }
    /// What lends objects of a type that has no end of its own; empty: nothing.
    [[nodiscard]] std::string of_part(const Handle& handle) const {
        const auto found = std::ranges::find_if(lent_, [&](const auto& each) {
            return each.first.second == handle.c_name && handle.close.empty();
        });
        return found == lent_.end() ? std::string() : found->second;
    }

    /// What callers own that was made of objects of a type; empty: nothing.
    [[nodiscard]] std::string part_of(const std::string& whole) const {
        const auto found = std::ranges::find_if(
            made_, [&](const auto& each) { return each.second == whole && each.first != whole; });
        return found == made_.end() ? std::string() : found->first;
    }

    /// A tree's repository is lent by the tree, and ends with neither the tree nor what it holds.
    [[nodiscard]] bool is_made_of(const std::string& type, const std::string& whole) const {
        return type != whole && made_.contains({type, whole}) && !made_.contains({whole, type});
    }

  private:
    void add(const Lowering& lowering, const Function& function, const std::string& type,
             const Belongs& belongs, const Param* out) {
        if (belongs.until == Until::close && !is_marked(lowering, function, out, "borrowed_until"))
            for (const std::size_t owner : belongs.to)
                lent_.try_emplace({function.params[owner].element.name, type}, function.c_name);
    }

    std::map<std::pair<std::string, std::string>, std::string> lent_;
    std::set<std::pair<std::string, std::string>> made_; ///< whose objects are made of which
};

bool is_counted(const Lowering& lowering, const Param& param) {
    return !lowering.handle(param.element.name)->retain.empty();
}

/// Of names that ask or count, whatever else is in them.
bool asks(const Words& words) {
    static constexpr std::array<std::string_view, 9> asking{
        "is", "get", "has", "can", "should", "needs", "count", "num", "find"};
    return has_any(words, asking);
}

/// list_clear(list), pool_reset(pool), scene_delete_entity(scene, id), item_remove(item).
std::string ends_lent(const Lowering& lowering, const Lenders& lenders, const Function& function) {
    static constexpr std::array<std::string_view, 21> ending{
        "clear",    "reset", "purge",  "erase",   "remove",  "delete",  "pop",
        "truncate", "evict", "drop",   "discard", "wipe",    "prune",   "recycle",
        "reload",   "gc",    "shrink", "dispose", "destroy", "compact", "rebuild"};
    // Of what an object has beside others: clear_errors(hub).
    static constexpr std::array<std::string_view, 14> own_state{
        "error", "errors", "stats",   "statistics", "counter", "counters", "timer",
        "clock", "time",   "timeout", "flags",      "log",     "history",  "color"};
    // What is empty is there all the same: headers_clear(headers).
    static constexpr std::array<std::string_view, 8> emptying{
        "clear", "reset", "truncate", "pop", "shrink", "compact", "prune", "gc"};
    const Words words = lowering.words_of(function.c_name);
    const bool is_said = std::ranges::any_of(function.params, [](const Param& param) {
        return param.role == Role::handle_consumed; // which one ends
    });
    // What it gives is what it takes out: log_pop(log, text, size).
    const bool gives_text = std::ranges::any_of(function.params, [](const Param& param) {
        return param.role == Role::text_out || param.role == Role::string_out ||
               param.role == Role::record_out;
    });
    // What goes is called by a name or a key: headers_remove(headers, name).
    const bool is_of_others = std::ranges::any_of(function.params, [](const Param& param) {
        return param.role == Role::string_in || param.role == Role::slice_in;
    });
    if (is_said || asks(words) || (gives_text && !words.empty() && words.back() == "pop"))
        return {};
    for (const Param& param : function.params) {
        if (!is_changed(param))
            continue;
        const Handle& handle = *lowering.handle(param.element.name);
        Words verbs = words;
        std::erase_if(verbs, [&](const std::string& word) {
            return std::ranges::find(handle.name.words, word) != handle.name.words.end();
        });
        if (!has_any(verbs, ending) || has_any(verbs, own_state) ||
            has_any(verbs, std::array<std::string_view, 1>{"set"}))
            continue;
        std::string lender = lenders.any_of(handle);
        if (lender.empty() && !is_of_others && !has_any(verbs, emptying))
            lender = lenders.of_part(handle);
        if (!lender.empty())
            return lender;
    }
    return {};
}

/// pool_reset(pool), scene_remove_all(scene): what it has made goes with the rest; empty: nothing.
std::string ends_parts(const Lowering& lowering, const Lenders& lenders, const Function& function) {
    static constexpr std::array<std::string_view, 8> pools{"pool", "arena",  "zone",      "heap",
                                                           "slab", "region", "allocator", "memory"};
    static constexpr std::array<std::string_view, 6> emptying{"reset", "clear", "drain",
                                                              "purge", "empty", "recycle"};
    static constexpr std::array<std::string_view, 7> ending{"free",  "clear", "delete", "remove",
                                                            "erase", "close", "purge"};
    const Words words = lowering.words_of(function.c_name);
    const bool is_of_all = std::ranges::find(words, "all") != words.end() && has_any(words, ending);
    if (asks(words))
        return {};
    for (const Param& param : function.params) {
        if (!is_changed(param))
            continue;
        const Handle& handle = *lowering.handle(param.element.name);
        if (is_of_all || (has_any(handle.name.words, pools) && has_any(words, emptying)))
            if (std::string part = lenders.part_of(handle.c_name); !part.empty())
                return fmt::format("it seems to end each '{}' that was made of '{}': mark it "
                                   "FFI_HARMLESS if it does not",
                                   part, param.name.c);
    }
    return {};
}

/// list_iterator(list) beside list_add(list, value): most lists cannot be walked while they change.
std::string walks_what_changes(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 3> walking{"iter", "iterator", "enumerator"};
    static constexpr std::array<std::string_view, 18> changing{
        "add", "append", "insert", "push",  "put",  "remove", "delete",  "erase",  "clear",
        "pop", "sort",   "resize", "write", "swap", "merge",  "reserve", "update", "truncate"};
    for (const Given& given : objects_given(function)) {
        const Handle& handle = *lowering.handle(given.type.name);
        if (!has_any({handle.name.words.back()}, walking))
            continue;
        for (const std::size_t owner : belongs_of(function, given).to)
            for (const Function& other : lowering.api.functions)
                if (other.c_name != function.c_name &&
                    has_any(lowering.words_of(other.c_name), changing) &&
                    std::ranges::any_of(other.params, [&](const Param& param) {
                        return is_changed(param) &&
                               param.element.name == function.params[owner].element.name;
                    }))
                    return fmt::format("whether what it gives can be used after '{}' is not said: "
                                       "mark it FFI_HARMLESS if it can",
                                       other.c_name);
    }
    return {};
}

/// context_set_store(context, store): the one before may end, which context_get_store lends.
std::string replaces_lent(const Lowering& lowering, const Lenders& lenders,
                          const Function& function) {
    static constexpr std::array<std::string_view, 6> placing{"set",      "replace", "swap",
                                                             "exchange", "assign",  "put"};
    if (!has_any(lowering.words_of(function.c_name), placing))
        return {};
    for (const Param& placed : function.params) {
        const bool is_owned = (placed.role == Role::handle_consumed && !placed.is_ended) ||
                              (placed.role == Role::handle && is_counted(lowering, placed));
        for (const Param& owner : function.params)
            if (is_owned && &owner != &placed && is_changed(owner))
                if (std::string lender = lenders.by(owner.element.name, placed.element.name);
                    !lender.empty())
                    return lender;
    }
    return {};
}

/// queue_pop(queue): the caller's from now on, and what queue_front lent may be the same.
std::string takes_out_lent(const Lowering& lowering, const Lenders& lenders,
                           const Function& function, const Given& given) {
    static constexpr std::array<std::string_view, 19> taking{
        "steal",   "take",   "pop",     "detach", "extract", "remove",  "withdraw",
        "shift",   "unlink", "release", "claim",  "disown",  "dequeue", "swap",
        "replace", "set",    "eject",   "put",    "exchange"};
    if (!has_any(lowering.words_of(function.c_name), taking))
        return {};
    for (const Param& owner : function.params)
        if (is_changed(owner))
            if (std::string lender = lenders.by(owner.element.name, given.type.name);
                !lender.empty())
                return lender;
    return {};
}

/// text_append(text), node_detach(node), surface_swap_palette(surface, palette): whether what is
/// given is a new object is not said.
const Param* may_be_given_again(const Lowering& lowering, const Function& function,
                                const Given& given) {
    static constexpr std::array<std::string_view, 8> making{"begin", "start",  "spawn",  "derive",
                                                            "sub",   "nested", "branch", "split"};
    if (names_new_object(function.c_name) || has_any(split_words(function.c_name), making) ||
        is_marked(lowering, function, given.out, "independent") ||
        is_marked(lowering, function, given.out, "child_of"))
        return nullptr;
    const auto found = std::ranges::find_if(function.params, [&](const Param& param) {
        return is_changed(param) && param.element.name == given.type.name;
    });
    return found == function.params.end() ? nullptr : &*found;
}

std::string unsure_gift(const Lowering& lowering, const Lenders& lenders,
                        const Function& function) {
    for (const Given& given : objects_given(function)) {
        if (!lowering.handle(given.type.name)->retain.empty())
            continue; // each owner has one
        if (const std::string lender = takes_out_lent(lowering, lenders, function, given);
            !lender.empty())
            return fmt::format("what it gives may be an object that '{}' has lent, and that its "
                               "owner may end from then on: mark this one FFI_HARMLESS if it is "
                               "another, or '{}' FFI_RAW_ONLY",
                               lender, lender);
        if (const Param* same = may_be_given_again(lowering, function, given))
            return fmt::format("whether it gives a new object, or '{}' or another one that "
                               "somebody has, is not said: mark it FFI_CHILD_OF or "
                               "FFI_INDEPENDENT if it is new, or what is taken over FFI_CONSUMED",
                               same->name.c);
    }
    return {};
}

std::string unsure_end(const Lowering& lowering, const Lenders& lenders, const Function& function) {
    std::string lender = ends_lent(lowering, lenders, function);
    if (lender.empty())
        lender = replaces_lent(lowering, lenders, function);
    return lender.empty()
               ? lender
               : fmt::format("it seems to end what '{}' lends, which is borrowed for as long as "
                             "its owner is there: mark it FFI_HARMLESS if it does not, or '{}' "
                             "FFI_BORROWED_UNTIL(close) if that lasts all the same",
                             lender, lender);
}

/// Whether objects of a type that callers own are known to those of another one: it makes them, or
/// is told of them, and does not take them over.
bool knows_owned(const Lowering& lowering, const std::string& owner, const std::string& type) {
    const auto is_known = [&](const Function& function) {
        const auto takes_owner = [&](const Param& param) {
            return param.role == Role::handle && param.element.name == owner &&
                   (owner != type || !param.is_const); // node_copy(const node *)
        };
        const auto first = std::ranges::find_if(function.params, takes_owner);
        if (first == function.params.end())
            return false;
        return std::ranges::any_of(objects_given(function),
                                   [&](const Given& given) { return given.type.name == type; }) ||
               std::ranges::any_of(function.params, [&](const Param& param) {
                   return &param != &*first && param.role == Role::handle && is_changed(*first) &&
                          param.element.name == type;
               });
    };
    return std::ranges::any_of(lowering.api.functions, is_known);
}

bool is_ever_taken_over(const Lowering& lowering, const std::string& type) {
    return std::ranges::any_of(lowering.api.functions, [&](const Function& function) {
        return std::ranges::any_of(function.params, [&](const Param& param) {
            return param.role == Role::handle_consumed && !param.is_ended &&
                   param.element.name == type;
        });
    });
}

/// hub_main_probe(hub), bus_master(bus): one that the owner has of its own, by its name, and that
/// FFI_BORROWED says to be the owner's.
bool is_called_own(const Lowering& lowering, const Function& function) {
    static constexpr std::array<std::string_view, 8> own{"main", "master",  "default",  "own",
                                                         "root", "builtin", "internal", "primary"};
    return has_any(lowering.words_of(function.c_name), own);
}

/// window_get_renderer(window), get_focus(): one that its owner may close while it is lent.
std::string lends_owned(const Lowering& lowering, const Lenders& lenders,
                        const Function& function) {
    const auto may_be_owned = [&](const model::Type& type, const Belongs& belongs,
                                  const Param* out) {
        const Handle& handle = *lowering.handle(type.name);
        if (!handle.is_given_owned || handle.close.empty() || !handle.retain.empty() ||
            is_marked(lowering, function, out, "borrowed_until"))
            return false;
        return belongs.to.empty() ||
               (!is_called_own(lowering, function) &&
                std::ranges::any_of(belongs.to,
                                    [&](std::size_t owner) {
                                        const std::string& whole =
                                            function.params[owner].element.name;
                                        return !lenders.is_made_of(whole, type.name) &&
                                               knows_owned(lowering, whole, type.name);
                                    }) &&
                !is_ever_taken_over(lowering, type.name));
    };
    bool found = function.result.role == ResultRole::borrowed_handle &&
                 may_be_owned(function.result.element, function.result.belongs, nullptr);
    for (const Param& param : function.params)
        found = found || (param.role == Role::handle_out && param.release.empty() &&
                          may_be_owned(param.element, param.belongs, &param));
    if (!found)
        return {};
    return "what it lends may have an owner, who ends it meanwhile: mark it FFI_BORROWED_UNTIL, "
           "with close or forever, if it has none";
}

/// Of a type that has no end every object is borrowed, and others may have it as well.
std::string unowned_gift(const Lowering& lowering, const Function& function) {
    for (const Param& param : function.params)
        if (param.role == Role::handle_consumed &&
            lowering.handle(param.element.name)->close.empty())
            return fmt::format("nobody owns '{}', of whose type FFI_HANDLE names no close: others "
                               "may have the same object",
                               param.name.c);
    return {};
}

} // namespace

void guard_lasting(Lowering& lowering) {
    const Lenders known(lowering);
    leave_raw(lowering, [&](const Function& function) {
        return has(lowering.contract.function(function.c_name)->annotations, "harmless")
                   ? std::string()
                   : lends_owned(lowering, known, function);
    });
    const Lenders lenders(lowering); // those that are left
    leave_raw(lowering, [&](const Function& function) -> std::string {
        if (lowering.closes.contains(function.c_name) ||
            lowering.loan_ends.contains(function.c_name))
            return {};
        if (std::string reason = unowned_gift(lowering, function); !reason.empty())
            return reason;
        if (has(lowering.contract.function(function.c_name)->annotations, "harmless"))
            return {};
        std::string reason = unsure_end(lowering, lenders, function);
        if (reason.empty())
            reason = unsure_gift(lowering, lenders, function);
        return reason.empty() ? ends_parts(lowering, lenders, function) : reason;
    });
    leave_raw(lowering, [&](const Function& function) {
        return has(lowering.contract.function(function.c_name)->annotations, "harmless")
                   ? std::string()
                   : walks_what_changes(lowering, function);
    });
}

} // namespace ffigen::api
