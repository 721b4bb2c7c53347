// Sets and tables of libclang's cursors.
#pragma once

#include <clang-c/Index.h>

#include <cstddef>
#include <unordered_map>
#include <unordered_set>

namespace ffigen::clang {

struct CursorHash {
    std::size_t operator()(CXCursor cursor) const { return clang_hashCursor(cursor); }
};
struct CursorEqual {
    bool operator()(CXCursor a, CXCursor b) const { return clang_equalCursors(a, b) != 0; }
};
template <class T>
using CursorMap = std::unordered_map<CXCursor, T, CursorHash, CursorEqual>;
using CursorSet = std::unordered_set<CXCursor, CursorHash, CursorEqual>;

} // namespace ffigen::clang
