#include "annotations/side_file.hpp"

#include "support/text.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <set>

namespace ffigen::annotations {
namespace {

/// Something that can be annotated, under the name that a path gives it.
struct Site {
    std::string path;
    std::vector<model::Annotations*> lists; ///< a typedef of a function has two entities
};

class SideFile {
  public:
    SideFile(std::string file, model::Contract& contract, Diagnostics& diagnostics)
        : file_(std::move(file)), contract_(contract), diagnostics_(diagnostics) {}

    void apply() {
        const std::optional<std::string> text = read_text_file(file_);
        if (!text)
            return diagnostics_.error("A30", {file_, 0, 0}, "the annotation file cannot be read",
                                      "name a file that exists and may be read");
        toml::table table;
        try {
            table = toml::parse(*text, file_);
        } catch (const toml::parse_error& error) {
            return fail("A30", error.source(), std::string(error.description()),
                        "see https://toml.io for the syntax");
        }
        collect_sites();
        // In the order of the file, which the table has forgotten.
        std::vector<std::pair<toml::source_position, std::function<void()>>> steps;
        for (const auto& [key, node] : table)
            steps.emplace_back(key.source().begin, [this, &its_key = key, &its_node = node] {
                apply_key(its_key, its_node);
            });
        std::sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) {
            return std::pair{a.first.line, a.first.column} <
                   std::pair{b.first.line, b.first.column};
        });
        for (const auto& step : steps)
            step.second();
    }

  private:
    void fail(std::string id, const toml::source_region& at, std::string message,
              std::string remedy) {
        diagnostics_.error(std::move(id), place(at), std::move(message), std::move(remedy));
    }

    [[nodiscard]] SourceLocation place(const toml::source_region& at) const {
        return {file_, at.begin.line, at.begin.column};
    }

    void add_site(std::string path, model::Annotations& annotations) {
        const auto [known, fresh] = index_.emplace(path, sites_.size());
        if (fresh)
            sites_.push_back({std::move(path), {&annotations}});
        else
            sites_[known->second].lists.push_back(&annotations);
    }

    template <class Callable>
    void add_callable(Callable& callable) {
        add_site(callable.name, callable.annotations);
        for (std::size_t i = 0; i < callable.parameters.size(); ++i) {
            model::Parameter& parameter = callable.parameters[i];
            const std::string name = parameter.name.empty() ? std::to_string(i) : parameter.name;
            add_site(callable.name + "." + name, parameter.annotations);
            // By place as well: header authors rename parameters freely.
            if (!parameter.name.empty())
                places_.emplace(callable.name + "." + std::to_string(i), sites_.size() - 1);
        }
    }

    void collect_sites() {
        for (model::Function& function : contract_.functions)
            add_callable(function);
        for (model::Callback& callback : contract_.callbacks)
            add_callable(callback);
        for (model::Record& record : contract_.records) {
            add_site(record.name, record.annotations);
            for (model::FieldInfo& field : record.field_info)
                add_site(record.name + "." + field.name, field.annotations);
        }
        for (model::Enum& enumeration : contract_.enums) {
            if (!enumeration.is_anonymous)
                add_site(enumeration.name, enumeration.annotations);
            for (model::Enumerator& enumerator : enumeration.enumerators) {
                add_site(enumerator.name, enumerator.annotations);
                if (!enumeration.is_anonymous)
                    places_.emplace(enumeration.name + "." + enumerator.name, sites_.size() - 1);
            }
        }
        for (model::Typedef& type : contract_.typedefs)
            add_site(type.name, type.annotations);
        for (model::Variable& variable : contract_.variables)
            add_site(variable.name, variable.annotations);
        for (model::Constant& constant : contract_.constants)
            add_site(constant.name, constant.annotations);
    }

    [[nodiscard]] std::vector<Site*> find(const std::string& path) {
        std::vector<Site*> found;
        if (path.find('*') != std::string::npos) {
            for (Site& site : sites_)
                // A pattern without a dot is about declarations, not about their parts.
                if (matches_pattern(site.path, path) &&
                    (path.find('.') == std::string::npos) ==
                        (site.path.find('.') == std::string::npos))
                    found.push_back(&site);
        } else if (const auto exact = index_.find(path); exact != index_.end()) {
            found.push_back(&sites_[exact->second]);
        } else if (const auto by_place = places_.find(path); by_place != places_.end()) {
            found.push_back(&sites_[by_place->second]);
        }
        return found;
    }

    void apply_key(const toml::key& key, const toml::node& node) {
        const std::string path(key.str());
        if (path == "module") {
            read_list(node, [this](const model::Annotation& annotation) {
                contract_.module.push_back(annotation);
            });
            return;
        }
        const std::vector<Site*> sites = find(path);
        if (sites.empty())
            return unknown_path(path, key.source());
        read_list(node, [&sites](const model::Annotation& annotation) {
            for (Site* site : sites)
                for (model::Annotations* annotations : site->lists)
                    annotations->push_back(annotation);
        });
    }

    void unknown_path(const std::string& path, const toml::source_region& at) {
        std::vector<std::string_view> known;
        // The parts of a declaration that exists are the nearest; else all declarations.
        const std::size_t dot = path.find('.');
        const std::string owner = path.substr(0, dot);
        const bool owner_known = dot != std::string::npos && index_.contains(owner);
        for (const Site& site : sites_) {
            const bool part = site.path.find('.') != std::string::npos;
            if (owner_known ? part && site.path.starts_with(owner + ".")
                            : part == (dot != std::string::npos))
                known.push_back(site.path);
        }
        const std::string near = model::nearest_name(path, known);
        const std::string message =
            path.find('*') != std::string::npos
                ? fmt::format("no declaration of {} matches '{}'", contract_.header, path)
            : owner_known ? fmt::format("'{}' has no parameter, field or enumerator '{}'", owner,
                                        path.substr(dot + 1))
                          : fmt::format("{} has no declaration '{}'", contract_.header, path);
        fail("A31", at, message,
             near.empty() ? "name a declaration of the header, and its parts after a dot"
                          : fmt::format("did you mean \"{}\"?", near));
    }

    void read_list(const toml::node& node,
                   const std::function<void(const model::Annotation&)>& use) {
        if (const toml::array* list = node.as_array()) {
            for (const toml::node& element : *list)
                read_annotation(element, use);
        } else {
            read_annotation(node, use);
        }
    }

    void read_annotation(const toml::node& node,
                         const std::function<void(const model::Annotation&)>& use) {
        const std::optional<std::string> text = node.value_exact<std::string>();
        if (!text)
            return fail("A30", node.source(), "an annotation is a string, or a list of strings",
                        "write [\"out\", \"counted_by(n)\"]");
        std::string error;
        const std::optional<model::Annotation> annotation =
            model::parse_annotation(*text, place(node.source()), error);
        if (annotation)
            return use(*annotation);
        fail("A32", node.source(), fmt::format("'{}' is no annotation: {}", *text, error),
             "write name, name(argument) or name(argument, key = value)");
    }

    std::string file_;
    model::Contract& contract_;
    Diagnostics& diagnostics_;
    std::vector<Site> sites_;
    std::map<std::string, std::size_t> index_;  ///< path → sites_
    std::map<std::string, std::size_t> places_; ///< other spellings of the same
};

} // namespace

void apply_side_file(const std::string& file, model::Contract& contract, Diagnostics& diagnostics) {
    SideFile(file, contract, diagnostics).apply();
}

} // namespace ffigen::annotations
