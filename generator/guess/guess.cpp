#include "guess/guess.hpp"

#include "annotations/table.hpp"
#include "api/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ffigen::guess {
namespace {

using model::TypeKind;

constexpr std::array<std::string_view, 12> closing_words{"close",   "free",  "destroy", "delete",
                                                         "release", "unref", "end",     "fini",
                                                         "finish",  "term",  "dispose", "cleanup"};
constexpr std::array<std::string_view, 7> counting_words{"len", "length", "size", "count",
                                                         "num", "n",      "bytes"};

bool has_word(std::string_view name, std::span<const std::string_view> wanted) {
    return std::ranges::any_of(api::split_words(std::string(name)), [&](const std::string& word) {
        return std::ranges::find(wanted, word) != wanted.end();
    });
}

/// The opaque record that a pointer leads to; null for anything else.
const model::Record* object_of(const model::Contract& contract, const model::Type& type) {
    const model::Type pointer = model::resolve(contract, type, 0);
    if (pointer.kind != TypeKind::pointer)
        return nullptr;
    const model::Type pointee = model::resolve(contract, pointer.element(), 0);
    const model::Record* record =
        pointee.kind == TypeKind::record ? contract.record(pointee.name) : nullptr;
    return record != nullptr && !record->is_complete ? record : nullptr;
}

class Guesser {
  public:
    Guesser(const model::Contract& contract, const api::Api& api, const Library& library)
        : contract_(contract), api_(api), library_(library) {}

    std::vector<Question> run() {
        module();
        handles();
        error_codes();
        error_enums();
        for (const api::RawOnly& raw : api_.raw_only)
            raw_only(raw);
        return std::move(questions_);
    }

  private:
    void ask(std::string why, std::string path, std::vector<std::string> answers) {
        questions_.push_back({std::move(why), std::move(path), std::move(answers)});
    }

    /// What the functions' names begin with, up to a '_'.
    [[nodiscard]] std::string common_prefix() const {
        std::string prefix;
        bool first = true;
        for (const model::Function& function : contract_.functions) {
            if (!function.from_header)
                continue;
            if (first)
                prefix = function.name;
            first = false;
            const auto differ = std::ranges::mismatch(prefix, function.name).in1;
            prefix.erase(differ, prefix.end());
        }
        prefix.erase(prefix.rfind('_') == std::string::npos ? 0 : prefix.rfind('_') + 1);
        return prefix;
    }

    void module() {
        if (model::find(contract_.module, "module") != nullptr)
            return;
        std::string answer = fmt::format("module({}", api_.package.name);
        if (const std::string prefix = common_prefix(); !prefix.empty())
            answer += fmt::format(", prefix = {}", prefix);
        ask(fmt::format("What the packages are called, what all names begin with, what is linked "
                        "({}).",
                        library_.origin),
            "module", {answer + fmt::format(", library = {})", library_.name)});
    }

    [[nodiscard]] std::string closer_of(const model::Record& record) const {
        const auto known = std::ranges::find(api_.handles, record.name, &api::Handle::c_name);
        if (known != api_.handles.end() && !known->close.empty())
            return known->close;
        for (const model::Function& function : contract_.functions) {
            const model::Type* signature = function.signatures.find(0);
            if (signature != nullptr && signature->args.size() == 2 &&
                object_of(contract_, signature->args[1]) == &record &&
                has_word(function.name, closing_words))
                return function.name;
        }
        return {};
    }

    void handles() {
        for (const model::Record& record : contract_.records) {
            const auto known = std::ranges::find(api_.handles, record.name, &api::Handle::c_name);
            if (record.is_complete || !record.from_header ||
                (known != api_.handles.end() && known->is_stated))
                continue;
            const std::string closer = closer_of(record);
            if (!closer.empty())
                ask(fmt::format("Whether {} ends every {}, and at once.", closer, record.name),
                    "module", {fmt::format("handle({}, close = {})", record.name, closer)});
        }
    }

    /// #defines: X_OK 0 beside X_ERROR…
    void error_codes() {
        if (model::find(contract_.module, "error_codes") != nullptr)
            return;
        for (const model::Constant& constant : contract_.constants) {
            const model::ConstantValue* value = constant.values.find(0);
            if (value == nullptr || value->text != "0" || !constant.name.ends_with("_OK"))
                continue;
            const std::string prefix = constant.name.substr(0, constant.name.size() - 2);
            std::string set;
            for (const std::string& word : api::split_words(prefix))
                set += word + "_";
            ask(fmt::format("Which numbers are errors: the {}… that functions return.", prefix),
                "module",
                {fmt::format("error_codes({}error, ok = {}, members = \"{}ERR*\")", set,
                             constant.name, prefix)});
        }
    }

    void error_enums() {
        for (const model::Enum& each : contract_.enums) {
            const model::EnumLayout* layout = each.layouts.find(0);
            if (layout == nullptr || each.is_anonymous || !each.from_header ||
                model::find(each.annotations, "error_enum") != nullptr ||
                !has_word(each.name,
                          std::array<std::string_view, 4>{"error", "err", "status", "result"}))
                continue;
            for (const auto& [name, value] : layout->values)
                if (value == "0") {
                    ask(fmt::format("Whether functions that return {} fail with anything but {}.",
                                    each.name, name),
                        each.name, {fmt::format("error_enum(ok = {})", name)});
                    break;
                }
        }
    }

    /// The parameter that says how many there are: beside `param`, a number called so.
    [[nodiscard]] std::string count_for(const std::string& function,
                                        const std::string& param) const {
        const model::Function* found = contract_.function(function);
        if (found == nullptr)
            return "?";
        const auto& parameters = found->parameters;
        const model::Type& signature = found->signatures.first();
        const auto at = std::ranges::find(parameters, param, &model::Parameter::name);
        const auto index = at - parameters.begin();
        for (const std::ptrdiff_t near : {index + 1, index - 1})
            if (at != parameters.end() && near >= 0 && near < std::ssize(parameters) &&
                model::is_integer(model::resolve(contract_, signature.args[near + 1], 0).kind) &&
                has_word(parameters[near].name, counting_words))
                return parameters[near].name;
        return "?";
    }

    [[nodiscard]] std::string answer(const annotations::Word& word, const std::string& function,
                                     const std::string& path) const {
        const std::string param = path.substr(std::min(path.find('.'), path.size() - 1) + 1);
        if (word.name == "counted_by" || word.name == "sized_by")
            return fmt::format("{}({})", word.name, count_for(function, param));
        if (word.name == "owned") {
            const model::Function* maker = contract_.function(function);
            const model::Record* made =
                maker == nullptr ? nullptr
                                 : object_of(contract_, maker->signatures.first().element());
            const std::string closer = made == nullptr ? std::string() : closer_of(*made);
            return fmt::format("owned({})", closer.empty() ? "?" : closer);
        }
        return word.positional == 0 && word.required.empty() ? std::string(word.name)
                                                             : fmt::format("{}(?)", word.name);
    }

    /// The reason names what it is about in quotes, and the words that would settle it.
    void raw_only(const api::RawOnly& raw) {
        std::string path = raw.c_name;
        const auto begin = raw.reason.find('\'');
        const auto end = raw.reason.find('\'', begin + 1);
        if (end != std::string::npos) {
            const std::string quoted = raw.reason.substr(begin + 1, end - begin - 1);
            if (quoted.starts_with(raw.c_name + "."))
                path = quoted;
        }
        const bool is_parameter = path.find('.') != std::string::npos;
        std::vector<std::pair<std::size_t, std::string>> found;
        for (const annotations::Word& word : annotations::table()) {
            const auto at = raw.reason.find(word.macro);
            const auto after = at + word.macro.size();
            // What is said of the header as a whole is asked once, and what says nothing of a
            // function as a whole is for one of its parameters.
            if (word.macro.empty() || at == std::string::npos ||
                word.places == annotations::at_module ||
                (!is_parameter && word.places == annotations::at_parameter) ||
                (after < raw.reason.size() &&
                 (raw.reason[after] == '_' || std::isalpha(raw.reason[after]) != 0)))
                continue;
            found.emplace_back(at, answer(word, raw.c_name, path));
        }
        std::ranges::sort(found);
        std::vector<std::string> answers;
        for (auto& [at, text] : found)
            answers.push_back(std::move(text));
        ask(fmt::format("{} stays raw: {}.", raw.c_name, raw.reason), path, std::move(answers));
    }

    const model::Contract& contract_;
    const api::Api& api_;
    const Library& library_;
    std::vector<Question> questions_;
};

} // namespace

std::vector<Question> questions(const model::Contract& contract, const api::Api& api,
                                const Library& library) {
    return Guesser(contract, api, library).run();
}

} // namespace ffigen::guess
