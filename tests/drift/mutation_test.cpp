// A random header and one known change of it: exactly the expected rule fires, and nothing else.
//
// By default a few headers for each change, the same ones in every run; with FFIGEN_FULL set many,
// on every target, from a new seed that RapidCheck prints. RC_PARAMS overrides both.
#include "fixture.hpp"
#include "mutations.hpp"
#include "random_choice.hpp"

#include "drift/git.hpp"
#include "passes/fingerprint.hpp"
#include "report/rules.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <fstream>
#include <set>

namespace ffigen::drift::test {
namespace {

bool in_full() {
    const char* text = std::getenv("FFIGEN_FULL");
    return text && *text;
}

// RapidCheck reads it once, before the first property.
const bool parameters_set = [] {
    setenv("RC_PARAMS", in_full() ? "max_success=25" : "seed=20 max_success=3", 0);
    return true;
}();

/// Data models that differ: LP64, ILP32 with four-byte aligned 64-bit integers, LLP64 with signed
/// enums. All targets, in full.
std::string usual_targets() {
    return in_full() ? ""
                     : "x86_64-unknown-linux-gnu,i686-unknown-linux-gnu,x86_64-pc-windows-msvc";
}

std::vector<const Mutation*> all_mutations() {
    std::vector<const Mutation*> result;
    for (const auto* table :
         {&record_mutations(), &value_mutations(), &call_mutations(), &promise_mutations()})
        for (const Mutation& mutation : *table)
            result.push_back(&mutation);
    return result;
}

/// "F01 subject: field inserted: …", one a line.
std::string told(const std::vector<Change>& changes) {
    std::string text;
    for (const Change& change : changes)
        text += fmt::format("{} {}: {}\n", change.rule, change.entity, change.what);
    return text;
}

/// What fails is shown whole, to be pasted into a fixture.
void expect_alone(const std::vector<Change>& changes, std::string_view rule,
                  std::string_view situation, const std::string& before, const std::string& after) {
    if (changes.size() == 1 && (rule.empty() || changes.front().rule == rule))
        return;
    RC_FAIL(fmt::format("{}: expected {} alone, got\n{}\nold.h:\n{}\nnew.h:\n{}", situation,
                        rule.empty() ? "any rule" : rule, told(changes), before, after));
}

struct Pair {
    std::string old_text, new_text;
    model::Contract before, after;
};

class Mutations : public testing::Test {
  protected:
    void SetUp() override { std::filesystem::current_path(directory_.path()); }
    void TearDown() override { std::filesystem::current_path("/"); }

    static model::Contract read(const char* name, const std::string& text,
                                std::string_view targets) {
        std::ofstream(name, std::ios::binary) << text;
        try {
            return read_header(name, targets.empty() ? usual_targets() : std::string(targets));
        } catch (const std::runtime_error& error) {
            RC_FAIL(fmt::format("{}\n{}", error.what(), text));
        }
    }

    static Pair apply(const Mutation& mutation) {
        HeaderSpec header = random_header();
        const Edit edit = mutation.prepare(header);
        HeaderSpec changed = header;
        edit(changed);
        const std::string before = text_of(header), after = text_of(changed);
        return {before, after, read("old.h", before, mutation.old_targets),
                read("new.h", after, mutation.targets)};
    }

    /// Runs the property for each mutation; the number of headers that it held for.
    template <class Property>
    int for_each_mutation(Property property) {
        int cases = 0;
        for (const Mutation* mutation : all_mutations()) {
            const bool holds = rc::check(fmt::format("{} {}", mutation->rule, mutation->what), [&] {
                property(*mutation);
                ++cases;
            });
            EXPECT_TRUE(holds) << mutation->rule << " " << mutation->what;
        }
        return cases;
    }

    TemporaryDirectory directory_;
};

/// Once the change has been accepted, the version that was not raised is what remains, if peers or
/// built clients are hurt.
void expect_only_the_version_open(const Pair& pair) {
    Fixture fixture;
    fixture.options["accept"] = "all";
    const Comparison accepted = compare_contracts(pair.before, pair.after, fixture);
    std::vector<std::string> open;
    bool breaks = false;
    for (const Diagnostic& d : accepted.found.diagnostics) {
        breaks |= d.impact >= Impact::wire && d.id != "X03";
        if (!accepted.found.accepted.contains(d.fingerprint))
            open.push_back(d.id);
    }
    if (open != (breaks ? std::vector<std::string>{"X03"} : std::vector<std::string>{}))
        RC_FAIL(
            fmt::format("{}\nold.h:\n{}\nnew.h:\n{}", accepted.text, pair.old_text, pair.new_text));
}

TEST_F(Mutations, FireTheirRuleAlone) {
    const int cases = for_each_mutation([](const Mutation& mutation) {
        const Pair pair = apply(mutation);
        const auto expect = [&](const model::Contract& before, const model::Contract& after,
                                std::string_view rule, std::string_view situation) {
            expect_alone(compare(before, after), rule, situation, pair.old_text, pair.new_text);
        };
        expect(pair.before, pair.after, mutation.rule, "directly");
        expect(through_lock(pair.before), pair.after, mutation.rule, "from a lock");
        expect(pair.after, pair.before, mutation.reverse, "taken back");
        expect(through_lock(pair.after), pair.before, mutation.reverse, "taken back from a lock");
        expect_only_the_version_open(pair);
    });
    RecordProperty("cases", cases);
    std::printf("%d mutated headers, each compared in four ways and accepted\n", cases);
}

/// Whether a library built from one header can hurt a package built from the other.
bool binds(const std::vector<Change>& changes) {
    return std::any_of(changes.begin(), changes.end(), [](const Change& change) {
        const Impact impact =
            change.impact == Impact::none ? report::find_rule(change.rule)->impact : change.impact;
        return impact >= Impact::wire || change.rule == "S01";
    });
}

/// A hash knows no direction: what may be added without harm may not be taken away, so that both
/// change it. Names, the types behind pointers and promises about errors and closures are in it as
/// well.
bool changes_it_anyway(std::string_view rule) {
    static const std::set<std::string_view> rules{
        "C06", "C08", "C09", "C14", "E03", "E04", "E05", "E08", "E09", "E11", "E12",
        "F07", "F12", "F13", "F15", "M02", "M03", "M04", "R05", "R06", "R07", "R08",
        "R09", "S02", "S03", "S06", "T03", "T04", "U01", "U03", "V04"};
    return rules.contains(rule);
}

TEST_F(Mutations, ChangeTheFingerprintWhereTheyBind) {
    for_each_mutation([](const Mutation& mutation) {
        const Pair pair = apply(mutation);
        const bool bound =
            binds(compare(pair.before, pair.after)) || binds(compare(pair.after, pair.before));
        const bool same = passes::fingerprint(pair.before) == passes::fingerprint(pair.after);
        if (bound ? same : !same && !changes_it_anyway(mutation.rule))
            RC_FAIL(fmt::format("{}: {}\nold.h:\n{}\nnew.h:\n{}", mutation.rule,
                                bound ? "binds, but the fingerprint is the same"
                                      : "binds nobody, but the fingerprint changes",
                                pair.old_text, pair.new_text));
    });
}

TEST_F(Mutations, NothingFiresWithoutOne) {
    constexpr int headers = 20;
    const bool holds = rc::check("the same contract, written otherwise", [] {
        std::filesystem::create_directories("else/where");
        for (int i = 0; i < headers; ++i) {
            const HeaderSpec header = random_header();
            const std::string before = text_of(header), after = rewritten(header);
            const model::Contract a = read("old.h", before, ""),
                                  b = read("else/where/new.h", after, "");
            for (const auto& changes : {compare(a, b), compare(through_lock(a), b), compare(b, a)})
                if (!changes.empty())
                    RC_FAIL(fmt::format("got\n{}\nold.h:\n{}\nnew.h:\n{}", told(changes), before,
                                        after));
        }
    });
    EXPECT_TRUE(holds);
}

TEST(MutationTable, HasEveryDriftRule) {
    std::set<std::string_view> wanted, present;
    for (const report::Family& family : report::families())
        for (const report::Rule& rule : family.rules)
            if (rule.impact != Impact::none && rule.id.front() != 'D')
                wanted.insert(rule.id);
    for (const Mutation* mutation : all_mutations())
        present.insert(mutation->rule);
    for (const Unmutated& row : unmutated())
        EXPECT_TRUE(present.insert(row.rule).second) << row.rule << " has a mutation";
    EXPECT_EQ(wanted, present);
}

} // namespace
} // namespace ffigen::drift::test
