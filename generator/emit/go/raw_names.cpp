#include "emit/go/names.hpp"
#include "support/identifier.hpp"

namespace ffigen::emit::go {

namespace {

/// "struct foo" is a tag: it lives in a name space of its own in C, and gives way here.
bool is_tag(const model::Entity& entity) { return entity.c_name != entity.name; }

struct Claims {
    RawNames names;

    void ordinary(const std::string& c_name, bool exact) {
        if ((verbatim(c_name) == c_name) != exact || names.ordinary.contains(c_name))
            return;
        names.ordinary[c_name] = names.scope.claim(verbatim(c_name));
    }

    template <class T>
    void named(const T& entity, std::map<std::string, std::string>& into, const char* tag) {
        const std::string wanted = verbatim(entity.name);
        into[entity.name] = names.scope.claim(
            names.scope.has(wanted) ? std::string(tag) + "_" + stable_letters(entity.name)
                                    : wanted);
    }

    /// Names without a tag; those first that Go can have as they are.
    void untagged(const model::Contract& contract, bool exact) {
        const auto all = [&](const auto& entities) {
            for (const auto& entity : entities)
                ordinary(entity.name, exact);
        };
        all(contract.typedefs);
        all(contract.callbacks);
        all(contract.functions);
        all(contract.variables);
        all(contract.constants);
        for (const auto& entity : contract.enums)
            all(entity.enumerators);
        const auto untagged = [&](const auto& entities, auto& into, const char* tag) {
            for (const auto& entity : entities)
                if (!is_tag(entity) && !entity.is_anonymous &&
                    (verbatim(entity.name) == entity.name) == exact)
                    named(entity, into, tag);
        };
        untagged(contract.records, names.records, "Struct");
        untagged(contract.enums, names.enums, "Enum");
    }
};

} // namespace

RawNames raw_names(const model::Contract& contract) {
    Claims claims;
    // Names the layer uses for types that C leaves to the target, and for itself.
    for (const char* own : {"Char", "Long", "Ulong", "Wchar", "LongDouble", "LongDoubleComplex",
                            "Float16", "Float128", "Int128", "Uint128", "VaList", "Fingerprint"})
        claims.names.scope.claim(own);
    for (const bool exact : {true, false})
        claims.untagged(contract, exact);
    for (const auto& entity : contract.records)
        if (!claims.names.records.contains(entity.name))
            claims.named(entity, claims.names.records, entity.is_union ? "Union" : "Struct");
    for (const auto& entity : contract.enums)
        if (!claims.names.enums.contains(entity.name))
            claims.named(entity, claims.names.enums, "Enum");
    for (const auto& entity : contract.records)
        claims.names.allocators[entity.name] =
            claims.names.scope.claim("New_" + stable_letters(entity.name));
    for (const auto& entity : contract.callbacks)
        claims.names.callers[entity.name] =
            claims.names.scope.claim("Call_" + stable_letters(entity.name));
    return claims.names;
}

} // namespace ffigen::emit::go
