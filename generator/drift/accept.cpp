#include "drift/accept.hpp"

#include "drift/compare.hpp"

#include <algorithm>

namespace ffigen::drift {
namespace {} // namespace

AcceptResult accept(lock::Lock& lock, const model::Contract& after,
                    const std::vector<Diagnostic>& found, const AcceptRequest& request) {
    AcceptResult result;
    std::vector<lock::Acceptance> pending = lock.accepted;
    for (const std::string& fingerprint : request.unaccept) {
        if (std::erase_if(pending,
                          [&](const lock::Acceptance& a) { return a.fingerprint == fingerprint; }))
            ++result.struck_off;
        else
            result.unknown.push_back(fingerprint);
    }
    for (const std::string& fingerprint : request.accept) {
        const auto change = std::find_if(found.begin(), found.end(), [&](const Diagnostic& d) {
            return !d.fingerprint.empty() && d.fingerprint == fingerprint;
        });
        if (change == found.end()) {
            result.unknown.push_back(fingerprint);
            continue;
        }
        std::erase_if(pending,
                      [&](const lock::Acceptance& a) { return a.fingerprint == fingerprint; });
        pending.push_back(
            {fingerprint, change->id, change->entity, request.reason, version_value(after)});
        ++result.accepted;
    }
    if (!result.unknown.empty())
        return result;
    std::sort(pending.begin(), pending.end(),
              [](const lock::Acceptance& a, const lock::Acceptance& b) {
                  return a.fingerprint < b.fingerprint;
              });
    lock.accepted = std::move(pending);
    return result;
}

void rebase(lock::Lock& lock, const model::Contract& after, const std::string& tool) {
    for (const model::Enum& old : lock.contract.enums) {
        const model::Enum* now = after.enumeration(old.name);
        if (!now || old.layouts.groups.empty())
            continue;
        for (const auto& [name, value] : old.layouts.first().values) {
            const bool lives =
                std::any_of(now->enumerators.begin(), now->enumerators.end(),
                            [&gone = name](const auto& e) { return e.name == gone; });
            if (!lives)
                lock.retired.push_back({old.name, name, value});
        }
    }
    // A name that came back owns its number again.
    std::erase_if(lock.retired, [&](const lock::Retired& retired) {
        const model::Enum* now = after.enumeration(retired.enumeration);
        return now && std::any_of(now->enumerators.begin(), now->enumerators.end(),
                                  [&](const auto& e) { return e.name == retired.name; });
    });
    std::sort(lock.retired.begin(), lock.retired.end());
    lock.retired.erase(std::unique(lock.retired.begin(), lock.retired.end()), lock.retired.end());
    lock.history.insert(lock.history.end(), lock.accepted.begin(), lock.accepted.end());
    lock.accepted.clear();
    lock.contract = after;
    lock.tool = tool;
}

} // namespace ffigen::drift
