// Memory that is free and that the process still holds.
#pragma once

namespace ffigen {

/// Gives pages that nothing uses back to the system, where its C library can; else does nothing.
/// Safe to call from any thread; takes about a millisecond.
void give_back_memory();

} // namespace ffigen
