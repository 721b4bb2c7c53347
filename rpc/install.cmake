# What servers of a contract are built with elsewhere, and rt-call: `cmake --install build --component rpc`. The library is
# static: its programs are few, and none of them is updated without the contract that it serves.

include(CMakePackageConfigHelpers)
set(_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ffigen_rpc)

install(TARGETS ffigen_rpc EXPORT ffigen_rpc_targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT rpc EXCLUDE_FROM_ALL)
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT rpc EXCLUDE_FROM_ALL)
install(EXPORT ffigen_rpc_targets NAMESPACE ffigen:: DESTINATION ${_package_dir} COMPONENT rpc EXCLUDE_FROM_ALL)
# ffigen::rpc_nats is a component of its own, which needs libnats where it is linked: `--component rpc_nats`.
if(TARGET ffigen_rpc_nats)
  install(TARGETS ffigen_rpc_nats EXPORT ffigen_rpc_nats_targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT rpc_nats EXCLUDE_FROM_ALL)
  install(EXPORT ffigen_rpc_nats_targets NAMESPACE ffigen:: DESTINATION ${_package_dir} COMPONENT rpc_nats EXCLUDE_FROM_ALL)
endif()
configure_package_config_file(ffigen_rpc-config.cmake.in ffigen_rpc-config.cmake INSTALL_DESTINATION ${_package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ffigen_rpc-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ffigen_rpc-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/ffigen_rpc-config-version.cmake
  FfigenRpcServer.cmake
  DESTINATION ${_package_dir} COMPONENT rpc EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/ffigen-rpc-dev RENAME copyright
  COMPONENT rpc EXCLUDE_FROM_ALL)
