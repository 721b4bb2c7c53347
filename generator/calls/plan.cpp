#include "calls/plan.hpp"

#include <algorithm>

namespace ffigen::calls {

std::string Integer::low() const {
    if (!is_signed)
        return "0";
    return bits >= 64 ? "-9223372036854775808" : std::to_string(-(std::int64_t{1} << (bits - 1)));
}

std::string Integer::high() const {
    if (bits >= 64)
        return is_signed ? "9223372036854775807" : "18446744073709551615";
    return std::to_string((std::uint64_t{1} << (is_signed ? bits - 1 : bits)) - 1);
}

bool Call::can_fail() const {
    return failure.error_set.has_value() || failure.sets_errno ||
           std::any_of(outputs.begin(), outputs.end(), [](const Output& each) {
               return (each.what == Given::object || each.what == Given::borrowed) &&
                      !each.nullable;
           });
}

std::vector<std::pair<std::size_t, std::size_t>> Call::apart() const {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (auto one = uses.begin(); one != uses.end(); ++one)
        for (auto other = std::next(one); other != uses.end(); ++other)
            if (one->handle == other->handle &&
                (one->access == Access::exclusive || other->access == Access::exclusive))
                pairs.emplace_back(one->param, other->param);
    return pairs;
}

const Use* Call::use_of(std::size_t param) const {
    const auto found = std::find_if(uses.begin(), uses.end(),
                                    [&](const Use& each) { return each.param == param; });
    return found == uses.end() ? nullptr : &*found;
}

const Count* Call::count_of(std::size_t param) const {
    const auto found = std::ranges::find(counts, param, &Count::param);
    return found == counts.end() ? nullptr : &*found;
}

const Output* Call::output_of(std::size_t param) const {
    const auto found = std::ranges::find(outputs, param, &Output::param);
    return found == outputs.end() ? nullptr : &*found;
}

ErrorText Call::null_text() const {
    return failure.error_set || failure.sets_errno ||
                   std::ranges::none_of(outputs, &Output::null_fails)
               ? ErrorText::none
               : failure.text;
}

const Registration* Call::registration_of(std::size_t param) const {
    const auto found = std::find_if(registrations.begin(), registrations.end(),
                                    [&](const Registration& each) { return each.param == param; });
    return found == registrations.end() ? nullptr : &*found;
}

std::size_t Registration::place() const {
    return static_cast<std::size_t>(std::ranges::find(group, param) - group.begin());
}

bool Registration::ends_by_id() const {
    return std::find(end_arguments.begin(), end_arguments.end(), api::EndArgument::id) !=
           end_arguments.end();
}

bool Call::is_registration_id(std::optional<std::size_t> param) const {
    return std::any_of(registrations.begin(), registrations.end(), [&](const Registration& each) {
        return each.ends_by_id() && each.lifetime == api::Lifetime::until && each.id == param;
    });
}

const Text* Call::text_of(std::size_t param) const {
    const auto found = std::find_if(texts.begin(), texts.end(),
                                    [&](const Text& each) { return each.param == param; });
    return found == texts.end() ? nullptr : &*found;
}

const Text* Call::growing_text() const {
    const auto found = std::ranges::find(texts, Room::growing, &Text::room);
    return found == texts.end() ? nullptr : &*found;
}

std::string Text::first_room(unsigned usual) const {
    return most.empty() || std::stoull(most) >= usual ? std::to_string(usual) : most;
}

const Call& Plan::of(const api::Function& function) const {
    // Calls stand in the order of the functions that they were made from.
    const auto first = calls.front().function;
    return calls[static_cast<std::size_t>(&function - first)];
}

const Iteration* Plan::iteration_of(const api::Handle& handle) const {
    const auto found =
        std::find_if(iterations.begin(), iterations.end(),
                     [&](const Iteration& each) { return each.handle == handle.c_name; });
    return found == iterations.end() ? nullptr : &*found;
}

} // namespace ffigen::calls
