// Names in the safe layers: C identifiers as words, without the prefixes that C needs.
#pragma once

#include "api/api.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::api {

using Words = std::vector<std::string>;

/// snake_case, CamelCase, ALL_CAPS and mixtures, lower-cased. Digits stay with the letters before
/// them: "deflateInit2_" → deflate init2, "HTTPServer" → http server, "Image2DView" → image2d view.
Words split_words(std::string_view identifier);

/// The items of "A B, C".
std::vector<std::string> split_list(std::string_view text);

std::string join(const Words& words, std::string_view between = "_");

/// Longest prefix ending in '_' that all names have; empty when there are fewer than two names.
/// A name that consists of the prefix alone does not have it.
std::string common_prefix(const std::vector<std::string>& names);

/// Words that all names begin with; every name keeps at least one word, which is no number.
std::size_t common_words(const std::vector<Words>& names);

/// `words` without their first `count` words, as long as a usable name is left.
Words without_first(const Words& words, std::size_t count);

/// `words` without the words of `prefix`, if they begin with it and a usable name is left.
Words without_prefix(const Words& words, const Words& prefix);

/// The words of `identifier` without `prefix`, which is compared without regard to case.
Words strip_prefix(std::string_view identifier, std::string_view prefix);

/// A name that can stand for itself: not empty, not beginning with a digit.
bool usable(const Words& words);

/// One scope of names. The first to ask for a name gets it, so that what is added to the end of a
/// header never renames what was there before.
class Scope {
  public:
    /// `preferred` when it is free, else `full`, else `full` with the first free number.
    Words claim(const Words& preferred, const Words& full);
    [[nodiscard]] bool taken(const Words& words) const { return taken_.contains(join(words)); }

  private:
    std::set<std::string> taken_;
};

} // namespace ffigen::api
