// The role of what a function returns.
#include "annotations/table.hpp"
#include "api/callable.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

using model::TypeKind;

class ResultLowering {
  public:
    ResultLowering(Lowering& lowering, const Callable& callable, Roles& roles)
        : lowering_(lowering), callable_(callable), roles_(roles), result_(roles.result),
          marks_(*callable.annotations) {}

    void run() {
        result_.type = callable_.signature->args.front();
        result_.doc = callable_.doc.result;
        shape_ = shape_of(lowering_.contract, result_.type, callable_.target);
        result_.element = shape_.is_pointer ? model::unqualified(shape_.pointee) : result_.type;
        check_marks();
        check_errno();
        if (shape_.is_pointer)
            result_.nullable =
                !callable_.returns_nonnull && (shape_.nullable || has(marks_, "nullable"));
        if (const model::Annotation* status = model::find(marks_, "status"))
            return marked_status(*status);
        if (shape_.type.kind == TypeKind::void_)
            return;
        if (shape_.type.kind == TypeKind::enumeration &&
            lowering_.api.error_set(shape_.type.name) != nullptr) {
            result_.role = ResultRole::status;
            roles_.error_set = shape_.type.name;
            return;
        }
        if (shape_.is_pointer)
            return pointer();
        result_.role = ResultRole::value;
        if (shape_.type.kind == TypeKind::record) {
            if (span())
                return;
            if (holds_pointer(lowering_.contract, shape_.type, callable_.target))
                roles_.unsafe("it returns addresses whose owner and extent are not said");
            else if (const std::string why =
                         hides_size(lowering_.contract, shape_.type, callable_.target);
                     !why.empty())
                roles_.unsafe(fmt::format("its result {}", why));
        }
        if (shape_.is_function_pointer())
            result_.role = ResultRole::opaque;
        const std::string why = inexpressible(lowering_.contract, result_.type, callable_.target);
        if (!why.empty())
            roles_.unsafe(fmt::format("its result: {}", why));
    }

  private:
    void wrong(std::string id, std::string_view annotation, std::string message,
               std::string remedy) {
        lowering_.error(std::move(id), model::find(marks_, annotation)->where, callable_.name,
                        std::move(message), std::move(remedy));
    }

    void check_marks() {
        if (callable_.is_callback)
            return;
        for (const std::string_view name : {"owned", "borrowed", "borrowed_until", "child_of",
                                            "independent", "nullable", "string"})
            if (has(marks_, name) && !shape_.is_pointer && !gives_object(name) && !gives_span(name))
                wrong(name == "nullable" ? "A19"
                      : name == "string" ? "A09"
                                         : "A12",
                      name,
                      fmt::format("'{}' is marked {} but returns no pointer", callable_.name,
                                  annotations::find_word(name)->macro),
                      "drop the annotation, or mark the out parameter instead");
        if (has(marks_, "nullable") && (shape_.nonnull || callable_.returns_nonnull))
            wrong("A04", "nullable",
                  fmt::format("'{}' is marked FFI_NULLABLE but never returns NULL", callable_.name),
                  "keep the one that is true");
        if (has(marks_, "string") && shape_.is_pointer && !shape_.points_to_bytes())
            wrong("A09", "string",
                  fmt::format("'{}' is marked FFI_STRING but returns no 'char *'", callable_.name),
                  "drop the annotation, or correct the type");
    }

    /// What an object belongs to may be said on the function as well as on its out parameter.
    [[nodiscard]] bool gives_object(std::string_view name) const {
        return (name == "child_of" || name == "independent") &&
               std::any_of(roles_.params.begin(), roles_.params.end(),
                           [](const Param& param) { return param.role == Role::handle_out; });
    }

    [[nodiscard]] bool gives_span(std::string_view name) const {
        return (name == "owned" || name == "borrowed" || name == "borrowed_until") &&
               span_of(lowering_.contract, shape_, callable_.target, true);
    }

    [[nodiscard]] bool is_borrowed() const {
        return has(marks_, "borrowed") || has(marks_, "borrowed_until");
    }

    /// It fails by a negative number or NULL: what is neither would lose each failure.
    void check_errno() {
        const bool is_signed =
            shape_.is_integer() &&
            model::is_signed(shape_.type.kind, lowering_.contract.targets[callable_.target]);
        if (has(marks_, "errno") && !shape_.is_pointer && !is_signed)
            wrong("A17", "errno",
                  fmt::format("'{}' is marked FFI_ERRNO but returns '{}', which is never negative "
                              "or NULL",
                              callable_.name, model::to_c(result_.type)),
                  "mark functions that return a signed integer or a pointer");
    }

    void marked_status(const model::Annotation& status) {
        if (status.positional.empty())
            return; // A03 has been said
        const std::string& name = status.positional.front();
        const ErrorSet* set = lowering_.api.error_set(name);
        if (set == nullptr) {
            std::vector<std::string_view> known;
            for (const ErrorSet& each : lowering_.api.error_sets)
                known.push_back(each.c_name);
            const std::string near = model::nearest_name(name, known);
            return wrong("A06", "status", fmt::format("there is no set of error codes '{}'", name),
                         near.empty() ? "declare it with FFI_ERROR_CODES or FFI_ERROR_ENUM"
                                      : fmt::format("did you mean '{}'?", near));
        }
        if (!shape_.is_integer() && shape_.type.kind != TypeKind::enumeration)
            return wrong("A17", "status",
                         fmt::format("'{}' is marked FFI_STATUS but returns '{}'", callable_.name,
                                     model::to_c(result_.type)),
                         "mark functions that return an integer or an enum");
        const model::Type type = model::resolve(lowering_.contract, result_.type, callable_.target);
        // A code that is cut to fit could be the one for success.
        const bool is_int = type.kind == TypeKind::int_ || type.kind == TypeKind::int32;
        const bool is_own = type.kind == TypeKind::enumeration && type.name == name;
        if (!is_own && !(is_int && (!set->is_enum || !callable_.is_callback)))
            return wrong("A17", "status",
                         fmt::format("'{}' is marked FFI_STATUS({}) but returns '{}'",
                                     callable_.name, name, model::to_c(result_.type)),
                         fmt::format("mark {} that return {}",
                                     callable_.is_callback ? "types of callbacks" : "functions",
                                     !set->is_enum           ? "int"
                                     : callable_.is_callback ? "the enum"
                                                             : "the enum or int"));
        result_.role = ResultRole::status;
        roles_.error_set = name;
        if (const std::string* ok = status.value("ok"))
            read_ok_values(*set, *ok);
    }

    void read_ok_values(const ErrorSet& set, std::string_view text) {
        for (const std::string& value : split_list(text)) {
            const bool known =
                std::any_of(set.codes.begin(), set.codes.end(),
                            [&](const ErrorCode& code) { return code.c_name == value; });
            if (known)
                result_.ok_values.push_back(value);
            else
                wrong("A16", "status", fmt::format("'{}' is no code of '{}'", value, set.c_name),
                      "name members of the set, separated by spaces");
        }
    }

    [[nodiscard]] bool has_length() const {
        return result_.count || result_.extent || !result_.terminator.empty();
    }

    /// The elements behind `address`; whose they are is said.
    void elements(const Shape& address) {
        result_.role = ResultRole::buffer;
        result_.element = element_of(address);
        result_.release = release_function(lowering_, callable_, callable_.name, marks_);
        if (const std::string why = element_problem(lowering_, result_.element, callable_.target);
            !why.empty())
            return opaque_unsafe(fmt::format("the elements that it returns {}", why));
        if (!result_.terminator.empty() && !may_end_array(address.target) &&
            !address.points_to(TypeKind::pointer))
            return opaque_unsafe("the elements that it returns end with a value, and are no "
                                 "integers");
        if (result_.extent && result_.in_bytes && !address.points_to_bytes() &&
            !address.points_to(TypeKind::void_))
            return opaque_unsafe("the length of what it returns is a product in bytes");
        if (!has(marks_, "owned") && !is_borrowed() && !address.pointee_const())
            opaque_unsafe("who frees the elements that it returns is not said: mark it FFI_OWNED "
                          "or FFI_BORROWED");
    }

    /// An array whose length travels beside its address; only what is owned or borrowed by a word.
    bool span() {
        const std::optional<Span> found =
            callable_.is_callback ? std::nullopt
                                  : span_of(lowering_.contract, shape_, callable_.target, true);
        if (!found || (!has(marks_, "owned") && !is_borrowed()))
            return false;
        result_.span = found;
        elements(span_address(lowering_.contract, *found, callable_.target));
        if (!result_.release.empty())
            result_.span->by_address =
                shape_of(lowering_.contract,
                         lowering_.contract.function(result_.release)->signatures.first().args[1],
                         callable_.target)
                    .is_pointer;
        return true;
    }

    /// A list of texts.
    void texts() {
        result_.role = ResultRole::texts;
        result_.release = release_function(lowering_, callable_, callable_.name, marks_);
        const Shape inner = shape_of(lowering_.contract, shape_.pointee, callable_.target);
        if (!has(marks_, "owned") && !is_borrowed() && !inner.pointee_const())
            opaque_unsafe("who frees the texts that it returns is not said: mark it FFI_OWNED or "
                          "FFI_BORROWED");
    }

    void pointer() {
        if (has_length() && !callable_.is_callback) {
            const bool is_list = shape_.points_to(TypeKind::pointer) &&
                                 shape_of(lowering_.contract, shape_.pointee, callable_.target)
                                     .points_to(TypeKind::char_);
            return is_list ? texts() : elements(shape_);
        }
        if (shape_.points_to(TypeKind::char_) ||
            (has(marks_, "string") && shape_.points_to_bytes()))
            return text();
        if (shape_.points_to_record()) {
            if (const Handle* handle = lowering_.handle(shape_.target.name))
                return object(*handle);
            const model::Record* record = lowering_.contract.record(shape_.target.name);
            if (record != nullptr && record->is_complete)
                return record_pointer();
        }
        result_.role = ResultRole::opaque;
        if (has(marks_, "owned"))
            roles_.unsafe("it gives memory to free, of a type that no safe layer can hold");
    }

    void text() {
        result_.role = ResultRole::string;
        result_.release = release_function(lowering_, callable_, callable_.name, marks_);
        if (shape_.pointee_const() || has(marks_, "owned") || is_borrowed())
            return;
        result_.role = ResultRole::opaque;
        if (!callable_.is_callback)
            roles_.unsafe(
                "who frees the 'char *' that it returns is not said: mark it FFI_OWNED or "
                "FFI_BORROWED");
    }

    void record_pointer() {
        if (has(marks_, "owned"))
            return opaque_unsafe("it gives a record to free: declare its type with FFI_HANDLE");
        if (const std::string why = hides_size(lowering_.contract, shape_.target, callable_.target);
            !why.empty()) {
            if (!callable_.is_callback && (shape_.pointee_const() || is_borrowed()) &&
                flexible_of(lowering_.contract, *lowering_.contract.record(shape_.target.name))) {
                result_.role = ResultRole::flexible;
                return;
            }
            return opaque_unsafe(fmt::format("the record that it returns {}", why));
        }
        if (shape_.pointee_const() || is_borrowed()) {
            result_.role = ResultRole::record_ref;
            return;
        }
        opaque_unsafe("who owns the record that it returns is not said: make it const or mark it "
                      "FFI_BORROWED");
    }

    void opaque_unsafe(std::string why) {
        result_.role = ResultRole::opaque;
        if (!callable_.is_callback)
            roles_.unsafe(std::move(why));
    }

    void object(const Handle& handle) {
        result_.element = model::unqualified(shape_.target);
        result_.role = ResultRole::borrowed_handle;
        const std::string release = release_function(lowering_, callable_, callable_.name, marks_);
        if (!release.empty() && !handle.close.empty() && release != handle.close &&
            !handle.is_stated)
            return opaque_unsafe(fmt::format("'{}' frees the object that it returns, and not what "
                                             "ends others of its type",
                                             release));
        if (!release.empty() && release != handle.close)
            wrong(
                "A12", "owned",
                handle.close.empty()
                    ? fmt::format("what '{}' returns is owned, but its type has no close function",
                                  callable_.name)
                    : fmt::format(
                          "what '{}' returns is freed by '{}', but objects of its type by '{}'",
                          callable_.name, release, handle.close),
                "name the close function in FFI_HANDLE(type, close = function)");
        if (callable_.is_callback || is_borrowed())
            return;
        if (handle.close.empty() || shape_.pointee_const()) {
            // What nobody says to belong to another object may be ended by anything.
            if (!handle.is_stated)
                opaque_unsafe("whose the object is that it returns is not said: declare its type "
                              "with FFI_HANDLE, and mark what belongs to another FFI_BORROWED");
            return;
        }
        const bool says =
            has(marks_, "owned") || has(marks_, "child_of") || has(marks_, "independent");
        // Closing what belongs to another is a use after free, and so is using what has gone. Only
        // what is said, or is the first half of an open/close pair, is owned.
        if (!says && !makes_object(callable_, roles_))
            return opaque_unsafe("who ends the object that it returns is not said: mark it "
                                 "FFI_OWNED or FFI_BORROWED");
        result_.role = ResultRole::handle;
        result_.release = handle.close;
    }

    Lowering& lowering_;
    const Callable& callable_;
    Roles& roles_;
    Result& result_;
    const model::Annotations& marks_;
    Shape shape_;
};

} // namespace

void lower_result(Lowering& lowering, const Callable& callable, Roles& roles) {
    ResultLowering(lowering, callable, roles).run();
}

} // namespace ffigen::api
