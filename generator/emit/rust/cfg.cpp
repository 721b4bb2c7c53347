#include "emit/rust/cfg.hpp"

#include "emit/rust/format.hpp"

#include <algorithm>
#include <bit>

namespace ffigen::emit::rust {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts{""};
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// rustc's target_arch for the first part of a triple; LLVM knows more spellings than Rust.
std::string target_arch(const std::string& cpu) {
    const auto starts = [&](std::string_view prefix) { return cpu.starts_with(prefix); };
    if (starts("x86_64") || cpu == "amd64")
        return "x86_64";
    if (cpu.size() == 4 && cpu[0] == 'i' && cpu.ends_with("86"))
        return "x86";
    if (starts("aarch64") || starts("arm64"))
        return "aarch64";
    if (starts("arm") || starts("thumb"))
        return "arm";
    if (starts("riscv64"))
        return "riscv64";
    if (starts("riscv32"))
        return "riscv32";
    if (starts("powerpc64") || starts("ppc64"))
        return "powerpc64";
    if (starts("powerpc") || starts("ppc"))
        return "powerpc";
    if (starts("mips64"))
        return "mips64";
    if (starts("mips"))
        return "mips";
    if (starts("sparc"))
        return cpu == "sparc" ? "sparc" : "sparc64";
    return cpu;
}

std::string target_os(const std::string& triple) {
    const auto has = [&](std::string_view part) { return triple.find(part) != std::string::npos; };
    if (has("android"))
        return "android";
    if (has("linux"))
        return "linux";
    if (has("windows") || has("mingw") || has("-win32"))
        return "windows";
    if (has("darwin") || has("macos"))
        return "macos";
    for (const char* os :
         {"ios", "freebsd", "netbsd", "openbsd", "dragonfly", "solaris", "wasi", "aix"})
        if (has(os))
            return os;
    return has("-none") ? "none" : "unknown";
}

std::string target_env(const std::string& triple) {
    const auto has = [&](std::string_view part) { return triple.find(part) != std::string::npos; };
    if (has("msvc"))
        return "msvc";
    if (has("musl"))
        return "musl";
    return has("gnu") || has("mingw") ? "gnu" : "";
}

} // namespace

std::string Condition::text() const {
    if (head.empty())
        return leaf;
    std::string result = head + "(";
    for (const Condition& child : children)
        result += (&child == &children.front() ? "" : ", ") + child.text();
    return result + ")";
}

Conditions::Conditions(const model::Contract& contract) : all_(contract.all_targets().bits()) {
    const auto add = [this](const std::string& key, const std::string& value, std::size_t target) {
        if (value.empty())
            return;
        const std::string text = key + " = \"" + value + "\"";
        const auto found = std::find_if(facts_.begin(), facts_.end(),
                                        [&](const Fact& fact) { return fact.text == text; });
        Fact& fact = found == facts_.end() ? facts_.emplace_back(Fact{text, 0}) : *found;
        fact.targets |= 1ull << target;
    };
    // Fact by fact, so that the earlier ones are preferred.
    const auto each = [&](auto visit) {
        for (std::size_t i = 0; i < contract.targets.size(); ++i)
            visit(contract.targets[i], i);
    };
    each([&](const model::TargetInfo& t, std::size_t i) {
        add("target_pointer_width", std::to_string(t.pointer_bits), i);
    });
    each([&](const model::TargetInfo& t, std::size_t i) {
        if (t.big_endian)
            add("target_endian", "big", i);
    });
    each([&](const model::TargetInfo& t, std::size_t i) {
        if (target_os(t.triple) == "windows")
            add("target_os", "windows", i);
    });
    each([&](const model::TargetInfo& t, std::size_t i) {
        if (target_env(t.triple) == "msvc")
            add("target_env", "msvc", i);
    });
    each([&](const model::TargetInfo& t, std::size_t i) {
        if (target_os(t.triple) == "macos" || target_os(t.triple) == "ios")
            add("target_vendor", "apple", i);
    });
    each([&](const model::TargetInfo& t, std::size_t i) {
        add("target_arch", target_arch(split(t.triple, '-').front()), i);
    });
    each([&](const model::TargetInfo& t, std::size_t i) {
        add("target_os", target_os(t.triple), i);
    });
    each([&](const model::TargetInfo& t, std::size_t i) {
        add("target_env", target_env(t.triple), i);
    });
}

/// Facts, and up to three of them together, that hold on `wanted` targets alone.
std::vector<Conditions::Term> Conditions::terms_within(std::uint64_t wanted) const {
    std::vector<Term> terms;
    const auto fits = [&](std::uint64_t targets) {
        return targets != 0 && (targets & ~wanted) == 0;
    };
    const auto leaf = [](const Fact& fact) { return Condition{{}, fact.text, {}}; };
    const auto negated = [](const Condition& c) { return Condition{"not", {}, {c}}; };
    for (const Fact& fact : facts_)
        if (fits(fact.targets))
            terms.push_back({leaf(fact), fact.targets, 2});
    for (const Fact& fact : facts_)
        if (const std::uint64_t rest = all_ & ~fact.targets; fits(rest))
            terms.push_back({negated(leaf(fact)), rest, 3});
    for (const Fact& a : facts_)
        for (const Fact& b : facts_) {
            if (const std::uint64_t both = a.targets & b.targets; &a < &b && fits(both))
                terms.push_back({{"all", {}, {leaf(a), leaf(b)}}, both, 4});
            if (const std::uint64_t one = a.targets & ~b.targets; &a != &b && fits(one))
                terms.push_back({{"all", {}, {leaf(a), negated(leaf(b))}}, one, 5});
        }
    for (const Fact& a : facts_)
        for (const Fact& b : facts_)
            for (const Fact& c : facts_)
                if (const std::uint64_t all = a.targets & b.targets & c.targets;
                    &a < &b && &b < &c && fits(all) && terms.size() < 4096)
                    terms.push_back({{"all", {}, {leaf(a), leaf(b), leaf(c)}}, all, 7});
    return terms;
}

/// Terms whose union is `wanted`, the one that covers most first.
std::vector<Condition> Conditions::cover(std::uint64_t wanted, std::size_t& cost) const {
    const std::vector<Term> terms = terms_within(wanted);
    std::vector<Condition> result;
    cost = 0;
    for (std::uint64_t missing = wanted; missing != 0;) {
        const Term* best = nullptr;
        for (const Term& term : terms) {
            const auto gain = [&](const Term& t) {
                return static_cast<std::size_t>(std::popcount(t.targets & missing));
            };
            if (gain(term) == 0)
                continue;
            if (best == nullptr || gain(term) > gain(*best) ||
                (gain(term) == gain(*best) && term.cost < best->cost))
                best = &term;
        }
        if (best == nullptr)
            break; // two targets that Rust cannot tell apart
        missing &= ~best->targets;
        cost += best->cost;
        result.push_back(best->condition);
    }
    return result;
}

Condition Conditions::find(std::uint64_t wanted) const {
    std::size_t cost = 0, other_cost = 0;
    std::vector<Condition> terms = cover(wanted, cost);
    std::vector<Condition> others = cover(all_ & ~wanted, other_cost);
    const auto joined = [](std::vector<Condition> list) {
        return list.size() == 1 ? list.front() : Condition{"any", {}, std::move(list)};
    };
    if (cost <= other_cost + 1 && !terms.empty())
        return joined(std::move(terms));
    return {"not", {}, {joined(std::move(others))}};
}

std::string Conditions::condition(model::TargetSet targets) {
    const std::uint64_t wanted = targets.bits() & all_;
    if (wanted == all_)
        return {};
    const auto [found, added] = known_.try_emplace(wanted);
    if (added)
        found->second = find(wanted);
    return found->second.text();
}

std::string Conditions::attribute(model::TargetSet targets, int indent) {
    if (condition(targets).empty())
        return {};
    return format_attribute(Condition{"cfg", {}, {known_.at(targets.bits() & all_)}}, indent);
}

} // namespace ffigen::emit::rust
