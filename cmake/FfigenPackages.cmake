# Debian packages, made by CPack: the tool; the runtime's library by its soname; what is built with it; the services.
# `cpack -G DEB` in a build directory, with what was configured there; `./dev package` calls it.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ffigen)
set(CPACK_PACKAGE_VENDOR ffigen)
set(CPACK_PACKAGE_CONTACT "ffigen <ffigen@users.noreply.github.com>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian/layout.cmake)
set(CPACK_FFIGEN_SOURCE ${PROJECT_SOURCE_DIR})
set(CPACK_FFIGEN_TERMS ${CMAKE_CURRENT_BINARY_DIR}/terms) # a copyright file for each component that needs more than ours
if(CMAKE_CROSSCOMPILING AND CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
endif()

set(CPACK_COMPONENTS_ALL "")
if(FFIGEN_BUILD_GENERATOR)
  list(APPEND CPACK_COMPONENTS_ALL tool)
endif()
if(FFIGEN_BUILD_RUNTIME)
  list(APPEND CPACK_COMPONENTS_ALL runtime runtime-dev)
  if(TARGET rt-host)
    list(APPEND CPACK_COMPONENTS_ALL services)
  endif()
  if(TARGET ffigen_rpc) # shared libraries of this system, as the runtime's: made with it, not with a static command
    list(APPEND CPACK_COMPONENTS_ALL rpc)
  endif()
  if(TARGET ffigen_rpc_nats)
    list(APPEND CPACK_COMPONENTS_ALL rpc_nats)
  endif()
endif()

set(CPACK_DEBIAN_TOOL_PACKAGE_NAME ffigen)
set(CPACK_DEBIAN_TOOL_DESCRIPTION "One C header is the contract: verified layout, bindings for every language
ffigen reads a C header, proves its layout on thirteen targets, emits packages
for Rust, Go and Python, and stops layout drift in CI.")
if(NOT FFIGEN_STATIC)
  set(CPACK_DEBIAN_TOOL_PACKAGE_SHLIBDEPS ON)
endif()

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME librt-audio-ffi1)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/debian/triggers)
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "Real-time audio runtime: rings, shared state and registry in shared memory
The library behind the contract rt_audio_ffi.h, for programs in any language.")

set(CPACK_DEBIAN_RUNTIME-DEV_PACKAGE_NAME librt-audio-ffi-dev)
set(CPACK_DEBIAN_RUNTIME-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_RUNTIME-DEV_PACKAGE_DEPENDS "librt-audio-ffi1 (= ${PROJECT_VERSION}-1)")
set(CPACK_DEBIAN_RUNTIME-DEV_DESCRIPTION "Real-time audio runtime: header, static library, pkg-config, CMake package
What programs that use librt_audio_ffi are built with.")

set(CPACK_DEBIAN_SERVICES_PACKAGE_NAME rt-audio-services)
set(CPACK_DEBIAN_SERVICES_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_SERVICES_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_SERVICES_PACKAGE_DEPENDS "librt-audio-ffi1 (= ${PROJECT_VERSION}-1)")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_CURRENT_BINARY_DIR}/runtime) # whose package is made here too
set(CPACK_DEBIAN_SERVICES_DESCRIPTION "Real-time audio host, the service written in C++, the RPC server
The host starts services, watches them, and fails over between any two. The RPC
server offers a running session to processes without the library.")

set(CPACK_DEBIAN_RPC_PACKAGE_NAME ffigen-rpc-dev)
set(CPACK_DEBIAN_RPC_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_RPC_PACKAGE_SHLIBDEPS ON) # of rt-call
set(CPACK_DEBIAN_RPC_PACKAGE_DEPENDS "ffigen (= ${PROJECT_VERSION}-1), libssl-dev, g++")
set(CPACK_DEBIAN_RPC_DESCRIPTION "Servers of a C contract: library, headers, CMake package, and rt-call
What a server is built with that offers a header's functions to other
processes; rt-call calls any such server from a shell.")

set(CPACK_DEBIAN_RPC_NATS_PACKAGE_NAME ffigen-rpc-nats-dev)
set(CPACK_DEBIAN_RPC_NATS_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_RPC_NATS_PACKAGE_DEPENDS "ffigen-rpc-dev (= ${PROJECT_VERSION}-1), libnats-dev")
set(CPACK_DEBIAN_RPC_NATS_DESCRIPTION "Servers of a C contract through NATS: library
With it beside ffigen-rpc-dev, servers of a header's functions serve them
through NATS as well, and publish what happens in them.")
include(CPack)
