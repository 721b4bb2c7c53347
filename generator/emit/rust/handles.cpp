#include "emit/rust/handles.hpp"

#include "emit/rust/callbacks.hpp"
#include "emit/rust/calls.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::rust {

using api::FunctionKind;

namespace {

class HandleView {
  public:
    HandleView(Safe& safe, const api::Handle& handle)
        : safe_(safe), handle_(handle), type_(safe.objects.of(handle.c_name)),
          raw_("raw::" + safe.context.types.names().record(handle.c_name)),
          parents_(safe.objects.parents(type_)),
          closes_(type_.closes() && safe.context.in_raw.contains(handle.close)) {}

    Json json(std::vector<std::string>& own) {
        own.push_back(type_.name);
        if (type_.is_split)
            own.push_back(type_.inner);
        const std::vector<const api::Function*> all = functions_of(safe_, handle_);
        std::vector<const api::Function*> functions, const_functions;
        Json loans = Json::array();
        for (const api::Function* function : all) {
            (is_const(*function) ? const_functions : functions).push_back(function);
            if (!function->loan)
                continue;
            loans.push_back(loan_json(safe_, *function));
            own.push_back(safe_.names.loans.at(function->c_name));
        }
        Json guards = registrations_json(safe_, all);
        for (const Json& guard : guards)
            own.push_back(guard["guard"]);
        Json data = base();
        add_close(data);
        add_owner(data);
        add_values(data);
        data["functions"] = functions_json(safe_, functions);
        data["const_functions"] = functions_json(safe_, const_functions);
        data["loans"] = std::move(loans);
        data["registrations"] = std::move(guards);
        return data;
    }

  private:
    /// A method that changes nothing, of a type whose objects may be read-only.
    bool is_const(const api::Function& function) const {
        if (!type_.is_split || function.params.empty() ||
            function.kind == FunctionKind::constructor ||
            function.kind == FunctionKind::static_method)
            return false;
        const api::Param& self = function.params.front();
        return self.role == api::Role::handle && self.element.name == handle_.c_name &&
               !safe_.context.plan.of(function).use_of(0)->changes;
    }

    Json base() const {
        return {{"name", type_.name},
                {"inner", type_.inner},
                {"split", type_.is_split},
                {"doc", doc_or_name(safe_, handle_.doc, handle_.c_name)},
                {"raw", raw_},
                {"generic", type_.has_lifetime ? "<'a>" : ""},
                {"anonymous", type_.has_lifetime ? "<'_>" : ""},
                {"lifetime", type_.has_lifetime},
                {"sendable", type_.is_send},
                {"shareable", type_.is_sync},
                {"shared", type_.is_shared},
                {"parents", format_type(parents_, 4)},
                {"has_parents", !parents_.empty()},
                {"kept", type_.ends_closures && closes_},
                {"part", type_.knows_whole},
                {"traced", is_traced()},
                {"descends", type_.descends},
                {"place", place()},
                {"counted", type_.ends_closures && closes_ && !handle_.retain.empty()},
                {"finishes", safe_.keeps_closures && closes_},
                {"clones", !handle_.retain.empty()},
                {"retain", handle_.retain.empty()
                               ? ""
                               : "raw::" + safe_.context.types.names().value(handle_.retain)}};
    }

    void add_close(Json& data) const {
        const api::Function* close = safe_.context.api.function(handle_.close);
        const bool status =
            closes_ && handle_.close_has_status && close != nullptr && close->error_set;
        std::string check;
        if (status) {
            const calls::Failure& failure = safe_.context.plan.of(*close).failure;
            check =
                "check" +
                error_suffix(safe_.context.api, *safe_.context.api.error_set(*close->error_set)) +
                "(status" + (failure.text == calls::ErrorText::fresh ? ", before)" : ")");
            data["fresh"] = failure.text == calls::ErrorText::fresh;
        } else {
            data["fresh"] = false;
        }
        data["closes"] = closes_;
        data["drops"] = closes_ && !type_.is_shared;
        data["close"] = closes_ ? "raw::" + safe_.context.types.names().value(handle_.close) : "";
        data["close_status"] = status;
        data["check"] = check;
        data["ends_later"] = safe_.keeps_closures;
    }

    void add_owner(Json& data) const {
        const bool optional = is_optional();
        data["owner"] = type_.owner();
        data["optional"] = optional;
        data["owner_field"] =
            optional ? "Option<Arc<" + type_.owner() + ">>" : "Arc<" + type_.owner() + ">";
        data["last_owner"] = optional
                                 ? fmt::format("self{}.owner.and_then(Arc::into_inner)", place())
                                 : fmt::format("Arc::into_inner(self{}.owner)", place());
        data["lends"] = type_.is_shared && optional;
        data["keeps"] = optional && !type_.is_borrowed_by_children();
        data["takes"] = type_.takes_over;
        const bool given_up = is_consumed() && (type_.is_shared || !parents_.empty());
        data["given_up"] = given_up;
        data["several"] = Json::array();
        data["takes_parents"] = given_up && !parents_.empty();
        data["parents_field"] = given_up && !type_.is_shared ? "parents" : "_parents";
        data["parents_place"] = type_.is_split ? "0.parents" : "parents";
        add_family(data);
    }

    /// Statements that collect what an object, and its owner, belong to.
    void add_family(Json& data) const {
        data["in_family"] = type_.in_family;
        const auto is_guarded = [&](const ParentType& parent) {
            return safe_.objects.of(parent.handle).handle->threads != api::Threads::safe;
        };
        const bool is_root = std::none_of(type_.parents.begin(), type_.parents.end(), is_guarded);
        const std::string own = handle_.threads == api::Threads::safe
                                    ? "true"
                                    : "found.push(self.raw.as_ptr().addr());\n        true";
        const std::string field =
            type_.is_shared ? "self._parents" : "self." + data["parents_field"].get<std::string>();
        std::string all;
        for (std::size_t i = 0; i < type_.parents.size(); ++i) {
            const ParentType& parent = type_.parents[i];
            if (!is_guarded(parent))
                continue;
            const std::string place = field + place_in_group(i, type_.parents.size());
            // One that was lent cannot be kept, so that it is not known here.
            if (safe_.objects.of(parent.handle).has_lent)
                all += (all.empty() ? "" : " && ") + place +
                       (parent.count > 1 ? ".iter().all(Option::is_some)" : ".is_some()");
            all += (all.empty() ? "" : " && ") + place + ".roots(found)";
        }
        const std::string owners = is_root ? own : all;
        data["owner_roots"] = owners;
        data["roots"] = !type_.is_shared ? owners
                        : is_root        ? own
                        : is_optional()  ? "self.owner.as_ref().is_some_and(|owner| "
                                           "owner.roots(found))"
                                         : "self.owner.roots(found)";
        data["found"] = is_root && handle_.threads == api::Threads::safe ? "_found" : "found";
    }

    /// It knows all that it belongs to.
    bool is_traced() const { return safe_.context.plan.traced.contains(handle_.c_name); }

    /// The owner may be missing.
    bool is_optional() const { return type_.is_shared && type_.has_lent; }

    /// Where the fields are.
    std::string place() const { return type_.is_split ? ".0" : ""; }

    bool is_consumed() const {
        return std::any_of(safe_.context.plan.calls.begin(), safe_.context.plan.calls.end(),
                           [&](const calls::Call& call) {
                               return std::any_of(
                                   call.uses.begin(), call.uses.end(), [&](const calls::Use& use) {
                                       return use.consumed && use.handle == handle_.c_name;
                                   });
                           });
    }

    std::string value(std::vector<std::string> fields, int indent) const {
        if (type_.knows_whole)
            fields.emplace_back("whole: 0");
        if (type_.has_lifetime)
            fields.emplace_back("_borrowed: PhantomData");
        if (is_traced())
            fields.emplace_back("lineage: Vec::new()");
        return type_.is_split ? format_struct("Self(" + type_.inner, fields, indent) + ")"
                              : format_struct("Self", fields, indent);
    }

    std::vector<std::string> fields_of_owner() const {
        std::vector<std::string> fields{"raw"};
        if (closes_)
            fields.emplace_back("closes: closes.into()");
        if (type_.counts_loans && closes_)
            fields.emplace_back("lent: Default::default()");
        if (!parents_.empty())
            fields.emplace_back("_parents: parents");
        if (type_.takes_over)
            fields.emplace_back("taken: Default::default()");
        return fields;
    }

    void add_values(Json& data) const {
        const bool shared = type_.is_shared;
        const bool has_parents = !parents_.empty();
        data["plain"] = !shared && !type_.knows_whole && !has_parents && !type_.has_lifetime &&
                        !type_.is_split && !is_traced() && !(type_.counts_loans && closes_);
        std::vector<std::string> parameters{"raw: *mut " + raw_};
        std::string arguments = "raw";
        if (shared && closes_) {
            parameters.emplace_back("closes: bool");
            arguments += ", true";
        }
        if (has_parents) {
            parameters.push_back("parents: " + format_type(parents_, 8));
            arguments += ", Default::default()";
        }
        data["stays"] = shared && !type_.is_sync;
        const bool counts = type_.counts_loans && closes_;
        data["counts"] = counts;
        data["counts_here"] = counts && !shared;
        data["count"] = !shared         ? "let lent = &self.lent;"
                        : is_optional() ? "let Some(owner) = &self.owner else {\n            "
                                          "return;\n        };\n        let lent = &owner.lent;"
                                        : "let lent = &self.owner.lent;";
        data["own_arguments"] = arguments;
        data["own_signature"] =
            format_signature("pub(super) unsafe fn own", parameters, "Option<Self>", " {", 4);
        std::vector<std::string> fields;
        if (shared)
            fields = {"raw", is_optional() ? "owner: Some(owner)" : "owner"};
        else
            fields = {"raw: NonNull::new(raw)?"};
        if (counts && !shared)
            fields.emplace_back("lent: Default::default()");
        if (!shared && has_parents)
            fields.push_back(data["parents_field"] == "parents" ? "parents" : "_parents: parents");
        data["own_value"] = value(fields, 8);
        data["own_owner"] = shared ? format_struct(type_.owner(), fields_of_owner(), 8) : "";
        data["lend_signature"] = format_signature("pub(super) unsafe fn lend",
                                                  {"raw: *mut " + raw_}, "Option<Self>", " {", 4);
        data["lend_value"] = value({"raw: NonNull::new(raw)?", "owner: None"}, 8);
        // Of several a name of its own, as clippy wants it of types that are hard to read.
        const bool named = data["given_up"] == true &&
                           (parents_.starts_with("(") || (shared && parents_.starts_with("[")));
        if (named)
            data["several"].push_back(
                {{"name", type_.name + "Parents"}, {"parents", format_type(parents_, 0)}});
        const std::string needed = named ? type_.name + "Parents" : parents_;
        const std::string given =
            has_parents ? "(*mut " + raw_ + ", " + needed + ")" : "*mut " + raw_;
        data["give_up_signature"] =
            format_signature("pub(super) fn give_up", {"self"},
                             shared ? "Result<" + given + ", Error>" : given, " {", 4);
        add_clone(data);
    }

    void add_clone(Json& data) const {
        std::string again;
        if (type_.is_shared)
            again = fmt::format("Self::own(self.raw.as_ptr(), true{})",
                                parents_.empty() ? "" : ", Default::default()");
        else if (data["plain"].get<bool>())
            again = "Self::from_raw(self.raw.as_ptr())";
        else
            again = fmt::format("Self::own(self.raw.as_ptr(){})",
                                parents_.empty()
                                    ? std::string()
                                    : ", self." + data["parents_field"].get<std::string>() +
                                          ".clone()");
        if (type_.descends)
            again += ".map(|object| object.descending(self.lineage.clone()))";
        data["again"] = again;
    }

    Safe& safe_;
    const api::Handle& handle_;
    const ObjectType& type_;
    std::string raw_, parents_;
    bool closes_;
};

} // namespace

std::vector<const api::Function*> functions_of(const Safe& safe, const api::Handle& handle) {
    std::vector<const api::Function*> functions;
    for (const std::size_t i : handle.functions) {
        const api::Function& function = safe.context.api.functions[i];
        if (safe.names.functions.contains(function.c_name) &&
            function.kind != FunctionKind::close && function.kind != FunctionKind::loan_end &&
            !is_internal(safe.context.api, function.c_name))
            functions.push_back(&function);
    }
    return functions;
}

Json functions_json(Safe& safe, const std::vector<const api::Function*>& functions) {
    Json list = Json::array();
    for (const api::Function* function : functions) {
        list.push_back(wrapper_json(safe, *function));
        if (has_in_place_form(safe, *function))
            list.push_back(wrapper_json(safe, *function, true));
    }
    return list;
}

Json registrations_json(Safe& safe, const std::vector<const api::Function*>& functions) {
    Json list = Json::array();
    for (const api::Function* function : functions)
        for (Json& guard : registration_json(safe, *function))
            list.push_back(std::move(guard));
    return list;
}

Json handle_json(Safe& safe, const api::Handle& handle, std::vector<std::string>& own) {
    return HandleView(safe, handle).json(own);
}

} // namespace ffigen::emit::rust
