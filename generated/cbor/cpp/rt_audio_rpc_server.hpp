// Made by ffigen from rt_audio_ffi.h: the functions that it offers to other
// processes, for a ffigen::rpc::Server.
#ifndef RT_AUDIO_RPC_SERVER_HPP
#define RT_AUDIO_RPC_SERVER_HPP

#include <ffigen/rpc/contract.hpp>

/// The contract; it lasts as long as the program.
const ffigen::rpc::Contract &rt_audio_rpc();

#endif // RT_AUDIO_RPC_SERVER_HPP
