#include "codec/plan.hpp"

#include "api/names.hpp"
#include "codec/choice.hpp"
#include "codec/literal.hpp"
#include "codec/messages.hpp"
#include "codec/types.hpp"
#include "codec/wire.hpp"
#include "emit/hex_float.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::codec {
namespace {

class PlanMaker {
  public:
    PlanMaker(const model::Contract& contract, const api::Api& api, Diagnostics& diagnostics)
        : contract_(contract), api_(api), diagnostics_(diagnostics) {}

    Plan run() {
        add_messages();
        add_constants();
        return std::move(plan_);
    }

    /// All but constants, of which nothing can be wrong.
    void add_messages() {
        for (const model::Enum& enumeration : contract_.enums)
            if (!enumeration.is_anonymous && !enumeration.layouts.groups.empty())
                plan_.enums.push_back(make_enum(enumeration));
        for (const api::Record& record : api_.records)
            if (record.wire)
                add_record(record.c_name);
        add_calls();
    }

  private:
    /// What is offered, and the functions that end what it gives.
    void add_calls() {
        const RecordAdder adder = [&](const std::string& name) { return add_record(name); };
        std::set<std::string> needed;
        for (const api::Function& function : api_.functions)
            if (is_offered(contract_, api_, function)) {
                add_call(contract_, api_, function, adder, plan_, diagnostics_);
                for (const api::Param& param : function.params)
                    needed.insert(param.role == api::Role::handle_out ? param.release : "");
                if (function.result.role == api::ResultRole::handle)
                    needed.insert(function.result.release);
            }
        for (const api::Function& function : api_.functions)
            if (needed.contains(function.c_name) && !is_offered(contract_, api_, function))
                add_call(contract_, api_, function, adder, plan_, diagnostics_);
    }

    void no_form(const SourceLocation& where, const std::string& entity, const Obstacle& obstacle) {
        diagnostics_.add(
            {.id = "G04",
             .severity = Severity::warning,
             .where = where,
             .entity = entity,
             .message = fmt::format("CBOR has no form for '{}': {}", entity, obstacle.reason),
             .remedy = obstacle.remedy});
    }

    Enum make_enum(const model::Enum& source) const {
        Enum result;
        result.c_name = source.name;
        result.doc = source.doc;
        result.flags = model::find(source.annotations, "flags") != nullptr;
        result.closed = model::find(source.annotations, "closed") != nullptr;
        name_values(source, result);
        bool fits_int = true;
        for (const EnumValue& value : result.values) {
            result.is_signed |= value.value.starts_with('-');
            fits_int &= compare(value.value, highest(true, 32)) <= 0;
        }
        // What the type holds wherever the contract is used: without negative values it is unsigned
        // in one ABI and signed in another.
        std::string low = result.is_signed ? lowest(true, 64) : "0", high = highest(false, 64);
        for (const auto& group : source.layouts.groups) {
            const auto bits = static_cast<unsigned>(group.value.size * 8);
            const std::string top = highest(group.value.is_signed, bits);
            high = compare(top, high) < 0 && (!result.flags || fits_int) ? top : high;
            const std::string bottom = lowest(group.value.is_signed, bits);
            low = compare(bottom, low) > 0 ? bottom : low;
            if (result.flags)
                high = highest(false, bits);
        }
        for (const EnumValue& value : result.values)
            high = compare(value.value, high) > 0 ? value.value : high;
        result.low = low;
        result.high = high;
        return result;
    }

    void name_values(const model::Enum& source, Enum& result) const {
        const api::Enum* named = api_.enumeration(source.name);
        const api::ErrorSet* errors = api_.error_set(source.name);
        result.name = named    ? named->name
                      : errors ? errors->name
                               : api::Name{source.name, api::split_words(source.name)};
        const auto& values = source.layouts.first().values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            EnumValue value{values[i].first,
                            {values[i].first, api::split_words(values[i].first)},
                            values[i].second,
                            i < source.enumerators.size() ? source.enumerators[i].doc : ""};
            if (named != nullptr)
                for (const api::EnumValue& each : named->values)
                    if (each.c_name == value.c_name)
                        value.name = each.name;
            if (errors != nullptr)
                for (const api::ErrorCode& each : errors->codes)
                    if (each.c_name == value.c_name)
                        value.name = each.name;
            result.values.push_back(std::move(value));
        }
    }

    /// With all that it is made of; false when it, or a part, has no form.
    bool add_record(const std::string& name) {
        if (plan_.record(name) != nullptr)
            return true;
        const model::Record* source = contract_.record(name);
        const api::Record* named = api_.record(name);
        if (source == nullptr || source->layouts.groups.empty() || named == nullptr ||
            !seen_.insert(name).second)
            return false;
        if (source->is_union) {
            no_form(source->where, name, untagged(source->c_name));
            return false;
        }
        const auto& group = source->layouts.groups.front();
        const std::size_t target = group.targets.indices().front();
        Record record{.c_name = name,
                      .c_type = source->c_name.empty() ? unnamed_[name] : source->c_name,
                      .name = named->name,
                      .doc = source->doc};
        bool complete = add_fields(*source, group.value, target, record);
        complete &= distinct_keys(record);
        if (complete && record.fields.empty())
            no_form(source->where, name,
                    {"it has no fields", "give it one, or take FFI_WIRE away"});
        if (!complete || record.fields.empty())
            return false;
        std::ranges::sort(record.fields, {}, &Field::key);
        record.max_size = longest_record(record, plan_);
        plan_.records.push_back(std::move(record));
        return true;
    }

    bool add_fields(const model::Record& source, const model::RecordLayout& layout,
                    std::size_t target, Record& record) {
        std::set<std::string> tags;
        for (const model::Field& field : layout.fields)
            if (const auto* word = tag_of(contract_, source, field))
                tags.insert(word->positional.empty() ? "" : word->positional.front());
        bool complete = true;
        std::uint32_t outer = UINT32_MAX; // depth of an anonymous tagged union: its members follow
        for (const model::Field& field : layout.fields) {
            if (field.depth > outer)
                continue;
            outer = UINT32_MAX;
            const model::FieldInfo* info = source.info(field.name);
            const bool reserved =
                info != nullptr && model::find(info->annotations, "reserved") != nullptr;
            if (!reserved && tag_of(contract_, source, field) != nullptr) {
                complete &= add_choice(source, layout, field, target, record);
                if (field.is_anonymous)
                    outer = field.depth;
            } else if (reserved || !tags.contains(field.name) || field.name.empty()) {
                complete &= add_field(source, field, target, record);
            }
        }
        for (const Field& field : record.fields) {
            record.is_wide |= has_wide(field.type, plan_);
            if (field.choice)
                for (const Case& each : field.choice->cases)
                    record.is_wide |= has_wide(each.type, plan_);
        }
        return complete;
    }

    /// C reaches the type of a member that was declared without a name by the member alone.
    void name_by_member(const std::string& name, const std::string& outer,
                        const std::string& member, const model::Type& type) {
        std::string place = member;
        for (const model::Type* at = &type; at->kind == model::TypeKind::array; at = &at->element())
            place += "[0]";
        unnamed_.emplace(name, fmt::format("__typeof__((({} *)0)->{})", outer, place));
    }

    bool add_choice(const model::Record& source, const model::RecordLayout& layout,
                    const model::Field& field, std::size_t target, Record& record) {
        const model::Record* members =
            contract_.record(model::resolve(contract_, field.type, target).name);
        if (const auto* of_union = members ? members->layouts.find(target) : nullptr)
            for (const model::Field& member : of_union->fields)
                if (const model::Type bare = element_of(member.type, target);
                    bare.kind == model::TypeKind::record) {
                    name_by_member(bare.name, record.c_type,
                                   (field.name.empty() ? "" : field.name + ".") + member.name,
                                   member.type);
                    add_record(bare.name);
                }
        std::optional<Obstacle> obstacle;
        auto choice = make_choice({contract_, api_, plan_}, source, layout, field, target, obstacle,
                                  diagnostics_);
        // An anonymous union goes by the name of its tag.
        const std::string& c_name = choice && field.is_anonymous ? choice->c_tag : field.name;
        const model::FieldInfo* info = source.info(c_name);
        if (obstacle)
            no_form(info != nullptr ? info->where : source.where, source.name + "." + c_name,
                    *obstacle);
        if (!choice || info == nullptr)
            return false;
        Field result;
        result.c_name = c_name;
        result.name = {c_name, field_words(*info)};
        result.type.shape = Shape::choice;
        result.c_type = field.type;
        result.doc = info->doc;
        result.where = info->where;
        result.choice = std::move(choice);
        return annotate(*info, source.name + "." + c_name, result) &&
               (record.fields.push_back(std::move(result)), true);
    }

    bool add_field(const model::Record& source, const model::Field& field, std::size_t target,
                   Record& record) {
        const model::FieldInfo* info = source.info(field.name);
        const std::string entity = source.name + "." + field.name;
        if (field.is_anonymous) {
            const model::Record* inner = contract_.record(field.type.name);
            if (inner == nullptr || !inner->is_union)
                return true; // its members follow
            no_form(source.where, source.name + "'s anonymous union", untagged("it"));
            return false;
        }
        if (field.name.empty() || info == nullptr)
            return true; // an unnamed bit-field
        if (model::find(info->annotations, "reserved") != nullptr) {
            record.reserved.push_back({field.name, field.is_bitfield});
            return true;
        }
        const model::Type bare = element_of(field.type, target);
        if (bare.kind == model::TypeKind::record) {
            name_by_member(bare.name, record.c_type, field.name, field.type);
            add_record(bare.name);
        }
        const TypeReader reader{contract_, api_, plan_};
        auto type = reader.read(field, target);
        if (const auto* obstacle = std::get_if<Obstacle>(&type)) {
            no_form(info->where, entity, *obstacle);
            return false;
        }
        Field result;
        result.c_name = field.name;
        result.name = {field.name, field_words(*info)};
        result.type = std::move(std::get<Type>(type));
        result.c_type = field.type;
        result.is_bitfield = field.is_bitfield;
        result.doc = info->doc;
        result.where = info->where;
        apply_range(result.type, info->annotations);
        return annotate(*info, entity, result) &&
               (record.fields.push_back(std::move(result)), true);
    }

    /// FFI_KEY, FFI_DEFAULT and FFI_UNIT.
    bool annotate(const model::FieldInfo& info, const std::string& entity, Field& field) {
        if (const auto* unit = model::find(info.annotations, "unit"))
            field.unit = unit->positional.empty() ? "" : unit->positional.front();
        if (const auto* key = model::find(info.annotations, "key"))
            field.number = std::stoull(integer_literal(key->positional.at(0)).value_or("0"));
        field.key = encoded_key(field);
        const auto* word = model::find(info.annotations, "default");
        if (word == nullptr)
            return true;
        std::string reason;
        field.default_value =
            read_default(contract_, plan_, field.choice ? field.choice->tag : field.type,
                         word->positional.at(0), reason);
        if (field.choice && field.default_value && field.choice->find(*field.default_value)) {
            field.default_value.reset();
            reason = "has a member, whose value it does not say";
        }
        if (field.default_value)
            return true;
        diagnostics_.add({.id = "A41",
                          .where = word->where,
                          .entity = entity,
                          .message = fmt::format("the default of '{}' {}", entity, reason),
                          .remedy = "give a value that the field can have"});
        return false;
    }

    bool distinct_keys(const Record& record) {
        std::set<std::string> keys;
        for (const Field& field : record.fields)
            if (!keys.insert(field.key).second) {
                diagnostics_.add({.id = "A40",
                                  .where = field.where,
                                  .entity = record.c_name + "." + field.c_name,
                                  .message = fmt::format("two fields of '{}' have the key {}",
                                                         record.c_name, *field.number),
                                  .remedy = "give each field a number of its own"});
                return false;
            }
        return true;
    }

    [[nodiscard]] model::Type element_of(const model::Type& type, std::size_t target) const {
        model::Type current = model::resolve(contract_, type, target);
        while (current.kind == model::TypeKind::array)
            current = model::resolve(contract_, model::Type(current.element()), target);
        return current;
    }

    void add_constants() {
        for (const model::Constant& constant : contract_.constants) {
            if (!constant.values.uniform())
                continue;
            const model::ConstantValue& value = constant.values.first();
            std::string text;
            if (value.kind == model::ConstantValue::Kind::integer && value.text.size() <= 20)
                text = value.text;
            else if (value.kind == model::ConstantValue::Kind::floating)
                text = float_literal(value.text, value.type.kind == model::TypeKind::float_)
                           .value_or("");
            else if (value.kind == model::ConstantValue::Kind::string && plain(value.text))
                text = '"' + value.text + '"';
            if (!text.empty())
                plan_.constants.push_back({constant.name, constant.doc, text});
        }
    }

    /// Fit for CDDL's text literals as it is.
    static bool plain(std::string_view text) {
        return std::ranges::all_of(text, [](char c) {
            return c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '\'';
        });
    }

    const model::Contract& contract_;
    const api::Api& api_;
    Diagnostics& diagnostics_;
    Plan plan_;
    std::set<std::string> seen_;
    std::map<std::string, std::string> unnamed_; ///< how C reaches the types
};

} // namespace

bool is_wide(const Type& type) { return type.shape == Shape::integer && type.bits > 64; }

bool has_wide(const Type& type, const Plan& plan) {
    if (type.shape == Shape::list)
        return has_wide(type.element.front(), plan);
    return type.shape == Shape::record ? plan.record(type.name)->is_wide : is_wide(type);
}

const Case* Choice::find(std::string_view value) const {
    const auto found = std::ranges::find(cases, value, &Case::value);
    return found == cases.end() ? nullptr : &*found;
}

unsigned typed_array_tag(const Type& numbers) {
    // 0b010fsell: float, signed, little-endian, width (RFC 8746, section 2.1).
    const unsigned width = numbers.bits == 8    ? 0
                           : numbers.bits == 16 ? 1
                           : numbers.bits == 32 ? 2
                                                : 3;
    if (numbers.is_float)
        return 0x50u | 0x4u | (width - 1);
    return 0x40u | (numbers.is_signed ? 0x8u : 0u) | (width == 0 ? 0u : 0x4u) | width;
}

std::string_view own_name(const Call& call) {
    return std::string_view(call.method).substr(call.method.find('.') + 1);
}

std::string flat_name(const Call& call) {
    if (call.receiver)
        return std::string(own_name(call));
    std::string name = call.method;
    std::ranges::replace(name, '.', '_');
    return name;
}

std::set<std::string> objects(const Plan& plan) {
    std::set<std::string> types;
    for (const Call& call : plan.calls)
        for (const Record* half : {&call.request, &call.reply})
            for (const Field& field : half->fields)
                if (field.type.shape == Shape::handle)
                    types.insert(field.type.name);
    return types;
}

const Field* Record::field(std::string_view name_in_c) const {
    const auto found = std::ranges::find(fields, name_in_c, &Field::c_name);
    return found == fields.end() ? nullptr : &*found;
}

const Record* Plan::record(std::string_view c_name) const {
    const auto found = std::ranges::find(records, c_name, &Record::c_name);
    return found == records.end() ? nullptr : &*found;
}

const Enum* Plan::enumeration(std::string_view c_name) const {
    const auto found = std::ranges::find(enums, c_name, &Enum::c_name);
    return found == enums.end() ? nullptr : &*found;
}

std::vector<Topic> topics(const Plan& plan) {
    std::vector<Topic> found;
    for (std::size_t i = 0; i < plan.calls.size(); ++i) {
        const std::vector<Field>& results = plan.calls[i].reply.fields;
        if (results.size() != 1 || results.front().type.shape != Shape::record ||
            results.front().type.nullable)
            continue;
        std::string name = plan.calls[i].method;
        std::ranges::replace(name, '.', '_');
        found.push_back({i, &results.front(), {name, api::split_words(name)}});
    }
    return found;
}

void check(const model::Contract& contract, const api::Api& api, Diagnostics& diagnostics) {
    Diagnostics all;
    PlanMaker(contract, api, all).add_messages();
    for (const Diagnostic& finding : all.items())
        if (finding.severity == Severity::error)
            diagnostics.add(finding);
}

Plan make_plan(const model::Contract& contract, const api::Api& api, Diagnostics& diagnostics) {
    return PlanMaker(contract, api, diagnostics).run();
}

} // namespace ffigen::codec
