// Serves a contract through NATS: nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE. See docs/nats.md. In
// a library of its own, ffigen::rpc_nats.
#pragma once

#include "ffigen/rpc/transport.hpp"

namespace ffigen::rpc {

extern const Transport nats;

} // namespace ffigen::rpc
