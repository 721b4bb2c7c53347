#include "annotations/check.hpp"

#include "annotations/table.hpp"

#include "model/target.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ffigen::annotations {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 44> opposites{{
    {"out", "inout"},
    {"out", "consumed"},
    {"inout", "consumed"},
    {"out", "ended"},
    {"inout", "ended"},
    {"consumed", "ended"},
    {"owned", "borrowed"},
    {"counted_by", "sized_by"},
    {"counted_by", "count_of"},
    {"sized_by", "count_of"},
    {"reserved", "out"},
    {"reserved", "inout"},
    {"reserved", "callback"},
    {"fixed", "reserved"},
    {"fixed", "out"},
    {"fixed", "inout"},
    {"fixed", "callback"},
    {"realtime", "blocking"},
    {"owned", "borrowed_until"},
    {"borrowed", "borrowed_until"},
    {"independent", "child_of"},
    {"one", "counted_by"},
    {"one", "sized_by"},
    {"terminated_by", "counted_by"},
    {"one", "terminated_by"},
    {"sized_by", "terminated_by"},
    {"status", "errno"},
    // What is always the same is neither counted nor checked, and no object.
    {"reserved", "counted_by"},
    {"reserved", "sized_by"},
    {"reserved", "each_counted_by"},
    {"reserved", "terminated_by"},
    {"reserved", "count_of"},
    {"reserved", "consumed"},
    {"reserved", "ended"},
    {"reserved", "range"},
    {"fixed", "counted_by"},
    {"fixed", "sized_by"},
    {"fixed", "each_counted_by"},
    {"fixed", "terminated_by"},
    {"fixed", "count_of"},
    {"fixed", "consumed"},
    {"fixed", "ended"},
    {"fixed", "range"},
    {"flags", "closed"}, // any combination of flags is a value
}};

std::string_view place_name(Place place) {
    switch (place) {
    case at_module:
        return "the header as a whole";
    case at_record:
        return "a record";
    case at_field:
        return "a field";
    case at_enum:
        return "an enum";
    case at_enumerator:
        return "an enumerator";
    case at_function:
        return "a function";
    case at_parameter:
        return "a parameter";
    case at_callback:
        return "a callback type";
    case at_typedef:
        return "a typedef";
    case at_constant:
        return "a constant";
    case at_variable:
        return "a variable";
    case at_declaration:
        break;
    }
    return "a declaration";
}

std::string places_of(const Word& word) {
    if (word.places == at_declaration)
        return "any declaration";
    return fmt::format("{}", fmt::join(place_names(word), " or "));
}

std::string usage(const Word& word) {
    std::string arguments;
    const auto add = [&](std::string_view argument) {
        arguments += (arguments.empty() ? "" : ", ") + std::string(argument);
    };
    for (std::size_t i = 0; i < word.positional; ++i)
        add("…");
    for (const std::string_view key : word.keys)
        add(fmt::format("{} = …", key));
    return arguments.empty() ? std::string(word.macro)
                             : fmt::format("{}({})", word.macro, arguments);
}

class Checker {
  public:
    Checker(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void check(const model::Annotations& annotations, Place place, const std::string& entity) {
        for (std::size_t i = 0; i < annotations.size(); ++i) {
            const model::Annotation& annotation = annotations[i];
            const Word* word = find_word(annotation.name);
            if (word == nullptr) {
                unknown(annotation, entity);
                continue;
            }
            if ((word->places & place) == 0)
                misplaced(annotation, *word, place, entity);
            check_arguments(annotation, *word, entity);
            // Statements about the header may be repeated: each has another subject.
            if (place != at_module || annotation.name == "module")
                check_repetition(annotations, i, *word, entity);
        }
        for (const auto& [one, other] : opposites)
            if (const auto* second = model::find(annotations, other);
                second != nullptr && model::find(annotations, one) != nullptr)
                report("A04", second->where, entity,
                       fmt::format("'{}' is marked both {} and {}", entity, find_word(one)->macro,
                                   find_word(other)->macro),
                       "keep the one that is true");
    }

  private:
    void report(std::string id, const SourceLocation& where, const std::string& entity,
                std::string message, std::string remedy) {
        Diagnostic diagnostic;
        diagnostic.id = std::move(id);
        diagnostic.where = where;
        diagnostic.entity = entity;
        diagnostic.message = std::move(message);
        diagnostic.remedy = std::move(remedy);
        diagnostics_.add(std::move(diagnostic));
    }

    void unknown(const model::Annotation& annotation, const std::string& entity) {
        std::vector<std::string_view> known;
        for (const Word& word : table())
            known.push_back(word.name);
        const std::string near = model::nearest_name(annotation.name, known);
        report("A01", annotation.where, entity,
               fmt::format("unknown annotation 'ffi.{}'", annotation.name),
               near.empty() ? "see ffigen/annotations.h for what there is"
                            : fmt::format("did you mean {}?", find_word(near)->macro));
    }

    void misplaced(const model::Annotation& annotation, const Word& word, Place place,
                   const std::string& entity) {
        report("A02", annotation.where, entity,
               fmt::format("{} says nothing about {}", word.macro, place_name(place)),
               fmt::format("it belongs to {}", places_of(word)));
    }

    void check_arguments(const model::Annotation& annotation, const Word& word,
                         const std::string& entity) {
        const auto wrong = [&](std::string message) {
            report("A03", annotation.where, entity, std::move(message),
                   fmt::format("write {}", usage(word)));
        };
        const std::size_t given = annotation.positional.size();
        if (given != word.positional)
            wrong(word.positional == 0 && word.keys.empty()
                      ? fmt::format("{} takes no arguments", word.macro)
                      : fmt::format("{} takes {} plain argument{}, not {}", word.macro,
                                    word.positional, word.positional == 1 ? "" : "s", given));
        for (const std::string& text : annotation.positional)
            if (text.empty())
                wrong(fmt::format("an argument of {} is empty", word.macro));
        for (std::size_t i = 0; i < annotation.named.size(); ++i) {
            const auto& [key, value] = annotation.named[i];
            if (std::find(word.keys.begin(), word.keys.end(), key) == word.keys.end())
                wrong(fmt::format("{} has no argument '{}'", word.macro, key));
            else if (value.empty())
                wrong(fmt::format("'{}' of {} is empty", key, word.macro));
            for (std::size_t j = 0; j < i; ++j)
                if (annotation.named[j].first == key)
                    wrong(fmt::format("{} has '{}' twice", word.macro, key));
        }
        for (const std::string_view key : word.required)
            if (annotation.value(key) == nullptr)
                wrong(fmt::format("{} needs '{}'", word.macro, key));
    }

    void check_repetition(const model::Annotations& annotations, std::size_t i, const Word& word,
                          const std::string& entity) {
        for (std::size_t j = 0; j < i; ++j)
            if (annotations[j].name == annotations[i].name)
                return report("A04", annotations[i].where, entity,
                              fmt::format("{} stands twice on '{}'", word.macro, entity),
                              "keep one of them");
    }

    Diagnostics& diagnostics_;
};

template <class Callable>
void check_callable(Checker& checker, const Callable& callable, Place place) {
    checker.check(callable.annotations, place, callable.name);
    for (const model::Parameter& parameter : callable.parameters)
        checker.check(parameter.annotations, at_parameter, callable.name + "." + parameter.name);
}

} // namespace

std::vector<std::string_view> place_names(const Word& word) {
    std::vector<std::string_view> names;
    for (unsigned bit = 1; bit <= at_variable; bit <<= 1)
        if ((word.places & bit) != 0)
            names.push_back(place_name(static_cast<Place>(bit)));
    return names;
}

bool contradict(std::string_view one, std::string_view other) {
    return std::any_of(opposites.begin(), opposites.end(), [&](const auto& pair) {
        return (pair.first == one && pair.second == other) ||
               (pair.first == other && pair.second == one);
    });
}

void check(const model::Contract& contract, Diagnostics& diagnostics) {
    Checker checker(diagnostics);
    checker.check(contract.module, at_module, contract.header);
    for (const model::Record& record : contract.records) {
        checker.check(record.annotations, at_record, record.name);
        for (const model::FieldInfo& field : record.field_info)
            checker.check(field.annotations, at_field, record.name + "." + field.name);
    }
    for (const model::Enum& enumeration : contract.enums) {
        checker.check(enumeration.annotations, at_enum, enumeration.name);
        for (const model::Enumerator& enumerator : enumeration.enumerators)
            checker.check(enumerator.annotations, at_enumerator, enumerator.name);
    }
    for (const model::Callback& callback : contract.callbacks)
        check_callable(checker, callback, at_callback);
    for (const model::Typedef& type : contract.typedefs)
        if (contract.callback(type.name) == nullptr)
            checker.check(type.annotations, at_typedef, type.name);
    for (const model::Function& function : contract.functions)
        check_callable(checker, function, at_function);
    for (const model::Variable& variable : contract.variables)
        checker.check(variable.annotations, at_variable, variable.name);
    for (const model::Constant& constant : contract.constants)
        checker.check(constant.annotations, at_constant, constant.name);
}

} // namespace ffigen::annotations
