// The header as a whole: package name, prefix, library, version and the functions about itself.
#include "api/lowering.hpp"
#include "api/shape.hpp"
#include "model/id.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace ffigen::api {
namespace {

using model::TypeKind;

std::string header_stem(std::string_view header) {
    header.remove_prefix(std::min(header.size(), header.find_last_of('/') + 1));
    return std::string(header.substr(0, header.find('.')));
}

std::string inferred_prefix(const model::Contract& contract) {
    std::vector<std::string> names;
    for (const model::Function& function : contract.functions)
        if (function.from_header && !model::is_id_shim(function))
            names.push_back(function.name);
    std::string prefix = common_prefix(names);
    if (!prefix.empty() || names.size() < 2)
        return prefix;
    // CamelCase names share words instead: vkCreateInstance, vkDestroyInstance.
    std::vector<Words> words;
    for (const std::string& name : names)
        words.push_back(split_words(name));
    if (common_words(words) == 0)
        return {};
    return names.front().substr(0, words.front().front().size());
}

// "1.2.13" → "1.2.13", "1.3.0.1-motley" → "1.3.0", 1002 → "1.2.0" (major * 1000 + minor).
std::string semantic_version(const model::ConstantValue& value) {
    if (value.kind == model::ConstantValue::Kind::integer) {
        unsigned long long number = 0;
        const char* end = value.text.data() + value.text.size();
        if (std::from_chars(value.text.data(), end, number).ptr != end)
            return {};
        return fmt::format("{}.{}.0", number / 1000, number % 1000);
    }
    if (value.kind != model::ConstantValue::Kind::string)
        return {};
    std::string version;
    std::size_t parts = 0;
    std::string_view rest = value.text;
    while (parts < 3) {
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (digits == 0)
            break;
        version += (parts == 0 ? "" : ".") + std::string(rest.substr(0, digits));
        ++parts;
        rest.remove_prefix(digits);
        if (!rest.starts_with('.'))
            break;
        rest.remove_prefix(1);
    }
    if (parts == 0)
        return {};
    for (; parts < 3; ++parts)
        version += ".0";
    return version;
}

const model::Type* result_of(const model::Function& function) {
    return function.signatures.groups.empty() ? nullptr : &function.signatures.first().args.front();
}

bool takes_nothing(const model::Function& function) {
    return function.parameters.empty() && !function.signatures.groups.empty() &&
           !function.signatures.first().variadic;
}

bool returns_text(const Lowering& lowering, const model::Function& function) {
    const model::Type* result = result_of(function);
    if (result == nullptr)
        return false;
    const Shape shape = shape_of(lowering.contract, *result, any_target(function.signatures));
    return shape.points_to(TypeKind::char_) && shape.pointee_const();
}

std::string text_function(Lowering& lowering, const model::Annotation& module,
                          std::string_view key) {
    const std::string* name = module.value(key);
    if (name == nullptr)
        return {};
    const model::Function* function =
        lowering.need_function(*name, module.where, lowering.contract.header);
    if (function == nullptr)
        return {};
    if (takes_nothing(*function) && returns_text(lowering, *function))
        return *name;
    lowering.error(
        "A20", function->where, *name,
        fmt::format("'{}' is named as '{}' of the module but is not 'const char *(void)'", *name,
                    key),
        "name a function without parameters that returns a string");
    return {};
}

// A function that returns the library's version number: named in FFI_MODULE, or obvious by name.
std::string version_function(Lowering& lowering, const model::Annotation* module) {
    const auto fits = [&](const model::Function& function) {
        const model::Type* result = result_of(function);
        return result != nullptr && takes_nothing(function) &&
               shape_of(lowering.contract, *result, any_target(function.signatures)).is_integer();
    };
    if (const std::string* name = module == nullptr ? nullptr : module->value("version_function")) {
        const model::Function* function =
            lowering.need_function(*name, module->where, lowering.contract.header);
        if (function == nullptr)
            return {};
        if (fits(*function))
            return *name;
        lowering.error("A20", function->where, *name,
                       fmt::format("'{}' is named as 'version_function' of the module but does not "
                                   "return an integer from no arguments",
                                   *name),
                       "name a function without parameters that returns the version number");
        return {};
    }
    for (const model::Function& function : lowering.contract.functions) {
        const std::string words = join(lowering.words_of(function.name));
        if ((words == "abi_version" || words == "version" || words == "version_number" ||
             words == "libversion_number") &&
            fits(function))
            return function.name;
    }
    return {};
}

void read_version(Lowering& lowering, const model::Annotation& module) {
    const std::string* name = module.value("version");
    if (name == nullptr)
        return;
    const model::Constant* constant = lowering.contract.constant(*name);
    if (constant != nullptr && !constant->values.groups.empty()) {
        lowering.api.package.version = semantic_version(constant->values.first());
        if (!lowering.api.package.version.empty())
            return;
    }
    lowering.error(
        "A20", module.where, lowering.contract.header,
        constant == nullptr
            ? fmt::format("the module's version names '{}', which is no constant", *name)
            : fmt::format("'{}' holds no version", *name),
        "name a macro that is a string like \"1.2.3\" or an integer major * 1000 + minor");
}

/// A library of the header's name, where there is something to link against.
std::string likely_library(const model::Contract& contract) {
    const bool links = std::ranges::any_of(contract.functions, [](const auto& function) {
        return function.from_header && !function.is_inline &&
               function.wrapped != model::Wrapped::body;
    });
    const std::string stem = header_stem(contract.header);
    if (!links || contract.is_system_header)
        return {};
    const bool plain = std::ranges::all_of(stem, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '+';
    });
    if (!plain)
        return {};
    return stem.starts_with("lib") && stem.size() > 3 ? stem.substr(3) : stem;
}

} // namespace

void lower_package(Lowering& lowering) {
    Package& package = lowering.api.package;
    const model::Annotation* module = model::find(lowering.contract.module, "module");
    std::string name = header_stem(lowering.contract.header);
    if (module != nullptr && !module->positional.empty())
        name = module->positional.front();
    Words words = split_words(name);
    for (std::string& word : words)
        std::erase_if(word,
                      [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
    std::erase(words, std::string());
    if (module != nullptr && (!usable(words) || join(words) != name))
        lowering.error("A20", module->where, lowering.contract.header,
                       fmt::format("'{}' is no name for a package", name),
                       "write lower-case letters, digits and underscores, beginning with a letter");
    if (!usable(words))
        words.insert(words.begin(), "lib");
    package.name = join(words);
    const std::string* prefix = module == nullptr ? nullptr : module->value("prefix");
    package.prefixes = split_list(prefix != nullptr ? *prefix : inferred_prefix(lowering.contract));
    package.prefix = package.prefixes.empty() ? std::string() : package.prefixes.front();
    package.doc = lowering.contract.doc;
    package.version_function = version_function(lowering, module);
    if (module == nullptr) {
        package.library = likely_library(lowering.contract);
        return;
    }
    if (const std::string* library = module->value("library"))
        package.library = *library;
    read_version(lowering, *module);
    package.fingerprint_function = text_function(lowering, *module, "fingerprint");
    package.last_error_function = text_function(lowering, *module, "last_error");
    const std::string* when = module->value("last_error_when");
    package.last_error_always = when != nullptr && *when == "always";
    if (when != nullptr && *when != "always" && *when != "sometimes")
        lowering.error("A03", module->where, package.name,
                       fmt::format("'last_error_when = {}' of FFI_MODULE is neither always nor "
                                   "sometimes",
                                   *when),
                       "write last_error_when = always or sometimes");
}

} // namespace ffigen::api
