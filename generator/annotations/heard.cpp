#include "annotations/heard.hpp"

#include "annotations/check.hpp"
#include "annotations/heard_comment.hpp"
#include "annotations/table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ffigen::annotations {
namespace {

using model::Type;
using model::TypeKind;

/// What is said of one function, and whether that can be meant.
class FunctionHearing {
  public:
    FunctionHearing(const model::Contract& contract, model::Function& function,
                    Diagnostics& diagnostics)
        : contract_(contract), function_(function), diagnostics_(diagnostics),
          signature_(function.signatures.groups.empty() ? nullptr : &function.signatures.first()) {
        if (signature_ != nullptr)
            target_ = function.signatures.groups.front().targets.indices().front();
    }

    void run() {
        const bool is_read =
            signature_ != nullptr && model::find(function_.annotations, "raw_only") == nullptr;
        for (std::size_t i = 0; i < function_.parameters.size(); ++i) {
            model::Parameter& parameter = function_.parameters[i];
            for (const model::Annotation& heard : parameter.heard)
                if (is_read && fits(heard, i))
                    add(heard, parameter.annotations, entity(i));
            parameter.heard.clear();
        }
        for (const model::Annotation& heard : function_.heard)
            if (is_read && heard.name == "raw_only")
                keep_raw(heard);
            else if (is_read && fits_function(heard))
                add(heard, function_.annotations, function_.name);
        function_.heard.clear();
    }

  private:
    /// A format stays raw, unless FFI_STRING says that the parameter is none.
    void keep_raw(const model::Annotation& heard) {
        for (std::size_t i = 0; i < function_.parameters.size(); ++i) {
            const model::Parameter& parameter = function_.parameters[i];
            const model::Annotation* text = model::find(parameter.annotations, "string");
            if ((parameter.name.empty() ? std::to_string(i) : parameter.name) ==
                    heard.positional.front() &&
                text != nullptr && text->origin.empty())
                return;
        }
        model::Annotation raw = heard;
        raw.positional.clear();
        function_.annotations.push_back(std::move(raw));
    }

    [[nodiscard]] std::string entity(std::size_t index) const {
        const std::string& name = function_.parameters[index].name;
        return function_.name + "." + (name.empty() ? std::to_string(index) : name);
    }

    [[nodiscard]] Type resolved(const Type& type) const {
        return model::resolve(contract_, type, target_);
    }

    [[nodiscard]] Type argument(std::size_t index) const {
        return resolved(signature_->args[index + 1]);
    }

    [[nodiscard]] static bool is_address(const Type& type) {
        return type.kind == TypeKind::pointer || type.kind == TypeKind::array;
    }

    [[nodiscard]] bool is_object(const Type& address) const {
        if (!is_address(address))
            return false;
        const Type pointee = resolved(address.element());
        if (pointee.kind != TypeKind::record)
            return false;
        const model::Record* record = contract_.record(pointee.name);
        return record == nullptr || !record->is_complete || is_declared(pointee.name);
    }

    /// Named by FFI_HANDLE.
    [[nodiscard]] bool is_declared(const std::string& record) const {
        return std::any_of(contract_.module.begin(), contract_.module.end(),
                           [&](const model::Annotation& each) {
                               return each.name == "handle" && !each.positional.empty() &&
                                      each.positional.front() == record;
                           });
    }

    /// A parameter, or a number of elements: "16".
    [[nodiscard]] bool is_count(const std::string& name) const {
        if (!name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }))
            return name != "0";
        for (std::size_t i = 0; i < function_.parameters.size(); ++i) {
            const std::string& own = function_.parameters[i].name;
            if ((own.empty() ? std::to_string(i) : own) == name) {
                const TypeKind kind = argument(i).kind;
                return model::is_integer(kind) && kind != TypeKind::bool_;
            }
        }
        return false;
    }

    [[nodiscard]] bool fits(const model::Annotation& heard, std::size_t index) const {
        const Type type = argument(index);
        if (!is_address(type))
            return false;
        const Type pointee = resolved(type.element());
        const bool writes = heard.name == "out" || heard.name == "inout";
        if (writes && (type.element().is_const || pointee.is_const || is_object(type)))
            return false;
        // Who frees a text that comes out is not said by an attribute.
        if (writes && is_address(pointee) && resolved(pointee.element()).kind == TypeKind::char_)
            return false;
        if (heard.name == "consumed")
            return is_object(type);
        if (heard.name == "string")
            return pointee.kind == TypeKind::char_;
        if (heard.name == "counted_by" || heard.name == "sized_by")
            return !heard.positional.empty() && is_count(heard.positional.front()) &&
                   (pointee.kind != TypeKind::void_ || heard.name == "sized_by");
        return true;
    }

    [[nodiscard]] bool fits_function(const model::Annotation& heard) const {
        const Type result = resolved(signature_->args.front());
        if (heard.positional.empty())
            return is_address(result);
        if (heard.name == "child_of")
            return is_object(result) && is_object_named(heard.positional.front());
        const model::Function* release = contract_.function(heard.positional.front());
        if (heard.name != "owned" || release == nullptr || release->signatures.groups.empty())
            return false;
        const Type& taken = release->signatures.first();
        return is_address(result) && taken.args.size() == 2 && !taken.variadic &&
               is_address(resolved(taken.args[1])) &&
               (!is_object(result) || is_closed_by(result, heard.positional.front()));
    }

    [[nodiscard]] bool is_object_named(const std::string& name) const {
        for (std::size_t i = 0; i < function_.parameters.size(); ++i)
            if (function_.parameters[i].name == name)
                return is_object(argument(i));
        return false;
    }

    /// FILE has fclose and pclose: FFI_HANDLE says which function closes the objects of a type, or
    /// what most of the functions say that give one.
    [[nodiscard]] bool is_closed_by(const Type& object, const std::string& function) const {
        const std::string record = resolved(object.element()).name;
        const Type& release = contract_.function(function)->signatures.first();
        const TypeKind given = resolved(release.args.front()).kind;
        if (resolved(resolved(release.args[1]).element()).name != record ||
            (given != TypeKind::void_ && given != TypeKind::enumeration &&
             !model::is_integer(given)))
            return false;
        const auto of_it = [&](const model::Annotation& each) {
            return each.name == "handle" && !each.positional.empty() &&
                   each.positional.front() == record;
        };
        const auto stated = std::ranges::find_if(contract_.module, of_it);
        if (stated == contract_.module.end())
            return true;
        const std::string* close = stated->value("close");
        return close != nullptr && *close == function;
    }

    void add(const model::Annotation& heard, model::Annotations& known, const std::string& entity) {
        for (const model::Annotation& each : known) {
            if (each.name == heard.name && (each == heard || !each.origin.empty()))
                return;
            if (each.name != heard.name && !contradict(each.name, heard.name))
                continue;
            if (each.origin.empty()) // of two attributes the first holds
                diagnostics_.error("A42", each.where,
                                   fmt::format("'{}' is marked {}, and '{}' says {}", entity,
                                               as_written(each), heard.origin, as_written(heard)),
                                   "correct the one that is wrong");
            return;
        }
        known.push_back(heard);
    }

    const model::Contract& contract_;
    model::Function& function_;
    Diagnostics& diagnostics_;
    const Type* signature_;
    std::size_t target_ = 0;
};

} // namespace

std::string as_written(const model::Annotation& annotation) {
    const Word* word = find_word(annotation.name);
    const std::string macro(word == nullptr ? annotation.name : std::string(word->macro));
    return annotation.positional.empty()
               ? macro
               : fmt::format("{}({})", macro, fmt::join(annotation.positional, ", "));
}

void forget_heard(model::Contract& contract) {
    for (model::Function& function : contract.functions) {
        function.heard.clear();
        for (model::Parameter& parameter : function.parameters)
            parameter.heard.clear();
    }
    for (model::Record& record : contract.records)
        for (model::FieldInfo& info : record.field_info)
            info.heard.clear();
}

void settle_heard(model::Contract& contract, Diagnostics& diagnostics) {
    for (model::Function& function : contract.functions) {
        hear_comment(contract, function);
        FunctionHearing(contract, function, diagnostics).run();
    }
    for (model::Record& record : contract.records)
        for (model::FieldInfo& info : record.field_info) {
            for (const model::Annotation& heard : info.heard) {
                const bool is_field =
                    std::any_of(record.field_info.begin(), record.field_info.end(),
                                [&](const model::FieldInfo& other) {
                                    return other.name == heard.positional.front();
                                });
                if (is_field && model::find(info.annotations, "counted_by") == nullptr &&
                    model::find(info.annotations, "sized_by") == nullptr)
                    info.annotations.push_back(heard);
            }
            info.heard.clear();
        }
}

} // namespace ffigen::annotations
