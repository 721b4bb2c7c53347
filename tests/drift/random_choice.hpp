// Choices within a RapidCheck property: each is drawn from its generators, so that a failing case
// shrinks and can be run again from its seed.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace ffigen::drift::test {

/// Both ends included.
inline int number(int low, int high) { return *rc::gen::inRange(low, high + 1); }

inline std::size_t index_below(std::size_t count) {
    return static_cast<std::size_t>(number(0, static_cast<int>(count) - 1));
}

inline bool one_in(int count) { return number(1, count) == 1; }

template <class T>
T one_of(const std::vector<T>& choices) {
    return choices[index_below(choices.size())];
}

inline std::string one_of(std::initializer_list<const char*> choices) {
    return one_of(std::vector<std::string>(choices.begin(), choices.end()));
}

} // namespace ffigen::drift::test
