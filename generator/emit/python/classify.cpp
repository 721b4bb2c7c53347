#include "emit/python/classify.hpp"

#include "emit/python/types.hpp"

#include <algorithm>

namespace ffigen::emit::python {
namespace {

using model::Type;
using model::TypeKind;

class Flattener {
  public:
    Flattener(const Context& context, std::size_t target, Shape& shape)
        : context_(context), target_(target), shape_(shape) {}

    void add_record(const model::Record& record, std::uint64_t offset) {
        const model::RecordLayout* layout = record.layouts.find(target_);
        if (layout == nullptr)
            return;
        shape_.has_union |= record.is_union;
        for (const model::Field& field : layout->fields) {
            if (field.depth > 0)
                continue;
            if (field.is_bitfield) {
                add_bits(offset * 8 + field.offset_bits, field);
                continue;
            }
            add(field.type, offset + field.offset_bits / 8);
        }
    }

  private:
    void add_bits(std::uint64_t begin, const model::Field& field) {
        shape_.has_bits = true;
        if (field.name.empty() || field.size_bits == 0)
            return; // unnamed ones are padding
        const std::uint64_t first = begin / 8;
        const std::uint64_t last = (begin + field.size_bits + 7) / 8;
        shape_.scalars.push_back({first, last - first, ScalarKind::integer, {}});
    }

    void add(const Type& type, std::uint64_t offset) {
        const Type behind =
            model::resolve(context_.contract, without_atomic(context_, type, target_), target_);
        switch (behind.kind) {
        case TypeKind::record:
            if (const model::Record* record = context_.contract.record(behind.name))
                add_record(*record, offset);
            return;
        case TypeKind::array: {
            shape_.has_arrays = true;
            const auto element = model::size_of(context_.contract, behind.element(), target_);
            for (std::uint64_t i = 0; element && i < behind.count; ++i)
                add(behind.element(), offset + i * element->size);
            return;
        }
        case TypeKind::flexible_array:
            shape_.has_arrays = true;
            return;
        case TypeKind::complex: {
            shape_.has_arrays = true;
            const auto part = model::size_of(context_.contract, behind.element(), target_);
            for (std::uint64_t i = 0; part && i < 2; ++i)
                add(behind.element(), offset + i * part->size);
            return;
        }
        default:
            add_scalar(behind, offset);
        }
    }

    void add_scalar(const Type& type, std::uint64_t offset) {
        const auto own = model::size_of(context_.contract, type, target_);
        if (!own) {
            shape_.has_other = true;
            return;
        }
        // A record may be passed to a function that it holds the address of: that has no end.
        const bool function =
            type.kind == TypeKind::pointer &&
            model::resolve(context_.contract, type.element(), target_).kind == TypeKind::function;
        Scalar scalar{offset, own->size, ScalarKind::integer,
                      function ? "ctypes.c_void_p" : ctype(context_, type, target_)};
        if (type.kind == TypeKind::float_ || type.kind == TypeKind::double_ ||
            (type.kind == TypeKind::long_double && own->size == 8))
            scalar.kind = ScalarKind::floating;
        else if (type.kind == TypeKind::long_double)
            scalar.kind = ScalarKind::long_double;
        else if (basic_ctype(type.kind).empty() && type.kind != TypeKind::pointer &&
                 type.kind != TypeKind::enumeration)
            scalar.kind = ScalarKind::other;
        shape_.has_other |= scalar.kind == ScalarKind::other;
        shape_.misaligned |= own->align != 0 && offset % own->align != 0;
        shape_.scalars.push_back(std::move(scalar));
    }

    const Context& context_;
    std::size_t target_;
    Shape& shape_;
};

void merge(Eightbyte& into, Eightbyte kind) {
    if (into == Eightbyte::none || kind == Eightbyte::integer)
        into = kind;
}

} // namespace

Shape shape_of(const Context& context, const model::Record& record, std::size_t target) {
    Shape shape;
    const model::RecordLayout& layout = record.layouts.at(target);
    shape.size = layout.size;
    shape.align = layout.align;
    // What is larger than this travels in memory everywhere; its scalars do not matter.
    if (layout.size <= 256)
        Flattener(context, target, shape).add_record(record, 0);
    std::stable_sort(
        shape.scalars.begin(), shape.scalars.end(),
        [](const Scalar& left, const Scalar& right) { return left.offset < right.offset; });
    return shape;
}

CallAbi call_abi(const model::TargetInfo& target) {
    using enum model::Architecture;
    const bool windows = target.os == model::OperatingSystem::windows;
    switch (target.arch) {
    case x86_64:
        return windows ? CallAbi::windows_x64 : CallAbi::sysv_x86_64;
    case i686:
        return windows ? CallAbi::i686_windows : CallAbi::i686_linux;
    case aarch64:
        return CallAbi::aarch64;
    case arm:
        return CallAbi::arm;
    case riscv64:
        return CallAbi::riscv64;
    case powerpc64le:
        return CallAbi::powerpc64le;
    case s390x:
        return CallAbi::s390x;
    case wasm32:
        return CallAbi::wasm;
    case other:
        return CallAbi::other;
    }
    return CallAbi::other;
}

std::size_t homogeneous_floats(const Shape& shape, std::size_t most) {
    if (shape.scalars.empty() || shape.has_other || shape.has_bits)
        return 0;
    const std::uint64_t size = shape.scalars.front().size;
    const bool all =
        std::all_of(shape.scalars.begin(), shape.scalars.end(), [&](const Scalar& scalar) {
            return scalar.kind != ScalarKind::integer && scalar.size == size &&
                   scalar.offset % size == 0;
        });
    const std::uint64_t count = shape.size / size;
    return all && shape.size % size == 0 && count <= most ? count : 0;
}

SysvClass sysv_class(const Shape& shape) {
    SysvClass result;
    result.memory = shape.size > 16 || shape.misaligned;
    if (result.memory)
        return result;
    for (const Scalar& scalar : shape.scalars) {
        if (scalar.kind == ScalarKind::long_double)
            result.memory = true;
        const Eightbyte kind =
            scalar.kind == ScalarKind::floating ? Eightbyte::sse : Eightbyte::integer;
        for (std::uint64_t word = scalar.offset / 8; word <= (scalar.offset + scalar.size - 1) / 8;
             ++word)
            if (word < 2)
                merge(result.words[word], kind);
    }
    return result;
}

} // namespace ffigen::emit::python
