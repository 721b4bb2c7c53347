# What Debian's policy asks of a package beside its files: called by CPack when each component is laid out. A copyright file in
# the package's own folder, a changelog, pages of the manual compressed; all the same for the same source, whatever the umask.

if(DEFINED ENV{SOURCE_DATE_EPOCH})
  string(TIMESTAMP _date "%a, %d %b %Y %H:%M:%S +0000" UTC)
else()
  set(_date "Thu, 01 Jan 1970 00:00:00 +0000")
endif()

foreach(_component ${CPACK_COMPONENTS_ALL})
  string(TOUPPER ${_component} _key)
  set(_package ${CPACK_DEBIAN_${_key}_PACKAGE_NAME})
  set(_root ${CPACK_TEMPORARY_DIRECTORY}/${_component})
  set(_share ${_root}/usr/share)
  set(_doc ${_share}/doc/${_package})
  file(MAKE_DIRECTORY ${_doc})
  file(REMOVE ${_doc}/LICENSE)
  set(_terms ${CPACK_FFIGEN_TERMS}/${_component}) # packaging/terms.py, where something is linked in
  if(NOT EXISTS ${_terms})
    set(_terms ${CPACK_FFIGEN_SOURCE}/LICENSE)
  endif()
  file(COPY_FILE ${_terms} ${_doc}/copyright)
  file(WRITE ${_doc}/changelog.Debian "ffigen (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium\n\n"
    "  * Release ${CPACK_PACKAGE_VERSION}; ${CPACK_PACKAGE_HOMEPAGE_URL}/blob/v${CPACK_PACKAGE_VERSION}/CHANGELOG.md\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  ${_date}\n")
  file(GLOB _pages ${_share}/man/man*/*.[0-9])
  execute_process(COMMAND gzip -9nf ${_doc}/changelog.Debian ${_pages} COMMAND_ERROR_IS_FATAL ANY)
  if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/lintian-${_package})
    file(MAKE_DIRECTORY ${_share}/lintian/overrides)
    file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/lintian-${_package} ${_share}/lintian/overrides/${_package})
  endif()
  execute_process(COMMAND chmod -R u=rwX,go=rX ${_root} COMMAND_ERROR_IS_FATAL ANY)
  if(DEFINED ENV{SOURCE_DATE_EPOCH})
    execute_process(COMMAND find ${_root} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} + COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
