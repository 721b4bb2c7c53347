#include "lock/lock.hpp"
#include "lock/type_text.hpp"
#include "lock/unsealed.hpp"
#include "passes/fingerprint.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace ffigen::lock {
namespace {

using model::Contract;
using model::PerTarget;
using model::TargetSet;
using nlohmann::ordered_json;

/// Thrown while reading, caught in read_lock: the file is not what write_lock writes.
struct Damage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::uint64_t number(std::string_view text, int base = 10) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size())
        throw Damage(fmt::format("'{}' is no number", text));
    return value;
}

std::string unescaped(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == '\\') {
            bytes += text[++i];
        } else if (i + 3 < text.size() && text[i + 1] == 'x') {
            bytes += static_cast<char>(number(text.substr(i + 2, 2), 16));
            i += 3;
        } else {
            throw Damage("broken escape in a constant");
        }
    }
    return bytes;
}

model::Type type_of(const ordered_json& text) {
    const auto type = parse_type(text.get<std::string>());
    if (!type)
        throw Damage(fmt::format("'{}' is no type", text.get<std::string>()));
    return *type;
}

bool flag(const ordered_json& line, const char* key) { return line.value(key, false); }

model::Annotations notes(const ordered_json& line) {
    model::Annotations result;
    if (!line.contains("notes"))
        return result;
    for (const auto& text : line.at("notes")) {
        std::string error;
        auto annotation = model::parse_annotation(text.get<std::string>(), {}, error);
        if (!annotation)
            throw Damage(error);
        result.push_back(std::move(*annotation));
    }
    return result;
}

/// A member with its annotations. (Not by braces: GCC 12 takes what they leave empty for
/// uninitialized.)
template <class T>
T named(const std::string& name, const ordered_json& line) {
    T result;
    result.name = name;
    result.annotations = notes(line);
    return result;
}

class Reader {
  public:
    explicit Reader(const ordered_json& file) : file_(file) {}

    Lock run() {
        lock_.tool = file_.at("tool").get<std::string>();
        contract().header = file_.at("header").get<std::string>();
        contract().fingerprint = file_.at("fingerprint").get<std::string>();
        targets();
        for (const auto& text : file_.at("module")) {
            auto read = notes({{"notes", {text}}});
            contract().module.push_back(std::move(read.front()));
        }
        for (const auto& line : file_.at("records"))
            record(line);
        for (const auto& line : file_.at("enums"))
            enumeration(line);
        for (const auto& line : file_.at("typedefs"))
            type_definition(line);
        for (const auto& line : file_.at("callbacks"))
            callback(line);
        for (const auto& line : file_.at("functions"))
            function(line);
        for (const auto& line : file_.at("variables"))
            variable(line);
        for (const auto& line : file_.at("constants"))
            constant(line);
        for (const auto& line : file_.at("retired"))
            lock_.retired.push_back({line.at("enum"), line.at("name"), line.at("value")});
        lock_.accepted = acceptances("accepted");
        lock_.history = acceptances("history");
        return std::move(lock_);
    }

  private:
    Contract& contract() { return lock_.contract; }

    static model::TypeKind basic_kind(const std::string& name) {
        for (int i = 0; i < static_cast<int>(model::TypeKind::pointer); ++i)
            if (model::kind_name(static_cast<model::TypeKind>(i)) == name)
                return static_cast<model::TypeKind>(i);
        throw Damage(fmt::format("'{}' is no basic type", name));
    }

    void targets() {
        for (const auto& line : file_.at("targets")) {
            model::TargetInfo info;
            info.pointer_bits = line.at("pointer_bits");
            info.big_endian = line.at("big_endian");
            info.char_signed = line.at("char_signed");
            info.wchar_signed = line.at("wchar_signed");
            for (int i = 0; i < static_cast<int>(model::TypeKind::pointer); ++i)
                if (const auto usual = usual_layout(static_cast<model::TypeKind>(i)))
                    info.basic[static_cast<model::TypeKind>(i)] = *usual;
            for (const auto& [name, layout] : line.at("basic").items()) {
                const std::string text = layout.get<std::string>();
                const std::size_t slash = text.find('/');
                if (slash == std::string::npos)
                    throw Damage(fmt::format("'{}' is no size", text));
                info.basic[basic_kind(name)] = {number(std::string_view(text).substr(0, slash)),
                                                number(std::string_view(text).substr(slash + 1))};
            }
            for (const auto& triple : line.at("triples")) {
                info.triple = triple;
                contract().targets.push_back(info);
            }
        }
        std::sort(contract().targets.begin(), contract().targets.end(),
                  [](const auto& a, const auto& b) { return a.triple < b.triple; });
        if (contract().targets.empty() || contract().targets.size() > 64)
            throw Damage("no targets, or too many");
        for (const auto& [name, triples] : file_.at("sections").items())
            for (const auto& triple : triples)
                sections_[name].insert(target_index(triple));
    }

    std::size_t target_index(const std::string& triple) {
        for (std::size_t i = 0; i < contract().targets.size(); ++i)
            if (contract().targets[i].triple == triple)
                return i;
        throw Damage(fmt::format("target '{}' is not described", triple));
    }

    TargetSet target_set(const ordered_json& label) {
        if (label.is_string() && label.get<std::string>() == "*")
            return contract().all_targets();
        std::uint64_t bits = 0;
        for (const auto& name : label) {
            const auto section = sections_.find(name.get<std::string>());
            if (section == sections_.end())
                throw Damage(fmt::format("no section '{}'", name.get<std::string>()));
            bits |= section->second.bits();
        }
        return TargetSet(bits);
    }

    template <class T, class Value>
    PerTarget<T> per_target(const ordered_json& json, Value value) {
        PerTarget<T> result;
        if (!json.is_array()) {
            result.groups.push_back({contract().all_targets(), value(json)});
            return result;
        }
        for (const auto& group : json)
            result.groups.push_back({target_set(group.at("targets")), value(group.at("is"))});
        return in_order(std::move(result));
    }

    /// Groups in the order of their first target, as PerTarget promises.
    template <class T>
    static PerTarget<T> in_order(PerTarget<T> values) {
        std::sort(values.groups.begin(), values.groups.end(), [](const auto& a, const auto& b) {
            return (a.targets.bits() & -a.targets.bits()) < (b.targets.bits() & -b.targets.bits());
        });
        return values;
    }

    static void entity(model::Entity& item, const ordered_json& line) {
        item.name = line.at("name");
        item.c_name = line.value("c_name", item.name);
        item.from_header = !flag(line, "included");
        item.annotations = notes(line);
    }

    template <class T>
    static void tag(T& item, const ordered_json& line) {
        if (!flag(line, "tagless"))
            item.tag = line.value("tag", item.name);
        item.is_anonymous = flag(line, "anonymous");
        if (line.contains("typedefs"))
            item.typedefs = line.at("typedefs").get<std::vector<std::string>>();
    }

    void record(const ordered_json& line) {
        model::Record item;
        entity(item, line);
        tag(item, line);
        item.is_union = line.at("kind") == "union";
        item.is_complete = !flag(line, "opaque");
        item.is_packed = flag(line, "packed");
        item.declared_align = line.value("aligned", std::uint64_t{0});
        if (line.contains("on"))
            for (const auto& group : line.at("on")) {
                model::RecordLayout layout;
                layout.size = group.at("size");
                layout.align = group.at("align");
                for (const auto& member : group.at("members"))
                    layout.fields.push_back(field(item, member));
                item.layouts.groups.push_back({target_set(group.at("targets")), std::move(layout)});
            }
        item.layouts = in_order(std::move(item.layouts));
        contract().records.push_back(std::move(item));
    }

    static model::Field field(model::Record& record, const ordered_json& line) {
        model::Field f;
        f.name = line.at("name");
        f.type = type_of(line.at("type"));
        f.offset_bits =
            line.at("at").get<std::uint64_t>() * 8 + line.value("bit", std::uint64_t{0});
        f.is_bitfield = line.contains("bits");
        f.size_bits = f.is_bitfield ? line.at("bits").get<std::uint64_t>()
                                    : line.at("size").get<std::uint64_t>() * 8;
        f.align = line.at("align");
        f.is_signed = flag(line, "signed");
        f.is_anonymous = flag(line, "anonymous");
        f.depth = line.value("depth", 0u);
        if (!f.name.empty() && !record.info(f.name))
            record.field_info.push_back(named<model::FieldInfo>(f.name, line));
        return f;
    }

    void enumeration(const ordered_json& line) {
        model::Enum item;
        entity(item, line);
        tag(item, line);
        item.is_fixed = flag(line, "fixed");
        for (const auto& group : line.at("on")) {
            model::EnumLayout layout;
            layout.underlying = type_of(group.at("type"));
            layout.size = group.at("size");
            layout.align = group.at("align");
            layout.is_signed = group.at("signed");
            for (const auto& member : group.at("members")) {
                layout.values.emplace_back(member.at("name"), member.at("value"));
                const std::string& name = layout.values.back().first;
                const bool known = std::any_of(item.enumerators.begin(), item.enumerators.end(),
                                               [&](const auto& e) { return e.name == name; });
                if (!known)
                    item.enumerators.push_back(named<model::Enumerator>(name, member));
            }
            item.layouts.groups.push_back({target_set(group.at("targets")), std::move(layout)});
        }
        item.layouts = in_order(std::move(item.layouts));
        contract().enums.push_back(std::move(item));
    }

    void type_definition(const ordered_json& line) {
        model::Typedef item;
        entity(item, line);
        item.layouts =
            per_target<model::TypedefLayout>(line.at("is"), [](const ordered_json& json) {
                return model::TypedefLayout{type_of(json.at("type")), json.at("size"),
                                            json.at("align")};
            });
        contract().typedefs.push_back(std::move(item));
    }

    static std::vector<model::Parameter> parameters(const ordered_json& list) {
        std::vector<model::Parameter> result;
        for (const auto& line : list) {
            result.push_back(named<model::Parameter>(line.at("name"), line));
            result.back().array_length = line.value("array", std::uint64_t{0});
            result.back().is_array_minimum = flag(line, "minimum");
        }
        return result;
    }

    void callback(const ordered_json& line) {
        model::Callback item;
        entity(item, line);
        item.signatures = per_target<model::Type>(line.at("type"), type_of);
        item.parameters = parameters(line.at("parameters"));
        contract().callbacks.push_back(std::move(item));
    }

    void function(const ordered_json& line) {
        model::Function item;
        entity(item, line);
        item.signatures = per_target<model::Type>(line.at("type"), type_of);
        item.parameters = parameters(line.at("parameters"));
        item.symbol = line.value("symbol", std::string());
        item.is_inline = flag(line, "inline");
        item.is_hidden = flag(line, "hidden");
        item.is_weak = flag(line, "weak");
        item.returns_nonnull = flag(line, "returns_nonnull");
        item.deprecated = line.value("deprecated", std::string());
        contract().functions.push_back(std::move(item));
    }

    void variable(const ordered_json& line) {
        model::Variable item;
        entity(item, line);
        item.types = per_target<model::Type>(line.at("type"), type_of);
        item.is_const = flag(line, "const");
        item.is_thread_local = flag(line, "thread_local");
        item.is_weak = flag(line, "weak");
        contract().variables.push_back(std::move(item));
    }

    void constant(const ordered_json& line) {
        model::Constant item;
        entity(item, line);
        item.expression = unescaped(line.at("text").get<std::string>());
        item.values = per_target<model::ConstantValue>(line.at("is"), [](const ordered_json& json) {
            model::ConstantValue value;
            value.type = type_of(json.at("type"));
            const std::string kind = json.at("kind");
            using Kind = model::ConstantValue::Kind;
            if (kind == "integer")
                value.kind = Kind::integer;
            else if (kind == "floating")
                value.kind = Kind::floating;
            else if (kind == "string")
                value.kind = Kind::string;
            else if (kind == "pointer")
                value.kind = Kind::pointer;
            else
                throw Damage(fmt::format("'{}' is no kind of constant", kind));
            value.text = unescaped(json.at("value").get<std::string>());
            return value;
        });
        contract().constants.push_back(std::move(item));
    }

    std::vector<Acceptance> acceptances(const char* key) {
        std::vector<Acceptance> result;
        for (const auto& line : file_.at(key))
            result.push_back({line.at("fingerprint"), line.at("rule"), line.at("entity"),
                              line.at("reason"), line.at("version")});
        return result;
    }

    const ordered_json& file_;
    Lock lock_;
    std::map<std::string, TargetSet> sections_;
};

LockError damaged(std::string message) { return {LockError::Kind::damaged, std::move(message)}; }

/// nullopt when the checksum in the last line is that of what stands before it. Carriage returns do
/// not count: version control may have added them.
std::optional<LockError> checksum_error(std::string_view file) {
    std::string text;
    for (const char c : file)
        if (c != '\r')
            text += c;
    const std::size_t line = text.rfind("\"sha256\": \"");
    if (line == std::string::npos)
        return damaged("it ends early: the checksum is missing");
    const std::string expected = fmt::format(
        "\"sha256\": \"{}\"\n}}\n", passes::sha256_hex(std::string_view(text).substr(0, line)));
    if (std::string_view(text).substr(line) != expected)
        return damaged("its checksum does not match: it was changed by hand, merged or cut off");
    return std::nullopt;
}

} // namespace

std::variant<Lock, LockError> read_lock(std::string_view text) {
    ordered_json file;
    try {
        file = ordered_json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        const std::size_t end = std::min<std::size_t>(error.byte, text.size());
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
        return damaged(fmt::format("it is no JSON from line {} on", line));
    } catch (const nlohmann::json::exception& error) { // a number that no type can hold
        return damaged(error.what());
    }
    if (!file.is_object() || !file.contains("ffigen_lock") ||
        !file["ffigen_lock"].is_number_integer())
        return damaged("it is JSON, but no lock of ffigen");
    // Before the checksum: a later format may compute it otherwise.
    if (file["ffigen_lock"].get<std::int64_t>() > lock_format) {
        const std::string tool = file.contains("tool") && file["tool"].is_string()
                                     ? file["tool"].get<std::string>()
                                     : "?";
        return LockError{LockError::Kind::newer,
                         fmt::format("format {}, written by ffigen {}; this one reads format {}",
                                     file["ffigen_lock"].get<std::int64_t>(), tool, lock_format)};
    }
    if (auto error = checksum_error(text))
        return *error;
    return read_unsealed(file);
}

std::variant<Lock, LockError> read_unsealed(const ordered_json& file) {
    try {
        return Reader(file).run();
    } catch (const nlohmann::json::exception& error) {
        return damaged(error.what());
    } catch (const Damage& error) {
        return damaged(error.what());
    }
}

} // namespace ffigen::lock
