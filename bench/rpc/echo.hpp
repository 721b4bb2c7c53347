// The bare round trip: a server that sends back what it gets over a Unix socket, a thread for each
// client, and a client.
#pragma once

#include <functional>
#include <string>

/// Never returns: until the process is ended.
void serve_echo(const std::string& path);
std::function<bool()> echo_client(const std::string& path);
