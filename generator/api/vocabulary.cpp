#include "api/vocabulary.hpp"

#include "model/target.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ffigen::api {
namespace {

using Keys = std::span<const std::string_view>;

constexpr std::array<std::string_view, 7> module_keys{
    "prefix", "library", "version", "fingerprint", "last_error", "version_function", "cxx_include"};
constexpr std::array<std::string_view, 2> handle_keys{"close", "threads"};
constexpr std::array<std::string_view, 3> error_codes_keys{"members", "ok", "text"};
constexpr std::array<std::string_view, 2> error_codes_required{"members", "ok"};
constexpr std::array<std::string_view, 2> error_enum_keys{"ok", "text"};
constexpr std::array<std::string_view, 1> ok_key{"ok"};
constexpr std::array<std::string_view, 4> callback_keys{"user_data", "lifetime", "until", "thread"};
constexpr std::array<std::string_view, 1> user_data_key{"user_data"};
constexpr std::array<std::string_view, 2> lend_keys{"end", "cancel"};
constexpr std::array<std::string_view, 1> end_key{"end"};
constexpr std::array<std::string_view, 3> method_keys{"of", "name", "kind"};

constexpr std::array<Word, 38> words{{
    {"module", at_module, 1, module_keys, {}, "FFI_MODULE"},
    {"handle", at_module, 1, handle_keys, {}, "FFI_HANDLE"},
    {"error_codes", at_module, 1, error_codes_keys, error_codes_required, "FFI_ERROR_CODES"},
    {"wire", at_record, 0, {}, {}, "FFI_WIRE"},
    {"cxx", at_record | at_field | at_enum | at_enumerator | at_constant, 1, {}, {}, "FFI_CXX"},
    {"cxx_constant", at_module, 2, {}, {}, "FFI_CXX_CONSTANT"},
    {"reserved", at_field | at_parameter, 0, {}, {}, "FFI_RESERVED"},
    {"fixed", at_parameter, 1, {}, {}, "FFI_FIXED"},
    {"unit", at_field | at_parameter | at_function | at_constant, 1, {}, {}, "FFI_UNIT"},
    {"range", at_field | at_parameter, 2, {}, {}, "FFI_RANGE"},
    {"key", at_field, 1, {}, {}, "FFI_KEY"},
    {"default", at_field, 1, {}, {}, "FFI_DEFAULT"},
    {"error_enum", at_enum, 0, error_enum_keys, ok_key, "FFI_ERROR_ENUM"},
    {"flags", at_enum, 0, {}, {}, "FFI_FLAGS"},
    {"closed", at_enum, 0, {}, {}, "FFI_CLOSED"},
    {"out", at_parameter, 0, {}, {}, "FFI_OUT"},
    {"on_error", at_parameter, 0, {}, {}, "FFI_ON_ERROR"},
    {"inout", at_parameter, 0, {}, {}, "FFI_INOUT"},
    {"counted_by", at_parameter | at_field, 1, {}, {}, "FFI_COUNTED_BY"},
    {"sized_by", at_parameter | at_field, 1, {}, {}, "FFI_SIZED_BY"},
    {"count_of", at_parameter, 1, {}, {}, "FFI_COUNT_OF"},
    {"nullable", at_parameter | at_function | at_field, 0, {}, {}, "FFI_NULLABLE"},
    {"string", at_parameter | at_function | at_field, 0, {}, {}, "FFI_STRING"},
    {"owned", at_parameter | at_function, 1, {}, {}, "FFI_OWNED"},
    {"borrowed", at_parameter | at_function, 0, {}, {}, "FFI_BORROWED"},
    {"consumed", at_parameter, 0, {}, {}, "FFI_CONSUMED"},
    {"callback", at_parameter, 0, callback_keys, user_data_key, "FFI_CALLBACK"},
    {"status", at_function | at_callback, 1, ok_key, {}, "FFI_STATUS"},
    {"realtime", at_function, 0, {}, {}, "FFI_REALTIME"},
    {"blocking", at_function, 0, {}, {}, "FFI_BLOCKING"},
    {"thread_safe", at_function, 0, {}, {}, "FFI_THREAD_SAFE"},
    {"lend", at_function, 0, lend_keys, end_key, "FFI_LEND"},
    {"method", at_function, 0, method_keys, {}, "FFI_METHOD"},
    {"rpc", at_function, 0, {}, {}, "FFI_RPC"},
    {"name", at_declaration, 1, {}, {}, "FFI_NAME"},
    {"raw_only", at_declaration, 0, {}, {}, "FFI_RAW_ONLY"},
    {"since", at_declaration, 1, {}, {}, "FFI_SINCE"},
    {"deprecated", at_declaration, 1, {}, {}, "FFI_DEPRECATED"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> opposites{{
    {"out", "inout"},
    {"out", "consumed"},
    {"inout", "consumed"},
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
    std::string text;
    for (unsigned bit = 1; bit <= at_variable; bit <<= 1) {
        if ((word.places & bit) == 0)
            continue;
        if (!text.empty())
            text += " or ";
        text += place_name(static_cast<Place>(bit));
    }
    return text;
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
        for (const Word& word : words)
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

std::span<const Word> vocabulary() { return words; }

const Word* find_word(std::string_view name) {
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const Word& word) { return word.name == name; });
    return found == words.end() ? nullptr : &*found;
}

void check_annotations(const model::Contract& contract, Diagnostics& diagnostics) {
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

} // namespace ffigen::api
