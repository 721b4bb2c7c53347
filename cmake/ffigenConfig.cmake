# find_package(ffigen) → ffigen::ffigen, ffigen::annotations, ffigen_add_bindings(), ffigen_add_drift_check().
# The same file in every package: it finds the program and the header from where it lies itself, in an installed tree, an
# unpacked one, a Python environment or vcpkg's.
include_guard(GLOBAL)

get_filename_component(_ffigen_here ${CMAKE_CURRENT_LIST_DIR} REALPATH)
set(_ffigen_roots
  ${_ffigen_here}/../../..          # <prefix>/lib/cmake/ffigen
  ${_ffigen_here}/../../../..       # <prefix>/lib/<machine>/cmake/ffigen
  ${_ffigen_here}/../../../../..    # <prefix>/lib/pythonX.Y/site-packages/ffigen/cmake
  ${_ffigen_here}/../..)            # vcpkg's share/ffigen
find_program(FFIGEN_EXECUTABLE ffigen HINTS ${_ffigen_roots} PATH_SUFFIXES bin tools/ffigen NO_DEFAULT_PATH)
find_program(FFIGEN_EXECUTABLE ffigen)
find_path(FFIGEN_INCLUDE_DIR ffigen/annotations.h HINTS ${_ffigen_here}/.. ${_ffigen_roots} PATH_SUFFIXES include NO_DEFAULT_PATH)
mark_as_advanced(FFIGEN_EXECUTABLE FFIGEN_INCLUDE_DIR)
if(NOT FFIGEN_EXECUTABLE OR NOT FFIGEN_INCLUDE_DIR)
  set(ffigen_FOUND FALSE)
  set(ffigen_NOT_FOUND_MESSAGE "the package in ${_ffigen_here} has no program ffigen (${FFIGEN_EXECUTABLE}) or no ffigen/annotations.h")
  return()
endif()

if(NOT TARGET ffigen::ffigen)
  add_executable(ffigen::ffigen IMPORTED GLOBAL)
  set_target_properties(ffigen::ffigen PROPERTIES IMPORTED_LOCATION ${FFIGEN_EXECUTABLE})
endif()
if(NOT TARGET ffigen::annotations)
  add_library(ffigen::annotations INTERFACE IMPORTED GLOBAL)
  set_target_properties(ffigen::annotations PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${FFIGEN_INCLUDE_DIR})
endif()
include(${CMAKE_CURRENT_LIST_DIR}/FfigenBindings.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/FfigenDriftCheck.cmake)
