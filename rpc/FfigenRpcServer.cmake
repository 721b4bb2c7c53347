# ffigen_rpc_server(TARGET HEADER LIBRARY [NAME]): a program that serves the functions of a header. NAME is the package's, as
# FFI_MODULE gives it; without one, the header's. Where there is ffigen::rpc_nats it serves NATS, too. Used here and, by
# find_package(ffigen_rpc), elsewhere.
function(ffigen_rpc_server target header library)
  cmake_path(ABSOLUTE_PATH header)
  cmake_path(GET header PARENT_PATH directory)
  cmake_path(GET header STEM package)
  if(ARGC GREATER 3)
    set(package ${ARGV3})
  endif()
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target}_packages)
  add_custom_command(
    OUTPUT ${folder}/cpp/${package}_rpc_server.cpp
    COMMAND ffigen::ffigen ${header} --lang cbor -o ${folder} --quiet
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}/cpp/${package}_rpc_server.cpp
    DEPENDS ffigen::ffigen ${header}
    COMMENT "Generating ${package}'s server and clients"
    VERBATIM)
  set(include "")
  set(transports "")
  if(TARGET ffigen::rpc_nats)
    set(include "#include <ffigen/rpc/nats.hpp>\n")
    set(transports ", {ffigen::rpc::nats}")
  endif()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${target}_main.cpp @ONLY CONTENT [[
#include "@package@_rpc_server.hpp"

@include@#include <ffigen/rpc/server.hpp>

int main(int argc, char** argv) { return ffigen::rpc::serve(@package@_rpc(), argc, argv@transports@); }
]])
  add_executable(${target} ${CMAKE_CURRENT_BINARY_DIR}/${target}_main.cpp
    ${folder}/cpp/${package}_rpc_server.cpp)
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_include_directories(${target} PRIVATE ${folder}/cpp ${folder}/c ${directory})
  target_link_libraries(${target} PRIVATE ffigen::rpc $<TARGET_NAME_IF_EXISTS:ffigen::rpc_nats> ${library} ffigen::annotations)
  set_target_properties(${target} PROPERTIES FFIGEN_PACKAGES ${folder})
endfunction()
