# Finds libclang (14 or later; 19 preferred) → libclang::libclang, LIBCLANG_RESOURCE_DIR.
# LIBCLANG_ROOT names an LLVM installation to use instead, e.g. /usr/lib/llvm-16.

set(_llvm_roots "")
if(LIBCLANG_ROOT)
  list(APPEND _llvm_roots ${LIBCLANG_ROOT})
endif()
foreach(_version 19 20 21 18 17 16 15 14)
  list(APPEND _llvm_roots /usr/lib/llvm-${_version} /usr/local/opt/llvm@${_version}
       /opt/homebrew/opt/llvm@${_version})
endforeach()
list(APPEND _llvm_roots /usr /usr/local)

foreach(_root ${_llvm_roots})
  if(EXISTS ${_root}/include/clang-c/Index.h)
    find_library(LIBCLANG_LIBRARY NAMES clang libclang HINTS ${_root}/lib NO_DEFAULT_PATH)
    if(LIBCLANG_LIBRARY)
      set(LIBCLANG_INCLUDE_DIR ${_root}/include)
      file(GLOB _resource_dirs LIST_DIRECTORIES true ${_root}/lib/clang/*)
      foreach(_dir ${_resource_dirs})
        if(EXISTS ${_dir}/include/stddef.h)
          set(LIBCLANG_RESOURCE_DIR ${_dir})
        endif()
      endforeach()
      break()
    endif()
  endif()
endforeach()

if(NOT LIBCLANG_LIBRARY)
  message(FATAL_ERROR "libclang not found: install libclang-19-dev (14 or later works), or set LIBCLANG_ROOT")
endif()
message(STATUS "libclang: ${LIBCLANG_LIBRARY}, resources: ${LIBCLANG_RESOURCE_DIR}")

if(NOT TARGET libclang::libclang)
  add_library(libclang::libclang UNKNOWN IMPORTED)
  set_target_properties(libclang::libclang PROPERTIES
    IMPORTED_LOCATION ${LIBCLANG_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${LIBCLANG_INCLUDE_DIR})
endif()
