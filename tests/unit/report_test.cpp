#include "report/formats.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ffigen::report {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The finding of the walk-through: one drift finding with everything set.
Report sample() {
    Diagnostic d = rules::finding("F01", {"rt_audio_ffi.h", 2, 14},
                                  "field inserted: rt_ffi_audio_block.flags (uint32_t) at byte 12");
    d.entity = "rt_ffi_audio_block.flags";
    d.old_value = "";
    d.new_value = "uint32_t at byte 12";
    d.notes = {"built clients read every later field 8 bytes off", "used by rt_ffi_ring_write"};
    d.remedy = "use reserved0 at byte 20, or accept it:\nffigen lock a.h --accept 7f3a90c2";
    d.fingerprint = "7f3a90c2";
    Report report;
    report.command = "check";
    report.subject = "rt_audio_ffi.h";
    report.diagnostics = {d};
    report.checked = Checked{5, 3, 41, 12, {"x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"}};
    report.sources["rt_audio_ffi.h"] = "struct b {\n    uint32_t flags;\n};\n";
    return report;
}

TEST(TextReport, ReadsLikeACompiler) {
    EXPECT_EQ(
        report(sample(), Format::text),
        "rt_audio_ffi.h:2:14: error: [F01] field inserted: rt_ffi_audio_block.flags (uint32_t) "
        "at byte 12\n"
        "    2 |     uint32_t flags;\n"
        "      |              ^\n"
        "   ABI:  built clients read every later field 8 bytes off\n"
        "   note: used by rt_ffi_ring_write\n"
        "   fix:  use reserved0 at byte 20, or accept it:\n"
        "         ffigen lock a.h --accept 7f3a90c2\n"
        "1 finding (ABI). Nothing else changed. Checked 5 records, 3 enums, 41 functions, "
        "12 constants × 2 targets.\n");
}

TEST(TextReport, ColoursOnlyWhenAsked) {
    Report r = sample();
    EXPECT_THAT(report(r, Format::text), Not(HasSubstr("\033")));
    r.colour = true;
    EXPECT_THAT(report(r, Format::text), HasSubstr("\033[1;31merror:\033[0m"));
}

TEST(TextReport, WrapsProseToTheTerminalAndLeavesCommandsWhole) {
    Report r = sample();
    r.columns = 40;
    EXPECT_THAT(report(r, Format::text), HasSubstr("   ABI:  built clients read every later\n"
                                                   "         field 8 bytes off\n"));
    EXPECT_THAT(report(r, Format::text), HasSubstr("         ffigen lock a.h --accept 7f3a90c2\n"));
    r.columns = 12; // too narrow to be of use: lines stay whole
    EXPECT_THAT(report(r, Format::text), HasSubstr("read every later field 8 bytes off\n"));
}

TEST(TextReport, SafeChangesTakeOneLine) {
    Report r = sample();
    Diagnostic d = rules::finding("C02", {"rt_audio_ffi.h", 1, 1}, "function added: f");
    d.notes = {"nothing that exists changes"};
    r.diagnostics = {d};
    EXPECT_EQ(report(r, Format::text),
              "1 safe change. Checked 5 records, 3 enums, 41 functions, 12 constants × 2 targets.\n"
              "--show-safe lists the safe changes.\n");
    r.shows_safe = true;
    EXPECT_EQ(
        report(r, Format::text),
        "rt_audio_ffi.h:1:1: note: [C02] function added: f\n"
        "1 safe change. Checked 5 records, 3 enums, 41 functions, 12 constants × 2 targets.\n");
}

TEST(TextReport, CaretStandsUnderMultibyteTextAndTabs) {
    Report r = sample();
    r.sources["rt_audio_ffi.h"] = "\n\t/* é */ int x;\n";
    r.diagnostics[0].where.column = 12; // `int`: the é takes two bytes
    EXPECT_THAT(report(r, Format::text), HasSubstr("      | \t         ^\n"));
}

TEST(TextReport, LongLinesAreCutAroundTheCaret) {
    Report r = sample();
    r.sources["rt_audio_ffi.h"] =
        "\n" + std::string(1'000'000, 'a') + "X" + std::string(1'000'000, 'b');
    r.diagnostics[0].where.column = 1'000'001;
    const std::string out = report(r, Format::text);
    EXPECT_LT(out.size(), 2000u);
    const std::size_t line = out.find("    2 | ") + 8;
    const std::size_t caret = out.find("      | ", line) + 8;
    EXPECT_EQ(out[line + (out.find('^', caret) - caret)], 'X');
}

TEST(TextReport, HostileTextCannotDriveTheTerminal) {
    Report r = sample();
    r.diagnostics[0].message = "a\033[2Jb\xff\xc2\x9b"
                               "c";
    r.sources["rt_audio_ffi.h"] = "\n    uint32_t\033 flags;\n";
    const std::string out = report(r, Format::text);
    EXPECT_THAT(out, Not(HasSubstr("\033")));
    EXPECT_THAT(out, Not(HasSubstr("\xff")));
    EXPECT_THAT(out, HasSubstr("a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD\xEF\xBF\xBD"
                               "c"));
}

TEST(TextReport, SummaryCountsByImpact) {
    Report r = sample();
    r.diagnostics.push_back(rules::finding("C06", {}, "parameter renamed"));
    r.diagnostics.push_back(rules::finding("C02", {}, "function added: f"));
    r.filtered = 2;
    EXPECT_EQ(summary(r),
              "2 findings (1 ABI, 1 SRC), 1 safe change. 2 changes left out by --only or "
              "--ignore. Checked 5 records, 3 enums, 41 functions, 12 constants × 2 targets.");
    r.command = "verify";
    r.diagnostics = {rules::finding("P01", {}, "hidden padding")};
    r.filtered = 0;
    r.checked.reset();
    EXPECT_EQ(summary(r), "1 error.");
}

TEST(TextReport, AcceptedFindingsSayWhy) {
    Report r = sample();
    r.diagnostics[0].severity = Severity::note;
    r.accepted["7f3a90c2"] = "needed for 2.0";
    EXPECT_THAT(report(r, Format::text), HasSubstr("   accepted: needed for 2.0\n"));
    EXPECT_THAT(report(r, Format::text), Not(HasSubstr("fix:")));
    EXPECT_THAT(summary(r), HasSubstr("1 accepted change."));
}

TEST(JsonReport, HasTheDocumentedMembers) {
    const auto json = nlohmann::json::parse(report(sample(), Format::json));
    EXPECT_EQ(json.at("schema_version"), 1);
    const auto& f = json.at("findings").at(0);
    EXPECT_EQ(f.at("id"), "F01");
    EXPECT_EQ(f.at("severity"), "error");
    EXPECT_EQ(f.at("impact"), "ABI");
    EXPECT_EQ(f.at("where").at("column"), 14);
    EXPECT_EQ(f.at("fingerprint"), "7f3a90c2");
    EXPECT_EQ(json.at("checked").at("targets").size(), 2u);
}

TEST(JsonReport, BrokenUtf8StaysValidJson) {
    Report r = sample();
    r.diagnostics[0].message = "bad \xff byte";
    EXPECT_TRUE(nlohmann::json::accept(report(r, Format::json)));
    EXPECT_TRUE(nlohmann::json::accept(report(r, Format::sarif)));
}

TEST(SarifReport, PointsAndExplains) {
    Report r = sample();
    r.docs_url = "https://example.org/rules.md";
    r.diagnostics[0].where.file = "in clude/a#b.h";
    const auto log = nlohmann::json::parse(report(r, Format::sarif));
    const auto& run = log.at("runs").at(0);
    const auto& result = run.at("results").at(0);
    EXPECT_EQ(run.at("tool")
                  .at("driver")
                  .at("rules")
                  .at(result.at("ruleIndex").get<std::size_t>())
                  .at("id"),
              "F01");
    EXPECT_EQ(run.at("tool").at("driver").at("rules").at(0).at("helpUri"),
              "https://example.org/rules.md#f01");
    EXPECT_EQ(result.at("locations").at(0).at("physicalLocation").at("artifactLocation").at("uri"),
              "in%20clude/a%23b.h");
    EXPECT_EQ(result.at("partialFingerprints").at("ffigenChange/v1"), "7f3a90c2");
}

TEST(GithubReport, EscapesCommandsAndProperties) {
    Report r = sample();
    r.diagnostics[0].where.file = "a,b:c.h";
    r.diagnostics[0].message = "100% of\nfields";
    r.diagnostics[0].notes.clear();
    r.diagnostics[0].remedy.clear();
    EXPECT_THAT(report(r, Format::github),
                HasSubstr("::error file=a%2Cb%3Ac.h,line=2,col=14,title=F01 Field inserted::100%25 "
                          "of%0Afields\n"));
}

TEST(JunitReport, NeverHasAnEmptySuite) {
    Report r = sample();
    EXPECT_THAT(report(r, Format::junit), HasSubstr("tests=\"1\" failures=\"1\""));
    r.diagnostics.clear();
    EXPECT_THAT(report(r, Format::junit), HasSubstr("tests=\"1\" failures=\"0\""));
}

TEST(MarkdownReport, TablesSurviveHostileNames) {
    Report r = sample();
    r.diagnostics[0].message = "a | b `c` <script> @someone";
    r.diagnostics[0].notes = {"``` closes nothing"};
    const std::string out = report(r, Format::markdown);
    EXPECT_THAT(out, HasSubstr("a \\| b \\`c\\` &lt;script&gt; &#64;someone |\n"));
    EXPECT_THAT(out, HasSubstr("````text\n"));
}

TEST(Formats, NamesRoundTrip) {
    EXPECT_EQ(format_names().size(), 6u);
    for (const std::string& name : format_names())
        EXPECT_TRUE(parse_format(name)) << name;
    EXPECT_FALSE(parse_format("xml"));
}

} // namespace
} // namespace ffigen::report
