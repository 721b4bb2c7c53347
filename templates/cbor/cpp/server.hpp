// Made by ffigen from {{header}}: the functions that it offers to other
// processes, for a ffigen::rpc::Server.
#ifndef {{guard}}
#define {{guard}}

#include <ffigen/rpc/contract.hpp>

/// The contract; it lasts as long as the program.
const ffigen::rpc::Contract &{{package}}_rpc();

#endif // {{guard}}
