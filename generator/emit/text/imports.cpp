#include "emit/text/imports.hpp"

namespace ffigen::emit::text {

Imports imports_of(const std::set<std::string, std::less<>>& names, const Offers& offers,
                   const std::set<std::string, std::less<>>& own) {
    Imports result;
    for (const std::string& name : names)
        if (const auto offer = offers.find(name); offer != offers.end() && !own.contains(name))
            result[offer->second].push_back(name);
    return result;
}

} // namespace ffigen::emit::text
