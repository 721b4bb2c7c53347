#include "emit/rust/safe_files.hpp"

#include "emit/render.hpp"
#include "emit/rust/callbacks.hpp"
#include "emit/rust/calls.hpp"
#include "emit/rust/handles.hpp"
#include "emit/text/source_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::rust {
namespace {

using api::FunctionKind;

class Emitter {
  public:
    Emitter(Safe& safe, FileSet& files) : safe_(safe), files_(files), api_(safe.context.api) {
        for (const Import& import : shared_imports(api_))
            shared_.emplace(import.name, import.path);
        available_ = shared_;
        for (const auto& [c_name, type] : safe_.names.types)
            available_.emplace(type, "super");
        for (const std::string& table : safe_.names.tables)
            available_.emplace(table, "super");
        for (const api::Handle& handle : api_.handles) {
            const ObjectType& type = safe_.objects.of(handle.c_name);
            available_.emplace(type.inner, "super");
            const std::string& module = safe_.names.modules.at(handle.c_name);
            available_.emplace(type.owner(), "super::" + module);
        }
    }

    void run() {
        data_files();
        for (const api::Handle& handle : api_.handles)
            handle_file(handle);
        for (const Topic& topic : safe_.names.topics)
            topic_file(topic);
        callbacks_file();
        tables_file();
        contract_file();
        arrays_file();
        flexible_file();
        support_file();
        error_file();
        module_file();
    }

  private:
    // ---- imports
    // ----------------------------------------------------------------------------------------

    using Names = std::set<std::string, std::less<>>;
    using Available = text::Offers;

    /// `own` are names that the file defines itself, `available` what it may need from elsewhere.
    void add(const std::string& path, const std::string& name, Json data, const Names& own,
             const Available& available) {
        Around file = render_around("rust/src/safe/" + name, "imports", data);
        const text::Words words(text::rust_lexis, file.behind);
        const text::Imports imports = text::imports_of(words.free(), available, own);
        for (const auto& [from, names] : imports)
            used_.insert(names.begin(), names.end());
        words_.add(file.behind);
        std::string lines = use_lines(imports);
        // What only they use is not imported in vain on the other targets.
        if (words.has("cfg"))
            lines.insert(0, "#![allow(unused_imports, reason = \"some functions are not on every "
                            "target\")]\n\n");
        // Without any, one of the blank lines around them goes.
        if (lines.empty() && file.before.empty())
            file.behind.erase(0, 1);
        else if (lines.empty())
            file.before.pop_back();
        files_["src/safe/" + path] = file.before + lines + file.behind;
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
                c_strings |= constant["is_c_string"].get<bool>();
            constants["c_strings"] = c_strings;
            files_["src/safe/constants.rs"] = render("rust/src/safe/constants.rs", constants);
            module("constants");
            exports_.emplace_back("constants", std::vector<std::string>{"*"});
        }
    }

    void handle_file(const api::Handle& handle) {
        std::vector<std::string> types;
        Json data = handle_json(safe_, handle, types);
        const std::string& name = safe_.names.modules.at(handle.c_name);
        Names own{types.begin(), types.end()};
        if (safe_.objects.of(handle.c_name).is_shared)
            own.insert(safe_.objects.of(handle.c_name).owner());
        add(file_name(name), "handle.rs", std::move(data), own, available_);
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
        Json guards = registrations_json(safe_, functions);
        for (const Json& guard : guards)
            items.push_back(guard["guard"]);
        const bool root = topic.word.empty();
        Json data = {{"title", root ? "Functions that belong to no object."
                                    : "Functions about `" + topic.word + "`."},
                     {"functions", functions_json(safe_, functions)},
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
        if (callbacks["callbacks"].empty())
            return;
        add("callbacks.rs", "callbacks.rs", std::move(callbacks), {}, available_);
        module("callbacks");
        Json closures = safe_closures(safe_);
        if (used_.contains("Giving")) {
            add("given_texts.rs", "given_texts.rs", {{"kept", !closures.empty()}}, {},
                helpers_available("given_texts"));
            module("given_texts");
        }
        if (closures.empty())
            return;
        closures["leave"] = used_.contains("Giving")
                                ? "{\n            super::given_texts::while_returning(|| "
                                  "self.slot.leave(self.place));"
                                  "\n        }"
                                : "self.slot.leave(self.place)";
        closures["entered"] = words_.has("for_kept") ? "in_use.enter_around(kept.alone)"
                                                     : "kept.alone.then(|| in_use.enter())";
        closures["anywhere"] = words_.has("closures::Id::new");
        closures["hooks_fail"] = words_.has("set_back");
        files_["src/safe/closures.rs"] = render("rust/src/safe/closures.rs", closures);
        module("closures");
        if (!closures["registers"].get<bool>())
            return;
        closures["gives"] = words_.has("kept_closures::give");
        closures["counts"] = words_.has("kept_closures::own");
        closures["ids"] = words_.has("known_by");
        closures["maps"] = closures["ids"].get<bool>() || closures["counts"].get<bool>();
        files_["src/safe/kept_closures.rs"] = render("rust/src/safe/kept_closures.rs", closures);
        module("kept_closures");
    }

    void tables_file() {
        Json tables = safe_tables(safe_);
        if (tables.empty())
            return;
        std::vector<std::string> names;
        for (const Json& table : tables)
            names.push_back(table["name"]);
        add("tables.rs", "tables.rs", {{"tables", std::move(tables)}}, {names.begin(), names.end()},
            available_);
        module("tables");
        export_from("tables", names);
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
             {"asserted", words_.has("contract::assert")}});
        module("contract", true);
    }

    /// What the files of helpers may need: not what they define, nor any item of the contract.
    Available helpers_available(const std::string& module) const {
        Available available = shared_;
        std::erase_if(available, [&](const auto& each) {
            return each.second == "super::" + module || each.second == "crate";
        });
        for (const Import& import : support_imports())
            available.insert_or_assign(import.name, import.path);
        return available;
    }

    void arrays_file() {
        Json data;
        bool any = false;
        for (const auto& [name, path] : shared_)
            if (path == "super::arrays") {
                data[name] = used_.contains(name);
                any |= used_.contains(name);
            }
        if (!any)
            return;
        data["owned"] = data["OwnedSlice"];
        data["rows_of"] = words_.has("Rows::of");
        data["rows_of_mut"] = words_.has("Rows::of_mut");
        data["owned_record"] = words_.has("OwnedSlice::in_record");
        data["owned_address"] = words_.has("OwnedSlice::own");
        data["copy_texts"] = used_.contains("copy_texts") || used_.contains("take_texts");
        add("arrays.rs", "arrays.rs", data, {}, helpers_available("arrays"));
        module("arrays");
        if (data["owned"].get<bool>())
            export_from("arrays", {"OwnedSlice"});
    }

    void flexible_file() {
        if (!used_.contains("Flexible") && !used_.contains("EndsInArray"))
            return;
        add("flexible.rs", "flexible.rs", Json::object(), {}, helpers_available("flexible"));
        module("flexible");
        export_from("flexible", {"EndsInArray", "Flexible"});
    }

    void support_file() {
        if (used_.contains("check_family")) {
            add("relatives.rs", "relatives.rs", Json::object(), {}, helpers_available("relatives"));
            module("relatives");
        }
        if (used_.contains("Kin")) {
            add("kin.rs", "kin.rs", Json::object(), {}, helpers_available("kin"));
            module("kin");
        }
        if (used_.contains("ShownPlaces")) {
            add("places.rs", "places.rs",
                {{"changed", words_.has("ShownPlace::changed")},
                 {"text_size", used_.contains("text_size")},
                 {"copied", words_.has("ShownPlace::copied")},
                 {"look", used_.contains("look")}},
                {}, helpers_available("places"));
            module("places");
        }
        if (used_.contains("Here")) {
            add("here.rs", "here.rs", Json::object(), {}, helpers_available("here"));
            module("here");
        }
        const auto used = [&](const char* name) { return used_.contains(name); };
        if (used("InUse") || used("check_free") || used("assert_free") || safe_.excludes) {
            const Json data = {{"lends", words_.has("InUse::lends")},
                               {"shadows", safe_.excludes && words_.has("for_kept")},
                               {"relatives", used("belonging")},
                               {"check_free", used("check_free")},
                               {"assert_free", used("assert_free")}};
            add("in_use.rs", "in_use.rs", data, {}, helpers_available("in_use"));
            module("in_use");
        }
        const bool borrow_texts = used("borrow_texts"), copy_text = used("copy_text");
        const bool take_text = used("take_text");
        const bool slice = borrow_texts || used("copied_all") || words_.calls("slice"),
                   slice_mut = used("slice_mut");
        Json data = {{"c_text", used("CText")},
                     {"borrow_texts", borrow_texts},
                     {"copy_text", copy_text},
                     {"take_text", take_text},
                     {"borrow_text", used("borrow_text") || borrow_texts || copy_text || take_text},
                     {"text_in", used("text_in")},
                     {"put_text", used("put_text")},
                     {"text_from", used("text_from")},
                     {"text_room", used("text_room")},
                     {"larger_room", used("larger_room")},
                     {"check_room", used("check_room")},
                     {"check_range", used("check_range")},
                     {"copied_all", used("copied_all")},
                     {"copied_one", used("copied_one")},
                     {"check_apart", used("check_apart")},
                     {"assert_apart", used("assert_apart")},
                     {"same_length", used("same_length")},
                     {"checked_length", used("checked_length")},
                     {"count_from", used("count_from")},
                     {"count_within", used("count_within")},
                     {"slice", slice},
                     {"slice_mut", slice_mut},
                     {"element_size", slice || slice_mut},
                     {"lent", used("Lent")},
                     {"borrowed", used("Borrowed")},
                     {"borrowed_new", words_.has("Borrowed::new")},
                     {"borrowed_shared", words_.has("Borrowed::sharing")},
                     {"contained", used("Contained")}};
        data["borrowed_both"] =
            data["borrowed_new"].get<bool>() && data["borrowed_shared"].get<bool>();
        const bool any = std::any_of(data.begin(), data.end(),
                                     [](const Json& flag) { return flag.get<bool>(); });
        if (!any)
            return;
        add("support.rs", "support.rs", data, {}, helpers_available("support"));
        module("support");
        if (data["borrowed"].get<bool>())
            export_from("support", {"Borrowed"});
    }

    void error_file() {
        Json data = safe_error(safe_);
        const auto called = [&](const std::string& name) { return used_.contains(name); };
        const auto made = [&](const char* name) { return words_.has(name); };
        const bool fresh = data["has_last_error"].get<bool>() && !api_.package.last_error_always;
        bool checks = false, texts = false;
        Json statuses = Json::array();
        std::size_t i = 0;
        for (Json& set : data["sets"]) {
            const std::string suffix = error_suffix(api_, api_.error_sets[i++]);
            const std::string type = set["type"];
            std::vector<std::string> parameters{"status: " + type};
            if (fresh)
                parameters.emplace_back("before: LastText");
            set["check_signature"] = format_signature("pub(super) fn check" + suffix, parameters,
                                                      "Result<(), Error>", " {", 0);
            set["failed_signature"] = format_signature("fn failed", parameters, "Error", " {", 4);
            set["suffix"] = suffix;
            set["only"] = suffix.empty();
            set["check"] = called("check" + suffix);
            set["check_realtime"] = called("check_realtime" + suffix);
            checks |= set["check"].get<bool>();
            set["has_text"] = set["check"].get<bool>() && !set["text"].get<std::string>().empty();
            texts |= set["has_text"].get<bool>();
            set["used"] = set["check"].get<bool>() || set["check_realtime"].get<bool>();
            if (words_.has("to_" + set["name"].get<std::string>()))
                statuses.push_back(set);
        }
        data["statuses"] = statuses;
        data["fresh"] = fresh;
        data["null"] = made("Error::null");
        data["nothing"] = made("Error::nothing") || made("Error::null");
        data["unexpected"] = made("Error::unexpected");
        data["has_errno"] = called("check_errno");
        data["has_kinds"] = called("check_errno") || !data["kinds"].empty();
        const bool last_text =
            data["has_last_error"].get<bool>() && (checks || data["null"].get<bool>());
        data["last_text"] = last_text;
        data["fresh_text"] = last_text && fresh;
        data["has_last_error"] = last_text;
        data["uses_texts"] = texts || last_text;
        const bool codes = std::any_of(data["sets"].begin(), data["sets"].end(),
                                       [](const Json& set) { return set["used"].get<bool>(); });
        data["uses_raw"] = codes || !statuses.empty() || last_text;
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
    Available shared_;                    ///< what any file may need
    Available available_;                 ///< the same, and the types of the safe layer
    Names used_;                          ///< what the files so far import
    text::Words words_{text::rust_lexis}; ///< of the source so far
    std::vector<std::pair<std::string, bool>> modules_;
    std::vector<std::pair<std::string, std::vector<std::string>>> exports_;
};

} // namespace

void emit_safe(Safe& safe, FileSet& files) { Emitter(safe, files).run(); }

} // namespace ffigen::emit::rust
