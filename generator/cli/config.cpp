#include "cli/config.hpp"

#include "model/target.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <filesystem>
#include <functional>

namespace ffigen::cli {
namespace fs = std::filesystem;
namespace {

class ConfigReader {
  public:
    ConfigReader(std::string file, Diagnostics& diagnostics)
        : file_(std::move(file)), diagnostics_(diagnostics) {
        const auto list = [this](std::vector<std::string>& into) {
            return [this, &into](const toml::node& node) { read_list(node, into); };
        };
        const auto text = [this](std::string& into) {
            return [this, &into](const toml::node& node) { read_text(node, into); };
        };
        const auto path = [this](std::string& into) {
            return [this, &into](const toml::node& node) {
                read_text(node, into);
                into = relative_to_file(into);
            };
        };
        const auto flag = [this](bool& into) {
            return [this, &into](const toml::node& node) { read_flag(node, into); };
        };
        keys_ = {{"lang", list(config_.languages)},
                 {"target", list(config_.targets)},
                 {"allow", list(config_.allow)},
                 {"block", list(config_.block)},
                 {"only", list(config_.only)},
                 {"ignore", list(config_.ignore)},
                 {"clang_args", list(config_.clang_args)},
                 {"include", list(config_.includes)},
                 {"output", path(config_.output)},
                 {"template_dir", path(config_.template_dir)},
                 {"annotations", path(config_.annotations)},
                 {"sysroot", path(config_.sysroot)},
                 {"generated", path(config_.generated)},
                 {"library", path(config_.library)},
                 {"fail_on", text(config_.fail_on)},
                 {"include_everything", flag(config_.include_everything)},
                 {"strict", flag(config_.strict)},
                 {"wrap_inline", flag(config_.wrap_inline)},
                 {"include_dirs", [this](const toml::node& node) { read_include_dirs(node); }}};
    }

    Config read() {
        toml::table table;
        try {
            table = toml::parse_file(file_);
        } catch (const toml::parse_error& error) {
            fail(error.source(), std::string(error.description()),
                 "see https://toml.io for the syntax");
            return config_;
        }
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            if (name == "targets" || name == "package")
                read_table(name, node);
            else if (const auto known = keys_.find(name); known != keys_.end())
                known->second(node);
            else
                unknown_key(name, key.source());
        }
        return config_;
    }

  private:
    void fail(const toml::source_region& at, std::string message, std::string remedy) {
        diagnostics_.error("O04", {file_, at.begin.line, at.begin.column}, std::move(message),
                           std::move(remedy));
    }

    void unknown_key(const std::string& name, const toml::source_region& at) {
        std::vector<std::string_view> names;
        for (const auto& [key, reader] : keys_)
            names.push_back(key);
        const std::string nearest = model::nearest_name(name, names);
        fail(at, fmt::format("unknown key '{}'", name),
             nearest.empty() ? "see docs/config.md" : fmt::format("did you mean '{}'?", nearest));
    }

    void read_text(const toml::node& node, std::string& into) {
        if (const auto value = node.value_exact<std::string>())
            into = *value;
        else
            fail(node.source(), "a string is needed here", "write it in quotes");
    }

    void read_flag(const toml::node& node, bool& into) {
        if (const auto value = node.value_exact<bool>())
            into = *value;
        else
            fail(node.source(), "true or false is needed here", "");
    }

    void read_list(const toml::node& node, std::vector<std::string>& into) {
        if (const auto value = node.value_exact<std::string>()) {
            into = {*value};
        } else if (const toml::array* array = node.as_array()) {
            for (const toml::node& element : *array) {
                std::string item;
                read_text(element, item);
                into.push_back(item);
            }
        } else {
            fail(node.source(), "a list of strings is needed here", "write [\"…\", \"…\"]");
        }
    }

    void read_include_dirs(const toml::node& node) {
        std::vector<std::string> directories;
        read_list(node, directories);
        for (const std::string& directory : directories)
            config_.clang_args.push_back("-I" + relative_to_file(directory));
    }

    /// [package] name, library, go_module
    void read_package(const toml::table& table) {
        const std::map<std::string, std::string*> keys{{"name", &config_.package.name},
                                                       {"library", &config_.package.library},
                                                       {"go_module", &config_.package.go_module}};
        for (const auto& [key, value] : table) {
            const std::string name(key.str());
            if (const auto known = keys.find(name); known != keys.end())
                read_text(value, *known->second);
            else
                fail(key.source(), fmt::format("unknown key '{}'", name),
                     "a package has name, library and go_module");
        }
    }

    void read_table(const std::string& name, const toml::node& node) {
        const toml::table* table = node.as_table();
        if (table == nullptr)
            fail(node.source(), "a table is needed here", fmt::format("write [{}]", name));
        else if (name == "targets")
            read_targets(*table);
        else
            read_package(*table);
    }

    /// [targets."triple"] clang_args = […]
    void read_targets(const toml::table& table) {
        for (const auto& [triple, node] : table) {
            const toml::table* entry = node.as_table();
            if (entry == nullptr) {
                fail(node.source(), "a table is needed here", "write [targets.\"triple\"]");
                continue;
            }
            for (const auto& [key, value] : *entry) {
                if (key.str() == "clang_args")
                    read_list(value, config_.target_args[std::string(triple.str())]);
                else
                    fail(key.source(), fmt::format("unknown key '{}'", std::string_view(key.str())),
                         "only clang_args is known for a target");
            }
        }
    }

    std::string relative_to_file(const std::string& path) const {
        if (path.empty() || fs::path(path).is_absolute())
            return path;
        return (fs::path(file_).parent_path() / path).lexically_normal().string();
    }

    std::string file_;
    Diagnostics& diagnostics_;
    Config config_;
    std::map<std::string, std::function<void(const toml::node&)>> keys_;
};

/// ffigen.toml beside the header, or in a directory above it up to the root of the project; empty
/// when there is none.
fs::path nearest_config(const std::string& header) {
    std::error_code error;
    const fs::path beside = fs::path(header).parent_path();
    if (fs::is_regular_file(beside / "ffigen.toml", error))
        return beside / "ffigen.toml"; // as the user wrote the path
    for (fs::path at = fs::absolute(beside, error).lexically_normal(); !error;
         at = at.parent_path()) {
        if (fs::is_regular_file(at / "ffigen.toml", error))
            return at / "ffigen.toml";
        if (fs::exists(at / ".git", error) || at == at.parent_path())
            return {};
    }
    return {};
}

} // namespace

Config read_config(const std::string& path, const std::string& header, Diagnostics& diagnostics) {
    std::error_code error;
    if (!path.empty()) {
        if (!fs::is_regular_file(path, error)) {
            diagnostics.error("O04", {path, 0, 0}, fmt::format("no configuration file '{}'", path),
                              "check the path after --config");
            return {};
        }
        return ConfigReader(path, diagnostics).read();
    }
    if (header.empty())
        return {};
    const fs::path found = nearest_config(header);
    return found.empty() ? Config{} : ConfigReader(found.string(), diagnostics).read();
}

} // namespace ffigen::cli
