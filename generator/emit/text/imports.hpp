// What a file takes from elsewhere: each back end says where names can be had, the names that the
// file has say which of them it needs, and the back end writes them as its language does.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::text {

/// Name → the module, package or path that has it, in the language's own spelling.
using Offers = std::map<std::string, std::string, std::less<>>;

/// Where → the names that are taken from there, each list in the order of the names.
using Imports = std::map<std::string, std::vector<std::string>, std::less<>>;

/// What of the offers the names need. Nothing is taken that the file defines itself (`own`).
Imports imports_of(const std::set<std::string, std::less<>>& names, const Offers& offers,
                   const std::set<std::string, std::less<>>& own = {});

} // namespace ffigen::emit::text
