#include "model/contract.hpp"

#include <algorithm>

namespace ffigen::model {
namespace {

template <class T>
const T* by_name(const std::vector<T>& items, std::string_view name) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

const std::string* Annotation::value(std::string_view key) const {
    for (const auto& [argument, text] : named)
        if (argument == key)
            return &text;
    return nullptr;
}

const Annotation* find(const Annotations& annotations, std::string_view name) {
    return by_name(annotations, name);
}

const FieldInfo* Record::info(std::string_view field) const { return by_name(field_info, field); }

void Contract::index_names() const {
    index.records.refresh(records);
    index.enums.refresh(enums);
    index.typedefs.refresh(typedefs);
    index.callbacks.refresh(callbacks);
    index.functions.refresh(functions);
    index.constants.refresh(constants);
}

const Record* Contract::record(std::string_view name) const {
    return index.records.find(records, name);
}
const Enum* Contract::enumeration(std::string_view name) const {
    return index.enums.find(enums, name);
}
const Typedef* Contract::typedef_named(std::string_view name) const {
    return index.typedefs.find(typedefs, name);
}
const Callback* Contract::callback(std::string_view name) const {
    return index.callbacks.find(callbacks, name);
}
const Function* Contract::function(std::string_view name) const {
    return index.functions.find(functions, name);
}
const Constant* Contract::constant(std::string_view name) const {
    return index.constants.find(constants, name);
}

bool is_nameless(const Contract& contract, const Type& type) {
    const Record* record = type.kind == TypeKind::record ? contract.record(type.name) : nullptr;
    return record != nullptr && record->is_anonymous;
}

bool mentions_nameless(const Contract& contract, const Type& type) {
    // What libclang cannot describe may be spelled, but not everywhere.
    return is_nameless(contract, type) || type.kind == TypeKind::unsupported ||
           std::ranges::any_of(type.args,
                               [&](const Type& part) { return mentions_nameless(contract, part); });
}

Type resolve(const Contract& contract, const Type& type, std::size_t target) {
    Type current = type;
    while (current.kind == TypeKind::typedef_) {
        const Typedef* named = contract.typedef_named(current.name);
        const TypedefLayout* layout = named == nullptr ? nullptr : named->layouts.find(target);
        if (layout == nullptr)
            break;
        Type next = layout->underlying;
        next.is_const |= current.is_const;
        next.is_volatile |= current.is_volatile;
        next.is_restrict |= current.is_restrict;
        if (next.nullability == Nullability::unspecified)
            next.nullability = current.nullability;
        current = std::move(next);
    }
    return current;
}

namespace {

Type with_tags(const Contract& contract, Type type) {
    const Entity* named = nullptr;
    if (type.kind == TypeKind::record)
        named = contract.record(type.name);
    if (type.kind == TypeKind::enumeration)
        named = contract.enumeration(type.name);
    if (named != nullptr && !named->c_name.empty())
        type.name = named->c_name;
    for (Type& part : type.args)
        part = with_tags(contract, std::move(part));
    return type;
}

} // namespace

std::string to_c(const Contract& contract, const Type& type, const std::string& declarator) {
    return to_c(with_tags(contract, type), declarator);
}

std::optional<SizeAlign> size_of(const Contract& contract, const Type& type, std::size_t target) {
    switch (type.kind) {
    case TypeKind::void_:
    case TypeKind::function:
    case TypeKind::unsupported:
        return std::nullopt;
    case TypeKind::pointer: {
        const std::uint64_t bytes = contract.targets[target].pointer_bits / 8;
        return SizeAlign{bytes, bytes};
    }
    case TypeKind::array: {
        auto element = size_of(contract, type.element(), target);
        if (element)
            element->size *= type.count;
        return element;
    }
    case TypeKind::flexible_array: {
        auto element = size_of(contract, type.element(), target);
        if (element)
            element->size = 0;
        return element;
    }
    case TypeKind::record: {
        const Record* record = contract.record(type.name);
        const RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
        if (layout == nullptr)
            return std::nullopt;
        return SizeAlign{layout->size, layout->align};
    }
    case TypeKind::enumeration: {
        const Enum* named = contract.enumeration(type.name);
        const EnumLayout* layout = named == nullptr ? nullptr : named->layouts.find(target);
        if (layout == nullptr)
            return std::nullopt;
        return SizeAlign{layout->size, layout->align};
    }
    case TypeKind::typedef_: {
        const Typedef* named = contract.typedef_named(type.name);
        const TypedefLayout* layout = named == nullptr ? nullptr : named->layouts.find(target);
        if (layout == nullptr || layout->align == 0)
            return std::nullopt;
        return SizeAlign{layout->size, layout->align};
    }
    case TypeKind::complex:
    case TypeKind::vector:
    case TypeKind::atomic:
    case TypeKind::bit_int:
        if (type.align != 0)
            return SizeAlign{type.size, type.align};
        return std::nullopt;
    default: {
        const auto& basic = contract.targets[target].basic;
        const auto found = basic.find(type.kind);
        if (found == basic.end())
            return std::nullopt;
        return found->second;
    }
    }
}

bool is_flexible(const Field& field) {
    return field.type.kind == TypeKind::flexible_array ||
           (field.type.kind == TypeKind::array && field.type.count == 0);
}

} // namespace ffigen::model
