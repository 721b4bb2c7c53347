// The registry with every place taken: looking up, listing, collecting the dead; beside a hash
// table of one process, which needs no other's leave.
#include "../ring/statistics.hpp"

#include "rt/clock.hpp"
#include "rt/registry.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace {

[[noreturn]] void give_up() {
    std::fprintf(stderr, "rt-bench-registry: %s\n", rt::last_error());
    std::exit(3);
}

void fill(rt::Registry& table, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        std::uint64_t id = 0;
        if (table.enter(name.c_str(), "control", "reply", 0, 0, id) != rt::ErrorCode::ok) {
            give_up();
        }
    }
}

/// Nanoseconds for each of `count`.
template <class Work>
double each(std::size_t count, const Work& work) {
    const std::uint64_t start = rt::now_ns();
    work();
    return static_cast<double>(rt::now_ns() - start) / static_cast<double>(count);
}

std::string table_name(const char* what) {
    return "bench." + std::to_string(getpid()) + "." + what;
}

void compare_lookups(int rounds, std::vector<std::string> names) {
    const std::string own = table_name("living");
    auto table = rt::Registry::open(own.c_str());
    if (!table) {
        give_up();
    }
    fill(**table, names);
    std::unordered_map<std::string, rt::service_info> peer;
    for (const std::string& name : names) {
        (*table)->lookup(name.c_str(), peer[name]);
    }
    std::vector<double> lookups;
    std::vector<double> finds;
    std::vector<double> peers;
    std::vector<double> lists;
    std::mt19937 random(1);
    rt::service_info found{};
    std::vector<rt::service_info> listed(names.size());
    for (int round = 0; round < rounds; ++round) {
        std::shuffle(names.begin(), names.end(), random);
        for (const std::string& name : names) { // The first to read them is no slower for it.
            asm volatile("" : : "r"(name.front()));
        }
        lookups.push_back(each(names.size(), [&] {
            for (const std::string& name : names) {
                (*table)->lookup(name.c_str(), found);
            }
        }));
        finds.push_back(each(names.size(), [&] {
            for (const std::string& name : names) {
                (*table)->find(name.c_str(), found);
            }
        }));
        peers.push_back(each(names.size(), [&] {
            for (const std::string& name : names) {
                found = peer.find(name)->second;
                asm volatile("" : : "r"(&found) : "memory");
            }
        }));
        lists.push_back(each(names.size(), [&] {
            if ((*table)->list("", listed.data(), listed.size()) != names.size()) {
                give_up();
            }
        }));
    }
    const auto tell = [&](const char* what, const std::vector<double>& ns) {
        std::printf("| %-28s | %22s | %s |\n", what, to_text(spread_of(ns), 0).c_str(),
                    to_text(ratio_of(ns, peers), 2).c_str());
    };
    std::printf("| %zu services, in no order | ns each | as a multiple of the table |\n"
                "|---|---|---|\n",
                names.size());
    tell("std::unordered_map", peers);
    tell("lookup", lookups);
    tell("find, if its process lives", finds);
    tell("list, an entry", lists);
    table = rt::ErrorCode::closed;
    rt::Registry::remove(own.c_str());
}

void measure_collect(int rounds, const std::vector<std::string>& names) {
    const std::string own = table_name("dead");
    auto table = rt::Registry::open(own.c_str());
    if (!table) {
        give_up();
    }
    std::vector<double> collects;
    for (int round = 0; round < rounds; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            fill(**table, names);
            _exit(0);
        }
        waitpid(child, nullptr, 0);
        std::uint32_t collected = 0;
        collects.push_back(each(1'000'000, [&] { (*table)->collect(collected); }));
        if (collected != names.size()) {
            std::fprintf(stderr, "rt-bench-registry: %u of %zu collected\n", collected,
                         names.size());
            std::exit(1);
        }
    }
    std::printf("\nCollecting %zu that died takes %s ms.\n", names.size(),
                to_text(spread_of(collects), 2).c_str());
    table = rt::ErrorCode::closed;
    rt::Registry::remove(own.c_str());
}

} // namespace

int main(int count, char** arguments) {
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 41;
    if (rounds < 1) {
        std::fputs("usage: rt-bench-registry [ROUNDS]\n", stderr);
        return 2;
    }
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < rt::registry_capacity; ++i) {
        names.push_back("service." + std::to_string(i * 2654435761U));
    }
    compare_lookups(rounds, names);
    measure_collect(std::min(rounds, 11), names);
    return 0;
}
