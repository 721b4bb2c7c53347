// Findings: what every stage says about a header. Plain data, collected, never printed here.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ffigen {

/// A place in a source file. `line` and `column` count from 1; 0 means the whole file.
struct SourceLocation {
    std::string file; ///< as the user named it, or relative to the header's directory
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    auto operator<=>(const SourceLocation&) const = default;
};

enum class Severity { note, warning, error };

/// Where the drift rules put a change; `none` for findings that are not drift.
enum class Impact { none, safe, src, wire, abi };

/// A change of text that mends a finding: insert `text` before `at`, replacing `length` bytes.
struct Fix {
    SourceLocation at;
    std::uint32_t length = 0;
    std::string text;
    bool operator==(const Fix&) const = default;
};

/// One finding. `id` is a row of the rule table (rules/rules.hpp); `ffigen explain <id>` tells
/// more.
struct Diagnostic {
    std::string id; ///< e.g. "P01"
    Severity severity = Severity::error;
    Impact impact = Impact::none;
    SourceLocation where;
    std::string entity;               ///< path of the entity, e.g. "rt_ffi_audio_block.samples"
    std::string message;              ///< one line; what is so, "was X, now Y"
    std::string old_value, new_value; ///< for drift; empty otherwise
    std::vector<std::string> notes;   ///< why it matters, consequences folded under it
    std::string remedy;               ///< what to do, printed after `fix:`
    std::optional<Fix> fix;           ///< the same as an edit, when it can be made mechanically
    std::string fingerprint;          ///< names the change when it is accepted; drift only
};

/// Collects findings. Stages append and go on; the driver stops between stages.
class Diagnostics {
  public:
    void add(Diagnostic diagnostic) { items_.push_back(std::move(diagnostic)); }
    void error(std::string id, SourceLocation where, std::string message, std::string remedy = {}) {
        add({.id = std::move(id),
             .severity = Severity::error,
             .where = std::move(where),
             .message = std::move(message),
             .remedy = std::move(remedy)});
    }
    void warning(std::string id, SourceLocation where, std::string message,
                 std::string remedy = {}) {
        add({.id = std::move(id),
             .severity = Severity::warning,
             .where = std::move(where),
             .message = std::move(message),
             .remedy = std::move(remedy)});
    }
    void append(const Diagnostics& other) {
        items_.insert(items_.end(), other.items_.begin(), other.items_.end());
    }
    [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }
    [[nodiscard]] std::vector<Diagnostic>& items() { return items_; }
    [[nodiscard]] bool has_errors() const {
        return std::any_of(items_.begin(), items_.end(),
                           [](const Diagnostic& d) { return d.severity == Severity::error; });
    }
    [[nodiscard]] bool empty() const { return items_.empty(); }

  private:
    std::vector<Diagnostic> items_;
};

} // namespace ffigen
