// What the runtime's sources need of a system, for explored executions: memory by name, threads
// that count as processes, futexes.
#pragma once

/// Forgets all segments, before an execution.
void forget_segments();
