# A command that needs nothing of the system but its kernel: every library, the C library among them, is inside. So it
# runs wherever Linux does, whatever C library is there, and starts without a loader. → ffigen_libraries, libdw_FOUND

include(StaticLibclang)
pkg_check_modules(nettle REQUIRED nettle)
pkg_check_modules(libdw REQUIRED libdw libelf)

# What Debian has as a shared library alone, and what takes the place of functions of the C library.
set(_packaging ${PROJECT_SOURCE_DIR}/packaging/static)
add_library(ffigen_inside STATIC ${_packaging}/fmt.cpp)
target_compile_definitions(ffigen_inside PUBLIC FMT_SHARED) # its functions are elsewhere than in its headers
add_library(ffigen_instead OBJECT ${_packaging}/no_clone3.c ${_packaging}/no_loading.c ${_packaging}/unwind.c)

add_library(ffigen_libraries INTERFACE)
target_link_libraries(ffigen_libraries INTERFACE
  ffigen_inside libclang::libclang $<TARGET_OBJECTS:ffigen_instead> nettle dw elf lzma bz2 z)
target_link_options(ffigen_libraries INTERFACE -static -no-pie -s
  -Wl,--gc-sections -Wl,--eh-frame-hdr -Wl,--wrap=__register_frame_info -Wl,--wrap=__deregister_frame_info
  -Wl,--wrap=dlopen
  -Wl,-Map=${CMAKE_BINARY_DIR}/inside.map) # a test compares it with packaging/inside.py
set_property(SOURCE clang/own_headers.cpp APPEND PROPERTY COMPILE_DEFINITIONS FFIGEN_STATIC)
