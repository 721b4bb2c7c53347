#include "passes/fingerprint.hpp"

#include "annotations/table.hpp"
#include "passes/canonical_type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace ffigen::passes {
namespace {

using model::Contract;

/// Whether it changes what a caller must do, or what a callee may do with what it was given.
bool binds_calls(const model::Annotation& annotation) {
    const annotations::Word* word = annotations::find_word(annotation.name);
    return word != nullptr && word->binds == annotations::Binds::calls;
}

std::string hex_of(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes)
        fmt::format_to(std::back_inserter(text), "{:02x}", byte);
    return text;
}

void append_annotations(std::string& text, const model::Annotations& annotations) {
    std::vector<std::string> items;
    for (const model::Annotation& annotation : annotations) {
        if (!binds_calls(annotation))
            continue;
        std::string item = " @" + annotation.name;
        for (const std::string& argument : annotation.positional)
            item += "," + hex_of(argument);
        auto named = annotation.named;
        std::ranges::sort(named);
        for (const auto& [key, value] : named)
            if (key != "threads")
                item += "," + key + "=" + hex_of(value);
        items.push_back(std::move(item));
    }
    std::ranges::sort(items);
    for (const std::string& item : items)
        text += item;
}

/// One line for each distinct value: the targets that have it, sorted by triple, then the value.
template <class T, class Append>
void append_by_target(std::string& text, const Contract& contract,
                      const model::PerTarget<T>& values, Append append) {
    std::vector<std::string> lines;
    for (const auto& group : values.groups) {
        std::vector<std::string_view> triples;
        for (const std::size_t target : group.targets.indices())
            triples.push_back(contract.targets[target].triple);
        std::ranges::sort(triples);
        std::string line = group.targets == contract.all_targets()
                               ? " [*]"
                               : fmt::format(" [{}]", fmt::join(triples, ","));
        append(line, group.value);
        lines.push_back(std::move(line));
    }
    std::ranges::sort(lines);
    for (const std::string& line : lines)
        text += line + "\n";
}

std::string canonical(const Contract& contract, const model::Record& record) {
    std::string text = fmt::format("{} {}", record.is_union ? "union" : "struct", record.name);
    append_annotations(text, record.annotations);
    for (const model::FieldInfo& field : record.field_info) {
        std::string marks;
        append_annotations(marks, field.annotations);
        if (!marks.empty())
            text += fmt::format(" ({}{})", field.name, marks);
    }
    text += '\n';
    append_by_target(text, contract, record.layouts,
                     [](std::string& line, const model::RecordLayout& layout) {
                         fmt::format_to(std::back_inserter(line), " size={} align={}", layout.size,
                                        layout.align);
                         for (const model::Field& field : layout.fields) {
                             fmt::format_to(std::back_inserter(line), " {}:{}+{}", field.name,
                                            field.offset_bits, field.size_bits);
                             if (field.is_bitfield)
                                 line += field.is_signed ? "s" : "u";
                             line.append(field.depth, '>');
                             line += ' ';
                             append_canonical_type(line, field.type);
                         }
                     });
    return text;
}

std::string canonical(const Contract& contract, const model::Enum& declared) {
    // A group of constants has no name of its own; its values are told apart by theirs.
    std::string text = fmt::format("enum {}", declared.is_anonymous ? "" : declared.name);
    append_annotations(text, declared.annotations);
    text += '\n';
    append_by_target(
        text, contract, declared.layouts, [](std::string& line, const model::EnumLayout& layout) {
            fmt::format_to(std::back_inserter(line), " size={} align={} {}", layout.size,
                           layout.align, layout.is_signed ? "signed" : "unsigned");
            auto values = layout.values;
            std::ranges::sort(values);
            for (const auto& [name, value] : values)
                fmt::format_to(std::back_inserter(line), " {}={}", name, value);
        });
    return text;
}

std::string canonical(const Contract& contract, const model::Typedef& declared) {
    std::string text = fmt::format("typedef {}\n", declared.name);
    append_by_target(text, contract, declared.layouts,
                     [](std::string& line, const model::TypedefLayout& layout) {
                         fmt::format_to(std::back_inserter(line), " size={} align={} ", layout.size,
                                        layout.align);
                         append_canonical_type(line, layout.underlying);
                     });
    return text;
}

void append_callable(std::string& text, const Contract& contract,
                     const std::vector<model::Parameter>& parameters,
                     const model::PerTarget<model::Type>& signatures) {
    for (const model::Parameter& parameter : parameters) {
        text += fmt::format(" ({}", parameter.name);
        if (parameter.array_length != 0)
            text += fmt::format("[{}{}]", parameter.is_array_minimum ? "static " : "",
                                parameter.array_length);
        append_annotations(text, parameter.annotations);
        text += ')';
    }
    text += '\n';
    append_by_target(text, contract, signatures, [](std::string& line, const model::Type& type) {
        line += ' ';
        append_canonical_type(line, type);
    });
}

std::string canonical(const Contract& contract, const model::Function& function) {
    std::string text =
        fmt::format("function {} symbol={}{}{}", function.name,
                    hex_of(function.symbol.empty() ? function.name : function.symbol),
                    function.is_inline ? " inline" : "", function.is_hidden ? " hidden" : "");
    append_annotations(text, function.annotations);
    append_callable(text, contract, function.parameters, function.signatures);
    return text;
}

std::string canonical(const Contract& contract, const model::Callback& callback) {
    std::string text = fmt::format("callback {}", callback.name);
    append_annotations(text, callback.annotations);
    append_callable(text, contract, callback.parameters, callback.signatures);
    return text;
}

std::string canonical(const Contract& contract, const model::Variable& variable) {
    std::string text =
        fmt::format("variable {}{}{}\n", variable.name, variable.is_const ? " const" : "",
                    variable.is_thread_local ? " thread_local" : "");
    append_by_target(text, contract, variable.types,
                     [](std::string& line, const model::Type& type) {
                         line += ' ';
                         append_canonical_type(line, type);
                     });
    return text;
}

std::string canonical(const Contract& contract, const model::Constant& constant) {
    std::string text = fmt::format("constant {}\n", constant.name);
    append_by_target(text, contract, constant.values,
                     [](std::string& line, const model::ConstantValue& value) {
                         fmt::format_to(std::back_inserter(line), " {}:{} ",
                                        static_cast<int>(value.kind), hex_of(value.text));
                         append_canonical_type(line, value.type);
                     });
    return text;
}

template <class T>
void add_all(std::vector<std::string>& parts, const Contract& contract,
             const std::vector<T>& entities) {
    for (const T& entity : entities)
        parts.push_back(canonical(contract, entity));
}

} // namespace

std::string canonical_text(const Contract& contract) {
    std::vector<std::string> parts;
    add_all(parts, contract, contract.records);
    add_all(parts, contract, contract.enums);
    add_all(parts, contract, contract.typedefs);
    add_all(parts, contract, contract.functions);
    add_all(parts, contract, contract.callbacks);
    add_all(parts, contract, contract.variables);
    add_all(parts, contract, contract.constants);
    for (const model::Annotation& statement : contract.module) {
        std::string line;
        append_annotations(line, {statement});
        if (!line.empty())
            parts.push_back("module" + line + "\n");
    }
    std::ranges::sort(parts);

    std::vector<std::string_view> triples;
    for (const model::TargetInfo& target : contract.targets)
        triples.push_back(target.triple);
    std::ranges::sort(triples);
    // The number is raised when this text changes its meaning; old and new then never agree.
    std::string text = fmt::format("ffigen-contract 2\ntargets {}\n", fmt::join(triples, " "));
    for (const std::string& part : parts)
        text += part;
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
    sha256_digest(&context, digest.size(), digest.data());
    return hex_of({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string fingerprint(const Contract& contract) { return sha256_hex(canonical_text(contract)); }

} // namespace ffigen::passes
