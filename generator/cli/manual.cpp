#include "cli/completion.hpp"

#include <fmt/format.h>

namespace ffigen::cli {
namespace {

/// Text as troff takes it: no minus becomes a hyphen, no line begins with a request.
std::string troff(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if ((c == '.' || c == '\'') && (result.empty() || result.back() == '\n'))
            result += "\\&";
        if (c == '-')
            result += "\\-";
        else if (c == '\\')
            result += "\\e";
        else
            result += c;
    }
    return result;
}

std::string option_names(const OptionText& option) {
    std::string text;
    for (const std::string& name : option.names) {
        text += fmt::format("{}\\fB{}\\fR", text.empty() ? "" : ", ", troff(name));
        if (!option.value.empty())
            text += fmt::format(" \\fI{}\\fR", troff(option.value));
    }
    return text;
}

std::string options(const CommandText& command, const std::string& group) {
    std::string text;
    for (const OptionText& option : command.options)
        if (option.group == group)
            text += fmt::format(".TP\n{}\n{}\n", option_names(option), troff(option.text));
    return text;
}

} // namespace

std::string manual(const std::vector<CommandText>& commands, const std::string& footer) {
    constexpr const char* reading = "Reading the header";
    std::string text = fmt::format(".TH FFIGEN 1 \"\" \"ffigen {}\" \"User Commands\"\n"
                                   ".SH NAME\nffigen \\- {}\n.SH SYNOPSIS\n",
                                   FFIGEN_VERSION, troff(commands.front().text));
    text += ".B ffigen\n\\fIheader\\fR [\\fIoption\\fR]... [\\-\\- \\fIclang\\-argument\\fR...]\n";
    for (const CommandText& command : commands) {
        if (command.name.empty())
            continue;
        text += fmt::format(".br\n.B ffigen {}\n", troff(command.name));
        for (const std::string& operand : command.positionals)
            text += fmt::format("\\fI{}\\fR ", troff(operand));
        text += command.options.size() > 1 ? "[\\fIoption\\fR]...\n" : "\n";
    }
    text += ".SH OPTIONS\n" + options(commands.front(), "Options");
    text += ".SS Reading the header\nThese are taken by every command that reads a header.\n" +
            options(commands.front(), reading);
    text += ".SH COMMANDS\n";
    for (const CommandText& command : commands) {
        if (command.name.empty())
            continue;
        text += fmt::format(".SS {}\n{}.\n", troff(command.name), troff(command.text));
        for (const OptionText& option : command.options)
            if (option.group != reading && option.names.front() != "--help")
                text += fmt::format(".TP\n{}\n{}\n", option_names(option), troff(option.text));
    }
    text += fmt::format(".SH NOTES\n.nf\n{}\n.fi\n", troff(footer));
    text += ".SH FILES\n.TP\n.I ffigen.toml\noptions that a project writes down once, beside the "
            "header or above it\n.TP\n.I *.ffilock.json\nwhat \\fBcheck\\fR compares with\n";
    return text;
}

} // namespace ffigen::cli
