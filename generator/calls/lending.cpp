#include "calls/lending.hpp"

#include <algorithm>

namespace ffigen::calls {
namespace {

/// Handles for one thread at a time that closures of a type are lent.
std::vector<std::string> lent_to(const api::Api& api, const std::string& callback) {
    std::vector<std::string> lent;
    if (const api::Callback* type = api.callback(callback))
        for (const api::Param& param : type->params) {
            const api::Handle* handle =
                param.role == api::Role::handle ? api.handle(param.element.name) : nullptr;
            if (handle != nullptr && handle->threads != api::Threads::safe)
                lent.push_back(handle->c_name);
        }
    return lent;
}

/// Puts together what belongs together.
class Families {
  public:
    explicit Families(const api::Api& api) {
        for (const api::Handle& handle : api.handles)
            if (handle.threads != api::Threads::safe)
                numbers_.emplace(handle.c_name, numbers_.size() + 1);
    }

    /// Nothing where one of them is for all threads: what belongs to it is for itself.
    void join(const std::string& one, const std::string& other) {
        const auto first = numbers_.find(one), second = numbers_.find(other);
        if (first == numbers_.end() || second == numbers_.end())
            return;
        const std::size_t from = std::max(first->second, second->second);
        const std::size_t to = std::min(first->second, second->second);
        for (auto& [name, number] : numbers_)
            if (number == from)
                number = to;
    }

    [[nodiscard]] std::map<std::string, std::size_t> numbers() && { return std::move(numbers_); }

  private:
    std::map<std::string, std::size_t> numbers_;
};

} // namespace

bool lends(const api::Api& api) {
    return std::ranges::any_of(api.functions, [&](const api::Function& function) {
        return std::ranges::any_of(function.params, [&](const api::Param& param) {
            return param.callback && !lent_to(api, param.callback->type).empty();
        });
    });
}

std::map<std::string, std::size_t> families(const api::Api& api, const std::vector<Call>& calls) {
    Families families(api);
    for (const api::Handle& handle : api.handles)
        for (const std::string& parent : handle.parents)
            families.join(handle.c_name, parent);
    for (const Call& call : calls)
        for (const Registration& each : call.registrations) {
            const api::Param& closure = call.function->params[each.param];
            const std::vector<std::string> lent = lent_to(api, closure.callback->type);
            for (const std::string& handle : lent) {
                families.join(handle, lent.front());
                for (const Use& use : call.uses)
                    families.join(handle, use.handle);
            }
        }
    return std::move(families).numbers();
}

} // namespace ffigen::calls
