# ffigen_add_drift_check(NAME <test> HEADER <file>
#                        [LOCK <file>] [LIBRARY <target or file>] [GENERATED <directory>]
#                        [FAIL_ON abi|wire|src|safe] [ONLY <glob>...] [IGNORE <glob>...]
#                        [TRIPLES <triple>...] [CONFIG <ffigen.toml>] [OPTIONS <ffigen option>...]
#                        [CLANG_ARGS <argument>...])
#
# Adds a test that runs `ffigen check`: the header against its lock (<header stem>.ffilock.json beside
# it unless LOCK says otherwise), with LIBRARY what was built, with GENERATED the packages in the tree.
# The test fails on any status but 0: a missing or damaged lock is no pass.

include_guard(GLOBAL)

function(ffigen_add_drift_check)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;HEADER;LOCK;LIBRARY;GENERATED;FAIL_ON;CONFIG"
    "ONLY;IGNORE;TRIPLES;OPTIONS;CLANG_ARGS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ffigen_add_drift_check: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  foreach(required NAME HEADER)
    if(NOT arg_${required})
      message(FATAL_ERROR "ffigen_add_drift_check: ${required} is missing")
    endif()
  endforeach()

  set(options "")
  foreach(file LOCK GENERATED CONFIG)
    if(arg_${file})
      cmake_path(ABSOLUTE_PATH arg_${file} BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
      string(TOLOWER ${file} flag)
      list(APPEND options --${flag} ${arg_${file}})
    endif()
  endforeach()
  if(arg_LIBRARY AND TARGET ${arg_LIBRARY})
    list(APPEND options --library $<TARGET_FILE:${arg_LIBRARY}>)
  elseif(arg_LIBRARY)
    cmake_path(ABSOLUTE_PATH arg_LIBRARY BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    list(APPEND options --library ${arg_LIBRARY})
  endif()
  if(arg_FAIL_ON)
    list(APPEND options --fail-on ${arg_FAIL_ON})
  endif()
  foreach(glob ${arg_ONLY})
    list(APPEND options --only ${glob})
  endforeach()
  foreach(glob ${arg_IGNORE})
    list(APPEND options --ignore ${glob})
  endforeach()
  foreach(triple ${arg_TRIPLES})
    list(APPEND options --target ${triple})
  endforeach()
  if(arg_CLANG_ARGS)
    set(clang_arguments -- ${arg_CLANG_ARGS})
  endif()

  # From the header's own directory, so that the report names it as a person would.
  cmake_path(ABSOLUTE_PATH arg_HEADER BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
  cmake_path(GET arg_HEADER PARENT_PATH directory)
  cmake_path(GET arg_HEADER FILENAME header)
  add_test(NAME ${arg_NAME}
    COMMAND ffigen::ffigen check ${header} ${options} ${arg_OPTIONS} ${clang_arguments}
    WORKING_DIRECTORY ${directory})
endfunction()
