// Handles: objects that are only known by address. Named by FFI_HANDLE, or inferred from an opaque
// record and the function that ends it.
#include "api/lowering.hpp"

#include "api/docs.hpp"
#include "api/shape.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

// In order of preference when several functions could end an object.
constexpr std::array<std::string_view, 17> closing_verbs{
    "close",   "free",    "destroy",   "delete",   "finalize", "finish",
    "dispose", "release", "unref",     "drop",     "cleanup",  "deinit",
    "fini",    "term",    "terminate", "shutdown", "end"};

std::size_t verb_rank(const Words& words) {
    const auto found = std::find(closing_verbs.begin(), closing_verbs.end(), words.back());
    return static_cast<std::size_t>(found - closing_verbs.begin());
}

const model::Record* pointed_record(const Lowering& lowering, const model::Type& type,
                                    std::size_t target) {
    const Shape shape = shape_of(lowering.contract, type, target);
    return shape.points_to_record() ? lowering.contract.record(shape.target.name) : nullptr;
}

// A function of one parameter, a pointer to the record, that returns nothing or a number.
bool could_close(const Lowering& lowering, const model::Function& function,
                 const model::Record& record) {
    if (function.signatures.groups.empty())
        return false;
    const model::Type& signature = function.signatures.first();
    if (signature.args.size() != 2 || signature.variadic)
        return false;
    const std::size_t target = any_target(function.signatures);
    if (pointed_record(lowering, signature.args[1], target) != &record)
        return false;
    const Shape result = shape_of(lowering.contract, signature.args[0], target);
    return result.type.kind == model::TypeKind::void_ || result.is_integer() ||
           result.type.kind == model::TypeKind::enumeration;
}

// The record a FFI_HANDLE names: by its name, its tag, another typedef, or a typedef of a pointer.
const model::Record* named_record(const Lowering& lowering, const std::string& name) {
    const model::Contract& contract = lowering.contract;
    if (const model::Record* record = contract.record(name))
        return record;
    for (const model::Record& record : contract.records)
        if (record.c_name == name || record.c_name == "struct " + name ||
            std::find(record.typedefs.begin(), record.typedefs.end(), name) !=
                record.typedefs.end())
            return &record;
    const model::Typedef* alias = contract.typedef_named(name);
    if (alias == nullptr || alias->layouts.groups.empty())
        return nullptr;
    const std::size_t target = alias->layouts.groups.front().targets.indices().front();
    return pointed_record(lowering, alias->layouts.first().underlying, target);
}

/// How the header uses its records by address; made in one pass, for headers of any size.
struct Uses {
    std::map<const model::Record*, std::vector<const model::Function*>> closers;
    std::map<const model::Record*, std::vector<const model::Typedef*>> pointer_names;
    std::set<const model::Record*> given; ///< some function or callback gives its address
    /// Functions that are said to free what others give, and how often.
    std::map<const model::Record*, std::map<std::string, int, std::less<>>> said_ends;
};

/// It has a symbol, and no word keeps it raw: one that does not is nobody's close function.
bool can_be_called(const model::Function& function) {
    return !has(function.annotations, "raw_only") && !function.is_inline && !function.is_hidden;
}

/// What a function returns or writes, and whether it could close what it is given.
void collect_uses(const Lowering& lowering, const model::Function& function, Uses& uses) {
    if (function.signatures.groups.empty())
        return;
    const std::size_t target = any_target(function.signatures);
    const auto& args = function.signatures.first().args;
    if (const model::Record* record = pointed_record(lowering, args.front(), target)) {
        uses.given.insert(record);
        if (const std::string end = argument(function.annotations, "owned"); !end.empty())
            ++uses.said_ends[record][end];
    }
    for (const model::Type& type : args) {
        const Shape shape = shape_of(lowering.contract, type, target);
        if (shape.points_to(model::TypeKind::pointer))
            if (const model::Record* record = pointed_record(lowering, shape.pointee, target))
                uses.given.insert(record);
    }
    if (args.size() != 2)
        return;
    const model::Record* record = pointed_record(lowering, args[1], target);
    if (record != nullptr && could_close(lowering, function, *record) && can_be_called(function))
        uses.closers[record].push_back(&function);
}

/// What a callback is called with.
void collect_uses(const Lowering& lowering, const model::Callback& callback, Uses& uses) {
    if (callback.signatures.groups.empty())
        return;
    const std::size_t target = any_target(callback.signatures);
    for (const model::Type& type : callback.signatures.first().args)
        if (const model::Record* record = pointed_record(lowering, type, target))
            uses.given.insert(record);
}

Uses collect_uses(const Lowering& lowering) {
    Uses uses;
    const model::Contract& contract = lowering.contract;
    for (const model::Function& function : contract.functions)
        collect_uses(lowering, function, uses);
    for (const model::Callback& callback : contract.callbacks)
        collect_uses(lowering, callback, uses);
    for (const model::Typedef& type : contract.typedefs) {
        if (type.layouts.groups.empty())
            continue;
        const std::size_t target = type.layouts.groups.front().targets.indices().front();
        const model::Type& underlying = type.layouts.first().underlying;
        if (underlying.kind != model::TypeKind::pointer || underlying.element().is_const)
            continue;
        if (const model::Record* record = pointed_record(lowering, underlying, target))
            uses.pointer_names[record].push_back(&type);
    }
    return uses;
}

// A handle that callers know by a pointer typedef is named after it: gzFile, not gzFile_s. A record
// with a typedef of its own carries that name already.
const model::Entity& naming_entity(const Uses& uses, const model::Record& record) {
    const auto names = uses.pointer_names.find(&record);
    if (names == uses.pointer_names.end() || names->second.size() != 1 ||
        has(record.annotations, "name") || !record.typedefs.empty() || record.c_name == record.name)
        return record;
    return *names->second.front();
}

struct Statement {
    const model::Record* record = nullptr;
    std::string close, retain;
    Threads threads = Threads::confined;
    bool is_stated = true; ///< false: inferred
    SourceLocation where;
};

// A function of one parameter, a pointer to the record, that returns nothing, a number or the
// pointer.
bool could_retain(const Lowering& lowering, const model::Function& function,
                  const model::Record& record) {
    if (could_close(lowering, function, record))
        return true;
    if (function.signatures.groups.empty())
        return false;
    const model::Type& signature = function.signatures.first();
    const std::size_t target = any_target(function.signatures);
    return signature.args.size() == 2 && !signature.variadic &&
           pointed_record(lowering, signature.args[1], target) == &record &&
           pointed_record(lowering, signature.args[0], target) == &record;
}

bool read_retain(Lowering& lowering, const model::Annotation& annotation, Statement& statement) {
    const std::string* retain = annotation.value("retain");
    if (retain == nullptr)
        return true;
    const std::string& type = annotation.positional.front();
    const model::Function* function = lowering.need_function(*retain, annotation.where, type);
    if (function == nullptr)
        return false;
    if (annotation.value("close") == nullptr) {
        lowering.error(
            "A10", annotation.where, type,
            fmt::format("'{}' is retained by '{}' and released by nothing", type, *retain),
            "add close = function, which takes an owner away");
        return false;
    }
    if (!could_retain(lowering, *function, *statement.record)) {
        lowering.error("A10", function->where, *retain,
                       fmt::format("'{}' cannot retain a '{}'", *retain, type),
                       fmt::format("a retain function takes one '{} *' and returns it, a status or "
                                   "nothing",
                                   statement.record->c_name));
        return false;
    }
    statement.retain = *retain;
    return true;
}

void report_unknown(Lowering& lowering, const model::Annotation& annotation,
                    const std::string& type) {
    const bool other = lowering.contract.typedef_named(type) != nullptr ||
                       lowering.contract.enumeration(type) != nullptr;
    std::vector<std::string_view> known;
    for (const model::Record& record : lowering.contract.records)
        known.push_back(record.name);
    const std::string near = model::nearest_name(type, known);
    lowering.error(
        other ? "A15" : "A06", annotation.where, type,
        other ? fmt::format("'{}' cannot be a handle: it is no struct", type)
              : fmt::format("there is no type '{}'", type),
        near.empty() || other
            ? "name a struct of this header, or the typedef of an integer of up to 32 bits"
            : fmt::format("did you mean '{}'?", near));
}

std::optional<Statement> read_statement(Lowering& lowering, const model::Annotation& annotation) {
    if (annotation.positional.empty())
        return std::nullopt; // A03 has been said
    const std::string& type = annotation.positional.front();
    Statement statement;
    statement.where = annotation.where;
    statement.record = named_record(lowering, type);
    if (statement.record == nullptr) {
        report_unknown(lowering, annotation, type);
        return std::nullopt;
    }
    if (annotation.value("none") != nullptr &&
        !statement.record->name.starts_with(model::shim_prefix))
        lowering.error("A03", annotation.where, type,
                       fmt::format("'none' of FFI_HANDLE is a number, and '{}' is none", type),
                       "drop it: NULL stands for no object");
    if (const std::string* threads = annotation.value("threads")) {
        if (*threads == "safe")
            statement.threads = Threads::safe;
        else if (*threads == "send")
            statement.threads = Threads::send;
        else if (*threads != "confined")
            lowering.error(
                "A03", annotation.where, type,
                fmt::format("'threads = {}' of FFI_HANDLE is none of safe, send and confined",
                            *threads),
                "write threads = safe, send or confined");
    }
    if (!read_retain(lowering, annotation, statement))
        return std::nullopt;
    const std::string* close = annotation.value("close");
    if (close == nullptr)
        return statement;
    const model::Function* function = lowering.need_function(*close, annotation.where, type);
    if (function == nullptr)
        return std::nullopt;
    if (!could_close(lowering, *function, *statement.record)) {
        lowering.error(
            "A10", function->where, *close, fmt::format("'{}' cannot close a '{}'", *close, type),
            fmt::format("a close function takes one '{} *' and returns nothing or a status",
                        statement.record->c_name));
        return std::nullopt;
    }
    statement.close = *close;
    return statement;
}

std::string inferred_close(const Lowering& lowering, const Uses& uses,
                           const model::Record& record) {
    const auto closers = uses.closers.find(&record);
    if (closers == uses.closers.end())
        return {};
    // What is said to end objects of the type comes first, and of several the most frequent.
    const model::Function* said = nullptr;
    int times = 0;
    if (const auto ends = uses.said_ends.find(&record); ends != uses.said_ends.end())
        for (const model::Function* function : closers->second)
            if (const auto end = ends->second.find(function->name);
                end != ends->second.end() && end->second > times)
                said = function, times = end->second;
    if (said != nullptr)
        return said->name;
    const model::Function* best = nullptr;
    std::pair<bool, std::size_t> best_rank; // not named after the record, place among the verbs
    const Words record_words = lowering.type_words(record);
    for (const model::Function* function : closers->second) {
        const Words words = split_words(function->name);
        if (words.empty())
            continue;
        const std::size_t verb = verb_rank(words);
        if (verb == closing_verbs.size())
            continue;
        const Words rest = without_prefix(lowering.words_of(*function), record_words);
        const std::pair rank{rest.size() != 1, verb};
        if (best != nullptr && best_rank <= rank)
            continue;
        best = function;
        best_rank = rank;
    }
    return best == nullptr ? std::string() : best->name;
}

void add_handle(Lowering& lowering, const Uses& uses, const Statement& statement) {
    const model::Record& record = *statement.record;
    const model::Entity& named = naming_entity(uses, record);
    Handle handle;
    handle.name = lowering.type_name(record.name, lowering.type_words(named));
    handle.c_name = record.name;
    handle.close = statement.close;
    handle.retain = statement.retain;
    handle.threads = statement.threads;
    handle.is_stated = statement.is_stated;
    handle.doc = parse_doc(record.doc.empty() ? named.doc : record.doc).text;
    if (!statement.close.empty()) {
        const auto [known, fresh] = lowering.closes.emplace(statement.close, record.name);
        if (!fresh)
            lowering.error("A11", statement.where, statement.close,
                           fmt::format("'{}' closes both '{}' and '{}'", statement.close,
                                       known->second, record.name),
                           "give each handle a close function of its own");
    }
    lowering.handles.emplace(record.name, lowering.api.handles.size());
    lowering.api.handles.push_back(std::move(handle));
}

} // namespace

void lower_handles(Lowering& lowering) {
    for (const model::Function& function : lowering.contract.functions)
        if (std::string end = argument(function.annotations, "owned"); !end.empty())
            lowering.said_ends.insert(std::move(end));
    lowering.frees.insert(lowering.said_ends.begin(), lowering.said_ends.end());
    for (const model::Function& function : lowering.contract.functions)
        for (const model::Parameter& param : function.parameters)
            if (std::string end = argument(param.annotations, "owned"); !end.empty())
                lowering.frees.insert(std::move(end));
    std::vector<Statement> statements;
    std::set<const model::Record*> named;
    for (const model::Annotation& annotation : lowering.contract.module) {
        if (annotation.name != "handle")
            continue;
        std::optional<Statement> statement = read_statement(lowering, annotation);
        if (!statement)
            continue;
        if (named.insert(statement->record).second) {
            statements.push_back(std::move(*statement));
            continue;
        }
        lowering.error("A04", annotation.where, statement->record->name,
                       fmt::format("FFI_HANDLE stands twice for '{}'", statement->record->name),
                       "keep one of them");
    }
    const Uses uses = collect_uses(lowering);
    for (const model::Record& record : lowering.contract.records) {
        if (named.contains(&record)) {
            add_handle(
                lowering, uses,
                *std::find_if(statements.begin(), statements.end(),
                              [&](const Statement& each) { return each.record == &record; }));
        } else if (!record.is_complete && !has(record.annotations, "raw_only")) {
            Statement inferred;
            inferred.record = &record;
            inferred.is_stated = false;
            inferred.close = inferred_close(lowering, uses, record);
            inferred.where = record.where;
            if (!inferred.close.empty() || uses.given.contains(&record))
                add_handle(lowering, uses, inferred);
        }
    }
}

} // namespace ffigen::api
