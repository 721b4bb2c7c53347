# Debian packages, made by CPack: the tool; the runtime's library by its soname; what is built with it; the services.
# `cpack -G DEB` in a build directory, with what was configured there; `./dev package` calls it.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ffigen)
set(CPACK_PACKAGE_VENDOR ffigen)
set(CPACK_PACKAGE_CONTACT "ffigen <ffigen@users.noreply.github.com>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_STRIP_FILES ON)

set(CPACK_COMPONENTS_ALL "")
if(FFIGEN_BUILD_GENERATOR)
  list(APPEND CPACK_COMPONENTS_ALL tool)
endif()
if(FFIGEN_BUILD_RUNTIME)
  list(APPEND CPACK_COMPONENTS_ALL runtime runtime-dev)
  if(TARGET rt-host)
    list(APPEND CPACK_COMPONENTS_ALL services)
  endif()
endif()

set(CPACK_DEBIAN_TOOL_PACKAGE_NAME ffigen)
set(CPACK_COMPONENT_TOOL_DESCRIPTION "One C header is the contract: verified layout, bindings for every language
 ffigen reads a C header, proves its layout on thirteen targets, emits packages for
 Rust, Go and Python, and stops layout drift in CI.")
if(NOT FFIGEN_STATIC)
  set(CPACK_DEBIAN_TOOL_PACKAGE_SHLIBDEPS ON)
endif()

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME librt-audio-ffi1)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "Real-time audio runtime: rings, shared state and registry in shared memory
 The library behind the contract rt_audio_ffi.h, for programs in any language.")

set(CPACK_DEBIAN_RUNTIME-DEV_PACKAGE_NAME librt-audio-ffi-dev)
set(CPACK_DEBIAN_RUNTIME-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_RUNTIME-DEV_PACKAGE_DEPENDS "librt-audio-ffi1 (= ${PROJECT_VERSION}-1)")
set(CPACK_COMPONENT_RUNTIME-DEV_DESCRIPTION "Real-time audio runtime: header, static library, pkg-config, CMake package
 What programs that use librt_audio_ffi are built with.")

set(CPACK_DEBIAN_SERVICES_PACKAGE_NAME rt-audio-services)
set(CPACK_DEBIAN_SERVICES_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_SERVICES_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_SERVICES_DESCRIPTION "Real-time audio host and the service written in C++
 The host starts services, watches them, and fails over between any two.")
include(CPack)
