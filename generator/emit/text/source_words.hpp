// The names in source that was put together, outside of its comments and texts: what a file has to
// import, and which helpers a package needs, follows from them.
#pragma once

#include "emit/text/lexis.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace ffigen::emit::text {

/// One name as it stands in the source.
struct Mention {
    std::string_view name;
    std::string_view path;   ///< the names that lead to it and itself: "Borrowed::new"
    std::string_view before; ///< all that stands before the path
    bool is_free = true;     ///< it stands by itself: nothing leads to it, nor is it defined there
    bool is_called = false;  ///< a parenthesis stands behind it
    bool leads = false;      ///< a separator does
};

/// Visits every name, in the order of the source. A number is none.
void for_each_mention(std::string_view source, const Lexis& lexis,
                      const std::function<void(const Mention&)>& visit);

/// Names that source has, by themselves and with what leads to them.
class Words {
  public:
    explicit Words(const Lexis& lexis) : lexis_(lexis) {}
    Words(const Lexis& lexis, std::string_view source) : lexis_(lexis) { add(source); }

    void add(std::string_view source);
    /// `name` stands somewhere, by whatever it is led to; or a whole path does, "code.failure".
    [[nodiscard]] bool has(std::string_view name) const { return all_.contains(name); }
    /// A function of this name is called, and nothing leads to it.
    [[nodiscard]] bool calls(std::string_view name) const { return called_.contains(name); }
    /// Names that stand by themselves and lead to others: packages, variables.
    [[nodiscard]] const std::set<std::string, std::less<>>& leading() const { return leading_; }
    /// Names that stand by themselves.
    [[nodiscard]] const std::set<std::string, std::less<>>& free() const { return free_; }

  private:
    const Lexis& lexis_;
    std::set<std::string, std::less<>> all_, free_, called_, leading_;
};

} // namespace ffigen::emit::text
