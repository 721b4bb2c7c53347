#include "clang/header.hpp"

#include "support/text.hpp"
#include "clang/c_text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>

namespace ffigen::clang {
namespace fs = std::filesystem;
namespace {

std::optional<Diagnostic> missing_file(const std::string& shown) {
    std::error_code error;
    const fs::file_status status = fs::status(shown, error);
    Diagnostic finding{.id = "H02", .severity = Severity::error, .where = {shown, 0, 0}};
    if (!fs::exists(status)) {
        finding.message = fmt::format("no header '{}'", shown);
        finding.remedy = "check the path; it is taken from the current directory";
        return finding;
    }
    if (fs::is_directory(status)) {
        finding.message = fmt::format("'{}' is a directory, not a header", shown);
        finding.remedy = "name one header file";
        return finding;
    }
    return std::nullopt;
}

/// UTF-16 and UTF-32, by their mark or by the zero bytes that ASCII has in them.
bool is_wide_text(std::string_view text) {
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
        return true;
    std::size_t zeros = 0;
    for (const char c : text.substr(0, 64))
        zeros += c == '\0' ? 1u : 0u;
    return zeros > 16;
}

/// A library, an object file or a program, by what these begin with: ELF, ar, PE, Mach-O.
bool is_binary(std::string_view text) {
    for (const std::string_view magic : {"\x7f"
                                         "ELF",
                                         "!<arch>\n", "MZ\x90", "\xcf\xfa\xed\xfe"})
        if (text.starts_with(magic))
            return true;
    return false;
}

/// Names and values must be UTF-8; what stands in comments and narrow strings need not.
bool check_encoding(const Header& header, Diagnostics& diagnostics) {
    const auto report = [&](const char* id, Severity severity, std::size_t at, std::string message,
                            std::string remedy) {
        SourceLocation where = place_of(header.text, at);
        where.file = header.shown;
        diagnostics.add({.id = id,
                         .severity = severity,
                         .where = where,
                         .message = std::move(message),
                         .remedy = std::move(remedy)});
    };
    if (is_wide_text(header.text)) {
        report("H04", Severity::error, 0,
               "the header is UTF-16 or UTF-32, which C compilers refuse",
               "save the header as UTF-8, e.g. with `iconv -f utf-16 -t utf-8`");
        return false;
    }
    if (is_binary(header.text)) {
        report("H04", Severity::error, 0, "this is a library or a program, no text",
               "name the C header; what a library holds is compared with `ffigen check HEADER "
               "--library FILE`");
        return false;
    }
    const auto bad = first_invalid_utf8(header.text);
    if (!bad)
        return true;
    const auto message = [&](std::size_t at) {
        return fmt::format("byte 0x{:02x} is not UTF-8",
                           static_cast<unsigned char>(header.text[at]));
    };
    const std::string code = without_comments_and_strings(header.text);
    if (const auto in_code = first_invalid_utf8(code)) {
        report("H04", Severity::error, *in_code, message(*in_code),
               "save the header as UTF-8, e.g. with `iconv -f latin1 -t utf-8`");
        return false;
    }
    report("H08", Severity::note, *bad, message(*bad) + "; it is read as Latin-1",
           "save the header as UTF-8, e.g. with `iconv -f latin1 -t utf-8`");
    return true;
}

} // namespace

std::optional<Header> open_header(const std::string& shown, Diagnostics& diagnostics) {
    if (auto finding = missing_file(shown)) {
        diagnostics.add(std::move(*finding));
        return std::nullopt;
    }
    std::error_code error;
    Header header;
    header.shown = shown;
    header.path = fs::absolute(shown, error).lexically_normal().string();
    errno = 0;
    auto text = read_text_file(shown);
    if (!text) {
        const std::string why = std::generic_category().message(errno != 0 ? errno : EIO);
        diagnostics.error("H02", {shown, 0, 0}, fmt::format("cannot read '{}': {}", shown, why),
                          "check its permissions");
        return std::nullopt;
    }
    header.text = std::move(*text);
    if (!check_encoding(header, diagnostics))
        return std::nullopt;
    header.macros = scan_macros(header.text);
    return header;
}

} // namespace ffigen::clang
