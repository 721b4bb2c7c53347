// Entities that differ between platforms are told apart by file: one sheet for what all platforms
// share, and one for each class of platforms that agree on everything else.
#pragma once

#include "emit/go/doc.hpp"
#include "emit/go/platform.hpp"

#include <nlohmann/json.hpp>

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

/// The sheets of one kind of file. Each is an object of lists, in the order of adding.
class Sheets {
  public:
    explicit Sheets(const Platforms& platforms) : platforms_(&platforms) {}

    void add(PlatformSet set, const std::string& list, Json item);

    /// Adds what `make` yields for each platform, equal results together.
    void add_grouped(const std::string& list,
                     const std::function<std::optional<Json>(std::size_t platform)>& make);

    /// What all platforms share comes first.
    [[nodiscard]] std::vector<std::pair<PlatformSet, Json>> sheets() const;

  private:
    struct Entry {
        PlatformSet set;
        std::string list;
        Json item;
    };
    const Platforms* platforms_;
    std::vector<Entry> entries_;
};

/// [{"line": …}, …]
Json lines_json(const Lines& lines);

} // namespace ffigen::emit::go
