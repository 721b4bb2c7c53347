// The role of each parameter that no other one claims.
#include "annotations/table.hpp"
#include "api/at_parameter.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

using model::TypeKind;

class Classifier : AtParameter {
  public:
    using AtParameter::AtParameter;

    void classify() {
        param_.element = shape_.is_pointer ? model::unqualified(shape_.pointee) : param_.type;
        param_.on_error = marked("on_error");
        param_.is_const = shape_.is_pointer && shape_.pointee_const();
        check_marks(lowering_, callable_, roles_, index_);
        if (claimed(roles_, index_))
            return check_claimed();
        if (marked("reserved"))
            return set(Role::reserved);
        if (marked("fixed"))
            return fixed();
        if (shape_.is_function_pointer())
            return function_pointer();
        if (!shape_.is_pointer)
            return plain();
        if (marked("string") && shape_.points_to_bytes())
            return text();
        switch (shape_.target.kind) {
        case TypeKind::void_:
            return buffer_or("points to void");
        case TypeKind::char_:
            return text();
        case TypeKind::pointer:
            return pointer_to_pointer();
        case TypeKind::record:
            return record();
        default:
            break;
        }
        if (const std::string why =
                inexpressible(lowering_.contract, shape_.target, callable_.target);
            shape_.points_to_scalar() && !why.empty())
            return unsafe(
                fmt::format("what '{}' points to has no equal elsewhere: {}", entity_, why));
        if (shape_.points_to_scalar())
            return scalar();
        unsafe(fmt::format("'{}' points to a type that no language can make", entity_));
    }

  private:
    void set(Role role) { param_.role = role; }

    void unsafe(const std::string& why) {
        param_.role = Role::opaque;
        if (!callable_.is_callback)
            roles_.unsafe(why);
    }

    void check_claimed() {
        const auto refuse = [&](std::initializer_list<std::string_view> others,
                                const std::string& what) {
            for (const std::string_view name : others)
                if (marked(name))
                    return wrong("A11", name,
                                 fmt::format("'{}' {} and has another role as well", entity_, what),
                                 "give each a parameter of its own");
        };
        if (param_.role == Role::count)
            refuse({"out", "inout", "count_of"},
                   fmt::format("counts '{}'", callable_.parameter(*param_.of).name));
        if (param_.role == Role::user_data)
            refuse({"out", "inout", "counted_by", "sized_by"}, "is user data");
    }

    void function_pointer() {
        if (param_.callback)
            return set(Role::callback);
        set(Role::opaque);
        if (!marked("callback"))
            unsafe(fmt::format(
                "'{}' is a function pointer without user data, so no closure can stand behind "
                "it",
                entity_));
    }

    void fixed() {
        set(Role::reserved);
        const std::string name = argument(marks_, "fixed");
        const model::Constant* constant = lowering_.contract.constant(name);
        const bool takes_address = shape_.is_pointer || shape_.is_function_pointer();
        std::optional<std::string> value;
        if (constant != nullptr && (takes_address || shape_.is_integer()))
            value = signed_value(lowering_.contract, *constant, takes_address);
        if (value) {
            param_.fixed = name;
            param_.fixed_value = *value;
            return;
        }
        wrong("A06", "fixed",
              constant == nullptr ? fmt::format("there is no constant '{}'", name)
                                  : fmt::format("'{}' cannot be passed as '{}'", name, entity_),
              "name an integer or pointer constant of this header, the same on every target");
    }

    void plain() {
        if (span())
            return;
        set(Role::value);
        const std::string why = inexpressible(lowering_.contract, param_.type, callable_.target);
        if (!why.empty())
            return unsafe(fmt::format("{}: {}", entity_, why));
        if (shape_.type.kind == TypeKind::record &&
            holds_pointer(lowering_.contract, shape_.type, callable_.target))
            return unsafe(
                fmt::format("'{}' holds addresses, which only raw code can make", entity_));
        if (const std::string size = hides_size(lowering_.contract, shape_.type, callable_.target);
            !size.empty())
            unsafe(fmt::format("'{}' {}", entity_, size));
    }

    /// The address and the length of an array in one record, which is made of a slice for the call.
    bool span() {
        if (callable_.is_callback)
            return false;
        const std::optional<Span> found =
            span_of(lowering_.contract, shape_, callable_.target, false);
        if (!found)
            return false;
        const Shape address = span_address(lowering_.contract, *found, callable_.target);
        // Through the address of a record that is not const C may put another address there.
        if (!address.pointee_const() || (shape_.is_pointer && !shape_.pointee_const()))
            return false;
        param_.element = element_of(address);
        if (!element_problem(lowering_, param_.element, callable_.target).empty())
            return false;
        param_.is_const = true;
        param_.span = found;
        set(Role::slice_in);
        return true;
    }

    bool buffer() {
        if (!param_.count && !param_.extent && param_.terminator.empty())
            return false;
        if (!callable_.is_callback && !marked("out") &&
            is_closed(lowering_.contract, shape_.target))
            return unsafe(fmt::format("the elements of '{}' are of an FFI_CLOSED enum, which other "
                                      "numbers could stand among",
                                      entity_)),
                   true;
        if (!param_.terminator.empty())
            return terminated();
        const bool is_void = shape_.points_to(TypeKind::void_);
        if (is_void || (shape_.points_to(TypeKind::char_) && (param_.in_bytes || param_.extent)))
            param_.element = model::Type{.kind = TypeKind::uint8};
        // Of elements of qsort's kind there may be more bytes.
        const bool is_product = param_.extent && param_.extent->factors.size() > 1;
        if (is_void && !param_.in_bytes && !is_product)
            return unsafe(fmt::format("how large the elements of '{}' are is not said: use "
                                      "FFI_SIZED_BY(bytes)",
                                      entity_)),
                   true;
        if (param_.extent && param_.in_bytes && !is_void && !shape_.points_to_bytes()) {
            unsafe(fmt::format("the length of '{}' is a product in bytes", entity_));
            return true;
        }
        if (shape_.points_to_record()) {
            if (lowering_.handle(shape_.target.name) != nullptr) {
                unsafe(fmt::format("'{}' is an array of handles", entity_));
                return true;
            }
            const model::Record* record = lowering_.contract.record(shape_.target.name);
            if (record == nullptr || !record->is_complete) {
                unsafe(fmt::format("'{}' is an array of '{}', of which only the name is known",
                                   entity_, model::to_c(shape_.target)));
                return true;
            }
            if (!marked("out") &&
                holds_pointer(lowering_.contract, shape_.target, callable_.target)) {
                unsafe(fmt::format(
                    "the elements of '{}' hold addresses, which only raw code can make", entity_));
                return true;
            }
            if (const std::string why =
                    hides_size(lowering_.contract, shape_.target, callable_.target);
                !why.empty()) {
                unsafe(fmt::format("an element of '{}' {}", entity_, why));
                return true;
            }
        }
        set(marked("out")            ? Role::slice_out
            : shape_.pointee_const() ? Role::slice_in
                                     : Role::slice_inout);
        return true;
    }

    bool terminated() {
        if (may_end_array(shape_.target) && shape_.pointee_const() && !callable_.is_callback)
            set(Role::slice_in);
        else
            unsafe(fmt::format("'{}' ends with a value, which is safe for const integers alone",
                               entity_));
        return true;
    }

    void buffer_or(std::string_view otherwise) {
        if (buffer())
            return;
        if (marked("out") || marked("inout"))
            return unsized();
        unsafe(fmt::format("'{}' {}, and what lies there is not said: mark it FFI_SIZED_BY, "
                           "or FFI_CALLBACK its function",
                           entity_, otherwise));
    }

    void unsized() {
        set(Role::opaque);
        if (!marked("counted_by") && !marked("sized_by")) // else A05 or A08 has been said
            wrong("A09", marked("out") ? "out" : "inout",
                  fmt::format("'{}' is a buffer of unknown size", entity_),
                  "add FFI_COUNTED_BY(capacity) with the parameter that holds its size");
    }

    void text() {
        const bool is_text = marked("out") && param_.extent && param_.extent->factors.empty();
        if ((param_.count || is_text) && !param_.in_bytes) {
            set(shape_.pointee_const() ? Role::string_in
                : marked("out")        ? Role::text_out
                                       : Role::slice_inout);
            return;
        }
        if (buffer())
            return;
        if (shape_.pointee_const()) {
            set(Role::string_in);
            if (!callable_.is_callback && is_called_format() && !is_said_text())
                unsafe(fmt::format("whether '{}' is a format, which reads arguments that no caller "
                                   "passes, is not said: mark it FFI_STRING if it is plain text",
                                   entity_));
            if (!callable_.is_callback && callable_.parameter(index_).array_length > 1 &&
                !marked("string"))
                unsafe(fmt::format("whether '{}' is {} bytes long or ends with NUL is not said: "
                                   "mark it FFI_SIZED_BY({}) or FFI_STRING",
                                   entity_, callable_.parameter(index_).array_length,
                                   callable_.parameter(index_).array_length));
            return;
        }
        if (marked("out") || marked("inout"))
            return unsized();
        unsafe(fmt::format(
            "'{}' is a 'char *' that may be written to: mark it FFI_OUT FFI_COUNTED_BY, "
            "or make it const",
            entity_));
    }

    /// fmt, format, format_string: not what says in which format something is.
    [[nodiscard]] bool is_called_format() const {
        static constexpr std::array<std::string_view, 4> formats{"fmt", "format", "fmtstr",
                                                                 "formatstr"};
        static constexpr std::array<std::string_view, 2> texts{"str", "string"};
        const Words words = split_words(callable_.parameter(index_).name);
        // double_format, log_fmt: of printf's family as well, unlike file_format.
        static constexpr std::array<std::string_view, 9> printed{
            "double", "float", "int", "integer", "number", "printf", "print", "log", "message"};
        if (words.size() == 2 && std::ranges::find(printed, words.front()) != printed.end() &&
            std::ranges::find(formats, words.back()) != formats.end())
            return true;
        return !words.empty() && words.size() < 3 &&
               std::ranges::find(formats, words.front()) != formats.end() &&
               (words.size() == 1 || std::ranges::find(texts, words.back()) != texts.end());
    }

    /// By hand, or as the format of a time: that it ends is not that it is no format.
    [[nodiscard]] bool is_said_text() const {
        const model::Annotation* text = model::find(marks_, "string");
        return text != nullptr && (text->origin.empty() || text->origin.starts_with("format("));
    }

    void scalar() {
        if (buffer())
            return;
        if (marked("out"))
            return set(Role::scalar_out);
        if (marked("inout"))
            return set(Role::scalar_inout);
        unsafe(fmt::format("'{}' points to how many elements is not said: mark it {}", entity_,
                           shape_.pointee_const() ? "FFI_COUNTED_BY"
                                                  : "FFI_OUT, FFI_INOUT or FFI_COUNTED_BY"));
    }

    /// json_t of jansson: what all objects begin with.
    [[nodiscard]] bool counts_owners(const model::Record& record) const {
        static constexpr std::array<std::string_view, 7> names{
            "refcount", "ref_count", "refcnt", "ref_cnt", "references", "num_refs", "use_count"};
        const model::RecordLayout* layout = record.layouts.find(callable_.target);
        return layout != nullptr && std::ranges::any_of(layout->fields, [](const auto& field) {
                   return std::ranges::find(names, field.name) != names.end();
               });
    }

    void record() {
        if (buffer())
            return;
        if (span())
            return;
        const model::Record* record = lowering_.contract.record(shape_.target.name);
        if (lowering_.handle(shape_.target.name) != nullptr) {
            param_.element = model::unqualified(shape_.target);
            if (marked("out") || marked("inout"))
                wrong(
                    "A07", marked("out") ? "out" : "inout",
                    fmt::format("'{}' is a handle and is not written through its address", entity_),
                    "a new object comes out of a pointer to a pointer");
            param_.is_ended = marked("ended");
            return set(marked("consumed") || marked("ended") ? Role::handle_consumed
                                                             : Role::handle);
        }
        if (record == nullptr || !record->is_complete)
            return unsafe(fmt::format("'{}' points to '{}', of which only the name is known",
                                      entity_, model::to_c(shape_.target)));
        if (const std::string why = hides_size(lowering_.contract, shape_.target, callable_.target);
            !why.empty()) {
            if (!callable_.is_callback && shape_.pointee_const() &&
                flexible_of(lowering_.contract, *record))
                return set(Role::flexible_in);
            return unsafe(
                fmt::format("'{}' points to a '{}', which {}", entity_, record->c_name, why));
        }
        if (marked("out"))
            return set(Role::record_out);
        if (!callable_.is_callback && !marked("one") && !marked("inout") && counts_owners(*record))
            return unsafe(fmt::format("'{}' points to a '{}' that counts its owners, so that the "
                                      "library makes it, and may have more behind it: mark it "
                                      "FFI_ONE if callers make it",
                                      entity_, record->name));
        set(shape_.pointee_const() ? Role::record_in : Role::record_inout);
        if (param_.role == Role::record_inout && !callable_.is_callback && !marked("inout") &&
            !marked("one") && !lowering_.loan_ends.contains(callable_.name))
            return unsafe(fmt::format("whether '{}' is read, written or kept is not said: mark it "
                                      "FFI_OUT, FFI_INOUT or FFI_ONE, or make it const",
                                      entity_));
        if (!callable_.is_callback &&
            holds_pointer(lowering_.contract, shape_.target, callable_.target))
            unsafe(fmt::format(
                "'{}' points to a '{}', which holds addresses that only raw code can make", entity_,
                record->c_name));
    }

    void pointer_to_pointer() {
        const Shape inner = shape_of(lowering_.contract, shape_.pointee, callable_.target);
        param_.element = inner.is_pointer ? model::unqualified(inner.pointee) : param_.element;
        if (param_.each)
            return rows(inner);
        if (inner.points_to(TypeKind::char_))
            return strings(inner);
        if (gives_buffer(lowering_, callable_, roles_, index_) &&
            (param_.count || param_.extent || !param_.terminator.empty()))
            return buffer_out(inner);
        if (inner.points_to_record()) {
            param_.element = model::unqualified(inner.target);
            if (const Handle* handle = lowering_.handle(inner.target.name))
                return param_.count && !marked("out") ? handles_in(inner)
                                                      : handle_out(*handle, inner);
            if (marked("out") && callable_.annotations != nullptr &&
                has(*callable_.annotations, "lend"))
                return set(Role::lent_out);
        }
        if (marked("out"))
            return unsafe(
                fmt::format("'{}' gives an address whose owner and extent are not said", entity_));
        unsafe(fmt::format("'{}' is a pointer to a pointer whose meaning is not said", entity_));
    }

    /// Arrays that lie apart.
    void rows(const Shape& inner) {
        param_.element = element_of(inner);
        param_.is_const = inner.pointee_const();
        if (callable_.is_callback || param_.nullable ||
            !is_plain_number(lowering_, param_.element, callable_.target))
            return unsafe(fmt::format("the arrays of '{}' may be missing, or of other things than "
                                      "numbers",
                                      entity_));
        if (param_.is_const && (marked("out") || marked("inout")))
            wrong("A07", marked("out") ? "out" : "inout",
                  fmt::format("'{}' is marked {} but leads to const", entity_,
                              marked("out") ? "FFI_OUT" : "FFI_INOUT"),
                  "drop the const, or the annotation");
        set(param_.is_const ? Role::rows_in : Role::rows_inout);
    }

    void buffer_out(const Shape& inner) {
        set(Role::buffer_out);
        param_.element = element_of(inner);
        param_.is_const = inner.pointee_const();
        param_.release = release_function(lowering_, callable_, entity_, marks_);
        if (const std::string why = element_problem(lowering_, param_.element, callable_.target);
            !why.empty())
            return unsafe(fmt::format("the elements that '{}' gives {}", entity_, why));
        if (!param_.terminator.empty() && !may_end_array(inner.target))
            return unsafe(fmt::format("the elements that '{}' gives end with a value, and are no "
                                      "integers",
                                      entity_));
        if (!marked("owned") && !marked("borrowed") && !marked("borrowed_until"))
            unsafe(fmt::format("who frees what '{}' gives is not said: mark it FFI_OWNED or "
                               "FFI_BORROWED",
                               entity_));
    }

    void handles_in(const Shape& inner) {
        param_.is_const = inner.pointee_const();
        if (!shape_.pointee_const() || param_.role == Role::handle_consumed ||
            callable_.is_callback)
            return unsafe(fmt::format("'{}' is a list of objects that C may change", entity_));
        set(Role::handles_in);
    }

    /// Texts of the library, put into places of the caller's.
    void texts_out(const Shape& inner) {
        set(Role::texts_out);
        if (!inner.pointee_const() && !marked("borrowed") && !marked("borrowed_until"))
            return unsafe(fmt::format("who frees the texts that '{}' gives is not said", entity_));
        if (marked("owned"))
            unsafe(fmt::format("each of the texts that '{}' gives is to be freed", entity_));
    }

    void strings(const Shape& inner) {
        if (!param_.terminator.empty() && !callable_.is_callback) {
            if (!inner.pointee_const() || marked("out") || param_.terminator != "0")
                return unsafe(fmt::format("'{}' is a list of texts that C may change", entity_));
            return set(Role::strings_in);
        }
        if (param_.count && marked("out") && !callable_.is_callback)
            return texts_out(inner);
        if (param_.count && inner.pointee_const() && !marked("out"))
            return set(Role::strings_in);
        if (param_.count && callable_.is_callback)
            return set(Role::strings_in);
        if (!marked("out"))
            return unsafe(
                fmt::format("'{}' is a pointer to strings: mark it FFI_OUT, or FFI_COUNTED_BY for "
                            "a list",
                            entity_));
        set(Role::string_out);
        param_.release = release_function(lowering_, callable_, entity_, marks_);
        if (!marked("owned") && !marked("borrowed") && !marked("borrowed_until") &&
            !inner.pointee_const())
            wrong("A12", "out",
                  fmt::format("who frees the string that '{}' gives is not said", entity_),
                  "add FFI_OWNED(function) or FFI_BORROWED");
    }

    void handle_out(const Handle& handle, const Shape& inner) {
        const bool last = index_ + 1 == callable_.count();
        const bool obvious = marks_.empty() && last && !shape_.pointee_const() &&
                             !callable_.is_callback && makes_object(callable_, roles_);
        if (!marked("out") && !obvious)
            return unsafe(fmt::format("'{}' is a pointer to a handle: mark it FFI_OUT", entity_));
        set(Role::handle_out);
        if (marked("borrowed") || marked("borrowed_until"))
            return;
        if (inner.pointee_const()) {
            if (!handle.is_stated && !callable_.is_callback)
                unsafe(fmt::format("whose the object is that '{}' gives is not said: mark it "
                                   "FFI_BORROWED",
                                   entity_));
            return;
        }
        param_.release = handle.close;
        const std::string owned = release_function(lowering_, callable_, entity_, marks_);
        if (!owned.empty() && owned != handle.close)
            wrong("A12", "owned",
                  handle.close.empty()
                      ? fmt::format("'{}' is owned, but its type has no close function", entity_)
                      : fmt::format("'{}' is freed by '{}', but objects of its type by '{}'",
                                    entity_, owned, handle.close),
                  "name the close function in FFI_HANDLE(type, close = function)");
        if (handle.close.empty() && owned.empty())
            unsafe(fmt::format(
                "no function ends the object that '{}' gives: name it with FFI_HANDLE, or mark "
                "it FFI_BORROWED",
                entity_));
    }
};

} // namespace

void classify_params(Lowering& lowering, const Callable& callable, Roles& roles) {
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        Classifier(lowering, callable, roles, i).classify();
        refuse_unchecked(lowering, callable, roles, i);
    }
}

} // namespace ffigen::api
