#include "emit/python/docs.hpp"
#include "emit/python/elements.hpp"
#include "emit/python/format.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/safe.hpp"
#include "emit/python/types.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

using model::Type;
using model::TypeKind;

struct Property {
    std::string name, type, doc;
    std::string get;     ///< expression
    std::string set;     ///< expression of `value` to assign; empty: read-only
    std::string initial; ///< default in the constructor; empty: not a parameter of it
    /// A member of a union, which is not set where it is not given.
    bool is_optional = false;
    std::string assign;             ///< statement that sets it, where that is no assignment
    std::vector<std::string> check; ///< statements before it is set
};

/// Names that a record's class uses itself.
const std::initializer_list<std::string_view> record_names = {
    "self",      "cls",         "raw",     "copy",     "array",   "at",       "from_raw",
    "property",  "classmethod", "bool",    "bytes",    "float",   "complex",  "int",
    "str",       "_raw",        "_type",   "_members", "_memory", "_life",    "_writable",
    "_numbers",  "_text",       "_values", "_within",  "_copied", "ctypes",   "_elements",
    "_in_bytes", "_make",       "_shown",  "_whole",   "_filled", "_flexible"};

class RecordWriter {
  public:
    RecordWriter(const Context& context, const api::Record& record)
        : context_(context), record_(record), model_(*context.contract.record(record.c_name)),
          names_(property_names(context, model_)) {}

    std::string text() {
        for (const auto& group : model_.layouts.groups)
            for (const model::Field& field : group.value.fields)
                add_field(field);
        const std::string& name = context_.names.types.at(record_.c_name);
        const std::string raw = "raw." + context_.raw.records.at(record_.c_name);
        const auto& flexible = record_.flexible;
        std::string text = fmt::format("class {}({}):\n", name,
                                       flexible ? "_flexible.FlexibleRecord" : "_memory.Record");
        std::string doc = context_.docs->translate(record_.doc);
        if (doc.empty())
            doc = fmt::format("`{}`.", record_.c_name);
        text += fmt::format("    {}\n\n", docstring(prose(doc, 4), 4));
        text += fmt::format("    __slots__ = ()\n\n    _type = {}\n", raw);
        std::vector<std::string> members;
        members.reserve(properties_.size());
        for (const Property& property : properties_)
            members.push_back(text_literal(property.name));
        text += "    " + bracket("_members = (", members, ")", 4, true) + "\n";
        if (flexible) {
            const std::vector<std::string> parts{
                text_literal(member_name(model_, flexible->data)),
                text_literal(member_name(model_, flexible->length)),
                elements_of(context_, flexible->element).ctype};
            text += "    " + bracket("_elements = (", parts, ")", 4) + "\n";
            if (flexible->in_bytes)
                text += "    _in_bytes = True\n";
        }
        text += fmt::format("    _raw: {}\n", raw);
        text += constructor();
        for (const Property& property : properties_)
            text += accessors(property);
        return text;
    }

  private:
    void add_field(const model::Field& field) {
        if (field.name.empty() || !seen_.insert(field.name).second)
            return;
        const model::FieldInfo* info = model_.info(field.name);
        if (info != nullptr && model::find(info->annotations, "reserved") != nullptr)
            return;
        Property property;
        property.name = names_.at(field.name);
        if (info != nullptr)
            property.doc = context_.docs->translate(member_doc(*info));
        fill_property(field, "self._raw." + member_name(model_, field.name), property);
        if (!property.get.empty())
            properties_.push_back(std::move(property));
    }

    void fill_property(const model::Field& field, const std::string& raw,
                       Property& property) const {
        const Type type = behind(context_, field.type);
        property.get = raw;
        if (record_.flexible && field.name == record_.flexible->data)
            return fill_elements(property);
        if (const api::Record* inner = safe_record(context_, type)) {
            property.type = context_.names.types.at(inner->c_name);
            property.get = fmt::format("{}._within(self, {})", property.type, raw);
            property.assign =
                fmt::format("_memory.assign({}, self._writable().{}, value, \"{}\")", property.type,
                            member_name(model_, field.name), property.name);
            return;
        }
        if (type.kind == TypeKind::array)
            return fill_array(type, raw, property);
        if (type.kind == TypeKind::pointer || type.kind == TypeKind::flexible_array ||
            type.kind == TypeKind::function || type.kind == TypeKind::vector ||
            type.kind == TypeKind::record) {
            property.type = "Any";
            if (type.kind == TypeKind::pointer || type.kind == TypeKind::function) {
                // What is there may be gone, or not to be written: nothing leads to it.
                property.type = "int | None";
                property.get = fmt::format("_memory.address(self._raw, \"{}\")",
                                           member_name(model_, field.name));
            }
            return;
        }
        property.type = value_annotation(context_, type);
        property.get = from_c(context_, type, raw);
        property.set = "value";
        if (record_.flexible && field.name == record_.flexible->length) {
            property.set.clear(); // as many as there are
            return;
        }
        property.initial = zero_of(context_, type);
        if (field.is_bitfield && property.type == "bytes") {
            property.type = "int";
            property.initial = "0";
        }
        // One that has no zero is set where it is given.
        if (property.initial.empty() && !enum_name(context_, type).empty())
            property.initial = "None";
        property.is_optional = property.initial == "None" || model_.is_union || field.depth > 0;
        property.check = field.is_bitfield ? bit_check(type, property)
                                           : checks(context_, type, "value", property.name);
    }

    /// What is behind the record.
    void fill_elements(Property& property) const {
        const Elements elements = elements_of(context_, record_.flexible->element);
        property.type = elements.array;
        property.get =
            elements.record.empty()
                ? fmt::format("{}._within(self, self._shown())", elements.kind)
                : fmt::format("_memory.Records({}, self._shown(), self)", elements.record);
    }

    /// How the constructor gets its memory.
    [[nodiscard]] std::string allocation(std::vector<std::string>& parameters) const {
        if (!record_.flexible)
            return "_memory.Record.__init__(self)";
        const Elements elements = elements_of(context_, record_.flexible->element);
        const std::string& data = names_.at(record_.flexible->data);
        const bool is_record = !elements.record.empty();
        parameters.emplace_back("*");
        parameters.push_back(fmt::format("{}: {}[{}] = ()", data,
                                         is_record ? "Sequence" : "Iterable",
                                         is_record ? elements.record : elements.number));
        return fmt::format("self._make({}{}, {}))",
                           is_record ? fmt::format("_memory.records_in({}, ", elements.record)
                                     : elements.kind + ".reading(",
                           data, text_literal(data));
    }

    /// A bit-field refuses by itself what does not fit; what is no number is refused here.
    std::vector<std::string> bit_check(const Type& type, const Property& property) const {
        if (property.type == "bool" || !enum_name(context_, type).empty())
            return checks(context_, type, "value", property.name);
        if (property.type != "int")
            return {};
        return {"if type(value) is not int:",
                fmt::format("    value = _values.integer(value, -(1 << 64), 1 << 64, \"{}\")",
                            property.name)};
    }

    void fill_array(const Type& type, const std::string& raw, Property& property) const {
        const Type element = behind(context_, type.element());
        if (const api::Record* inner = safe_record(context_, element)) {
            const std::string& name = context_.names.types.at(inner->c_name);
            property.type = fmt::format("_memory.Records[{}]", name);
            property.get = fmt::format("_memory.Records({}, {}, self)", name, raw);
            return;
        }
        if (element.kind == TypeKind::char_) {
            property.type = "str";
            property.get = fmt::format("_text.decode({})", raw);
            property.set = fmt::format("_text.fixed(value, {})", type.count);
            property.initial = "\"\"";
            return;
        }
        if (element.kind == TypeKind::wchar) {
            property.type = "str";
            property.set = fmt::format("_text.fixed_wide(value, {})", type.count);
            property.initial = "\"\"";
            return;
        }
        property.type = "Any"; // pointers and the like: the array of the raw layer
        if (const std::string kind = numbers_class(context_, element); !kind.empty()) {
            property.type =
                kind.starts_with("_numbers.of")
                    ? fmt::format("_numbers.Numbers[{}]", number_type(context_, element))
                    : kind;
            property.get = fmt::format("{}._within(self, {})", kind, raw);
            return;
        }
        Type inner = element;
        while (inner.kind == TypeKind::array)
            inner = behind(context_, inner.element());
        const bool is_text = inner.kind == TypeKind::wchar; // as ctypes has it
        const std::string kind = is_text ? "" : numbers_class(context_, inner);
        if (element.kind == TypeKind::array && !kind.empty()) {
            property.type = "_numbers.Rows";
            property.get = fmt::format("_numbers.Rows(self, {}, {})", raw, kind);
        } else if (inner.kind == TypeKind::pointer || inner.kind == TypeKind::function) {
            property.get.clear();
        }
    }

    std::string constructor() const {
        std::vector<std::string> parameters{"self"};
        std::string body = "        " + allocation(parameters) + "\n";
        for (const Property& property : properties_) {
            if (property.initial.empty())
                continue;
            if (parameters.size() == 1)
                parameters.emplace_back("*");
            if (property.is_optional) { // setting one member writes over the others
                parameters.push_back(
                    fmt::format("{}: {} | None = None", property.name, property.type));
                body += fmt::format("        if {0} is not None:\n            self.{0} = {0}\n",
                                    property.name);
                continue;
            }
            parameters.push_back(
                fmt::format("{}: {} = {}", property.name, property.type, property.initial));
            body += fmt::format("        self.{0} = {0}\n", property.name);
        }
        if (parameters.size() == 1)
            return {};
        const std::string head = "def __init__(";
        const std::string tail = ") -> None:";
        return "\n    " + bracket(head, parameters, tail, 4) + "\n" + body;
    }

    std::string accessors(const Property& property) const {
        std::string text =
            fmt::format("\n    @property\n    def {}(self) -> {}:\n", property.name, property.type);
        if (!property.doc.empty())
            text += fmt::format("        {}\n", docstring(prose(property.doc, 8), 8));
        text += statement("return ", property.get);
        if (property.set.empty() && property.assign.empty())
            return text;
        text += fmt::format("\n    @{0}.setter\n    def {0}(self, value: {1}) -> None:\n",
                            property.name, property.type);
        for (const std::string& line : property.check)
            text += fmt::format("        {}\n", line);
        if (!property.assign.empty())
            return text + fmt::format("        {}\n", property.assign);
        const std::string target = property.get.substr(property.get.find("self._raw."));
        text += statement(target.substr(0, target.find_first_of(",)")) + " = ", property.set);
        return text;
    }

    static std::string statement(const std::string& head, const std::string& expression) {
        return fmt::format("        {}{}\n", head, expression);
    }

    const Context& context_;
    const api::Record& record_;
    const model::Record& model_;
    std::map<std::string, std::string> names_;
    std::set<std::string, std::less<>> seen_;
    std::vector<Property> properties_;
};

} // namespace

namespace {

/// Classes that a member's type names: a property called so would hide them from its neighbours.
void claim_classes(const Context& context, const model::Type& type, Scope& scope) {
    const auto found = context.names.types.find(type.name);
    if (found != context.names.types.end() && !scope.has(found->second))
        scope.add(found->second);
    if (type.kind == TypeKind::typedef_)
        return claim_classes(context, behind(context, type), scope);
    for (const model::Type& part : type.args)
        claim_classes(context, part, scope);
}

} // namespace

std::map<std::string, std::string> property_names(const Context& context,
                                                  const model::Record& record) {
    Scope scope(record_names);
    std::map<std::string, std::string> names;
    for (const auto& group : record.layouts.groups)
        for (const model::Field& field : group.value.fields)
            claim_classes(context, field.type, scope);
    for (const auto& group : record.layouts.groups)
        for (const model::Field& field : group.value.fields) {
            if (field.name.empty() || names.contains(field.name))
                continue;
            const std::string name = member_name(record, field.name);
            names[field.name] = scope.add(name == "_" ? "_field" : name);
        }
    return names;
}

ModuleView records_view(const Context& context) {
    Chunks chunks;
    for (const api::Record& record : context.api.records)
        chunks.add_block(RecordWriter(context, record).text());
    return module_view(context, "Records.", chunks.text(), "_records");
}

} // namespace ffigen::emit::python
