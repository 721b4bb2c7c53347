#include "emit/rust/safe_files.hpp"

#include "emit/render.hpp"
#include "emit/rust/callback.hpp"
#include "emit/rust/wrapper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::rust {
namespace {

using api::FunctionKind;

/// Where the imports of a file go once its source is known.
const std::string import_mark = "//imports//";

void replace(std::string& text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    if (at != std::string::npos)
        text.replace(at, what.size(), by);
}

/// Code without its documentation: links in there need no import.
std::string code_of(const std::string& source) {
    std::string result;
    std::size_t begin = 0;
    while (begin < source.size()) {
        const std::size_t end = std::min(source.find('\n', begin), source.size());
        const std::string_view line(source.data() + begin, end - begin);
        const std::size_t text = line.find_first_not_of(' ');
        if (text == std::string_view::npos || !line.substr(text).starts_with("//"))
            result.append(line).append("\n");
        begin = end + 1;
    }
    return result;
}

class Emitter {
  public:
    Emitter(Safe& safe, FileSet& files) : safe_(safe), files_(files), api_(safe.context.api) {
        for (const Import& import : shared_imports(api_))
            shared_.emplace(import.name, import.path);
        available_ = shared_;
        for (const auto& [c_name, type] : safe_.names.types)
            available_.emplace(type, "super");
    }

    void run() {
        data_files();
        for (const api::Handle& handle : api_.handles)
            handle_file(handle);
        for (const Topic& topic : safe_.names.topics)
            topic_file(topic);
        callbacks_file();
        contract_file();
        support_file();
        error_file();
        module_file();
    }

  private:
    // ---- imports
    // ----------------------------------------------------------------------------------------

    using Names = std::set<std::string, std::less<>>;

    /// `own` are names that the file defines itself, `available` what it may need from elsewhere.
    void add(const std::string& path, const std::string& name, Json data, const Names& own,
             const Available& available) {
        data["imports"] = import_mark;
        std::string text = render("rust/src/safe/" + name, data);
        const std::string code = code_of(text);
        const std::vector<Import> used = used_imports(code, available, own);
        for (const Import& import : used)
            used_.insert(import.name);
        std::string lines = use_lines(used);
        // What only they use is not imported in vain on the other targets.
        if (code.find("#[cfg(") != std::string::npos)
            lines.insert(0, "#![allow(unused_imports, reason = \"some functions are not on every "
                            "target\")]\n\n");
        if (lines.empty())
            replace(text, import_mark + "\n", "");
        else
            replace(text, import_mark + "\n", lines);
        code_ += code;
        if (text.starts_with("\n"))
            text.erase(0, 1);
        files_["src/safe/" + path] = std::move(text);
    }

    // ---- files
    // -------------------------------------------------------------------------------------------

    void module(const std::string& name, bool is_public = false) {
        modules_.emplace_back(name, is_public);
    }
    void export_from(const std::string& name, std::vector<std::string> items) {
        if (!items.empty())
            exports_.emplace_back(name, std::move(items));
    }

    void data_files() {
        if (const Json enums = safe_enums(safe_);
            !enums["enums"].empty() || !enums["flags"].empty()) {
            files_["src/safe/enums.rs"] = render("rust/src/safe/enums.rs", enums);
            module("enums");
            std::vector<std::string> names;
            for (const char* list : {"enums", "flags"})
                for (const Json& item : enums[list])
                    names.push_back(item["name"]);
            export_from("enums", names);
        }
        if (Json records = safe_records(safe_); !records["aliases"].empty()) {
            Names own;
            for (const api::Record& record : api_.records)
                if (const std::string* type = safe_.names.type(record.c_name))
                    own.insert(*type);
            add("records.rs", "records.rs", std::move(records), own, available_);
            module("records");
            export_from("records", {own.begin(), own.end()});
        }
        if (Json constants = safe_constants(safe_); !constants["constants"].empty()) {
            bool c_strings = false;
            for (const Json& constant : constants["constants"])
                c_strings |= constant["text"].get<std::string>().find("&CStr") != std::string::npos;
            constants["c_strings"] = c_strings;
            files_["src/safe/constants.rs"] = render("rust/src/safe/constants.rs", constants);
            module("constants");
            exports_.emplace_back("constants", std::vector<std::string>{"*"});
        }
    }

    Json functions_json(const std::vector<const api::Function*>& functions) {
        Json list = Json::array();
        for (const api::Function* function : functions) {
            list.push_back(wrapper_json(safe_, *function));
            if (has_in_place_form(safe_, *function))
                list.push_back(wrapper_json(safe_, *function, true));
        }
        return list;
    }

    Json registrations(const std::vector<const api::Function*>& functions) {
        Json list = Json::array();
        for (const api::Function* function : functions)
            for (Json& guard : registration_json(safe_, *function))
                list.push_back(std::move(guard));
        return list;
    }

    void handle_file(const api::Handle& handle) {
        std::vector<const api::Function*> functions;
        Json loans = Json::array();
        std::vector<std::string> types{safe_.names.types.at(handle.c_name)};
        for (const std::size_t i : handle.functions) {
            const api::Function& function = api_.functions[i];
            if (!safe_.names.functions.contains(function.c_name) ||
                function.kind == FunctionKind::close || function.kind == FunctionKind::loan_end ||
                is_internal(api_, function.c_name))
                continue;
            functions.push_back(&function);
            if (!function.loan)
                continue;
            loans.push_back(loan_json(safe_, function));
            types.push_back(safe_.names.loans.at(function.c_name));
        }
        const RawNames& names = safe_.context.types.names();
        const api::Function* close = api_.function(handle.close);
        const bool closes = !handle.close.empty() && safe_.context.in_raw.contains(handle.close);
        const bool status =
            closes && handle.close_has_status && close != nullptr && close->error_set;
        Json guards = registrations(functions);
        for (const Json& guard : guards)
            types.push_back(guard["guard"]);
        Json data = {
            {"name", types.front()},
            {"doc", doc_or_name(safe_, handle.doc, handle.c_name)},
            {"raw", "raw::" + names.record(handle.c_name)},
            {"sendable", handle.threads != api::Threads::confined},
            {"shareable", handle.threads == api::Threads::safe},
            {"functions", functions_json(functions)},
            {"closes", closes},
            {"close", closes ? "raw::" + names.value(handle.close) : ""},
            {"close_status", status},
            {"check",
             status ? "check" + error_suffix(api_, *api_.error_set(*close->error_set)) + "(status)"
                    : ""},
            {"loans", std::move(loans)},
            {"registrations", std::move(guards)}};
        const std::string& name = safe_.names.modules.at(handle.c_name);
        add(file_name(name), "handle.rs", std::move(data), {types.begin(), types.end()},
            available_);
        module(name);
        export_from(name, types);
    }

    static std::string file_name(const std::string& module) {
        return (module.starts_with("r#") ? module.substr(2) : module) + ".rs";
    }

    void topic_file(const Topic& topic) {
        if (topic.functions.empty())
            return;
        std::vector<const api::Function*> functions;
        std::vector<std::string> items;
        for (const std::size_t i : topic.functions) {
            functions.push_back(&api_.functions[i]);
            items.push_back(safe_.names.functions.at(functions.back()->c_name));
            if (has_in_place_form(safe_, *functions.back()))
                items.push_back(items.back() + "_into");
        }
        Json guards = registrations(functions);
        for (const Json& guard : guards)
            items.push_back(guard["guard"]);
        const bool root = topic.word.empty();
        Json data = {{"title", root ? "Functions that belong to no object."
                                    : "Functions about `" + topic.word + "`."},
                     {"functions", functions_json(functions)},
                     {"registrations", std::move(guards)}};
        const std::string name = root ? "functions" : identifier(topic.word);
        add(file_name(name), "functions.rs", std::move(data), {items.begin(), items.end()},
            available_);
        module(name, !root);
        if (root)
            export_from(name, {"*"}); // some of them may not be on every target
    }

    void callbacks_file() {
        Json callbacks = safe_callbacks(safe_);
        if (callbacks.empty())
            return;
        add("callbacks.rs", "callbacks.rs", {{"callbacks", std::move(callbacks)}}, {}, available_);
        module("callbacks");
    }

    void contract_file() {
        const api::Package& package = api_.package;
        if (package.fingerprint_function.empty())
            return;
        const RawNames& names = safe_.context.types.names();
        const model::Function* version = safe_.context.contract.function(package.version_function);
        const bool versioned = version != nullptr && !package.version.empty();
        files_["src/safe/contract.rs"] = render(
            "rust/src/safe/contract.rs",
            {{"fingerprint", safe_.context.contract.fingerprint},
             {"fingerprint_function", "raw::" + names.value(package.fingerprint_function)},
             {"library", package.library.empty() ? package.name : package.library},
             {"versioned", versioned},
             {"version_type",
              versioned ? scalar_type(safe_.context, version->signatures.first().element()) : ""},
             {"version_function", versioned ? "raw::" + names.value(package.version_function) : ""},
             {"expected_version", package.version.substr(0, package.version.rfind('.'))},
             {"asserted",
              mentions(code_, "assert") && code_.find("contract::assert()") != std::string::npos}});
        module("contract", true);
    }

    void support_file() {
        const auto used = [&](const char* name) { return used_.contains(name); };
        const bool borrow_texts = used("borrow_texts"), copy_text = used("copy_text");
        Json data = {{"c_text", used("CText")},
                     {"borrow_texts", borrow_texts},
                     {"copy_text", copy_text},
                     {"borrow_text", used("borrow_text") || borrow_texts || copy_text},
                     {"text_in", used("text_in")},
                     {"put_text", used("put_text")},
                     {"text_from", used("text_from")},
                     {"same_length", used("same_length")},
                     {"checked_length", used("checked_length")},
                     {"slice", borrow_texts || callback_slice()},
                     {"slice_mut", used("slice_mut")},
                     {"borrowed", used("Borrowed")},
                     {"assume", code_.find("Borrowed::assume") != std::string::npos},
                     {"contained", used("Contained")},
                     {"finished", code_.find(".finish();") != std::string::npos},
                     {"kept", used("Kept")}};
        const bool any = std::any_of(data.begin(), data.end(),
                                     [](const Json& flag) { return flag.get<bool>(); });
        if (!any)
            return;
        // What it defines itself it need not import, and it knows no item of the contract.
        Available available = shared_;
        std::erase_if(available, [](const auto& each) {
            return each.second == "super::support" || each.second == "crate";
        });
        for (const Import& import : support_imports())
            available.insert_or_assign(import.name, import.path);
        add("support.rs", "support.rs", data, {}, available);
        module("support");
        if (data["borrowed"].get<bool>())
            export_from("support", {"Borrowed"});
    }

    bool callback_slice() const {
        for (std::size_t at = code_.find("slice("); at != std::string::npos;
             at = code_.find("slice(", at + 1))
            if (at > 2 && (code_[at - 1] == ' ' || code_[at - 1] == '(') &&
                code_.compare(at - 3, 3, "fn ") != 0)
                return true;
        return false;
    }

    void error_file() {
        Json data = safe_error(safe_);
        bool last_text = false, texts = false;
        const auto called = [&](const std::string& name) { return used_.contains(name); };
        const bool null = code_.find("Error::null") != std::string::npos;
        Json statuses = Json::array();
        std::size_t i = 0;
        for (Json& set : data["sets"]) {
            const std::string suffix = error_suffix(api_, api_.error_sets[i++]);
            set["suffix"] = suffix;
            set["only"] = suffix.empty();
            set["check"] = called("check" + suffix);
            set["check_realtime"] = called("check_realtime" + suffix);
            last_text |= set["check"].get<bool>();
            set["has_text"] = set["check"].get<bool>() && !set["text"].get<std::string>().empty();
            texts |= set["has_text"].get<bool>();
            set["used"] = set["check"].get<bool>() || set["check_realtime"].get<bool>();
            set["fallback"] = set["codes"].empty() ? set["ok"] : set["codes"].back()["raw"];
            if (code_.find("to_" + set["name"].get<std::string>()) != std::string::npos)
                statuses.push_back(set);
        }
        last_text |= null;
        data["statuses"] = statuses;
        data["null"] = null;
        data["unexpected"] = code_.find("Error::unexpected") != std::string::npos;
        data["last_text"] = last_text && data["has_last_error"].get<bool>();
        if (!last_text)
            data["has_last_error"] = false;
        data["uses_texts"] = texts || data["has_last_error"].get<bool>();
        const bool codes = std::any_of(data["sets"].begin(), data["sets"].end(),
                                       [](const Json& set) { return set["used"].get<bool>(); });
        data["uses_raw"] = codes || !statuses.empty() || data["last_text"].get<bool>();
        files_["src/safe/error.rs"] = render("rust/src/safe/error.rs", data);
        module("error");
        export_from("error", {"Error", "Why"});
    }

    void module_file() {
        // rustfmt orders modules letter by letter, and what they give by the numbers in their
        // names.
        const auto plain = [](const std::string& name) {
            return name.starts_with("r#") ? name.substr(2) : name;
        };
        std::sort(modules_.begin(), modules_.end(),
                  [&](const auto& a, const auto& b) { return plain(a.first) < plain(b.first); });
        std::sort(exports_.begin(), exports_.end(),
                  [](const auto& a, const auto& b) { return version_less(a.first, b.first); });
        Json modules = Json::array(), exports = Json::array();
        for (const auto& [name, is_public] : modules_)
            modules.push_back({{"text", (is_public ? "pub mod " : "mod ") + name + ";"}});
        for (const auto& [name, items] : exports_)
            exports.push_back({{"text", format_use("pub use ", name, items)}});
        files_["src/safe/mod.rs"] =
            render("rust/src/safe/mod.rs", {{"modules", modules}, {"exports", exports}});
    }

    Safe& safe_;
    FileSet& files_;
    const api::Api& api_;
    Available shared_;    ///< what any file may need
    Available available_; ///< the same, and the types of the safe layer
    Names used_;          ///< what the files so far import
    std::string code_;    ///< all source so far, without comments
    std::vector<std::pair<std::string, bool>> modules_;
    std::vector<std::pair<std::string, std::vector<std::string>>> exports_;
};

} // namespace

void emit_safe(Safe& safe, FileSet& files) { Emitter(safe, files).run(); }

} // namespace ffigen::emit::rust
