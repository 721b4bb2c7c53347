# What the library is made of: rt_sources(<Linux|Darwin|Windows> <variable>), paths from this folder.
#
# Who lives is told by the kernel of Linux alone (robust futexes), and without that nothing can be shared that a dead
# process might hold. On other systems src/elsewhere stands in: whatever is shared is RT_FFI_ERROR_UNSUPPORTED, with
# the reason; clock, real-time scheduling, names and errors are there.
set(_rt_everywhere
  contract_layout.c
  contract_layout.cpp
  ffi/call.cpp
  ffi/channel.cpp
  ffi/library.cpp
  ffi/realtime.cpp
  ffi/registry.cpp
  ffi/ring.cpp
  ffi/state.cpp
  src/barrier.cpp
  src/bell.cpp
  src/call_client.cpp
  src/call_server.cpp
  src/channel.cpp
  src/channel_receive.cpp
  src/channel_send.cpp
  src/error.cpp
  src/name.cpp
  src/owner.cpp
  src/pollable.cpp
  src/process_report.cpp
  src/realtime_common.cpp
  src/registry.cpp
  src/registry_chain.cpp
  src/registry_change.cpp
  src/registry_entry.cpp
  src/registry_list.cpp
  src/registry_read.cpp
  src/restarts.cpp
  src/ring.cpp
  src/ring_read.cpp
  src/ring_write.cpp
  src/seats.cpp
  src/segment_label.cpp
  src/shared_state.cpp
  src/wide_copy.cpp)
set(_rt_linux
  src/child.cpp
  src/clock_linux.cpp
  src/futex.cpp
  src/group.cpp
  src/life.cpp
  src/life_keeper.cpp
  src/mapping.cpp
  src/observer.cpp
  src/process.cpp
  src/realtime_linux.cpp
  src/rtkit.cpp
  src/segment.cpp
  src/segment_file.cpp
  src/segment_remove.cpp
  src/supervisor.cpp
  src/wake_set.cpp)
set(_rt_elsewhere
  src/elsewhere/futex.cpp
  src/elsewhere/group.cpp
  src/elsewhere/life.cpp
  src/elsewhere/mapping.cpp
  src/elsewhere/process.cpp
  src/elsewhere/segment.cpp
  src/elsewhere/wake_set.cpp)
set(_rt_darwin src/clock_macos.cpp src/realtime_macos.cpp ${_rt_elsewhere})
set(_rt_windows src/clock_windows.cpp src/realtime_windows.cpp ${_rt_elsewhere})

function(rt_sources system variable)
  string(TOLOWER ${system} _system)
  if(NOT DEFINED _rt_${_system})
    message(FATAL_ERROR "The runtime knows Linux, Darwin and Windows, not ${system}.")
  endif()
  set(${variable} ${_rt_everywhere} ${_rt_${_system}} PARENT_SCOPE)
endfunction()
