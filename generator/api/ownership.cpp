// Whose the objects, texts and records are that a function gives: FFI_CHILD_OF, FFI_INDEPENDENT,
// FFI_BORROWED_UNTIL, and the safe default where the header says nothing.
#include "api/callable.hpp"

#include "annotations/table.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace ffigen::api {
namespace {

class OwnershipLowering {
  public:
    OwnershipLowering(Lowering& lowering, const Callable& callable, Roles& roles)
        : lowering_(lowering), callable_(callable), roles_(roles) {}

    void run() {
        for (std::size_t i = 0; i < roles_.params.size(); ++i) {
            Param& param = roles_.params[i];
            const bool gives = param.role == Role::handle_out || param.role == Role::string_out ||
                               param.role == Role::lent_out || param.role == Role::buffer_out ||
                               param.role == Role::texts_out;
            if (gives)
                param.belongs = belongs(param.role == Role::handle_out, !param.release.empty(),
                                        callable_.parameter(i).annotations, given_const(i));
            if (param.role == Role::handle_out) {
                refuse_short_lived(param.belongs);
                refuse_unsaid(param.belongs, !param.release.empty(), param.element,
                              callable_.parameter(i).annotations);
                refuse_listed(param.belongs, !param.release.empty(),
                              callable_.parameter(i).annotations);
            } else if (gives && param.role != Role::lent_out)
                refuse_raced(param.belongs);
        }
        Result& result = roles_.result;
        const bool is_object =
            result.role == ResultRole::handle || result.role == ResultRole::borrowed_handle;
        const bool is_array = result.role == ResultRole::buffer;
        if (is_object || is_array || result.role == ResultRole::string ||
            result.role == ResultRole::record_ref || result.role == ResultRole::flexible ||
            result.role == ResultRole::texts)
            result.belongs =
                belongs(is_object, !result.release.empty(), *callable_.annotations,
                        is_array ? is_read_only(result) : points_to_const(result.type));
        if (is_object) {
            refuse_short_lived(result.belongs);
            refuse_unsaid(result.belongs, !result.release.empty(), result.element,
                          *callable_.annotations);
            refuse_listed(result.belongs, !result.release.empty(), *callable_.annotations);
        } else {
            refuse_raced(result.belongs);
        }
    }

  private:
    /// Other objects reached through it cannot be followed when it goes with the owner's next
    /// change.
    void refuse_short_lived(const Belongs& belongs) {
        if (belongs.until == Until::change)
            roles_.unsafe(
                "the object that it gives lasts until its owner changes, which no object of a "
                "safe layer can follow");
    }

    /// What somebody can end is there until then, and what no object of the call has until who
    /// knows when.
    void refuse_unsaid(const Belongs& belongs, bool is_owned, const model::Type& type,
                       const model::Annotations& marks) {
        const Handle* handle = lowering_.handle(type.name);
        const bool is_said =
            std::ranges::any_of(std::array{"borrowed", "borrowed_until", "child_of", "independent"},
                                [&](const char* word) { return find(word, marks) != nullptr; });
        if (!is_owned && !is_said && handle != nullptr &&
            (belongs.to.empty() || !handle->close.empty()))
            roles_.unsafe("whose the object is that it gives, and until when, is not said: mark it "
                          "FFI_BORROWED");
    }

    /// What is made of the objects of a list, or is one of them, needs them as long as it is there,
    /// which nothing sees to.
    void refuse_listed(const Belongs& belongs, bool is_owned, const model::Annotations& marks) {
        const auto list = std::ranges::find(roles_.params, Role::handles_in, &Param::role);
        if (list == roles_.params.end() || find("child_of", marks) != nullptr)
            return;
        const bool is_said =
            is_owned
                ? find("independent", marks) != nullptr || has(*callable_.annotations, "harmless")
                : !belongs.to.empty() || model::find(marks, "borrowed_until") != nullptr;
        if (!is_said)
            roles_.unsafe(fmt::format(
                "the object that it gives may need those of '{}': mark it {} if it does not",
                callable_.entity(static_cast<std::size_t>(list - roles_.params.begin())),
                is_owned ? "FFI_INDEPENDENT" : "FFI_BORROWED_UNTIL(forever)"));
    }

    /// What a change ends can be gone before it is copied, where C lets other threads change the
    /// object at any time.
    void refuse_raced(const Belongs& belongs) {
        if (belongs.until != Until::change)
            return;
        for (const std::size_t owner : belongs.to) {
            const Handle* handle = lowering_.handle(roles_.shapes[owner].target.name);
            if (handle != nullptr &&
                (handle->threads == Threads::safe || has(*callable_.annotations, "thread_safe")))
                roles_.unsafe(fmt::format(
                    "another thread may change '{}' before what it gives is copied: mark it "
                    "FFI_BORROWED_UNTIL(close) if that lasts as long as the object",
                    callable_.entity(owner)));
        }
    }

    /// Of the elements of an array, wherever their address is.
    [[nodiscard]] bool is_read_only(const Result& result) const {
        return result.span ? span_address(lowering_.contract, *result.span, callable_.target)
                                 .pointee_const()
                           : points_to_const(result.type);
    }

    [[nodiscard]] bool points_to_const(const model::Type& type) const {
        return shape_of(lowering_.contract, type, callable_.target).pointee_const();
    }

    /// Of `T **`: whether what comes out is `const T *`.
    [[nodiscard]] bool given_const(std::size_t index) const {
        return points_to_const(roles_.shapes[index].pointee);
    }

    [[nodiscard]] Belongs belongs(bool is_object, bool is_owned, const model::Annotations& marks,
                                  bool is_const) {
        Belongs result;
        result.is_const = is_const;
        // On the function where it says nothing about the parameter.
        const model::Annotation* child = find("child_of", marks);
        const bool independent = find("independent", marks) != nullptr;
        if (child != nullptr)
            result.to = named_objects(*child);
        else if (!independent) // FFI_BORROWED speaks of the first; else it may be any one's
            result.to = is_said_first(is_object, is_owned, marks) ? first_object() : all_objects();
        if (is_owned) {
            result.until = Until::close;
            if (!is_object)
                result.to.clear(); // it is copied and freed at once
            return result;
        }
        // What is nobody's object may lie in what the call was given, or in memory that the library
        // writes again at its next call.
        result.until = !is_object          ? Until::change
                       : result.to.empty() ? Until::forever
                                           : Until::close;
        if (const model::Annotation* until = model::find(marks, "borrowed_until"))
            read_until(*until, result);
        return result;
    }

    [[nodiscard]] bool is_said_first(bool is_object, bool is_owned,
                                     const model::Annotations& marks) const {
        return is_owned
                   ? !is_object
                   : find("borrowed", marks) != nullptr || find("borrowed_until", marks) != nullptr;
    }

    [[nodiscard]] const model::Annotation* find(std::string_view name,
                                                const model::Annotations& marks) const {
        const model::Annotation* own = model::find(marks, name);
        return own != nullptr ? own : model::find(*callable_.annotations, name);
    }

    void read_until(const model::Annotation& annotation, Belongs& result) {
        const std::string end =
            annotation.positional.empty() ? std::string() : annotation.positional.front();
        if (end == "change" || end == "close") {
            result.until = end == "close" ? Until::close : Until::change;
            if (result.to.empty())
                lowering_.error("A12", annotation.where, callable_.name,
                                fmt::format("'{}' gives what belongs to an object, but takes none",
                                            callable_.name),
                                "write FFI_BORROWED_UNTIL(forever), or name the object with "
                                "FFI_CHILD_OF");
        } else if (end == "forever") {
            result.until = Until::forever;
            result.to.clear();
        } else {
            lowering_.error("A03", annotation.where, callable_.name,
                            fmt::format("'{}' of FFI_BORROWED_UNTIL is unknown", end),
                            "write change, close or forever");
        }
    }

    [[nodiscard]] std::vector<std::size_t> named_objects(const model::Annotation& annotation) {
        std::vector<std::size_t> found;
        std::istringstream names(annotation.positional.empty() ? std::string()
                                                               : annotation.positional.front());
        for (std::string name; names >> name;) {
            const std::optional<std::size_t> index =
                named_parameter(lowering_, callable_, callable_.count(), annotation, name);
            if (!index)
                continue;
            const Role role = roles_.params[*index].role;
            if (role == Role::handle || role == Role::handle_consumed)
                found.push_back(*index);
            else
                lowering_.error("A15", annotation.where, callable_.entity(*index),
                                fmt::format("nothing can be a child of '{}': it is no handle",
                                            callable_.entity(*index)),
                                "name a parameter that is a handle");
        }
        return found;
    }

    [[nodiscard]] std::vector<std::size_t> all_objects() const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < roles_.params.size(); ++i)
            if (roles_.params[i].role == Role::handle ||
                roles_.params[i].role == Role::handle_consumed)
                found.push_back(i);
        return found;
    }

    [[nodiscard]] std::vector<std::size_t> first_object() const {
        std::vector<std::size_t> found = all_objects();
        found.resize(std::min<std::size_t>(found.size(), 1));
        return found;
    }

    Lowering& lowering_;
    const Callable& callable_;
    Roles& roles_;
};

} // namespace

void lower_ownership(Lowering& lowering, const Callable& callable, Roles& roles) {
    if (!callable.is_callback)
        OwnershipLowering(lowering, callable, roles).run();
}

} // namespace ffigen::api
