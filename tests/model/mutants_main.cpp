// model-mutants EQUIVALENTS [EXECUTIONS [WHERE]]: docs/runtime-model.md. With WHERE only accesses
// in places like "bell.cpp:35" are made weaker, to try something.
#include "mutants.hpp"
#include "scenarios.hpp"

#include <cstdio>
#include <cstdlib>

namespace {

constexpr char introduction[] =
    R"(# The runtime under weak memory

Processors and compilers reorder what the language lets them. Tests on one machine see what that machine
does; so the sources of ring, channel, registry, owners and doorbells are built a second time, over atomics whose every
access is a step of an explored execution (`tests/model`). The explorer chooses who goes on, which of the stores that
the language allows a load reads, and where a process is killed; few deviations are gone through in order, many
are drawn at random. A sleeper that nobody wakes ends an execution as a failure.

The memory keeps all stores of a location in modification order and synchronisation in vector clocks; textbook
programs prove that it shows what it should and no more (`model.memory.*`). It does not show load buffering, nor a
modification order other than that of execution.

`model-mutants` writes this page. `RT_MODEL_EXECUTIONS=100000 ctest -R '^model'` looks longer.

## Promises

| scenario | what it proves |
|---|---|
)";

std::string order_of(const Verdict& verdict) {
    return verdict.kind == "fence" ? "taken out" : order_name(verdict.mutant.order);
}

/// A cell of a table ends at a bar.
std::string cell(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        safe += c == '|' ? "\\|" : std::string(1, c);
    }
    return safe;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fputs("usage: model-mutants EQUIVALENTS [EXECUTIONS [WHERE]]\n", stderr);
        return 2;
    }
    const std::vector<Equivalent> equivalents = read_equivalents(arguments[1]);
    const std::uint64_t effort = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 4'000;
    const std::vector<Verdict> verdicts = judge_all(effort, true, count > 3 ? arguments[3] : "");
    std::fputs(introduction, stdout);
    for (const Named& scenario : all_scenarios()) {
        std::printf("| %s | %s |\n", scenario.name, scenario.promise);
    }
    std::puts("\n## Mutants that are caught\n\n| access | is | made | caught by | which says |\n"
              "|---|---|---|---|---|");
    for (const Verdict& verdict : verdicts) {
        if (!verdict.caught_by.empty()) {
            std::printf("| %s `%s` | %s | %s | %s | %s |\n", verdict.file.c_str(),
                        cell(verdict.text).c_str(), order_name(verdict.order),
                        order_of(verdict).c_str(), verdict.caught_by.c_str(), verdict.said.c_str());
        }
    }
    std::puts("\n## Mutants that break nothing\n\n| access | is | made | why |\n|---|---|---|---|");
    int missed = 0;
    for (const Verdict& verdict : verdicts) {
        if (verdict.caught_by.empty()) {
            const Equivalent* equivalent = find_equivalent(equivalents, verdict);
            std::printf("| %s `%s` | %s | %s | %s |\n", verdict.file.c_str(),
                        cell(verdict.text).c_str(), order_name(verdict.order),
                        order_of(verdict).c_str(),
                        equivalent == nullptr ? "**not known**" : equivalent->why.c_str());
            missed += equivalent == nullptr ? 1 : 0;
        }
    }
    return missed == 0 ? 0 : 1;
}
