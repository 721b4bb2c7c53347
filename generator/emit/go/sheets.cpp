#include "emit/go/sheets.hpp"

#include <algorithm>
#include <bit>

namespace ffigen::emit::go {

std::string SetNames::suffix(PlatformSet set) {
    if (set == platforms_->all())
        return {};
    if (std::popcount(set) == 1) {
        const Platform& platform =
            platforms_->list[static_cast<std::size_t>(std::countr_zero(set))];
        return "_" + platform.os + "_" + platform.arch;
    }
    auto found = std::find(known_.begin(), known_.end(), set);
    if (found == known_.end())
        found = known_.insert(known_.end(), set);
    return "_abi" + std::to_string(found - known_.begin() + 1);
}

void Sheets::add(PlatformSet set, const std::string& list, Json item) {
    entries_.push_back({set, list, std::move(item)});
}

void Sheets::hand_over(const std::function<void(PlatformSet, Json)>& use) && {
    // Platforms are of one class when no entry tells them apart.
    std::vector<std::pair<std::vector<bool>, PlatformSet>> classes;
    for (std::size_t p = 0; p < platforms_->list.size(); ++p) {
        std::vector<bool> member;
        for (const Entry& entry : entries_)
            member.push_back((entry.set >> p & 1) != 0);
        const auto same = std::find_if(classes.begin(), classes.end(),
                                       [&](const auto& known) { return known.first == member; });
        if (same == classes.end())
            classes.emplace_back(std::move(member), PlatformSet{1} << p);
        else
            same->second |= PlatformSet{1} << p;
    }
    const auto add_sheet = [&](PlatformSet set, bool shared) {
        Json sheet = Json::object();
        for (Entry& entry : entries_)
            if ((entry.set == platforms_->all()) == shared && (entry.set & set) == set)
                sheet[entry.list].push_back(shared ? std::move(entry.item) : entry.item);
        if (!sheet.empty())
            use(set, std::move(sheet));
    };
    add_sheet(platforms_->all(), true);
    for (const auto& [member, set] : classes)
        if (set != platforms_->all())
            add_sheet(set, false);
}

void Sheets::add_grouped(const std::string& list,
                         const std::function<std::optional<Json>(std::size_t)>& make) {
    for (auto& [set, item] : grouped(*platforms_, make))
        add(set, list, std::move(item));
}

Json lines_json(const Lines& lines) { return Json(lines); }

} // namespace ffigen::emit::go
