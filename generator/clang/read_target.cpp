#include "clang/read_target.hpp"

#include "support/embedded.hpp"
#include "support/text.hpp"
#include "clang/arguments.hpp"
#include "clang/c_library.hpp"
#include "clang/c_text.hpp"
#include "clang/declarations.hpp"
#include "clang/missing_header.hpp"
#include "clang/own_headers.hpp"
#include "clang/target_info.hpp"
#include "clang/translation_unit.hpp"
#include "clang/unit_text.hpp"
#include "clang/wanted_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace ffigen::clang {

Diagnostic unknown_target(const std::string& target, const std::string& why) {
    const std::string nearest = model::nearest_target(target);
    std::vector<std::string_view> with_it;
    for (const std::string_view known : model::default_targets())
        if (known.find(target) != std::string_view::npos)
            with_it.push_back(known);
    return {.id = "O02",
            .severity = Severity::error,
            .message = fmt::format("unknown target '{}'{}{}", target, why.empty() ? "" : ": ", why),
            .remedy = !nearest.empty() ? fmt::format("did you mean '{}'?", nearest)
                      : with_it.empty()
                          ? "a target is a triple such as x86_64-unknown-linux-gnu, or 'native'"
                          : fmt::format("a target is a triple: one of {}, or 'native'",
                                        fmt::join(with_it, ", "))};
}

namespace {

constexpr const char* unit_path = "/ffigen-builtin/unit.c";
constexpr const char* annotations_path = "/ffigen-builtin/include/ffigen/annotations.h";

/// Whether clang takes a triple at all: it reads an empty unit for it.
bool knows_target(const std::string& triple) {
    const auto known = model::default_targets();
    if (triple == native_target || std::ranges::find(known, triple) != known.end())
        return true;
    const TranslationUnit unit(unit_path, "", {}, clang_arguments({}, triple, false));
    return unit.unit() != nullptr && std::ranges::none_of(unit.messages(), &ClangMessage::is_error);
}

/// The FFI_ macro that a misspelt one in the header was meant to be; empty when none is.
std::string nearest_annotation(const Header& header) {
    std::set<std::string> known;
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == "include/ffigen/annotations.h")
            known = identifiers_in(file.text);
    std::vector<std::string_view> names;
    for (const std::string& name : known)
        if (name.starts_with("FFI_"))
            names.push_back(name);
    for (const MacroDefinition& macro : header.macros)
        known.insert(macro.name);
    for (const std::string& word : identifiers_in(header.text))
        if (word.starts_with("FFI_") && !known.contains(word))
            return model::nearest_name(word, names);
    return {};
}

bool is_cxx_header(const std::string& text) {
    const std::set<std::string> words = identifiers_in(text);
    return !words.contains("__cplusplus") &&
           (text.find("extern \"C\"") != std::string::npos ||
            std::ranges::any_of(std::array{"namespace", "template", "class", "constexpr", "public"},
                                [&](const char* word) { return words.contains(word); }));
}

/// What clang says where it does not understand: names of C++'s are names to C.
bool is_misread(std::string_view message) {
    return message.starts_with("expected") || message.starts_with("unknown type name") ||
           message.find("tag to refer to type") != std::string_view::npos;
}

/// The header of C that has the type whose name clang does not know; empty when none has.
std::string_view header_of_type(std::string_view message) {
    constexpr std::string_view start = "unknown type name '";
    if (!message.starts_with(start))
        return {};
    const std::string_view name =
        message.substr(start.size(), message.find('\'', start.size()) - start.size());
    if (name == "bool")
        return "stdbool.h";
    if (name == "va_list")
        return "stdarg.h";
    if (name == "size_t" || name == "ptrdiff_t" || name == "wchar_t" || name == "max_align_t")
        return "stddef.h";
    if (name == "FILE")
        return "stdio.h";
    const bool is_width =
        name.ends_with("_t") && (name.starts_with("int") || name.starts_with("uint"));
    return is_width ? "stdint.h" : std::string_view();
}

/// Errors of the header itself, as findings. Every error is fatal: libclang would carry on with int
/// in the place of an unknown type.
void report_errors(const std::vector<ClangMessage>& messages, const Header& header,
                   const std::string& target, bool freestanding, Diagnostics& diagnostics) {
    const auto is_missing_file = [](const ClangMessage& message) {
        return message.text.find("file not found") != std::string::npos;
    };
    const bool lacks_file = std::ranges::any_of(messages, is_missing_file);
    for (const ClangMessage& message : messages) {
        if (!message.is_error || message.in_unit)
            continue;
        // What a header that is not there would have declared.
        if (lacks_file && message.text.starts_with("unknown type name"))
            continue;
        SourceLocation where = message.where;
        if (where.file == header.path)
            where.file = header.shown;
        Diagnostic finding{
            .id = "H01", .severity = Severity::error, .where = where, .message = message.text};
        if (is_missing_file(message)) {
            finding.id = "H06";
            finding.remedy = missing_header_remedy(message.text, freestanding);
        } else if (where.file.empty() && !knows_target(target)) {
            finding = unknown_target(target, message.text);
        } else if (where.file.empty()) {
            finding.id = "O02";
            finding.message = fmt::format("clang refuses an argument: {}", message.text);
        } else if (header.text.find("FFI_") != std::string::npos &&
                   header.text.find("ffigen/annotations.h") == std::string::npos) {
            finding.remedy = "the FFI_ macros need `#include <ffigen/annotations.h>`";
        } else if (const auto of_c = header_of_type(message.text); !of_c.empty()) {
            finding.remedy =
                fmt::format("the header must include what it uses: #include <{}>", of_c);
        } else if (const std::string word = nearest_annotation(header); !word.empty()) {
            finding.remedy = fmt::format("did you mean {}?", word);
        } else if (is_misread(message.text) && is_cxx_header(header.text)) {
            finding.remedy = "this is C++: ffigen reads C; give it the part that C compilers take, "
                             "with #ifdef __cplusplus around the rest";
        } else {
            finding.remedy = "the header must compile as C11 on its own: check it with `clang "
                             "-fsyntax-only -std=c11`";
        }
        diagnostics.add(std::move(finding));
    }
}

/// Attributes of GCC alone that change neither layout nor call. Source: its manual.
bool is_harmless(std::string_view message) {
    static constexpr std::array names{"access",
                                      "externally_visible",
                                      "noclone",
                                      "noipa",
                                      "no_reorder",
                                      "optimize",
                                      "no_icf",
                                      "copy",
                                      "stack_protect",
                                      "tainted_args",
                                      "symver",
                                      "no_stack_limit",
                                      "fd_arg",
                                      "fd_arg_read",
                                      "fd_arg_write",
                                      "nonstring",
                                      "designated_init",
                                      "simd",
                                      "no_split_stack",
                                      "strict_flex_array",
                                      "null_terminated_string_arg"};
    return std::ranges::any_of(names, [&](std::string_view name) {
        return message.find(fmt::format("'{}'", name)) != std::string_view::npos ||
               message.find(fmt::format("'__{}__'", name)) != std::string_view::npos;
    });
}

/// A shift by more bits than there are: C leaves the value open, and compilers differ.
bool is_undefined_value(const ClangMessage& message) {
    return message.in_unit && (message.option == "-Wshift-count-overflow" ||
                               message.option == "-Wshift-count-negative");
}

/// What clang only warns of, although it may decide about layouts and calls.
void report_warnings(const std::vector<ClangMessage>& messages, const Header& header,
                     Diagnostics& diagnostics) {
    for (const ClangMessage& message : messages) {
        if (message.is_error || message.in_unit)
            continue;
        SourceLocation where = message.where;
        if (where.file == header.path)
            where.file = header.shown;
        if (message.option.starts_with("-Wpragma-pack"))
            diagnostics.warning(
                "H07", where, message.text,
                "end the packing in the file that begins it, with #pragma pack(pop)");
        if (message.option == "-Wunknown-attributes" && !is_harmless(message.text))
            diagnostics.warning("H09", where, message.text,
                                "if it changes neither layout nor call, put it behind a macro that "
                                "is empty when __FFIGEN__ is defined");
    }
}

/// Reads the header for one target.
class TargetReader {
  public:
    TargetReader(const ReadOptions& options, const Header& header, const std::string& target)
        : header_(header), target_(target),
          hosted_(target == native_target || !options.sysroot.empty()),
          triple_(target == native_target ? native_triple() : target),
          arguments_(clang_arguments(options, triple_, hosted_)),
          stdint_(c_library_stdint(triple_)), macros_(header.macros) {
        for (const EmbeddedFile& file : embedded_files())
            if (file.name == "include/ffigen/annotations.h")
                virtual_files_.push_back({annotations_path, file.text});
        virtual_files_.push_back({c_library_stdint_path, stdint_});
        std::ranges::copy(own_headers(), std::back_inserter(virtual_files_));
        wanted_ = {header.path,      header.shown,
                   unit_path,        options.include_everything,
                   options.includes, header_in_system(header.path)};
    }

    TargetResult run() {
        if (wanted_.takes_other_files() && !add_included_macros())
            return fail();
        unstable_ = unstable_macros(macros_);
        for (const auto& [macro, word] : unstable_)
            probes_.excluded.insert(macro);
        // A probe that is no constant expression is an error of the probe's own line; it is taken
        // out and the unit parsed again until none is left, so that it cannot spoil its
        // neighbours.
        for (int round = 0;; ++round) {
            const Round outcome = parse(round);
            if (outcome == Round::failed)
                return fail();
            if (outcome == Round::done)
                break;
        }
        for (const MacroDefinition& macro : macros_)
            add_skipped(macro);
        result_.failed = result_.diagnostics.has_errors();
        return std::move(result_);
    }

  private:
    enum class Round { again, done, failed };

    TargetResult fail() {
        result_.failed = true;
        return std::move(result_);
    }

    bool check(const TranslationUnit& unit) {
        if (unit.unit() == nullptr && !knows_target(triple_)) {
            result_.diagnostics.add(unknown_target(target_, "clang does not have it"));
            return false;
        }
        if (unit.unit() == nullptr) {
            result_.diagnostics.error("H05", {header_.shown, 0, 0},
                                      fmt::format("libclang could not read it for {}", target_),
                                      "please report this with the header");
            return false;
        }
        report_errors(unit.messages(), header_, target_, !hosted_, result_.diagnostics);
        return !result_.diagnostics.has_errors();
    }

    /// Macros of the other headers whose declarations are wanted, before the header's own.
    bool add_included_macros() {
        const TranslationUnit unit(unit_path, UnitText(header_.path, {}, {}).text(), virtual_files_,
                                   arguments_);
        if (!check(unit))
            return false;
        const WantedFiles files(unit.unit(), wanted_);
        std::vector<MacroDefinition> macros;
        for (const IncludedFile& file : included_files(unit.unit())) {
            if (file.path == header_.path || !files.contains(file.file))
                continue;
            for (MacroDefinition& macro : scan_macros(file.text)) {
                macro.file = file.path;
                macros.push_back(std::move(macro));
            }
        }
        for (const MacroDefinition& own : header_.macros)
            std::erase_if(macros,
                          [&](const MacroDefinition& other) { return other.name == own.name; });
        std::set<std::string> seen;
        std::erase_if(
            macros, [&](const MacroDefinition& macro) { return !seen.insert(macro.name).second; });
        macros_.insert(macros_.begin(), std::move_iterator(macros.begin()),
                       std::move_iterator(macros.end()));
        result_.diagnostics = {};
        return true;
    }

    Round give_up(const std::string& message) {
        result_.diagnostics.error(
            "H05", {header_.shown, 0, 0},
            fmt::format("{} (while evaluating macros for {})", message, target_),
            "please report this with the header");
        return Round::failed;
    }

    /// Takes the probes out that have no value, or none that C promises.
    Round exclude_wrong(const std::vector<ClangMessage>& messages, const UnitText& unit_text,
                        int round) {
        bool again = false;
        const ClangMessage* wrong = nullptr;
        for (const ClangMessage& message : messages) {
            const std::string* macro = unit_text.macro_at(message.where.line);
            if (!message.is_error && (macro == nullptr || !is_undefined_value(message)))
                continue;
            wrong = &message;
            if (macro == nullptr)
                macro = unit_text.macro_before(message.where.line);
            if (macro == nullptr || round > 32)
                return give_up(message.text);
            reasons_.try_emplace(*macro, message.text);
            again |= probes_.exclude(*macro);
        }
        // The same error again, without the macro that seemed to be the cause.
        if (wrong != nullptr && !again)
            return give_up(wrong->text);
        return again ? Round::again : Round::done;
    }

    Round parse(int round) {
        const UnitText unit_text(header_.path, macros_, probes_);
        const TranslationUnit unit(unit_path, unit_text.text(), virtual_files_, arguments_);
        if (!check(unit))
            return Round::failed;
        const std::vector<ClangMessage> messages = unit.messages();
        if (const Round outcome = exclude_wrong(messages, unit_text, round); outcome != Round::done)
            return outcome;
        Declarations declarations =
            read_declarations(unit.unit(), wanted_, macros_, result_.diagnostics);
        if (!probes_.has_second() && round <= 8 &&
            !(declarations.pointer_macros.empty() && declarations.wide_macros.empty())) {
            probes_.pointers = declarations.pointer_macros;
            probes_.wide = declarations.wide_macros;
            result_.diagnostics = {};
            return Round::again;
        }
        result_.contract = std::move(declarations.contract);
        defined_ = std::move(declarations.defined_macros);
        result_.contract.targets[0].triple = triple_;
        classify_triple(triple_, result_.contract.targets[0]);
        result_.inclusions = read_inclusions(unit.unit(), header_.path, unit_path);
        report_warnings(messages, header_, result_.diagnostics);
        return Round::done;
    }

    void add_skipped(const MacroDefinition& macro) {
        const auto reason = reasons_.find(macro.name);
        std::string why;
        if (macro.function_like)
            why = "function-like macro";
        else if (macro.body.empty())
            why = macro.is_redefined || defined_.contains(macro.name)
                      ? "macro without a value"
                      : "macro without a value, and not defined";
        else if (const auto word = unstable_.find(macro.name); word != unstable_.end())
            why = "macro that depends on " + word->second;
        else if (!may_be_expression(macro))
            why = "macro that is no expression";
        else if (reason != reasons_.end())
            why = "macro that is no constant expression: " + reason->second;
        if (!why.empty())
            result_.contract.skipped.push_back(
                {macro.name,
                 std::move(why),
                 {macro.file.empty() ? header_.shown : macro.file, macro.line, macro.column},
                 defined_.contains(macro.name) ? macro.body : std::string(),
                 macro.doc});
    }

    const Header& header_;
    const std::string& target_;
    bool hosted_;
    std::string triple_;
    std::vector<std::string> arguments_;
    std::string stdint_;
    std::vector<VirtualFile> virtual_files_; ///< one is stdint_
    std::vector<MacroDefinition> macros_;
    DeclarationOptions wanted_;
    Probes probes_;
    std::set<std::string> defined_;                         ///< function-like macros
    std::map<std::string, std::string> unstable_, reasons_; ///< macro → word, clang's message
    TargetResult result_;
};

} // namespace

TargetResult read_target(const ReadOptions& options, const Header& header,
                         const std::string& target) {
    return TargetReader(options, header, target).run();
}

} // namespace ffigen::clang
