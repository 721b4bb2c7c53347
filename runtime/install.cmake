# What users of the runtime are given, apart from the tool: `cmake --install build --component runtime` puts down the
# shared library by its soname, `--component runtime-dev` what is built with: the static one, the contract header with the
# annotations it includes, a pkg-config file and a CMake package (find_package(rt_audio_ffi)).

include(CMakePackageConfigHelpers)

install(TARGETS rt_audio_ffi rt_audio_ffi_static EXPORT rt_audio_ffi_targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT runtime-dev EXCLUDE_FROM_ALL
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime-dev EXCLUDE_FROM_ALL)
# In a directory of its own: the annotations are in the tool's package too, maybe in another version.
install(FILES ${PROJECT_SOURCE_DIR}/contract/rt_audio_ffi.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rt_audio_ffi COMPONENT runtime-dev EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/generator/include/ffigen/annotations.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rt_audio_ffi/ffigen COMPONENT runtime-dev EXCLUDE_FROM_ALL)

file(RELATIVE_PATH RT_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(rt_audio_ffi.pc.in rt_audio_ffi.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/rt_audio_ffi.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT runtime-dev EXCLUDE_FROM_ALL)

set(_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/rt_audio_ffi)
install(EXPORT rt_audio_ffi_targets NAMESPACE rt_audio::
  DESTINATION ${_package_dir} COMPONENT runtime-dev EXCLUDE_FROM_ALL)
configure_package_config_file(rt_audio_ffi-config.cmake.in rt_audio_ffi-config.cmake
  INSTALL_DESTINATION ${_package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/rt_audio_ffi-config-version.cmake
  VERSION 1.0.0 COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/rt_audio_ffi-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/rt_audio_ffi-config-version.cmake
  DESTINATION ${_package_dir} COMPONENT runtime-dev EXCLUDE_FROM_ALL)

foreach(_pair runtime:librt-audio-ffi1 runtime-dev:librt-audio-ffi-dev services:rt-audio-services)
  string(REGEX MATCH "^[^:]+" _component ${_pair})
  string(REGEX MATCH "[^:]+$" _package ${_pair})
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${_package} RENAME copyright
    COMPONENT ${_component} EXCLUDE_FROM_ALL)
endforeach()
