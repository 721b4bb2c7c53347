// How a registration ends: what the function named by FFI_CALLBACK(until = …) is called with.
#include "api/callable.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

/// What the registering function offers to the one that ends it.
class EndReader {
  public:
    EndReader(const Lowering& lowering, const Function& function, const Param& callback)
        : lowering_(lowering), function_(function), callback_(callback),
          target_(function.targets.indices().front()) {}

    /// Nothing when `end` wants what the registration does not have.
    [[nodiscard]] bool read(const model::Function& end, CallbackUse& use) {
        const model::Type& signature = end.signatures.first();
        if (signature.variadic)
            return false;
        for (std::size_t i = 1; i < signature.args.size(); ++i) {
            const std::optional<EndArgument> argument = argument_for(signature.args[i], use);
            if (!argument)
                return false;
            use.ends_with.push_back(*argument);
        }
        return true;
    }

  private:
    [[nodiscard]] Shape shape(const model::Type& type) const {
        return shape_of(lowering_.contract, type, target_);
    }

    [[nodiscard]] std::optional<EndArgument> argument_for(const model::Type& type,
                                                          CallbackUse& use) {
        const Shape wanted = shape(type);
        if (wanted.is_function_pointer())
            return wanted.target == shape(callback_.type).target && !callback_.member
                       ? std::optional(EndArgument::function)
                       : std::nullopt;
        if (wanted.points_to(model::TypeKind::void_))
            return EndArgument::user_data;
        if (wanted.points_to_record() && lowering_.handle(wanted.target.name) != nullptr)
            return has_object(wanted.target.name) ? std::optional(EndArgument::object)
                                                  : std::nullopt;
        return find_id(type, use) ? std::optional(EndArgument::id) : std::nullopt;
    }

    [[nodiscard]] bool has_object(const std::string& record) const {
        const auto first =
            std::find_if(function_.params.begin(), function_.params.end(),
                         [](const Param& param) { return param.role == Role::handle; });
        return first != function_.params.end() && first->element.name == record;
    }

    [[nodiscard]] bool find_id(const model::Type& type, CallbackUse& use) const {
        const model::Type wanted = model::unqualified(shape(type).type);
        for (std::size_t i = 0; i < function_.params.size(); ++i) {
            const Param& param = function_.params[i];
            if (param.role == Role::scalar_out &&
                model::unqualified(shape(param.element).type) == wanted) {
                use.id = i;
                return true;
            }
        }
        return function_.result.role == ResultRole::value &&
               model::unqualified(shape(function_.result.type).type) == wanted;
    }

    const Lowering& lowering_;
    const Function& function_;
    const Param& callback_;
    std::size_t target_;
};

/// The function makes one object for its caller, to which a closure may belong.
bool makes_one(const Function& function) {
    const auto made =
        std::count_if(function.params.begin(), function.params.end(), [](const Param& each) {
            return each.role == Role::handle_out && !each.release.empty();
        });
    return made + (function.result.role == ResultRole::handle ? 1 : 0) == 1;
}

/// Why the closure's life cannot be followed; empty when it can.
std::string problem(Lowering& lowering, const Function& function, Param& param) {
    CallbackUse& use = *param.callback;
    const bool has_object =
        std::any_of(function.params.begin(), function.params.end(),
                    [](const Param& each) { return each.role == Role::handle; });
    if (use.lifetime == Lifetime::until && lowering.closes.contains(use.until)) {
        use.lifetime = Lifetime::close;
        use.until.clear();
    }
    if (use.lifetime == Lifetime::close)
        return has_object || use.destroy || makes_one(function)
                   ? std::string()
                   : "no object's end can end the callback: it takes no handle";
    if (use.lifetime != Lifetime::until || use.until.empty())
        return {};
    const model::Function* end = lowering.contract.function(use.until);
    if (end == nullptr || end->signatures.groups.empty() ||
        !EndReader(lowering, function, param).read(*end, use))
        return fmt::format(
            "'{}', which ends its registration, takes what the registration does not "
            "have",
            use.until);
    return {};
}

} // namespace

bool CallbackUse::replaces() const {
    const auto names = [&](EndArgument argument) {
        return std::find(ends_with.begin(), ends_with.end(), argument) != ends_with.end();
    };
    if (lifetime == Lifetime::process)
        return true;
    return lifetime == Lifetime::until && !names(EndArgument::id) && !names(EndArgument::user_data);
}

void lower_registrations(Lowering& lowering) {
    std::erase_if(lowering.api.functions, [&](Function& function) {
        for (Param& param : function.params) {
            if (!param.callback)
                continue;
            std::string why = problem(lowering, function, param);
            if (why.empty())
                continue;
            lowering.api.raw_only.push_back({function.c_name, std::move(why),
                                             lowering.contract.function(function.c_name)->where});
            return true;
        }
        return false;
    });
}

} // namespace ffigen::api
