// What a server has to know of a contract. The generated <name>_rpc_server.cpp gives one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ffigen::rpc {

class Call;

/// A type of objects that clients know by id.
struct Kind {
    std::string_view name;
    void (*close)(void* object);
};

struct Method {
    std::string_view name; ///< "state.get_gain"
    bool is_blocking;      ///< runs beside the thread that serves everybody
    void (*run)(Call& call);
};

struct Contract {
    std::string_view name;
    std::string_view version;     ///< "1.0.0", may be empty
    std::string_view fingerprint; ///< 64 hexadecimal digits
    std::string_view cddl;
    std::span<const Method> methods; ///< in the order of their names
};

} // namespace ffigen::rpc
