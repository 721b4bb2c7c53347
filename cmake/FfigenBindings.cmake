# ffigen_add_bindings(TARGET <name> HEADER <file> LANG <language>...
#                     [OUTPUT <directory>] [TRIPLES <triple>...] [OPTIONS <ffigen option>...]
#                     [CLANG_ARGS <argument>...] [CONFIG <ffigen.toml>] [STRICT])
#
# Runs ffigen on the header when the header, anything it includes, the config file or ffigen itself has
# changed. Output goes to OUTPUT/<language>, by default below the current binary directory; unchanged
# files keep their time stamps.
#
# TARGET names a target that exists, which is then built after the bindings and gets OUTPUT/cpp and
# OUTPUT/cbor/c on its include path where those languages are asked for; or a new one, which makes the
# bindings and is part of `all`. The property FFIGEN_OUTPUT_DIRECTORY of the target says where they are.

include_guard(GLOBAL)

function(ffigen_add_bindings)
  cmake_parse_arguments(PARSE_ARGV 0 arg "STRICT" "TARGET;HEADER;OUTPUT;CONFIG"
    "LANG;TRIPLES;OPTIONS;CLANG_ARGS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ffigen_add_bindings: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  foreach(required TARGET HEADER LANG)
    if(NOT arg_${required})
      message(FATAL_ERROR "ffigen_add_bindings: ${required} is missing")
    endif()
  endforeach()
  cmake_path(ABSOLUTE_PATH arg_HEADER BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
  if(NOT arg_OUTPUT)
    set(arg_OUTPUT ${arg_TARGET}-bindings)
  endif()
  cmake_path(ABSOLUTE_PATH arg_OUTPUT BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} NORMALIZE)

  list(JOIN arg_LANG "," languages)
  # ffigen writes a single language straight into its -o.
  set(root ${arg_OUTPUT})
  if(NOT languages MATCHES "," AND NOT languages STREQUAL "all")
    set(root ${arg_OUTPUT}/${languages})
  endif()
  set(options --lang ${languages} -o ${root})
  foreach(triple ${arg_TRIPLES})
    list(APPEND options --target ${triple})
  endforeach()
  if(arg_STRICT)
    list(APPEND options --strict)
  endif()
  set(config "")
  if(arg_CONFIG)
    cmake_path(ABSOLUTE_PATH arg_CONFIG BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE config)
    list(APPEND options --config ${config})
  endif()
  list(APPEND options ${arg_OPTIONS})
  if(arg_CLANG_ARGS)
    set(clang_arguments -- ${arg_CLANG_ARGS})
  endif()

  # One stamp stands for the files, whose names are the back ends' own.
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}.ffigen.stamp)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ffigen::ffigen ${arg_HEADER} ${options} --depfile ${stamp}.d --depfile-target ${stamp} ${clang_arguments}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${arg_HEADER} ${config} ffigen::ffigen
    DEPFILE ${stamp}.d
    COMMENT "ffigen ${arg_TARGET}: ${languages}"
    VERBATIM)

  if(TARGET ${arg_TARGET})
    add_custom_target(${arg_TARGET}.bindings DEPENDS ${stamp})
    add_dependencies(${arg_TARGET} ${arg_TARGET}.bindings)
    get_target_property(type ${arg_TARGET} TYPE)
    set(scope PUBLIC)
    if(type STREQUAL "INTERFACE_LIBRARY")
      set(scope INTERFACE)
    endif()
    if("cpp" IN_LIST arg_LANG OR "all" IN_LIST arg_LANG)
      target_include_directories(${arg_TARGET} ${scope} $<BUILD_INTERFACE:${arg_OUTPUT}/cpp>)
    endif()
    if("cbor" IN_LIST arg_LANG OR "all" IN_LIST arg_LANG)
      target_include_directories(${arg_TARGET} ${scope} $<BUILD_INTERFACE:${arg_OUTPUT}/cbor/c>)
    endif()
  else()
    add_custom_target(${arg_TARGET} ALL DEPENDS ${stamp})
  endif()
  set_target_properties(${arg_TARGET} PROPERTIES FFIGEN_OUTPUT_DIRECTORY ${arg_OUTPUT})
endfunction()
