# The languages' own toolchains, for the tests of what is emitted and for the services:
# FFIGEN_CARGO, FFIGEN_GO, FFIGEN_PYTHON; each is empty where there is none new enough. A missing one is
# a warning here and a skipped test that names the remedy, and an error when CI=true.

# `./dev test --only SUITE` names the languages that the suite is about; others are not looked for.
set(FFIGEN_LANGUAGES all CACHE STRING "Languages whose toolchains are looked for: rust;go;python, or all")

set(_rust_minimum 1.85)   # edition 2024
set(_go_minimum 1.21)     # runtime.Pinner, cgo.Handle
set(_python_minimum 3.9)

function(_ffigen_find_toolchain language variable program version_argument pattern minimum remedy)
  if(NOT FFIGEN_LANGUAGES STREQUAL "all" AND NOT language IN_LIST FFIGEN_LANGUAGES)
    set(${variable} "" PARENT_SCOPE)
    return()
  endif()
  find_program(${variable}_PROGRAM ${program}
    HINTS $ENV{HOME}/.cargo/bin /usr/local/go/bin)
  set(version 0)
  if(${variable}_PROGRAM)
    execute_process(COMMAND ${${variable}_PROGRAM} ${version_argument}
      OUTPUT_VARIABLE output ERROR_QUIET)
    if(output MATCHES "${pattern}")
      set(version ${CMAKE_MATCH_1})
    endif()
  endif()
  if(version VERSION_GREATER_EQUAL minimum)
    set(${variable} ${${variable}_PROGRAM} PARENT_SCOPE)
    return()
  endif()
  set(${variable} "" PARENT_SCOPE)
  set(text "${program} >= ${minimum} not found (${version}): ${remedy}")
  if("$ENV{CI}" STREQUAL "true")
    message(FATAL_ERROR "${text}")
  endif()
  message(WARNING "${text}")
  if(FFIGEN_BUILD_TESTS)
    add_test(NAME toolchain.${program} COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: ${text}")
    set_tests_properties(toolchain.${program} PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED:")
  endif()
endfunction()

_ffigen_find_toolchain(rust FFIGEN_CARGO cargo --version "cargo ([0-9.]+)" ${_rust_minimum}
  "install it from https://rustup.rs; until then nothing of Rust is tested")
_ffigen_find_toolchain(go FFIGEN_GO go version "go version go([0-9.]+)" ${_go_minimum}
  "install it from https://go.dev/dl; until then nothing of Go is tested")

# ./dev makes an environment with mypy, ruff, numpy and pytest in build/venv.
if(NOT FFIGEN_PYTHON AND EXISTS ${PROJECT_SOURCE_DIR}/build/venv/bin/python)
  set(FFIGEN_PYTHON ${PROJECT_SOURCE_DIR}/build/venv/bin/python)
endif()
if(NOT FFIGEN_PYTHON)
  _ffigen_find_toolchain(python FFIGEN_PYTHON python3 --version "Python ([0-9.]+)" ${_python_minimum}
    "install it; until then nothing of Python is tested")
endif()
