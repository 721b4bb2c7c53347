// Links of the documentation: from a C name to what stands for it in the safe layer.
#include "emit/rust/safe_names.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace ffigen::emit::rust {
namespace {

using api::FunctionKind;

class Links {
  public:
    Links(const Context& context, const SafeNames& names) : context_(context), names_(names) {
        data();
        enumerators();
        functions();
    }

    std::shared_ptr<std::map<std::string, std::string>> take() { return std::move(links_); }

  private:
    /// Links are absolute, so that they work wherever an item is shown.
    void add(const std::string& c_name, const std::string& shown, const std::string& path) {
        // What is not on every target would be a broken link on the others.
        const bool partial = context_.in_raw.contains(c_name) && !context_.everywhere(c_name);
        links_->try_emplace(c_name, partial ? fmt::format("`{}`", shown)
                                            : fmt::format("[`{}`](crate::{})", shown, path));
    }

    void data() {
        const api::Api& api = context_.api;
        for (const auto& [c_name, type] : names_.types)
            add(c_name, type, type);
        for (const api::Record& record : api.records)
            if (const std::string* name = names_.type(record.c_name))
                for (const model::FieldInfo& field :
                     context_.contract.record(record.c_name)->field_info)
                    add(record.c_name + "::" + field.name, *name + "::" + identifier(field.name),
                        *name);
        for (const auto& [c_name, constant] : names_.constants)
            add(c_name, constant, constant);
        for (const auto& [c_name, variant] : names_.error_variants)
            add(c_name, "Error::" + variant, "Error::" + variant);
        for (const api::ErrorSet& set : api.error_sets) {
            add(set.c_name, "Error", "Error");
            links_->try_emplace(set.ok, "`Ok`");
        }
    }

    void enumerators() {
        const api::Api& api = context_.api;
        for (const api::Enum& item : api.enums)
            for (const api::EnumValue& value : item.values) {
                if (!names_.types.contains(item.c_name))
                    break;
                const std::string path =
                    names_.types.at(item.c_name) + "::" + names_.enum_variants.at(value.c_name);
                add(value.c_name, path, path);
            }
    }

    void functions() {
        const api::Api& api = context_.api;
        for (const Topic& topic : names_.topics)
            for (const std::size_t i : topic.functions) {
                const std::string path = (topic.word.empty() ? "" : identifier(topic.word) + "::") +
                                         names_.functions.at(api.functions[i].c_name);
                add(api.functions[i].c_name, path, path);
            }
        for (const api::Function& function : api.functions) {
            if (function.handle.empty() || !names_.functions.contains(function.c_name))
                continue;
            if (function.loan) {
                const std::string& guard = names_.loans.at(function.c_name);
                for (const std::string& end : {function.loan->end, function.loan->cancel})
                    if (const auto name = names_.functions.find(end);
                        name != names_.functions.end())
                        add(end, guard + "::" + name->second, guard + "::" + name->second);
            }
            if (function.kind == FunctionKind::close || function.kind == FunctionKind::loan_end)
                continue;
            const std::string path =
                names_.types.at(function.handle) + "::" + names_.functions.at(function.c_name);
            add(function.c_name, path, path);
        }
    }

    const Context& context_;
    const SafeNames& names_;
    std::shared_ptr<std::map<std::string, std::string>> links_ =
        std::make_shared<std::map<std::string, std::string>>();
};

} // namespace

Linker SafeNames::make_linker(const Context& context) const {
    return [links = Links(context, *this).take()](const std::string& name) {
        const auto found = links->find(name);
        return found == links->end() ? std::string() : found->second;
    };
}

} // namespace ffigen::emit::rust
