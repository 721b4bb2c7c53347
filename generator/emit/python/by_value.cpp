#include "emit/python/by_value.hpp"

#include "emit/python/classify.hpp"
#include "emit/python/records.hpp"
#include "emit/python/types.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

using model::Type;
using model::TypeKind;

std::string unit(std::uint64_t bytes) { return fmt::format("ctypes.c_uint{}", bytes * 8); }

/// Largest power of two, at most `limit`, at which `offset` is aligned.
std::uint64_t alignment_of(std::uint64_t offset, std::uint64_t limit) {
    while (limit > 1 && offset % limit != 0)
        limit /= 2;
    return limit;
}

/// True when ctypes and libffi get the record right by themselves, on every ABI.
bool is_plain(const Context& context, const model::Record& record, const Shape& shape,
              std::size_t target) {
    const Storage storage = storage_of(context, record, target, false);
    if (shape.has_union || shape.has_bits || shape.misaligned || shape.has_other || record.is_union)
        return false;
    if (storage.packed || storage.has_fillers || storage.ctypes_align != storage.align)
        return false;
    if (shape.size > 128)
        return true;
    if (shape.has_arrays || storage.has_arrays)
        return false;
    // A nested record may be filled or packed.
    for (const model::Field& field : record.layouts.at(target).fields) {
        const Type type = model::resolve(context.contract, field.type, target);
        if (type.kind != TypeKind::record)
            continue;
        const model::Record* inner = context.contract.record(type.name);
        if (inner != nullptr &&
            !is_plain(context, *inner, shape_of(context, *inner, target), target))
            return false;
    }
    return true;
}

std::vector<std::string> units(std::uint64_t size, std::uint64_t align) {
    const std::uint64_t step = std::min<std::uint64_t>(align, 8);
    return std::vector<std::string>(size / step, unit(step));
}

std::vector<std::string> one_array(std::uint64_t size, std::uint64_t align) {
    const std::uint64_t step = std::min<std::uint64_t>(align, 8);
    return {fmt::format("{} * {}", unit(step), size / step)};
}

std::vector<std::string> sysv_members(const Shape& shape, const SysvClass& kind) {
    if (kind.memory && shape.size <= 16)
        // Larger than two registers, so surely in memory; what follows the value does not matter.
        return std::vector<std::string>(3, unit(8));
    if (kind.memory && shape.align > 8)
        return {"ctypes.c_longdouble", fmt::format("ctypes.c_ubyte * {}", shape.size - 16)};
    if (kind.memory)
        return one_array(shape.size, shape.align);
    std::vector<std::string> members;
    for (std::uint64_t word = 0; word < 2 && word * 8 < shape.size; ++word) {
        const std::uint64_t bytes = std::min<std::uint64_t>(8, shape.size - word * 8);
        if (kind.words[word] == Eightbyte::none)
            break; // padding: takes no register
        if (kind.words[word] == Eightbyte::sse) {
            if (shape.align >= 8)
                members.emplace_back("ctypes.c_double");
            else
                members.insert(members.end(), bytes / 4, "ctypes.c_float");
            continue;
        }
        for (std::string& member : units(bytes, shape.align))
            members.push_back(std::move(member));
    }
    return members;
}

/// Each scalar in its place; bytes that belong to none, or to several, as integers.
std::vector<std::string> scalar_members(const Shape& shape) {
    std::vector<std::string> members;
    std::uint64_t offset = 0;
    std::size_t next = 0;
    while (offset < shape.size) {
        while (next < shape.scalars.size() && shape.scalars[next].offset < offset)
            ++next;
        const bool plain = next < shape.scalars.size() && shape.scalars[next].offset == offset &&
                           !shape.scalars[next].type.empty() &&
                           offset % shape.scalars[next].size == 0;
        if (plain) {
            members.push_back(shape.scalars[next].type);
            offset += shape.scalars[next].size;
            continue;
        }
        const std::uint64_t gap_end =
            next < shape.scalars.size() && shape.scalars[next].offset > offset
                ? shape.scalars[next].offset
                : shape.size;
        std::uint64_t step = alignment_of(offset, std::min<std::uint64_t>(shape.align, 8));
        while (step > 1 && offset + step > gap_end)
            step /= 2;
        members.push_back(unit(step));
        offset += step;
    }
    return members;
}

std::vector<std::string> other_members(const Shape& shape, CallAbi abi) {
    if (shape.size > 128)
        return one_array(shape.size, shape.align);
    const bool by_floats =
        abi == CallAbi::aarch64 || abi == CallAbi::arm || abi == CallAbi::powerpc64le;
    if (const std::size_t count = homogeneous_floats(shape, abi == CallAbi::powerpc64le ? 8 : 4);
        count > 0 && by_floats)
        return std::vector<std::string>(count, shape.scalars.front().type);
    if (shape.has_union || shape.misaligned)
        return units(shape.size, shape.align);
    return scalar_members(shape);
}

std::string answer_of(const Shape& shape, CallAbi abi, bool big_endian) {
    const bool power = shape.size == 1 || shape.size == 2 || shape.size == 4 || shape.size == 8;
    constexpr const char* word = "ctypes.c_uint64";
    constexpr const char* memory = "_calling.HIDDEN";
    const auto floating = [&] {
        return shape.size == 4 ? std::string("ctypes.c_float") : std::string("ctypes.c_double");
    };
    switch (abi) {
    case CallAbi::sysv_x86_64: {
        const SysvClass kind = sysv_class(shape);
        if (kind.memory)
            return memory;
        if (kind.words[1] != Eightbyte::none || kind.words[0] == Eightbyte::none)
            return "None";
        return kind.words[0] == Eightbyte::sse ? floating() : word;
    }
    case CallAbi::windows_x64:
        return power ? word : memory;
    case CallAbi::aarch64:
        if (const std::size_t floats = homogeneous_floats(shape, 4); floats > 0)
            return floats == 1 && shape.size <= 8 ? floating() : "None";
        return shape.size <= 8 ? word : "None"; // more than 16 bytes: x8 names the memory
    case CallAbi::arm:
        if (homogeneous_floats(shape, 4) > 0)
            return "None";
        return shape.size <= 4 ? "ctypes.c_uint32" : memory;
    case CallAbi::riscv64:
    case CallAbi::powerpc64le: {
        const bool floats =
            std::any_of(shape.scalars.begin(), shape.scalars.end(),
                        [](const Scalar& scalar) { return scalar.kind != ScalarKind::integer; });
        if (shape.size > 16 && homogeneous_floats(shape, 8) == 0)
            return memory;
        return shape.size <= 8 && !floats ? word : "None";
    }
    case CallAbi::s390x:
        return big_endian ? memory : "None";
    default:
        return "None";
    }
}

/// What makes the record impossible to pass on the target.
std::string obstacle(const Shape& shape, CallAbi abi, bool plain) {
    if (plain)
        return {};
    const auto over_aligned = [&](std::uint64_t limit) {
        return shape.align > limit
                   ? fmt::format("is passed by value aligned to {} bytes", shape.align)
                   : std::string();
    };
    switch (abi) {
    case CallAbi::sysv_x86_64: {
        const SysvClass kind = sysv_class(shape);
        if (shape.has_other && shape.size <= 32)
            return "is passed by value with a member that ctypes has no register class for";
        if (!kind.memory && kind.words[0] == Eightbyte::none)
            return "is passed by value without a first word";
        return over_aligned(16);
    }
    case CallAbi::windows_x64:
        return over_aligned(16);
    default:
        if (shape.has_other)
            return "is passed by value with a member that ctypes has no register class for";
        return over_aligned(8);
    }
}

ByValue record_by_value(const Context& context, const model::Record& record, std::size_t target) {
    ByValue result;
    const model::TargetInfo& info = context.contract.targets[target];
    const std::string& name = context.raw.records.at(record.name);
    if (record.layouts.find(target) == nullptr) {
        result.reason = "is passed by value but not defined";
        return result;
    }
    const Shape shape = shape_of(context, record, target);
    const bool plain = is_plain(context, record, shape, target);
    result.reason = obstacle(shape, call_abi(info), plain);
    result.callback_expression = context.type_prefix + "value_of_" + name;
    result.expression =
        needs_stand_in(context, record) ? result.callback_expression : context.type_prefix + name;
    if (call_abi(info) == CallAbi::sysv_x86_64) {
        const SysvClass kind = sysv_class(shape);
        for (const Eightbyte word : kind.words) {
            result.integer_registers += !kind.memory && word == Eightbyte::integer;
            result.float_registers += !kind.memory && word == Eightbyte::sse;
        }
        result.last_on_stack = !plain && shape.size <= 16 && (kind.memory || shape.align > 8);
    }
    return result;
}

ByValue number_by_value(const Type& type, const model::TargetInfo& target) {
    ByValue result;
    const bool sysv = call_abi(target) == CallAbi::sysv_x86_64;
    result.reason = "is passed by value in a type that ctypes lacks";
    if (sysv && (type.kind == TypeKind::int128 || type.kind == TypeKind::uint128)) {
        result.reason.clear();
        result.expression = fmt::format("_calling.Int128(signed={})",
                                        type.kind == TypeKind::int128 ? "True" : "False");
        result.integer_registers = 2;
        result.last_on_stack = true; // where it is aligned to 16 bytes
    }
    const bool known_part =
        type.kind == TypeKind::complex && !type.args.empty() &&
        (type.element().kind == TypeKind::float_ || type.element().kind == TypeKind::double_);
    if (known_part && (sysv || call_abi(target) == CallAbi::aarch64)) {
        const bool wide = type.element().kind == TypeKind::double_;
        result.reason.clear();
        result.expression =
            fmt::format("_calling.Complex(ctypes.{})", wide ? "c_double" : "c_float");
        result.float_registers = wide ? 2 : 1;
    }
    result.callback_expression = result.expression;
    return result;
}

} // namespace

StandIn stand_in_of(const Context& context, const model::Record& record, std::size_t target) {
    StandIn result{.members = {}, .answer = "None"};
    const model::RecordLayout* layout = record.layouts.find(target);
    if (layout == nullptr || layout->size == 0)
        return result;
    const Shape shape = shape_of(context, record, target);
    const model::TargetInfo& info = context.contract.targets[target];
    const CallAbi abi = call_abi(info);
    const bool plain = is_plain(context, record, shape, target);
    if (!obstacle(shape, abi, plain).empty())
        return result;
    result.answer = answer_of(shape, abi, info.big_endian);
    if (plain)
        return result;
    if (abi == CallAbi::sysv_x86_64)
        result.members = sysv_members(shape, sysv_class(shape));
    else if (abi == CallAbi::windows_x64)
        result.members = one_array(shape.size, std::min<std::uint64_t>(shape.align, 8));
    else
        result.members = other_members(shape, abi);
    return result;
}

bool needs_stand_in(const Context& context, const model::Record& record) {
    for (std::size_t target = 0; target < context.target_count(); ++target)
        if (record.layouts.find(target) != nullptr &&
            !is_plain(context, record, shape_of(context, record, target), target))
            return true;
    return false;
}

ByValue by_value(const Context& context, const Type& type, std::size_t target) {
    if (type.kind == TypeKind::record) {
        if (const model::Record* record = context.contract.record(type.name))
            return record_by_value(context, *record, target);
    }
    return number_by_value(type, context.contract.targets[target]);
}

} // namespace ffigen::emit::python
