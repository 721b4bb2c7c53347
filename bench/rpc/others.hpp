// The same call by others: a server in a process of its own, and clients.
#pragma once

#include <functional>
#include <string>

/// Makes a client, whose every call is a round trip; false where one failed.
using Maker = std::function<std::function<bool()>()>;

/// Never return: until the process is ended.
void serve_zeromq(const std::string& path);
void serve_grpc(const std::string& path);

std::function<bool()> zeromq_client(const std::string& path);
std::function<bool()> grpc_client(const std::string& path);
