// The one table of everything ffigen can say: what a finding means, why it matters, how to mend it.
// Behind `ffigen explain`, docs/rules.md and the SARIF rule list.
#pragma once

#include "support/diagnostic.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::rules {

/// What an error of a rule says about the run, for its exit status.
enum class Outcome {
    finding,   ///< the header was read, and something in it is wrong
    usage,     ///< ffigen was called wrongly
    unchecked, ///< something could not be read or written: nothing is proven
};

/// One row. Ids are a letter for the family and two digits, never reused.
struct Rule {
    std::string_view id;
    Severity severity; ///< as reported unless an option says otherwise; safe drift is a note
    Impact impact;     ///< of drift; a finding may carry a stronger or weaker one, see `varies`
    std::string_view title;              ///< a few words, no full stop
    std::string_view why;                ///< one or two sentences: what happens to whom
    std::string_view fix;                ///< one or two sentences: what to do
    std::string_view varies = {};        ///< when the impact is another one; for the documentation
    std::optional<Outcome> outcome = {}; ///< where it is not its family's
};

/// A chapter of docs/rules.md: the rules of one stage.
struct Family {
    std::string_view letters; ///< "R", or "P L X" where a stage has several
    std::string_view title;
    std::span<const Rule> rules;
    Outcome outcome = Outcome::finding; ///< of its rules' errors, unless the row has its own
};

// Each in rules/<stage>_rules.cpp. To add a rule, add its row there: nothing else.
std::span<const Rule> input_rules();           ///< H headers and files, O options
std::span<const Rule> layout_rules();          ///< P padding, L portability, N notes on speed
std::span<const Rule> api_rules();             ///< A annotations
std::span<const Rule> emit_rules();            ///< G limits of a language
std::span<const Family> drift_data_families(); ///< R F B E U T V M
std::span<const Family> drift_call_families(); ///< C K S X, D built libraries, W the lock

/// Every family, in the order of docs/rules.md.
std::vector<Family> families();

/// The row of an id, in any case of letters; nullptr when there is none.
const Rule* find_rule(std::string_view id);

/// Of an error with this id; one that no row has counts as unchecked.
Outcome outcome_of(std::string_view id);

/// A diagnostic with the row's severity and impact. An unknown id is a defect: throws
/// std::logic_error.
Diagnostic finding(std::string_view id, SourceLocation where, std::string message);

/// Fragment of docs/rules.md: "f01".
std::string anchor(const Rule& rule);

/// What `ffigen explain <id>` prints.
std::string explain(const Rule& rule);

/// For an unknown id: the ids nearest to it, for the error message.
std::vector<std::string> similar_rules(std::string_view id);

/// The whole of docs/rules.md.
std::string rules_markdown();

std::string_view impact_name(Impact impact);       ///< "ABI", "WIRE", "SRC", "SAFE", ""
std::string_view severity_name(Severity severity); ///< "error", "warning", "note"

} // namespace ffigen::rules
