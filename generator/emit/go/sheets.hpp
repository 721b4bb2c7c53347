// Entities that differ between platforms are told apart by file: one sheet for what all platforms
// share, and one for each class of platforms that agree on everything else.
#pragma once

#include "emit/go/docs.hpp"
#include "emit/go/platform.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::go {

using Json = nlohmann::json;

/// Names the sets of a package: "" for all platforms, "_linux_386" for one, "_abi1" for several.
class SetNames {
  public:
    explicit SetNames(const Platforms& platforms) : platforms_(&platforms) {}
    std::string suffix(PlatformSet set);

  private:
    const Platforms* platforms_;
    std::vector<PlatformSet> known_;
};

/// What `make` yields for each platform, equal results together, in the order of their first
/// platform.
template <class Make>
auto grouped(const Platforms& platforms, const Make& make) {
    using T = typename decltype(make(std::size_t{}))::value_type;
    std::vector<std::pair<PlatformSet, T>> groups;
    for (std::size_t p = 0; p < platforms.list.size(); ++p) {
        std::optional<T> item = make(p);
        if (!item)
            continue;
        const auto same = std::find_if(groups.begin(), groups.end(),
                                       [&](const auto& group) { return group.second == *item; });
        if (same != groups.end())
            same->first |= PlatformSet{1} << p;
        else
            groups.emplace_back(PlatformSet{1} << p, std::move(*item));
    }
    return groups;
}

/// The sheets of one kind of file. Each is an object of lists, in the order of adding.
class Sheets {
  public:
    explicit Sheets(const Platforms& platforms) : platforms_(&platforms) {}

    void add(PlatformSet set, const std::string& list, Json item);

    /// Adds what `make` yields for each platform, equal results together.
    void add_grouped(const std::string& list,
                     const std::function<std::optional<Json>(std::size_t platform)>& make);

    /// Hands over one sheet after the other, which are large; what all platforms share comes first.
    void hand_over(const std::function<void(PlatformSet, Json)>& use) &&;

  private:
    struct Entry {
        PlatformSet set;
        std::string list;
        Json item;
    };
    const Platforms* platforms_;
    std::vector<Entry> entries_;
};

/// A list of texts, each `line` to the templates.
Json lines_json(const Lines& lines);

} // namespace ffigen::emit::go
