// JUnit XML, as test dashboards take it. No times or host names: the same run is the same bytes.
#include "report/formats.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

namespace ffigen::report {
namespace {

std::string escape(std::string_view text) { return escape_xml(printable(text)); }

std::string body(const Report& report, const Diagnostic& d) {
    std::string text = place(d.where);
    if (!text.empty())
        text += ": ";
    text += d.message;
    for (const std::string& note : d.notes)
        text += "\n" + note;
    if (const std::string* reason = acceptance(report, d))
        text += "\naccepted: " + *reason;
    else if (!d.remedy.empty())
        text += "\nfix: " + d.remedy;
    return escape(text);
}

std::string test_case(const Report& report, const Diagnostic& d) {
    const std::string name = d.entity.empty() ? d.message : d.entity;
    std::string result = fmt::format("    <testcase classname=\"{}\" name=\"{} {}\">\n",
                                     escape(report.subject), escape(d.id), escape(name));
    if (d.severity == Severity::error)
        result += fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                              escape(d.message), escape(d.id), body(report, d));
    else
        result += fmt::format("      <system-out>{}</system-out>\n", body(report, d));
    return result + "    </testcase>\n";
}

} // namespace

std::string junit(const Report& report) {
    std::size_t failures = 0;
    std::string cases;
    for (const Diagnostic& d : report.diagnostics) {
        failures += d.severity == Severity::error;
        cases += test_case(report, d);
    }
    std::size_t tests = report.diagnostics.size();
    if (tests == 0) { // A suite without tests reads as "nothing ran".
        tests = 1;
        cases = fmt::format("    <testcase classname=\"{}\" name=\"{}\"/>\n",
                            escape(report.subject), escape(report.command));
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"ffigen\" tests=\"{0}\" failures=\"{1}\">\n"
        "  <testsuite name=\"ffigen {2}\" tests=\"{0}\" failures=\"{1}\" errors=\"0\" "
        "skipped=\"0\">\n{3}    <system-out>{4}</system-out>\n"
        "  </testsuite>\n</testsuites>\n",
        tests, failures, escape(report.command), cases, escape(summary(report)));
}

} // namespace ffigen::report
