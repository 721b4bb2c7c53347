#include "passes/wrap_ids.hpp"

#include "model/id.hpp"

#include <algorithm>
#include <set>

namespace ffigen::passes {
namespace {

using model::Annotation;
using model::Contract;
using model::Function;
using model::Type;
using model::TypeKind;

/// An address has room for the number, and tells that it is none, on every target.
constexpr std::uint64_t most_bytes = 4;

const model::Typedef* id_of(const Contract& contract, const Annotation& annotation) {
    if (annotation.name != "handle" || annotation.positional.empty())
        return nullptr;
    const model::Typedef* named = contract.typedef_named(annotation.positional.front());
    if (named == nullptr || named->layouts.groups.empty())
        return nullptr;
    for (const auto& group : named->layouts.groups) {
        const Type plain =
            model::resolve(contract, group.value.underlying, group.targets.indices().front());
        if (!model::is_integer(plain.kind) || plain.kind == TypeKind::bool_ ||
            group.value.size > most_bytes)
            return nullptr;
    }
    return named;
}

class Wrapper {
  public:
    explicit Wrapper(Contract& contract) : contract_(contract) {}

    void run() {
        for (Annotation& annotation : contract_.module)
            if (const model::Typedef* named = id_of(contract_, annotation))
                add_type(*named, annotation);
        if (ids_.empty())
            return;
        std::vector<Function> shims;
        for (Function& function : contract_.functions)
            if (mentions(function))
                wrap(function, shims);
        for (Function& shim : shims)
            contract_.functions.push_back(std::move(shim));
        rename_all();
        contract_.index = {};
    }

  private:
    void add_type(const model::Typedef& named, Annotation& annotation) {
        model::Id id;
        id.type = named.name;
        id.record = model::shim_prefix + named.name;
        annotation.positional.front() = id.record;
        model::Record record;
        record.name = record.tag = id.record;
        record.c_name = "struct " + id.record;
        record.doc = named.doc;
        record.where = named.where;
        record.from_header = false; // C knows it from the shims
        contract_.records.push_back(std::move(record));
        ids_.push_back(std::move(id));
    }

    [[nodiscard]] const model::Id* id(const Type& type) const {
        const auto found = std::ranges::find_if(ids_, [&](const model::Id& each) {
            return type.kind == TypeKind::typedef_ && each.type == type.name;
        });
        return found == ids_.end() ? nullptr : &*found;
    }

    /// Whether the type has such a number in it, also behind names and addresses.
    [[nodiscard]] bool mentions(const Type& type, std::set<std::string>& seen) const {
        if (id(type) != nullptr)
            return true;
        const auto in = [&](const Type& part) { return mentions(part, seen); };
        if (std::ranges::any_of(type.args, in))
            return true;
        if (type.name.empty() || !seen.insert(type.name).second)
            return false;
        if (const model::Typedef* named = contract_.typedef_named(type.name);
            named != nullptr && type.kind == TypeKind::typedef_ && !named->layouts.groups.empty())
            return in(named->layouts.first().underlying);
        const model::Record* record =
            type.kind == TypeKind::record ? contract_.record(type.name) : nullptr;
        return record != nullptr && !record->layouts.groups.empty() &&
               std::ranges::any_of(record->layouts.first().fields,
                                   [&](const model::Field& field) { return in(field.type); });
    }

    [[nodiscard]] bool mentions(const Function& function) const {
        std::set<std::string> seen;
        return !function.signatures.groups.empty() && mentions(function.signatures.first(), seen);
    }

    [[nodiscard]] static Type address_of(Type pointee) {
        Type pointer{.kind = TypeKind::pointer};
        pointer.args = {std::move(pointee)};
        return pointer;
    }

    /// The type of the shim's parameter or result; nullopt where it has no form for the number.
    [[nodiscard]] std::optional<Type> shown(const Type& type, bool is_out) const {
        const bool is_place = is_out && type.kind == TypeKind::pointer && !type.element().is_const;
        const model::Id* found = id(is_place ? type.element() : type);
        if (found == nullptr) {
            std::set<std::string> seen;
            return mentions(type, seen) ? std::nullopt : std::optional(type);
        }
        Type record{.kind = TypeKind::record};
        record.name = found->record;
        Type object = address_of(std::move(record));
        return is_place ? address_of(std::move(object)) : std::move(object);
    }

    [[nodiscard]] bool is_out(const Function& function, std::size_t arg) const {
        return arg > 0 && arg <= function.parameters.size() &&
               model::find(function.parameters[arg - 1].annotations, "out") != nullptr;
    }

    void wrap(Function& function, std::vector<Function>& shims) {
        Function shim = function;
        for (auto& group : shim.signatures.groups)
            for (std::size_t i = 0; i < group.value.args.size(); ++i) {
                std::optional<Type> type = shown(group.value.args[i], is_out(function, i));
                if (!type || group.value.variadic || function.is_inline || function.is_hidden)
                    return keep_raw(function);
                group.value.args[i] = std::move(*type);
            }
        shim.name = shim.c_name = shim.symbol = model::shim_prefix + function.name;
        shim.wrapped = model::Wrapped::body;
        wrapped_.insert(function.name);
        shims.push_back(std::move(shim));
    }

    /// Who could write numbers there could name objects that are not his.
    void keep_raw(Function& function) {
        if (model::find(function.annotations, "raw_only") != nullptr)
            return;
        Annotation raw;
        raw.name = "raw_only";
        raw.where = function.where;
        raw.origin = "it takes or gives numbers that stand for objects, other than one by one";
        function.annotations.push_back(std::move(raw));
    }

    void rename(model::Annotations& annotations) const {
        const auto rename = [&](std::string& name) {
            if (wrapped_.contains(name))
                name = model::shim_prefix + name;
        };
        for (Annotation& annotation : annotations) {
            std::ranges::for_each(annotation.positional, rename);
            for (auto& [key, value] : annotation.named)
                rename(value);
        }
    }

    void rename_all() {
        rename(contract_.module);
        for (Function& function : contract_.functions) {
            rename(function.annotations);
            for (model::Parameter& parameter : function.parameters)
                rename(parameter.annotations);
        }
    }

    Contract& contract_;
    std::vector<model::Id> ids_;
    std::set<std::string> wrapped_;
};

} // namespace

bool has_ids(const Contract& contract) {
    return std::ranges::any_of(contract.module, [&](const Annotation& annotation) {
        return id_of(contract, annotation) != nullptr;
    });
}

void wrap_ids(Contract& contract) { Wrapper(contract).run(); }

} // namespace ffigen::passes
