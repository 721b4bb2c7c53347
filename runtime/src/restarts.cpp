#include "rt/restarts.hpp"

#include <algorithm>

namespace rt {
namespace {

constexpr std::uint64_t ns_per_ms = 1'000'000;

} // namespace

Restarts::Standing Restarts::standing(const std::string& label, std::uint64_t now_ns) const {
    const auto found = books_.find(label);
    if (found == books_.end()) {
        return Standing::ready;
    }
    if (found->second.failures >= policy_.most_failures) {
        return Standing::given_up;
    }
    return now_ns >= found->second.not_before_ns ? Standing::ready : Standing::waiting;
}

bool Restarts::failed(const std::string& label, std::uint64_t lived_ns, std::uint64_t now_ns) {
    Book& book = books_[label];
    if (lived_ns > static_cast<std::uint64_t>(policy_.settled_after_ms) * ns_per_ms) {
        book.failures = 0;
    }
    auto delay = static_cast<std::uint64_t>(policy_.first_delay_ms);
    for (int i = 0; i < book.failures && delay < static_cast<std::uint64_t>(policy_.most_delay_ms);
         ++i) {
        delay *= 2;
    }
    delay = std::min(delay, static_cast<std::uint64_t>(policy_.most_delay_ms));
    book.not_before_ns = now_ns + delay * ns_per_ms;
    ++book.failures;
    return book.failures == policy_.most_failures;
}

int Restarts::failures(const std::string& label) const {
    const auto found = books_.find(label);
    return found == books_.end() ? 0 : found->second.failures;
}

} // namespace rt
