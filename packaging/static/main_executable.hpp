// Before libclang's CIndexer.cpp, which looks beside the program for clang's own headers, and gives
// up without /proc. They are inside, in a directory that exists for clang alone.
#pragma once

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <string>

namespace llvm::sys::fs {
inline std::string ffigen_executable(const char*, void*) { return "/ffigen-builtin/bin/ffigen"; }
} // namespace llvm::sys::fs

#define getMainExecutable ffigen_executable
