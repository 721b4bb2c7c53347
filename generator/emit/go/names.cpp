#include "emit/go/names.hpp"

#include "support/identifier.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ffigen::emit::go {

namespace {

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Words that Go code writes in one case. The list is that of the Go code review comments.
bool is_initialism(std::string_view word) {
    static constexpr std::array list{
        "abi",   "acl", "api",  "ascii", "cpu", "css", "dns",  "eof",  "guid", "html", "http",
        "https", "id",  "ip",   "json",  "lhs", "ok",  "os",   "pid",  "qps",  "ram",  "rhs",
        "rpc",   "sla", "smtp", "sql",   "ssh", "tcp", "tls",  "ttl",  "udp",  "ui",   "uid",
        "uuid",  "uri", "url",  "utf8",  "vm",  "xml", "xmpp", "xsrf", "xss"};
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string capitalised(const std::string& word) {
    std::string result = word;
    if (is_initialism(word))
        std::transform(result.begin(), result.end(), result.begin(), upper);
    else if (!result.empty())
        result[0] = upper(result[0]);
    return result;
}

std::string camel_case(const std::vector<std::string>& words, std::size_t first) {
    std::string result;
    for (std::size_t i = first; i < words.size(); ++i) {
        const std::string next = capitalised(words[i]);
        // "1" after "2" would read as another number.
        if (!result.empty() && !next.empty() && is_digit(result.back()) && is_digit(next[0]))
            result += '_';
        result += next;
    }
    return result;
}

} // namespace

std::string Scope::claim(std::string wanted) {
    while (!names_.insert(wanted).second)
        wanted += '_';
    return wanted;
}

bool is_keyword(std::string_view identifier) {
    static constexpr std::array list{"break",     "case",   "chan",    "const",       "continue",
                                     "default",   "defer",  "else",    "fallthrough", "for",
                                     "func",      "go",     "goto",    "if",          "import",
                                     "interface", "map",    "package", "range",       "return",
                                     "select",    "struct", "switch",  "type",        "var"};
    return std::find(list.begin(), list.end(), identifier) != list.end();
}

bool is_cgo_local(std::string_view identifier) {
    // Its own variables, its helpers, C's types by names without spaces (cmd/cgo: nameToC), and
    // what begins a tag or asks for a size.
    static constexpr std::array names{"v",          "CString",   "CBytes",       "GoString",
                                      "GoStringN",  "GoBytes",   "_CMalloc",     "malloc",
                                      "_GoString_", "_GoBytes_", "intgo",        "schar",
                                      "uchar",      "ushort",    "uint",         "ulong",
                                      "longlong",   "ulonglong", "complexfloat", "complexdouble"};
    static constexpr std::array<std::string_view, 5> beginnings{"_cgo_", "struct_", "union_",
                                                                "enum_", "sizeof_"};
    return std::ranges::find(names, identifier) != names.end() ||
           std::ranges::any_of(beginnings, [&](auto word) { return identifier.starts_with(word); });
}

bool is_reserved(std::string_view identifier) {
    static constexpr std::array list{
        // predeclared
        "any", "append", "bool", "byte", "cap", "clear", "close", "comparable", "complex",
        "complex64", "complex128", "copy", "delete", "error", "false", "float32", "float64", "imag",
        "int", "int8", "int16", "int32", "int64", "iota", "len", "make", "max", "min", "new", "nil",
        "panic", "print", "println", "real", "recover", "rune", "string", "true", "uint", "uint8",
        "uint16", "uint32", "uint64", "uintptr",
        // imported by emitted files, or local to emitted functions
        "C", "atomic", "cgo", "errors", "raw", "runtime", "strconv", "strings", "sync", "unsafe",
        "err", "result", "status", "self", "_", "init", "main"};
    return is_keyword(identifier) || std::find(list.begin(), list.end(), identifier) != list.end();
}

std::string package_name(std::string_view name) {
    std::string result;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            result += lower(c);
    if (result.empty() || is_digit(result[0]))
        result = "ffi" + result;
    if (is_reserved(result))
        result += "ffi";
    return result;
}

std::string exported(const std::vector<std::string>& words) {
    std::string result = stable_letters(camel_case(words, 0));
    if (result.empty() || !is_upper(result[0]))
        result = "X" + result;
    return result;
}

std::string suffix(const std::vector<std::string>& words) {
    return stable_letters(camel_case(words, 0));
}

std::string unexported(const std::vector<std::string>& words) {
    if (words.empty())
        return "arg";
    std::string result = words[0];
    std::transform(result.begin(), result.end(), result.begin(), lower);
    result = stable_letters(result + camel_case(words, 1));
    if (result.empty() || (!is_lower(result[0]) && result[0] != '_'))
        result = "x" + result;
    if (is_reserved(result))
        result += '_';
    return result;
}

std::string verbatim(std::string_view c_name) {
    std::string result = stable_letters(c_name);
    if (result.empty() || !std::isalpha(static_cast<unsigned char>(result[0])))
        return "X" + result;
    result[0] = upper(result[0]);
    return result;
}

std::string local(std::string_view c_name) {
    std::string result = stable_letters(c_name);
    if (result.empty())
        return "arg";
    if (is_upper(result[0]))
        result[0] = lower(result[0]);
    if (is_reserved(result))
        result += '_';
    return result;
}

std::vector<std::string> split_words(std::string_view identifier) {
    std::vector<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty())
            words.push_back(word);
        word.clear();
    };
    for (std::size_t i = 0; i < identifier.size(); ++i) {
        const char c = identifier[i];
        if (c == '_') {
            end_word();
            continue;
        }
        const bool starts = is_upper(c) && i > 0 &&
                            (is_lower(identifier[i - 1]) || is_digit(identifier[i - 1]) ||
                             (i + 1 < identifier.size() && is_lower(identifier[i + 1]) &&
                              is_upper(identifier[i - 1])));
        if (starts)
            end_word();
        word += lower(c);
    }
    end_word();
    if (words.empty())
        words.emplace_back("x");
    return words;
}

std::string plural(const std::string& name) {
    if (name.ends_with("s") || name.ends_with("x") || name.ends_with("ch") || name.ends_with("sh"))
        return name + "es";
    if (name.size() > 1 && name.ends_with("y") &&
        std::string_view("aeiou").find(name[name.size() - 2]) == std::string_view::npos)
        return name.substr(0, name.size() - 1) + "ies";
    return name + "s";
}

} // namespace ffigen::emit::go
