#include "mutants.hpp"

#include "scenarios.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

namespace {

std::vector<std::memory_order> weaker(const model::Access& access) {
    using enum std::memory_order;
    if (access.kind == "fence") {
        return {relaxed};
    }
    switch (access.order) {
    case seq_cst:
        return access.kind == "load"    ? std::vector{acquire, relaxed}
               : access.kind == "store" ? std::vector{release, relaxed}
                                        : std::vector{acq_rel, relaxed};
    case acq_rel:
        return {acquire, release};
    case acquire:
    case release:
        return {relaxed};
    default:
        return {};
    }
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos
               ? ""
               : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

std::string line_of(const std::string& name, unsigned wanted) {
    std::ifstream file(MODEL_RUNTIME "/src/" + name);
    if (!file) {
        file.open(MODEL_RUNTIME "/include/rt/" + name);
    }
    std::string line;
    for (unsigned i = 0; i < wanted; ++i) {
        std::getline(file, line);
    }
    return trimmed(line);
}

/// An access, and the scenarios that make it: no other can tell.
struct Reached {
    model::Access access;
    std::vector<const Named*> by;
};

Verdict judge(const model::Mutant& mutant, const Reached& reached, std::uint64_t effort) {
    const model::Access& access = reached.access;
    const std::string file = mutant.where.substr(0, mutant.where.find(':'));
    Verdict verdict{mutant, access.kind, access.order, file, line_of(file, access.line), {}, {}};
    model::use_mutant(mutant);
    for (const Named* scenario : reached.by) {
        const model::Outcome outcome = explore_both_ways(scenario->make, effort * scenario->weight);
        if (outcome.failure) {
            verdict.caught_by = scenario->name;
            verdict.said = outcome.failure->substr(0, outcome.failure->find('\n'));
            break;
        }
    }
    model::use_mutant(std::nullopt);
    return verdict;
}

} // namespace

std::vector<Equivalent> read_equivalents(const std::string& path) {
    std::vector<Equivalent> all;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') {
            continue;
        }
        std::vector<std::string> parts;
        std::istringstream rest(line);
        for (std::string part; parts.size() < 3 && std::getline(rest, part, '|');) {
            parts.push_back(trimmed(part));
        }
        std::string why;
        std::getline(rest, why);
        parts.resize(3);
        all.push_back({parts[0], parts[1], parts[2], trimmed(why)});
    }
    return all;
}

const Equivalent* find_equivalent(const std::vector<Equivalent>& all, const Verdict& verdict) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Equivalent& each) {
        return each.file == verdict.file &&
               (each.made == "*" || each.made == order_name(verdict.mutant.order)) &&
               verdict.text.find(each.text) != std::string::npos;
    });
    return found == all.end() ? nullptr : &*found;
}

const char* order_name(std::memory_order order) {
    using enum std::memory_order;
    switch (order) {
    case relaxed:
        return "relaxed";
    case acquire:
        return "acquire";
    case release:
        return "release";
    case acq_rel:
        return "acq_rel";
    case seq_cst:
        return "seq_cst";
    default:
        return "consume";
    }
}

model::Outcome explore_both_ways(const std::function<std::unique_ptr<model::Scenario>()>& make,
                                 std::uint64_t effort) {
    model::Outcome outcome;
    // Few deviations gone through in order, then many drawn.
    for (const model::Bounds& bounds :
         {model::Bounds{1, 1, effort, {}}, model::Bounds{3, 3, effort, 1},
          model::Bounds{6, 6, effort, 2}}) {
        const model::Outcome one = model::explore(make, bounds);
        outcome.executions += one.executions;
        if (one.failure) {
            outcome.failure = one.failure;
            break;
        }
    }
    return outcome;
}

std::vector<Verdict> judge_all(std::uint64_t effort, bool tell_progress,
                               const std::string& where_part) {
    model::use_mutant(std::nullopt);
    std::map<std::string, Reached> all;
    model::take_accesses();
    for (const Named& scenario : all_scenarios()) {
        explore_both_ways(scenario.make, effort * scenario.weight);
        for (const auto& [where, access] : model::take_accesses()) {
            if (where.find("_scenarios.cpp") != std::string::npos) {
                continue; // A scenario's own, and no source of the runtime's.
            }
            Reached& reached = all[where];
            reached.access = access;
            reached.by.push_back(&scenario);
        }
    }
    std::vector<Verdict> verdicts;
    for (const auto& [where, reached] : all) {
        if (where.find(where_part) == std::string::npos) {
            continue;
        }
        const model::Access& access = reached.access;
        for (const std::memory_order order : weaker(access)) {
            verdicts.push_back(judge({where, order}, reached, effort));
            if (tell_progress) {
                const Verdict& last = verdicts.back();
                std::fprintf(stderr, "%s %s -> %s: %s\n", where.c_str(), order_name(access.order),
                             order_name(order),
                             last.caught_by.empty() ? "NOT CAUGHT" : last.caught_by.c_str());
            }
        }
    }
    return verdicts;
}
