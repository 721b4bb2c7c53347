# Warnings, sanitizers and the compiler cache for the project's own targets.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND PROJECT_IS_TOP_LEVEL)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

if(FFIGEN_SANITIZE)
  string(REPLACE ";" "," _sanitizers "${FFIGEN_SANITIZE}")
  add_compile_options(-fsanitize=${_sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${_sanitizers})
  if(_sanitizers MATCHES "address|thread") # Their shadow memory cannot be locked, nor they be single-stepped.
    add_compile_definitions(FFIGEN_SANITIZED)
  endif()
endif()

# ffigen_compile_options(<target>): what every target of the project is compiled with.
function(ffigen_compile_options target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers
    $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
    # GCC 12 sees overlapping copies in std::string concatenation that are none (its bug 105329).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    # libstdc++ 12's stable_sort calls what it deprecates, which clang 17 and later no longer overlook.
    $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-deprecated-declarations>
    # Where it optimises most, or instruments, GCC 12 warns of what only an exception on the way leaves
    # unset (its bug 105562).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<OR:$<CONFIG:Release>,$<BOOL:${FFIGEN_SANITIZE}>>>:-Wno-maybe-uninitialized>
    $<$<BOOL:${FFIGEN_WERROR}>:-Werror>)
endfunction()
