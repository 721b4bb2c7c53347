#include "emit/python/by_value.hpp"
#include "emit/python/format.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/raw_record.hpp"
#include "emit/python/types.hpp"

#include <fmt/format.h>

#include <functional>
#include <set>

namespace ffigen::emit::python {
namespace {

using model::Type;
using model::TypeKind;

/// Calls `visit` for each type inside function types within `type`, typedefs not followed. `result`
/// tells results from parameters, `pointer` whether the function is called through a pointer.
void for_each_passed(const Type& type, const std::function<void(const Type&, bool result)>& visit) {
    if (type.kind == TypeKind::function)
        for (std::size_t i = 0; i < type.args.size(); ++i)
            visit(type.args[i], i == 0);
    for (const Type& inner : type.args)
        for_each_passed(inner, visit);
}

/// Emits types, each after those that it needs.
class TypeWriter {
  public:
    TypeWriter(const Context& context, Chunks& chunks)
        : context_(context), chunks_(chunks), by_value_(records_by_value(context)) {}

    void write_all() {
        for (const model::Enum& enumeration : context_.contract.enums)
            define_enum(enumeration);
        for (const model::Typedef& alias : context_.contract.typedefs) {
            // In the header's order among records, which come as they are needed.
            for (const model::Record& record : context_.contract.records)
                if (record.where < alias.where && record.where.file == alias.where.file)
                    define(record);
            define_typedef(alias.name);
        }
        for (const model::Record& record : context_.contract.records)
            define(record);
    }

  private:
    enum class State { none, head, busy, done };

    void need(const Type& type, bool by_value) {
        switch (type.kind) {
        case TypeKind::record:
            if (const model::Record* record = context_.contract.record(type.name))
                by_value ? define(*record) : declare(*record);
            return;
        case TypeKind::enumeration:
            if (const model::Enum* enumeration = context_.contract.enumeration(type.name))
                define_enum(*enumeration);
            return;
        case TypeKind::typedef_:
            define_typedef(type.name);
            // By value the record behind it must be complete by now.
            if (const model::Typedef* alias = context_.contract.typedef_named(type.name);
                alias && by_value)
                for (const auto& group : alias->layouts.groups)
                    need(group.value.underlying, true);
            return;
        default: {
            // ctypes takes an array's size when it is made, also behind a pointer.
            const bool inner =
                type.kind == TypeKind::array ||
                (by_value && type.kind != TypeKind::pointer && type.kind != TypeKind::function);
            for (const Type& part : type.args)
                need(part, inner);
        }
        }
    }

    void define_enum(const model::Enum& enumeration) {
        if (!done_.insert("enum " + enumeration.name).second)
            return;
        TargetText texts;
        const std::string& name = context_.raw.enums.at(enumeration.name);
        for (std::size_t target = 0; target < context_.target_count(); ++target)
            if (const model::EnumLayout* layout = enumeration.layouts.find(target))
                texts.set(target, fmt::format("{} = {}", name, enum_ctype(*layout)));
        add_alias(name, texts, enumeration.doc);
        for (const std::string& alias : enumeration.typedefs)
            if (!context_.raw.typedefs.contains(alias))
                chunks_.add_line(fmt::format("{} = {}", raw_identifier(alias), name));
    }

    void define_typedef(const std::string& c_name) {
        const model::Typedef* alias = context_.contract.typedef_named(c_name);
        if (alias == nullptr || !done_.insert("typedef " + c_name).second)
            return;
        for (const auto& group : alias->layouts.groups)
            need(group.value.underlying, false);
        const std::string& name = context_.raw.typedefs.at(c_name);
        TargetText texts;
        std::string obstacle;
        for (std::size_t target = 0; target < context_.target_count(); ++target) {
            const model::TypedefLayout* layout = alias->layouts.find(target);
            if (layout == nullptr)
                continue;
            std::string text = typedef_type(layout->underlying, target, obstacle);
            if (name != text)
                texts.set(target, fmt::format("{} = {}", name, text));
        }
        if (!obstacle.empty() && alias->from_header)
            context_.limit(*alias, obstacle + " on some targets; it is an address there",
                           "take or return the record by pointer");
        add_alias(name, texts, alias->doc);
    }

    std::string typedef_type(const Type& underlying, std::size_t target, std::string& obstacle) {
        const Type behind = model::resolve(context_.contract, underlying, target);
        const Type* function = nullptr;
        Type pointee;
        if (behind.kind == TypeKind::function)
            function = &behind;
        if (behind.kind == TypeKind::pointer) {
            pointee = model::resolve(context_.contract, behind.element(), target);
            const bool named = behind.element().kind == TypeKind::typedef_;
            if (pointee.kind == TypeKind::function && !named &&
                underlying.kind == TypeKind::pointer)
                function = &pointee;
        }
        if (function == nullptr)
            return ctype(context_, underlying, target);
        std::string reason;
        if (auto text = function_pointer(context_, *function, target, reason))
            return std::move(*text);
        obstacle = reason;
        return "ctypes.c_void_p";
    }

    void add_alias(const std::string& name, const TargetText& texts, const std::string& doc) {
        if (texts.groups.empty())
            return;
        const bool uniform = texts.uniform() && texts.present() == context_.contract.all_targets();
        if (!uniform) {
            chunks_.add_line(fmt::format("{}: Any", name), doc_comment(doc, 0));
            chunks_.add_line(by_target(context_, texts, 0));
            return;
        }
        chunks_.add_line(texts.first(), doc_comment(doc, 0));
    }

    void declare(const model::Record& record) {
        State& state = states_[record.name];
        if (state != State::none && state != State::busy)
            return;
        if (heads_.contains(record.name))
            return;
        write_head(record, false);
        if (state == State::none)
            state = State::head;
    }

    void write_head(const model::Record& record, bool with_fields) {
        heads_.insert(record.name);
        chunks_.add_block(record_class(context_, record, with_fields));
        const std::string& name = context_.raw.records.at(record.name);
        for (const std::string& alias : record.typedefs)
            if (!context_.raw.typedefs.contains(alias))
                chunks_.add_line(fmt::format("{} = {}", raw_identifier(alias), name));
        if (by_value_.contains(record.name))
            chunks_.add_line(value_definition(context_, record));
    }

    void define(const model::Record& record) {
        const State before = states_[record.name];
        if (before == State::busy || before == State::done)
            return;
        states_[record.name] = State::busy;
        for (const auto& group : record.layouts.groups)
            for (const model::Field& field : group.value.fields)
                if (field.depth == 0)
                    need(field.type, true);
        const bool apart = heads_.contains(record.name) || hides_own_names(context_, record);
        if (!heads_.contains(record.name))
            write_head(record, !apart);
        if (apart && record.is_complete)
            chunks_.add_line(record_fields(context_, record));
        states_[record.name] = State::done;
    }

    const Context& context_;
    Chunks& chunks_;
    std::set<std::string> by_value_;
    std::set<std::string> done_;
    std::set<std::string> heads_;
    std::map<std::string, State> states_;
};

} // namespace

std::string enum_ctype(const model::EnumLayout& layout) {
    return fmt::format("ctypes.c_{}int{}", layout.is_signed ? "" : "u", layout.size * 8);
}

namespace {

/// Visits every type that is written in the contract, for a target. The second argument tells
/// whether functions in it are reached through pointers.
template <class Visit>
void for_each_written(const Context& context, std::size_t target, const Visit& visit) {
    for (const auto& function : context.contract.functions)
        if (const Type* type = function.signatures.find(target)) {
            visit(*type, false);
            for (const Type& part : type->args)
                visit(part, true);
        }
    for (const auto& alias : context.contract.typedefs)
        if (const auto* layout = alias.layouts.find(target))
            visit(layout->underlying, true);
    for (const auto& record : context.contract.records)
        if (const auto* layout = record.layouts.find(target))
            for (const auto& field : layout->fields)
                visit(field.type, true);
    for (const auto& variable : context.contract.variables)
        if (const Type* type = variable.types.find(target))
            visit(*type, true);
    for (const auto& callback : context.api.callbacks)
        if (const Type* type = callback.signatures.find(target))
            visit(*type, true);
}

} // namespace

std::set<std::string> records_by_value(const Context& context) {
    std::set<std::string> names;
    for (std::size_t target = 0; target < context.target_count(); ++target)
        for_each_written(context, target, [&](const Type& outer, bool through_pointer) {
            for_each_passed(outer, [&](const Type& type, bool result) {
                const Type behind = model::resolve(context.contract, type, target);
                if (behind.kind != TypeKind::record)
                    return;
                const model::Record* record = context.contract.record(behind.name);
                if (record == nullptr)
                    return;
                if ((result && through_pointer) || needs_stand_in(context, *record))
                    names.insert(record->name);
            });
        });
    return names;
}

void add_types(const Context& context, Chunks& chunks) { TypeWriter(context, chunks).write_all(); }

} // namespace ffigen::emit::python
