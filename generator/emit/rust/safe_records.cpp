// Records under their safe names, with methods for what C's types leave unsaid.
#include "api/names.hpp"
#include "emit/rust/calls.hpp"
#include "emit/rust/safe_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::rust {
namespace {

using model::Field;
using model::Record;
using model::TypeKind;

/// Records that some function passes with their elements behind them.
std::set<std::string> passed_with_elements(const api::Api& api) {
    std::set<std::string> found;
    for (const api::Function& function : api.functions) {
        for (const api::Param& param : function.params)
            if (param.role == api::Role::flexible_in)
                found.insert(param.element.name);
        if (function.result.role == api::ResultRole::flexible)
            found.insert(function.result.element.name);
    }
    return found;
}

/// What makes a record one that ends in an array.
Json flexible_json(Safe& safe, const api::Flexible& flexible, const Record& record) {
    const std::string element = element_type(safe, flexible.element, 0);
    const std::string field = "self." + identifier(flexible.length);
    const auto& fields = record.layouts.first().fields;
    const auto length = std::find_if(fields.begin(), fields.end(), [&](const Field& each) {
        return each.name == flexible.length;
    });
    const std::string type = scalar_type(safe.context, length->type);
    const bool is_scaled = flexible.in_bytes && element != "u8";
    const std::string size = "size_of::<" + element + ">()";
    const std::string wanted = is_scaled ? "length.saturating_mul(" + size + ")" : "length";
    return {{"element", element},
            {"data", identifier(flexible.data)},
            {"get", "count_from(" + field + ")" + (is_scaled ? " / " + size : "")},
            {"place", field},
            {"set", type == "usize" ? wanted : "checked_length(" + wanted + ")?"}};
}

} // namespace

bool is_plain_field(Context& context, const Record& record, const std::string& field) {
    for (const std::size_t target : context.contract.all_targets().indices()) {
        const RecordShape& shape = context.types.shape(record, target);
        const auto unit = std::find_if(shape.units.begin(), shape.units.end(),
                                       [&](const Unit& each) { return each.field == field; });
        if (shape.packed != 0 || unit == shape.units.end() || unit->kind != Unit::Kind::member)
            return false;
    }
    return true;
}

namespace {

class Methods {
  public:
    Methods(Safe& safe, const Record& record) : safe_(safe), record_(record) {
        for (const Accessor& accessor : safe.context.types.shape(record, 0).accessors) {
            scope_.take(accessor.name);
            scope_.take(accessor.setter);
        }
        for (const Field& field : record.layouts.first().fields)
            if (field.depth == 0 && !field.name.empty() && !field.is_bitfield)
                add(field);
    }
    Json take() { return std::move(methods_); }

  private:
    void add(const Field& field) {
        const model::FieldInfo* info = record_.info(field.name);
        if (info != nullptr && model::find(info->annotations, "reserved") != nullptr)
            return;
        if (!is_plain_field(safe_.context, record_, field.name))
            return;
        const model::Type type = model::resolve(safe_.context.contract, field.type, 0);
        if (type.kind == TypeKind::array && type.count > 0)
            return array(field, type);
        if (type.kind != TypeKind::enumeration)
            return;
        const Value value = value_of(safe_, field.type, 0);
        if (value.kind == Value::Kind::open_enum || value.kind == Value::Kind::flags) {
            method(field, "", "&self", value.type,
                   {fmt::format("{}::from({})", value.type, place(field))}, true);
            method(field, "set", "&mut self, value: " + value.type, "",
                   {place(field) + " = value.into();"}, false);
        }
    }

    void array(const Field& field, const model::Type& type) {
        const model::Type element = model::resolve(safe_.context.contract, type.element(), 0);
        if (element.kind == TypeKind::char_) {
            method(field, "", "&self", "Cow<'_, str>", {fmt::format("text_in(&{})", place(field))},
                   true);
            method(field, "set", "&mut self, text: &str", "Result<(), Error>",
                   {fmt::format("put_text(&mut {}, text)", place(field))}, false);
            return;
        }
        const Value value = value_of(safe_, type.element(), 0);
        std::string name = value.type;
        if (value.kind != Value::Kind::plain && value.kind != Value::Kind::record)
            name = safe_.context.types.spell_outside(type.element(), 0, "");
        // Of a va_list Rust knows the place alone.
        if (element.kind == TypeKind::array || element.kind == TypeKind::pointer ||
            element.kind == TypeKind::va_list_)
            return;
        method(field, "", "&self", "&[" + name + "]", {"&" + place(field)}, true);
        method(field, "mut", "&mut self", "&mut [" + name + "]", {"&mut " + place(field)}, false);
    }

    static std::string place(const Field& field) { return "self." + identifier(field.name); }

    void method(const Field& field, const std::string& form, const std::string& parameters,
                const std::string& result, const std::vector<std::string>& body, bool must_use) {
        std::vector<std::string> words = api::split_words(field.name);
        if (words.empty()) // it is named by underscores
            words.emplace_back("field");
        if (form == "mut")
            words.push_back(form);
        else if (!form.empty())
            words.insert(words.begin(), form);
        const std::string wanted = snake_case(words);
        if (scope_.contains(wanted))
            return;
        const std::string name = scope_.take(wanted);
        const model::FieldInfo* info = record_.info(field.name);
        std::vector<std::string> doc =
            info == nullptr ? std::vector<std::string>{}
                            : whole_comment(read_comment(info->doc, safe_.names.linker));
        if (doc.empty())
            doc.push_back("C's `" + field.name + "`.");
        if (form == "set")
            doc = {"Sets `" + field.name + "`."};
        if (form == "mut")
            doc = {"`" + field.name + "`, to be changed."};
        if (result.starts_with("Result"))
            doc.insert(doc.end(), {"", "# Errors", "",
                                   "[`Error::Argument`](crate::Error::Argument) when the text has "
                                   "a NUL inside or does not fit."});
        std::vector<std::string> list;
        for (std::size_t at = 0; at != std::string::npos;) {
            const std::size_t comma = parameters.find(", ", at);
            list.push_back(parameters.substr(at, comma == std::string::npos ? comma : comma - at));
            at = comma == std::string::npos ? comma : comma + 2;
        }
        Json lines = Json::array();
        for (const std::string& line : body)
            lines.push_back(line);
        methods_.push_back(
            {{"doc", doc_json(doc)},
             {"must_use", must_use},
             {"signature", format_signature("pub fn " + name, list, result, " {", 4)},
             {"body", std::move(lines)}});
    }

    Safe& safe_;
    const Record& record_;
    Scope scope_;
    Json methods_ = Json::array();
};

} // namespace

Json safe_records(Safe& safe) {
    Json records = Json::array(), flexible = Json::array(), own = Json::array();
    const std::set<std::string> with_elements = passed_with_elements(safe.context.api);
    std::vector<std::pair<std::string, std::string>> aliases; // raw name, line
    for (const api::Record& named : safe.context.api.records) {
        const Record* record = safe.context.contract.record(named.c_name);
        const std::string* type = safe.names.type(named.c_name);
        if (record == nullptr || type == nullptr)
            continue;
        const std::string& raw = safe.context.types.names().record(record->name);
        if (safe.context.types.names().is_value(raw)) { // which would come along with the type
            own.push_back({{"text", fmt::format("/// C's `{}`.", record->c_name)}});
            own.push_back({{"text", fmt::format("pub type {} = raw::{};", *type, raw)}});
        } else
            aliases.emplace_back(raw, raw == *type
                                          ? fmt::format("pub use raw::{};", raw)
                                          : fmt::format("pub use raw::{} as {};", raw, *type));
        if (record->is_union)
            continue;
        if (named.flexible && with_elements.contains(named.c_name)) {
            flexible.push_back(flexible_json(safe, *named.flexible, *record));
            flexible.back()["name"] = *type;
        }
        Json methods = Methods(safe, *record).take();
        if (!methods.empty())
            records.push_back({{"raw", *type}, {"methods", std::move(methods)}});
    }
    std::sort(aliases.begin(), aliases.end(),
              [](const auto& a, const auto& b) { return version_less(a.first, b.first); });
    Json lines = Json::array();
    for (const auto& [raw, line] : aliases)
        lines.push_back({{"text", line}});
    lines.insert(lines.end(), own.begin(), own.end());
    return {{"records", std::move(records)},
            {"flexible", std::move(flexible)},
            {"aliases", std::move(lines)}};
}

} // namespace ffigen::emit::rust
