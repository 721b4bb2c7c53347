#include "drift/findings.hpp"

#include "drift/events.hpp"
#include "drift/users.hpp"
#include "passes/fingerprint.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace ffigen::drift {
namespace {

bool matches_any(const Change& change, const std::vector<std::string>& globs) {
    return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
        return matches_glob(change.rule, glob) || matches_glob(change.entity, glob);
    });
}

bool is_break(Impact impact) { return impact == Impact::abi || impact == Impact::wire; }

class Writer {
  public:
    Writer(const model::Contract& before, const model::Contract& after,
           const FindingOptions& options)
        : before_(before), after_(after), options_(options), users_(after), old_users_(before) {}

    Findings run(const std::vector<Change>& changes) {
        bool every_break_accepted = true, any_break = false;
        for (const Change& change : changes) {
            const Impact impact = impact_of(change);
            const lock::Acceptance* acceptance = acceptance_of(change_fingerprint(change));
            if (is_break(impact) && !is_filtered(change)) {
                any_break = true;
                every_break_accepted &= acceptance != nullptr;
            }
            add(change, acceptance);
        }
        // As long as a break is open, it is the finding; the version is the next step.
        if (any_break && (every_break_accepted || !options_.can_accept))
            version();
        unused_acceptances();
        return std::move(result_);
    }

  private:
    const lock::Acceptance* acceptance_of(const std::string& fingerprint) {
        for (const lock::Acceptance& acceptance : options_.accepted)
            if (acceptance.fingerprint == fingerprint) {
                used_.insert(fingerprint);
                return &acceptance;
            }
        return nullptr;
    }

    bool is_filtered(const Change& change) const {
        return (!options_.only.empty() && !matches_any(change, options_.only)) ||
               matches_any(change, options_.ignore);
    }

    void add(const Change& change, const lock::Acceptance* acceptance) {
        if (is_filtered(change)) {
            ++result_.filtered;
            return;
        }
        const rules::Rule& rule = *rules::find_rule(change.rule);
        Diagnostic d = rules::finding(change.rule, change.where, change.what);
        if (d.where.file.empty())
            d.where.file = options_.header;
        d.impact = impact_of(change);
        d.severity = d.impact >= options_.fail_on ? Severity::error : Severity::note;
        d.entity = change.entity;
        d.old_value = change.old_value;
        d.new_value = change.new_value;
        d.fingerprint = change_fingerprint(change);
        // What the row says of a break is not true of its harmless kin.
        const bool harmless = d.impact == Impact::safe && rule.impact != Impact::safe;
        if (!harmless)
            d.notes.emplace_back(rule.why);
        d.notes.insert(d.notes.end(), change.consequences.begin(), change.consequences.end());
        if (const std::string users = used_by(change); !users.empty())
            d.notes.push_back("used by " + users);
        d.remedy = !change.remedy.empty() ? change.remedy
                   : harmless ? std::string("Nothing; `ffigen lock` takes it into the lock.")
                              : std::string(rule.fix);
        if (acceptance) {
            d.severity = Severity::note;
            result_.accepted[d.fingerprint] =
                acceptance->version.empty()
                    ? acceptance->reason
                    : fmt::format("{} (at version {})", acceptance->reason, acceptance->version);
        } else if (options_.can_accept && d.severity == Severity::error) {
            if (d.remedy.ends_with('.'))
                d.remedy.pop_back();
            d.remedy +=
                fmt::format("; or accept it for the next version:\n{} --accept {} --reason \"…\"",
                            options_.lock_command, d.fingerprint);
        }
        result_.diagnostics.push_back(std::move(d));
    }

    std::string used_by(const Change& change) const {
        if (change.subject.empty() || change.rule.front() == 'C' || change.rule.front() == 'M')
            return {};
        const auto users = users_.of(change.subject);
        return name_some(users.empty() ? old_users_.of(change.subject) : users);
    }

    void version() {
        const std::string name = version_constant(after_), from = version_value(before_),
                          to = version_value(after_);
        if (name.empty() || from.empty() || to.empty())
            return;
        std::int64_t old_number = 0, new_number = 0;
        std::from_chars(from.data(), from.data() + from.size(), old_number);
        std::from_chars(to.data(), to.data() + to.size(), new_number);
        if (new_number > old_number)
            return;
        Change change;
        change.rule = "X03";
        change.entity = name;
        change.where = after_.constant(name)->where;
        change.what = new_number == old_number
                          ? fmt::format("break without a version bump: {} is still {}", name, to)
                          : fmt::format("break without a version bump: {} went back from {} to {}",
                                        name, from, to);
        change.old_value = from;
        change.new_value = to;
        change.remedy = fmt::format("raise {} above {}", name, from);
        add(change, acceptance_of(change_fingerprint(change)));
    }

    void unused_acceptances() {
        for (const lock::Acceptance& acceptance : options_.accepted) {
            if (used_.contains(acceptance.fingerprint))
                continue;
            Diagnostic d = rules::finding("W04", {options_.header, 0, 0},
                                          fmt::format("acceptance {} of {} in {} matches nothing",
                                                      acceptance.fingerprint, acceptance.rule,
                                                      acceptance.entity));
            d.entity = acceptance.entity;
            d.old_value = acceptance.fingerprint;
            d.notes.push_back(fmt::format("it was accepted because: {}", acceptance.reason));
            d.remedy =
                fmt::format("{} --unaccept {}", options_.lock_command, acceptance.fingerprint);
            result_.diagnostics.push_back(std::move(d));
        }
    }

    const model::Contract& before_;
    const model::Contract& after_;
    const FindingOptions& options_;
    Users users_, old_users_;
    std::set<std::string> used_;
    Findings result_;
};

} // namespace

Findings findings(const model::Contract& before, const model::Contract& after,
                  const std::vector<Change>& changes, const FindingOptions& options) {
    return Writer(before, after, options).run(changes);
}

std::string change_fingerprint(const Change& change) {
    const std::string text = fmt::format("{}\n{}\n{}\n{}", change.rule, change.entity,
                                         change.old_value, change.new_value);
    return passes::sha256_hex(text).substr(0, 8);
}

bool matches_glob(std::string_view text, std::string_view glob) {
    std::size_t t = 0, g = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (g < glob.size() && glob[g] == '*') {
            star = g++;
            mark = t;
        } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
            ++g;
            ++t;
        } else if (star != std::string_view::npos) {
            g = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*')
        ++g;
    return g == glob.size();
}

} // namespace ffigen::drift
