// Entities by name: a table beside a list, made when it is first needed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ffigen::model {

/// Looks up the first of a list's items whose `Name` member is the one asked for. Made on first use
/// and again after the list was moved, copied or changed in size, so it is for one thread at a
/// time, unless refresh() was called since. It is no part of the value of what it is in.
template <class T, auto Name>
class NameIndex {
  public:
    void refresh(const std::vector<T>& items) {
        if (built_for_ == items.data() && built_size_ == items.size())
            return;
        places_.clear();
        for (std::size_t i = 0; i < items.size(); ++i)
            places_.try_emplace(items[i].*Name, i);
        built_for_ = items.data();
        built_size_ = items.size();
    }

    /// Null when there is none.
    const T* find(const std::vector<T>& items, std::string_view name) {
        // A short list is read faster than a table is made.
        if (items.size() < 16) {
            const auto found = std::find_if(items.begin(), items.end(),
                                            [&](const T& item) { return item.*Name == name; });
            return found == items.end() ? nullptr : &*found;
        }
        refresh(items);
        const auto found = places_.find(name);
        return found == places_.end() || items[found->second].*Name != name ? nullptr
                                                                            : &items[found->second];
    }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view name) const {
            return std::hash<std::string_view>{}(name);
        }
    };
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;
    const void* built_for_ = nullptr;
    std::size_t built_size_ = 0;
};

} // namespace ffigen::model
