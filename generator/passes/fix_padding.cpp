#include "passes/fix_padding.hpp"

#include "edit/insert_member.hpp"
#include "passes/find_padding.hpp"
#include "rules/rules.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace ffigen::passes {
namespace fs = std::filesystem;
namespace {

using model::Contract;
using model::Field;
using model::RecordLayout;

/// Size, alignment and every named field of the old layout are where they were.
bool is_kept(const RecordLayout& before, const RecordLayout& after) {
    if (before.size != after.size || before.align != after.align)
        return false;
    return std::ranges::all_of(before.fields, [&](const Field& old) {
        return old.name.empty() || std::ranges::any_of(after.fields, [&](const Field& now) {
                   return now.name == old.name && now.offset_bits == old.offset_bits &&
                          now.size_bits == old.size_bits;
               });
    });
}

/// The record that changed on a target; empty when all are as they were.
std::string first_change(const Contract& before, const Contract& after, std::size_t target) {
    for (const model::Record& old : before.records) {
        const RecordLayout* was = old.layouts.find(target);
        if (was == nullptr || old.is_anonymous)
            continue;
        const model::Record* now = after.record(old.name);
        const RecordLayout* is = now == nullptr ? nullptr : now->layouts.find(target);
        if (is == nullptr || !is_kept(*was, *is))
            return old.name;
    }
    return {};
}

/// A file beside the header that is gone when it goes out of scope.
class Candidate {
  public:
    Candidate(const fs::path& header, const std::string& text)
        : path_(header.parent_path() /
                fmt::format(".{}.ffigen-fix.h", header.filename().string())) {
        std::ofstream out(path_, std::ios::binary | std::ios::trunc);
        out << text;
        out.close();
        written_ = static_cast<bool>(out);
        std::error_code ignored;
        fs::permissions(path_, fs::status(header, ignored).permissions(), ignored);
    }
    Candidate(const Candidate&) = delete;
    Candidate& operator=(const Candidate&) = delete;
    ~Candidate() {
        std::error_code ignored;
        if (!replaced_)
            fs::remove(path_, ignored);
    }
    [[nodiscard]] bool written() const { return written_; }
    [[nodiscard]] const fs::path& path() const { return path_; }
    std::error_code replace(const fs::path& header) {
        std::error_code error;
        fs::rename(path_, header, error);
        replaced_ = !error;
        return error;
    }

  private:
    fs::path path_;
    bool written_ = false;
    bool replaced_ = false;
};

void refuse(const std::string& path, std::string reason, Diagnostics& diagnostics) {
    Diagnostic found = rules::finding("P05", {path, 0, 0},
                                      fmt::format("the header was left as it is: {}", reason));
    found.remedy = "make the edits that the findings name by hand";
    diagnostics.add(std::move(found));
}

void cannot_write(const std::string& path, const std::string& reason, Diagnostics& diagnostics) {
    diagnostics.error("O07", {path, 0, 0}, fmt::format("cannot write '{}': {}", path, reason),
                      "check that the header and its directory are writable");
}

} // namespace

std::string fix_objection(const Contract& before, const Contract& after) {
    for (const model::Record& old : before.records) {
        if (!old.layouts.uniform())
            continue;
        const std::size_t target = old.layouts.groups.front().targets.indices().front();
        const model::Record* now = after.record(old.name);
        const RecordLayout* is = now == nullptr ? nullptr : now->layouts.find(target);
        if (!old.is_anonymous &&
            (is == nullptr || !now->layouts.uniform() || !is_kept(old.layouts.first(), *is)))
            return fmt::format("'{}' would change its layout", old.name);
    }
    std::string change;
    for (std::size_t target = 0; target < before.targets.size(); ++target) {
        change = first_change(before, after, target);
        if (change.empty())
            break;
    }
    if (!change.empty())
        return fmt::format("'{}' would change its layout on every target", change);

    Diagnostics left;
    find_padding(after, find_wire(after), false, left);
    for (const Diagnostic& finding : left.items())
        if (finding.fix)
            return fmt::format("{} would remain", finding.message);
    return {};
}

FixOutcome fix_padding(const std::string& path, const Contract& before, const Diagnostics& findings,
                       const Reread& reread, Diagnostics& diagnostics) {
    std::vector<Fix> fixes;
    for (const Diagnostic& finding : findings.items())
        if (finding.fix)
            fixes.push_back(*finding.fix);
    if (fixes.empty())
        return {};

    std::error_code error;
    const fs::path header = fs::canonical(path, error); // a link stays a link; its target is mended
    const auto text = error ? std::nullopt : read_text_file(header);
    const auto known = before.sources.find(before.header);
    if (!text || known == before.sources.end() || *text != known->second) {
        refuse(path, "it changed while it was read", diagnostics);
        return {};
    }
    Candidate candidate(header, edit::apply_fixes(*text, fixes));
    if (!candidate.written()) {
        cannot_write(path, "no file can be made beside it", diagnostics);
        return {};
    }
    Diagnostics rereading;
    auto after = reread(candidate.path().string(), rereading);
    if (!after) {
        refuse(path,
               rereading.empty() ? "it would no longer compile" : rereading.items().front().message,
               diagnostics);
        return {};
    }
    if (const std::string objection = fix_objection(before, *after); !objection.empty()) {
        refuse(path, objection, diagnostics);
        return {};
    }
    if (const std::error_code failed = candidate.replace(header)) {
        cannot_write(path, failed.message(), diagnostics);
        return {};
    }
    return {fixes.size(), std::move(after)};
}

} // namespace ffigen::passes
