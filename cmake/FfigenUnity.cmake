# Fewer, larger translation units: most of the time that a file of ours takes goes to the headers that it includes, so
# files that stand in one folder are compiled together, some at once. A name in an unnamed namespace is then one of its
# folder. clang-tidy, the sanitizers and the release preset compile each file alone, so that none leans on another's includes.

option(FFIGEN_UNITY "Compile the sources of a folder together, which takes a third of the time" OFF)
option(FFIGEN_PRECOMPILED "Compile the headers that most files include once" OFF)
# Ten keep several processors busy and what is compiled anew small; where all is compiled once, more are quicker.
set(FFIGEN_UNITY_FILES 10 CACHE STRING "So many at once")

# ffigen_unity(<target> [<files at once>]): groups the C++ sources of a target by folder.
function(ffigen_unity target)
  if(NOT FFIGEN_UNITY)
    return()
  endif()
  set(at_once ${FFIGEN_UNITY_FILES})
  if(ARGC GREATER 1)
    set(at_once ${ARGV1})
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  list(SORT sources)
  set(folders "")
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source OUTPUT_VARIABLE folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    cmake_path(GET folder PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" key)
    if(NOT key IN_LIST folders)
      list(APPEND folders "${key}")
      set(in_${key} "")
    endif()
    list(APPEND in_${key} ${source})
  endforeach()
  foreach(key IN LISTS folders)
    # Groups of like size: 11 files are 6 and 5, not 10 and 1.
    list(LENGTH in_${key} count)
    math(EXPR groups "(${count} + ${at_once} - 1) / ${at_once}")
    set(at 0)
    foreach(source IN LISTS in_${key})
      math(EXPR group "${at} * ${groups} / ${count}")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${key}_${group}")
      math(EXPR at "${at} + 1")
    endforeach()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # A local name like another file's constant shadows nothing that its author could see.
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-shadow -Wshadow=local>
    $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-shadow>)
endfunction()
