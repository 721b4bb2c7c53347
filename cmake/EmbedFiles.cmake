# Writes a C++ source with the contents of templates/, the annotation header and those headers of clang's that are C's own
# as string literals.
# cmake -DOUTPUT=<file> -DSOURCE_DIR=<project> -DCLANG_HEADERS=<directory> -P EmbedFiles.cmake

file(GLOB_RECURSE templates RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/templates/*)
list(SORT templates)
set(text "// Made by cmake/EmbedFiles.cmake.\n#include \"support/embedded.hpp\"\n\nnamespace ffigen {\n")
string(APPEND text "namespace {\nusing namespace std::string_view_literals;\nconstexpr EmbeddedFile files[] = {\n")
set(clang_headers "")
foreach(pattern std*.h __std*.h float.h inttypes.h iso646.h limits.h tgmath.h varargs.h unwind.h builtins.h cpuid.h)
  file(GLOB found ${CLANG_HEADERS}/${pattern})
  list(APPEND clang_headers ${found})
endforeach()
list(SORT clang_headers)
foreach(path ${templates} generator/include/ffigen/annotations.h ${clang_headers})
  cmake_path(ABSOLUTE_PATH path BASE_DIRECTORY ${SOURCE_DIR} OUTPUT_VARIABLE file)
  file(READ ${file} hex HEX)
  string(LENGTH "${hex}" hex_length)
  math(EXPR length "${hex_length} / 2")
  # A string literal may be limited to 64 KiB; adjacent ones are joined, 60 bytes a line.
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" literal "${hex}")
  string(REGEX REPLACE "((\\\\x[0-9a-f][0-9a-f])(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?)" "\"\\1\"\n" literal "${literal}")
  string(REGEX REPLACE "^templates/" "" name ${path})
  string(REGEX REPLACE "^generator/include/" "include/" name ${name})
  string(REPLACE "${CLANG_HEADERS}/" "clang/include/" name ${name})
  string(APPEND text "{\"${name}\"sv, std::string_view(\n${literal}\"\", ${length})},\n")
endforeach()
string(APPEND text "};\n} // namespace\n\nstd::span<const EmbeddedFile> embedded_files() { return files; }\n} // namespace ffigen\n")
file(WRITE ${OUTPUT} "${text}")
