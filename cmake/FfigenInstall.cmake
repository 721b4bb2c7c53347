# What `cmake --install` puts down: the tool. That is the command, its manual and completions, the annotation header and the
# CMake package. Relocatable: templates travel in the binary, the package finds the rest from where it lies. The runtime and
# its services are components of their own: `cmake --install build --component runtime`.

include(CMakePackageConfigHelpers)
set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/ffigen)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ffigenConfigVersion.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

# Made by the command from what it knows of its own options; one for another machine runs in an emulator.
set(_shell ${CMAKE_CURRENT_BINARY_DIR}/shell)
set(_made "")
foreach(_pair bash:ffigen zsh:_ffigen fish:ffigen.fish man:ffigen.1)
  string(REGEX MATCH "^[a-z]+" _kind ${_pair})
  string(REGEX REPLACE "^[a-z]+:" "" _file ${_pair})
  add_custom_command(OUTPUT ${_shell}/${_kind}/${_file}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${_shell}/${_kind}
    COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:ffigen> completion ${_kind} > ${_shell}/${_kind}/${_file}
    DEPENDS ffigen VERBATIM)
  list(APPEND _made ${_shell}/${_kind}/${_file})
endforeach()
add_custom_target(ffigen_shell_files ALL DEPENDS ${_made})

if(EXISTS /etc/debian_version)
  set(_zsh vendor-completions)
else()
  set(_zsh site-functions)
endif()
set(FFIGEN_ZSH_DIRECTORY ${_zsh} CACHE STRING "Where zsh looks for completions, below share/zsh")

install(TARGETS ffigen RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tool)
install(DIRECTORY generator/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT tool)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/ffigenConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/ffigenConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FfigenBindings.cmake ${PROJECT_SOURCE_DIR}/cmake/FfigenDriftCheck.cmake
  DESTINATION ${package_directory} COMPONENT tool)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT tool)
install(FILES ${_shell}/man/ffigen.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT tool)
install(FILES ${_shell}/bash/ffigen DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT tool)
install(FILES ${_shell}/zsh/_ffigen DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${FFIGEN_ZSH_DIRECTORY} COMPONENT tool)
install(FILES ${_shell}/fish/ffigen.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT tool)
