// Arrays that the caller has, and their lengths.
#include "emit/go/call_param.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using api::Param;
using api::Role;
using model::Type;
using model::TypeKind;

/// Larger arrays of a fixed length are filled where the caller has them.
constexpr std::uint64_t most_returned = 256; // bytes

bool is_bytes(const SafeScope& scope, const Param& array) {
    const Type resolved = model::resolve(scope.context.contract, array.element, scope.target);
    return resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_;
}

/// Go's length of an array, in what a count of C's counts.
std::string counted_length(const SafeScope& scope, std::size_t array, std::size_t count) {
    const Param& counted = scope.function.params[array];
    const std::string& name = scope.names[array];
    if (counted.each == count)
        return name + "Length";
    if (counted.role == Role::string_in && counted.nullable)
        return "len(" + name + "Text)";
    if (!counted.in_bytes || is_bytes(scope, counted))
        return "len(" + name + ")";
    return fmt::format("len({})*int(unsafe.Sizeof({}[0]))", name, name);
}

class ArrayBuilder : ParamParts {
  public:
    using ParamParts::ParamParts;

    void build() {
        switch (param_.role) {
        case Role::count:
            return count();
        case Role::count_inout:
        case Role::written:
            return written();
        case Role::length_out:
            return returned_field(param_.element);
        case Role::texts_out:
            return texts();
        case Role::rows_in:
        case Role::rows_inout:
            return rows();
        default:
            return param_.span ? span() : !param_.terminator.empty() ? terminated() : slice();
        }
    }

  private:
    [[nodiscard]] std::string element() const {
        return is_bytes(scope_, param_) ? "byte" : safe_type(param_.element);
    }

    [[nodiscard]] std::string length_of(std::size_t array) const {
        return counted_length(scope_, array, index_);
    }

    // ---- arrays -------------------------------------------------------------------------------

    /// As many elements as the header says, where that is a number of elements.
    [[nodiscard]] std::optional<std::uint64_t> fixed() const {
        const bool is_number = param_.extent && param_.extent->factors.empty();
        return is_number && (!param_.in_bytes || is_bytes(scope_, param_))
                   ? std::optional(param_.extent->scale)
                   : std::nullopt;
    }

    [[nodiscard]] Type fixed_type() const {
        Type item = param_.element;
        item.is_const = item.is_volatile = false;
        if (is_bytes(scope_, param_))
            item = Type{.kind = TypeKind::unsigned_char};
        Type type{.kind = TypeKind::array};
        type.count = *fixed();
        type.args = {item};
        return type;
    }

    [[nodiscard]] bool is_returned() const {
        if (!fixed() || param_.role != Role::slice_out || param_.written || param_.nullable)
            return false;
        const auto size = model::size_of(context_.contract, fixed_type(), scope_.target);
        return size && size->size <= most_returned && alignment_of(param_.element).empty();
    }

    void slice() {
        if (is_returned())
            return returned_bytes(fixed_type());
        std::string values = name_;
        if (const auto length = fixed()) {
            parameter(fmt::format("*[{}]{}", *length, element()));
            copy_checked(false);
            if (param_.nullable) {
                values = name_ + "Elements";
                parts_.checks.push_back(fmt::format("\tvar {} []{}", values, element()));
                parts_.checks.push_back(fmt::format("\tif {} != nil {{", name_));
                parts_.checks.push_back(fmt::format("\t\t{} = {}[:]", values, name_));
                parts_.checks.emplace_back("\t}");
            } else {
                refuse_nil();
                values = name_ + "[:]";
            }
        } else {
            parameter("[]" + element());
            copy_checked(true);
            check_extent();
        }
        check_fields();
        pass_elements(aligned(values));
        give_back_checked(!fixed());
    }

    void check_extent() {
        if (!param_.extent)
            return;
        std::string condition =
            fmt::format("{} != {}", length_of(index_), extent_of(scope_, *param_.extent));
        if (param_.nullable)
            condition = fmt::format("{} != nil && {}", name_, condition);
        fail_if(parts_.checks, scope_, condition, "ErrLengths");
    }

    /// The elements where C can have them.
    std::string aligned(const std::string& values) {
        const std::string align = is_bytes(scope_, param_) ? "" : alignment_of(param_.element);
        if (align.empty())
            return values;
        const std::string moved = name_ + "C";
        const bool back = param_.role != Role::slice_in;
        parts_.before.push_back(fmt::format("\t{}, {} := memory.AlignedSlice({}, {})", moved,
                                            back ? name_ + "Moved" : "_", values, align));
        if (back) {
            parts_.after.push_back(fmt::format("\tif {}Moved {{", name_));
            parts_.after.push_back(fmt::format("\t\tcopy({}, {})", values, moved));
            parts_.after.emplace_back("\t}");
        }
        return moved;
    }

    void pass_elements(const std::string& values) {
        if (param_.nullable)
            return pass_address(fmt::format("unsafe.SliceData({})", values));
        pass_address(fmt::format("memory.Address({})", values), true);
    }

    /// A copy that ends as C wants it.
    void terminated() {
        parameter("[]" + element());
        const std::string ended = name_ + "C", is_whole = name_ + "IsWhole";
        parts_.checks.push_back(
            fmt::format("\t{}, {} := memory.Ended({}, {}, {})", ended, is_whole, name_,
                        terminator_of(context_, param_.element, param_.terminator, scope_.target),
                        param_.nullable));
        fail_if(parts_.checks, scope_, "!" + is_whole, "ErrTerminator");
        pass_elements(ended);
    }

    /// The bridge puts the address and the length into the record.
    void span() {
        parameter("[]" + element());
        const api::Span& span = *param_.span;
        const std::string record = beside(scope_, index_, "span"),
                          length = beside(scope_, index_, "length");
        const auto& layout = context_.contract.record(span.record)->layouts.at(scope_.target);
        const auto counted =
            std::find_if(layout.fields.begin(), layout.fields.end(),
                         [&](const model::Field& each) { return each.name == span.length; });
        check_width(counted->type);
        copy_checked(true);
        check_fields();
        const std::string values = aligned(name_);
        parts_.takes_addresses = true;
        Type plain = param_.span->by_address
                         ? decayed(context_, param_.type, scope_.target).element()
                         : param_.type;
        plain.is_const = plain.is_volatile = false;
        const auto data =
            std::find_if(layout.fields.begin(), layout.fields.end(),
                         [&](const model::Field& each) { return each.name == span.data; });
        parts_.c_before.push_back(c_spelling(context_, plain, record) + ";");
        parts_.c_before.push_back(fmt::format("memset(&{}, 0, sizeof {});", record, record));
        parts_.c_before.push_back(fmt::format("{}.{} = ({}){};", record, span.data,
                                              c_spelling(context_, data->type), c_name_));
        parts_.c_before.push_back(fmt::format("{}.{} = ({}){};", record, span.length,
                                              c_spelling(context_, counted->type), length));
        parts_.arguments.push_back(
            {fmt::format("memory.Address({}), C.size_t({})", values, length_of(index_)),
             fmt::format("const void *{}, size_t {}", c_name_, length),
             (span.by_address ? "&" : "") + record, false});
    }

    /// A length beyond what the field of a record holds.
    void check_width(const Type& type) {
        const Type resolved = model::resolve(context_.contract, type, scope_.target);
        const auto size = model::size_of(context_.contract, resolved, scope_.target);
        if (!size || size->size >= 8)
            return;
        const bool is_signed =
            model::is_signed(resolved.kind, context_.contract.targets[scope_.target]);
        const std::uint64_t most = (std::uint64_t{1} << (size->size * 8 - (is_signed ? 1 : 0))) - 1;
        fail_if(parts_.checks, scope_, fmt::format("uint64({}) > {}", length_of(index_), most),
                "ErrLengths");
    }

    /// C finds them by their addresses, which it must not see move.
    void rows() {
        parameter("[][]" + element());
        const std::string pinned = name_ + "Rows";
        parts_.checks.push_back(
            fmt::format("\t{0}Length, {0}Even := memory.RowLength({0})", name_));
        fail_if(parts_.checks, scope_, "!" + name_ + "Even", "ErrLengths");
        parts_.before.push_back(fmt::format("\t{} := memory.PinRows({})", pinned, name_));
        parts_.after.push_back(fmt::format("\t{}.Unpin()", pinned));
        pass_address(pinned + ".Address()", true);
    }

    /// Texts that belong to another: C writes where they are, into Go's memory.
    void texts() {
        parts_.needs_objects = true;
        std::string room;
        if (param_.extent) {
            room = name_ + "Capacity";
            parts_.checks.push_back(
                fmt::format("\t{} := {}", room, extent_of(scope_, *param_.extent)));
        } else {
            room = name_ + "Capacity";
            parts_.parameters.emplace_back(room, "int");
        }
        fail_if(parts_.checks, scope_, fmt::format("{} < 0 || {} > longestText", room, room),
                "ErrLengths");
        parts_.checks.push_back(fmt::format("\t{} := make([]*C.char, {})", name_, room));
        const std::string filled =
            param_.written ? fmt::format("lengthOf(result.{}, len({}))",
                                         field_name(scope_.c_names[*param_.written]), name_)
                           : fmt::format("len({})", name_);
        parts_.take.push_back(fmt::format("\t{}Texts := stringsOf({}[:{}])", name_, name_, filled));
        parts_.results.push_back({"[]string", "nil", name_ + "Texts"});
        pass_address(fmt::format("memory.Address({})", name_), true);
    }

    // ---- their lengths ------------------------------------------------------------------------

    /// Lengths that C is given: all of one count equal, and none beyond its type.
    std::string given_count() {
        const calls::Count& count = *scope_.call.count_of(index_);
        if (count.buffers.empty())
            return "0";
        const std::string length = length_of(count.buffers.front());
        const bool is_there = !other(count.buffers.front()).nullable;
        for (std::size_t i = 1; i < count.buffers.size(); ++i) {
            const Param& each = other(count.buffers[i]);
            std::string differ = fmt::format("{} != {}", length, length_of(count.buffers[i]));
            // What is missing has no length of its own beside one that is always there.
            if (is_there && each.nullable && each.role != Role::string_in)
                differ = fmt::format("{} != nil && {}", scope_.names[count.buffers[i]], differ);
            fail_if(parts_.checks, scope_, differ, "ErrLengths");
        }
        const calls::Text* text = scope_.call.growing_text();
        const bool is_limited = text != nullptr && text->param == count.buffers.front();
        if (!is_limited && !count.type.holds_any_length)
            fail_if(parts_.checks, scope_,
                    fmt::format("uint64({}) > {}", length, count.type.high()), "ErrLengths");
        return length;
    }

    void count() {
        const std::string length = given_count();
        parts_.arguments.push_back(
            {fmt::format("{}({})",
                         cgo_type(context_, param_.type, scope_.target).value_or("C.size_t"),
                         length),
             c_declaration(param_.type), c_name_});
    }

    void written() {
        const Type& type = param_.element;
        const calls::Count& count = *scope_.call.count_of(index_);
        if (count.is_given) {
            const std::string length = given_count();
            parts_.fields.emplace_back(c_spelling(context_, type, c_name_), c_name_);
            const std::string capacity = beside(scope_, index_, "capacity");
            parts_.c_before.push_back(fmt::format("result.{} = {};", c_name_, capacity));
            parts_.arguments.push_back(
                {fmt::format("{}({})", cgo_type(context_, type, scope_.target).value_or("C.size_t"),
                             length),
                 c_spelling(context_, type, capacity), "&result." + c_name_, false});
        } else {
            returned_field(type);
        }
        const bool of_texts = param_.of && (other(*param_.of).role == Role::text_out ||
                                            other(*param_.of).role == Role::texts_out);
        if (of_texts)
            return;
        const std::string room = count.buffers.empty() ? "" : length_of(count.buffers.front());
        parts_.results.push_back({"int", "0",
                                  room.empty() ? fmt::format("int({})", field())
                                               : fmt::format("lengthOf({}, {})", field(), room)});
    }
};

} // namespace

void add_array(const SafeScope& scope, std::size_t index, Parts& parts) {
    ArrayBuilder(scope, index, parts).build();
}

std::string extent_of(const SafeScope& scope, const api::Extent& extent) {
    if (extent.factors.empty())
        return std::to_string(extent.scale);
    std::string factors;
    for (const std::size_t param : extent.factors) {
        const std::optional<std::size_t> array = scope.function.array_of(param);
        factors += fmt::format(", factor({})",
                               array ? counted_length(scope, *array, param) : scope.names[param]);
    }
    return fmt::format("extent({}{})", extent.scale, factors);
}

std::string terminator_of(const Context& context, const Type& element, const std::string& value,
                          std::size_t target) {
    const Type resolved = model::resolve(context.contract, element, target);
    const std::string type = resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_
                                 ? "byte"
                                 : go_type(context, element, target, Layer::safe).value_or("byte");
    // As C converts it: -1 is the largest.
    if (value.starts_with("-") &&
        !model::is_signed(resolved.kind, context.contract.targets[target]))
        return fmt::format("^{}({})", type, std::stoull(value.substr(1)) - 1);
    return fmt::format("{}({})", type, value);
}

} // namespace ffigen::emit::go
