// What the runtime's sources need of a system, for explored executions: memory by name, threads
// that count as processes, futexes, pipes that others knock at.
#pragma once

/// Whether the processes of this execution are ones that the kernel's barriers reach.
void accept_far_barriers(bool accepted);
/// Forgets all segments, before an execution.
void forget_segments();

/// Sleeps until the descriptor is knocked at, or one whose death it shows dies; not at all when
/// that was so since it was armed.
void poll_descriptor(int descriptor);
