// Text in both directions.
#include "emit/go/calls.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using api::Param;
using api::Role;
using model::Type;

class TextBuilder {
  public:
    TextBuilder(const SafeScope& scope, std::size_t index, Parts& parts)
        : scope_(scope), context_(scope.context), index_(index),
          param_(scope.function.params[index]), name_(scope.names[index]),
          c_name_(scope.c_names[index]), parts_(parts) {}

    void build() {
        switch (param_.role) {
        case Role::string_in:
            return param_.count ? counted() : string_in();
        case Role::strings_in:
            return strings_in();
        case Role::string_out:
            return string_out();
        default:
            return text_out();
        }
    }

  private:
    [[nodiscard]] std::string declaration() const {
        return c_spelling(context_, decayed(context_, param_.type, scope_.target), c_name_);
    }

    /// Go's address and length of the text's bytes, which no NUL ends; NULL where there is none.
    std::pair<std::string, std::string> bytes() {
        parts_.parameters.emplace_back(name_, param_.nullable ? "*string" : "string");
        parts_.takes_addresses = true;
        if (!param_.nullable)
            return {fmt::format("memory.TextAddress({})", name_), fmt::format("len({})", name_)};
        const std::string text = name_ + "Text", address = name_ + "Bytes";
        parts_.checks.push_back(fmt::format("\tvar {} string", text));
        parts_.checks.push_back(fmt::format("\tvar {} unsafe.Pointer", address));
        parts_.checks.push_back(fmt::format("\tif {} != nil {{", name_));
        parts_.checks.push_back(fmt::format("\t\t{} = *{}", text, name_));
        parts_.checks.push_back(fmt::format("\t\t{} = memory.TextAddress({})", address, text));
        parts_.checks.emplace_back("\t}");
        return {address, fmt::format("len({})", text)};
    }

    void counted() {
        const auto [address, length] = bytes();
        const Type type = decayed(context_, param_.type, scope_.target);
        const auto cgo = cgo_type(context_, type, scope_.target);
        if (cgo && *cgo != "unsafe.Pointer")
            parts_.arguments.push_back(
                {fmt::format("({})({})", *cgo, address), declaration(), c_name_});
        else
            parts_.arguments.push_back(
                {address, "const void *" + c_name_,
                 fmt::format("({})({})", c_spelling(context_, type), c_name_), cgo.has_value()});
    }

    /// The bridge puts the NUL behind it, in memory that Go need not allocate.
    void string_in() {
        const auto [address, length] = bytes();
        const std::string value = param_.nullable ? name_ + "Text" : name_;
        fail_if(parts_.checks, scope_, "memory.HasNUL(" + value + ")", "ErrNUL");
        if (shows_arguments())
            return copied(value);
        const std::string text = beside(scope_, index_, "text"),
                          size = beside(scope_, index_, "size");
        parts_.c_before.push_back(fmt::format("bridge_text {};", text));
        parts_.c_after.push_back(fmt::format("bridge_text_end(&{});", text));
        const Type type = decayed(context_, param_.type, scope_.target);
        parts_.arguments.push_back({fmt::format("{}, C.size_t({})", address, length),
                                    fmt::format("const void *{}, size_t {}", c_name_, size),
                                    fmt::format("({})bridge_text_begin(&{}, {}, {})",
                                                c_spelling(context_, type), text, c_name_, size),
                                    false});
    }

    /// What C gives may lie in its arguments, as what strchr() finds.
    [[nodiscard]] bool shows_arguments() const {
        return std::ranges::any_of(scope_.call.outputs, [](const calls::Output& output) {
            return output.release.empty() &&
                   (output.what == calls::Given::text || output.what == calls::Given::record_copy);
        });
    }

    void copied(const std::string& value) {
        const std::string text = name_ + "C";
        std::string address = fmt::format("(*C.char)(unsafe.Pointer(&{}[0]))", text);
        parts_.before.push_back(fmt::format("\t{} := memory.Terminated({})", text, value));
        parts_.before.push_back(fmt::format("\tdefer runtime.KeepAlive({})", text));
        if (param_.nullable) {
            address = text + "Address";
            parts_.before.push_back(fmt::format("\tvar {} *C.char", address));
            parts_.before.push_back(fmt::format("\tif {} != nil {{", name_));
            parts_.before.push_back(
                fmt::format("\t\t{} = (*C.char)(unsafe.Pointer(&{}[0]))", address, text));
            parts_.before.emplace_back("\t}");
        }
        parts_.arguments.push_back({address, declaration(), c_name_});
    }

    void strings_in() {
        parts_.parameters.emplace_back(name_, "[]string");
        const std::string list = name_ + "C";
        parts_.checks.push_back(fmt::format("\t{}, err := newStringList({})", list, name_));
        fail_if(parts_.checks, scope_, "err != nil", "err");
        parts_.checks.push_back(fmt::format("\tdefer {}.free()", list));
        parts_.arguments.push_back(
            {fmt::format("(**C.char)({}.pointer)", list), declaration(), c_name_});
    }

    void string_out() {
        parts_.needs_objects = true;
        Type plain =
            model::resolve(context_.contract,
                           decayed(context_, param_.type, scope_.target).element(), scope_.target);
        plain.is_const = false;
        parts_.fields.emplace_back(c_spelling(context_, plain, c_name_), c_name_);
        parts_.arguments.push_back({{}, {}, "&result." + c_name_, false});
        const std::string text = "result." + field_name(c_name_);
        parts_.results.push_back({"string", "\"\"", name_});
        if (param_.nullable)
            parts_.results.push_back({"bool", "false", text + " != nil"});
        parts_.take.push_back(
            fmt::format("\t{} := C.GoString((*C.char)(unsafe.Pointer({})))", name_, text));
        if (param_.release.empty())
            return;
        parts_.take.push_back(
            fmt::format("\t{}(unsafe.Pointer({}))", release_name(param_.release), text));
        if (param_.on_error)
            parts_.c_discard.push_back(
                fmt::format("if (result.{1}) {0}(result.{1});", param_.release, c_name_));
    }

    void text_out() {
        const calls::Text& text = *scope_.call.text_of(index_);
        parts_.takes_addresses = true;
        if (text.room == calls::Room::header)
            header_gives_room();
        else if (text.room == calls::Room::caller)
            caller_gives_room(text);
        else if (!text.most.empty()) // there may be more than C can be asked for
            say_cut(text, fmt::format("len({})-1", name_));
        std::string filled = name_;
        if (text.written)
            filled = fmt::format("{}[:lengthOf(result.{}, len({}))]", name_,
                                 field_name(scope_.c_names[*text.written]), name_);
        parts_.results.push_back({"string", "\"\"", fmt::format("memory.Text({})", filled)});
        const Type type = decayed(context_, param_.type, scope_.target);
        parts_.arguments.push_back(
            {fmt::format("({})(unsafe.Pointer(unsafe.SliceData({})))",
                         cgo_type(context_, type, scope_.target).value_or("*C.char"), name_),
             declaration(), c_name_});
    }

    /// The error where C says that there was more than fits.
    void say_cut(const calls::Text& text, const std::string& capacity) {
        if (!text.written)
            return;
        const std::string cut =
            fmt::format("cut(result.{}, {})", field_name(scope_.c_names[*text.written]), capacity);
        parts_.last_error = parts_.last_error.empty()
                                ? cut
                                : fmt::format("errors.Join({}, {})", parts_.last_error, cut);
    }

    void header_gives_room() {
        if (param_.extent->factors.empty()) {
            parts_.checks.push_back(
                fmt::format("\t{} := make([]byte, {})", name_, param_.extent->scale));
            return;
        }
        const std::string room = name_ + "Room";
        parts_.checks.push_back(fmt::format("\t{} := {}", room, extent_of(scope_, *param_.extent)));
        fail_if(parts_.checks, scope_, fmt::format("{} < 0 || {} > longestText", room, room),
                "ErrLengths");
        parts_.checks.push_back(fmt::format("\t{} := make([]byte, {})", name_, room));
    }

    /// Asking again would lose what the first call took.
    void caller_gives_room(const calls::Text& text) {
        const std::string capacity = name_ + "Capacity";
        parts_.parameters.emplace_back(capacity, "int");
        fail_if(parts_.checks, scope_,
                fmt::format("{} < 0 || {} > longestText", capacity, capacity), "ErrLengths");
        parts_.checks.push_back(fmt::format("\t{} := make([]byte, {}+1)", name_, capacity));
        say_cut(text, capacity);
    }

    const SafeScope& scope_;
    const Context& context_;
    std::size_t index_;
    const Param& param_;
    const std::string& name_;
    const std::string& c_name_;
    Parts& parts_;
};

} // namespace

void add_text(const SafeScope& scope, std::size_t index, Parts& parts) {
    TextBuilder(scope, index, parts).build();
}

} // namespace ffigen::emit::go
