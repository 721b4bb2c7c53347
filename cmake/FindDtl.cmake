# Finds dtl, the diff template library (headers only) → dtl::dtl. Up to its version 1.20 a const member
# function assigns to a member, which clang 19 no longer takes even where nobody calls it: what is
# included is a copy without that const.

find_path(DTL_INCLUDE_DIR dtl/dtl.hpp)
if(NOT DTL_INCLUDE_DIR)
  message(FATAL_ERROR "dtl not found: install libdtl-dev")
endif()
if(NOT TARGET dtl::dtl)
  set(_copy ${CMAKE_BINARY_DIR}/dtl)
  file(GLOB _headers ${DTL_INCLUDE_DIR}/dtl/*.hpp)
  foreach(_header ${_headers})
    cmake_path(GET _header FILENAME _name)
    file(READ ${_header} _text)
    string(REPLACE "void enableTrivial () const" "void enableTrivial ()" _text "${_text}")
    file(CONFIGURE OUTPUT ${_copy}/dtl/${_name} CONTENT "${_text}" @ONLY)
  endforeach()
  add_library(dtl::dtl INTERFACE IMPORTED)
  target_include_directories(dtl::dtl SYSTEM INTERFACE ${_copy})
endif()
