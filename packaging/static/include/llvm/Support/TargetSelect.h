// Takes the place of LLVM's header of this name: libclang asks for every machine's code generator,
// to parse assembly in function bodies. ffigen skips bodies, and without the generators the binary
// is a third of the size.
#pragma once

namespace llvm {
inline void InitializeAllTargets() {}
inline void InitializeAllTargetMCs() {}
inline void InitializeAllAsmPrinters() {}
inline void InitializeAllAsmParsers() {}
} // namespace llvm
