#include "schema.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace ffigen::rpc_json {
namespace {

using Kind = Type::Kind;

/// Reads tokens: names, numbers, "texts", and signs.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) { next(); }

    std::map<std::string, Type> rules() {
        std::map<std::string, Type> result;
        while (!token_.empty()) {
            std::string name = take();
            expect("=");
            result[std::move(name)] = type();
        }
        return result;
    }

  private:
    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error("the server's schema: " + what + " at '" + token_ + "'");
    }

    void next() {
        for (;;) {
            while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0)
                ++at_;
            if (at_ >= text_.size() || text_[at_] != ';')
                break;
            at_ = std::min(text_.find('\n', at_), text_.size());
        }
        begin_ = at_;
        if (at_ < text_.size())
            at_ = end_of_token();
        token_ = text_.substr(begin_, at_ - begin_);
    }

    [[nodiscard]] std::size_t end_of_token() const {
        static constexpr std::array<std::string_view, 2> pairs{"=>", ".."};
        for (const std::string_view pair : pairs)
            if (text_.substr(at_, 2) == pair)
                return at_ + 2;
        if (text_[at_] == '"')
            return std::min(text_.find('"', at_ + 1), text_.size() - 1) + 1;
        const auto is_word = [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '#' ||
                   c == '.' || c == '-' || c == '+';
        };
        std::size_t end = at_;
        while (end < text_.size() && is_word(text_[end]) && text_.substr(end, 2) != "..")
            ++end;
        return std::max(end, at_ + 1);
    }

    std::string take() {
        std::string token = token_;
        next();
        return token;
    }
    bool skip(std::string_view token) {
        if (token_ != token)
            return false;
        next();
        return true;
    }
    void expect(std::string_view token) {
        if (!skip(token))
            fail("no " + std::string(token));
    }

    Type type() {
        const std::size_t begin = begin_;
        Type first = one();
        if (token_ == "/") {
            Type choice{.kind = Kind::choice};
            choice.parts.push_back(std::move(first));
            while (skip("/"))
                choice.parts.push_back(one());
            first = std::move(choice);
        }
        first.text = text_.substr(begin, end_of_last_ - begin);
        return first;
    }

    Type one() {
        Type result = primary();
        end_of_last_ = begin_;
        while (token_ == ".size" || token_ == ".default") { // limits are the server's to check
            next();
            if (skip("(")) {
                while (!skip(")"))
                    next();
            } else {
                next();
            }
            end_of_last_ = begin_;
        }
        while (end_of_last_ > 0 &&
               std::isspace(static_cast<unsigned char>(text_[end_of_last_ - 1])) != 0)
            --end_of_last_;
        return result;
    }

    Type primary() {
        if (skip("{"))
            return map();
        if (skip("["))
            return array();
        if (skip("(")) {
            Type inner = type();
            expect(")");
            return inner;
        }
        const std::string word = take();
        if (word.starts_with("#6.")) {
            Type numbers{.kind = Kind::numbers};
            std::from_chars(word.data() + 3, word.data() + word.size(), numbers.tag);
            if (numbers.tag == 2 || numbers.tag == 3)
                numbers.kind = Kind::bignum;
            expect("(");
            (void)type();
            expect(")");
            return numbers;
        }
        if (word == "-" || std::isdigit(static_cast<unsigned char>(word[0])) != 0 || word[0] == '-')
            return number(word);
        if (word[0] == '"')
            return {.kind = Kind::text, .name = word};
        return named(word);
    }

    /// "* type", "4*4 type", or a type for each item.
    Type array() {
        Type result{.kind = Kind::list};
        const std::size_t before = begin_;
        if (!token_.empty() && std::isdigit(static_cast<unsigned char>(token_[0])) != 0) {
            next();
            if (token_ != "*")
                at_ = before, next(); // a tag's value
        }
        if (skip("*")) {
            if (!token_.empty() && std::isdigit(static_cast<unsigned char>(token_[0])) != 0)
                next();
            result.parts.push_back(type());
        } else {
            result.kind = Kind::tuple;
            do
                result.parts.push_back(type());
            while (skip(","));
        }
        expect("]");
        return result;
    }

    Type number(const std::string& word) {
        const bool is_float = word.find_first_of(".e") != std::string::npos;
        const bool is_range = skip("..");
        if (is_range)
            next();
        Type result{.kind = is_float ? Kind::floating : Kind::integer, .name = word};
        result.constant = !is_range && !is_float;
        return result;
    }

    static Type named(const std::string& word) {
        static const std::map<std::string_view, Kind> prelude{
            {"uint", Kind::integer},   {"int", Kind::integer},       {"bool", Kind::boolean},
            {"float", Kind::floating}, {"float16-32", Kind::single}, {"tstr", Kind::text},
            {"bstr", Kind::bytes},     {"nil", Kind::null}};
        const auto found = prelude.find(word);
        if (found != prelude.end())
            return {.kind = found->second};
        return {.kind = Kind::name, .name = word};
    }

    Type map() {
        Type result{.kind = Kind::map};
        while (!skip("}")) {
            Member member;
            member.optional = skip("?");
            member.key = take();
            if (member.key.starts_with('"'))
                member.key = member.key.substr(1, member.key.size() - 2);
            else
                member.number = std::stoull(member.key);
            expect("=>");
            member.type = std::make_shared<Type>(type());
            result.members.push_back(std::move(member));
            skip(",");
        }
        return result;
    }

    std::string_view text_;
    std::size_t at_ = 0, begin_ = 0, end_of_last_ = 0;
    std::string token_;
};

/// The rules of a method have _ in place of its dot.
std::string rule_of(std::string method) {
    std::ranges::replace(method, '.', '_');
    return method;
}

} // namespace

Schema::Schema(std::string_view cddl) : cddl_(cddl), rules_(Parser(cddl_).rules()) {}

const Type* Schema::find(const std::string& name) const {
    const auto found = rules_.find(name);
    return found == rules_.end() ? nullptr : &found->second;
}

const Type& Schema::resolved(const Type& type) const {
    const Type* current = &type;
    for (int i = 0; i < 16 && current->kind == Kind::name; ++i) {
        const Type* next = find(current->name);
        if (next == nullptr)
            throw std::runtime_error("the server's schema has no " + current->name);
        current = next;
    }
    return *current;
}

std::vector<std::string> Schema::methods() const {
    std::vector<std::string> result;
    if (const Type* all = find("ffi_methods"))
        for (const Type& each : all->parts)
            result.push_back(each.name.substr(1, each.name.size() - 2));
    std::ranges::sort(result);
    return result;
}

const Type* Schema::request(const std::string& method) const {
    const auto all = methods();
    const bool is_there = std::ranges::find(all, method) != all.end();
    return is_there ? find(rule_of(method) + "-request") : nullptr;
}

std::string Schema::text_of(const std::string& method) const {
    std::string result;
    for (const std::string& half : {rule_of(method) + "-request", rule_of(method) + "-reply"}) {
        const std::size_t rule = cddl_.find("\n" + half + " = ");
        if (rule == std::string::npos)
            continue;
        const std::size_t before = cddl_.rfind("\n\n", rule);
        const std::size_t after = cddl_.find("\n\n", rule + 1);
        result += cddl_.substr(before + 2,
                               (after == std::string::npos ? cddl_.size() : after) - before - 2) +
                  "\n\n";
    }
    return result;
}

} // namespace ffigen::rpc_json
