# The ffigen package: the command, the annotation header, the CMake functions. Relocatable: templates
# travel in the binary, clang's own headers are found from the libclang that is loaded.

include(CMakePackageConfigHelpers)
set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/ffigen)
set(FFIGEN_MODULES FfigenBindings FfigenDriftCheck) # functions for users of the package

foreach(module ${FFIGEN_MODULES})
  string(APPEND FFIGEN_CONFIG_MODULES "include(\${CMAKE_CURRENT_LIST_DIR}/${module}.cmake)\n")
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/${module}.cmake DESTINATION ${package_directory})
endforeach()
configure_package_config_file(cmake/ffigenConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/ffigenConfig.cmake
  INSTALL_DESTINATION ${package_directory})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ffigenConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)

install(TARGETS ffigen ffigen_annotations EXPORT ffigenTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY generator/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT ffigenTargets NAMESPACE ffigen:: DESTINATION ${package_directory})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ffigenConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/ffigenConfigVersion.cmake
  DESTINATION ${package_directory})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
