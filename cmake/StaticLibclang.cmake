# libclang and LLVM as static libraries → libclang::libclang. Debian has those of clang and LLVM (libclang-19-dev,
# llvm-19-dev), but not libclang itself, the C functions around them: these are compiled from its source, which
# FFIGEN_LIBCLANG_SOURCE names (clang/tools/libclang of the same version; packaging/ gets it).

set(FFIGEN_LIBCLANG_SOURCE "" CACHE PATH "clang/tools/libclang of LLVM's source")
if(NOT EXISTS ${FFIGEN_LIBCLANG_SOURCE}/CIndex.cpp)
  message(FATAL_ERROR "FFIGEN_LIBCLANG_SOURCE does not name clang/tools/libclang; `./dev package` gets it")
endif()
set(_llvm ${CMAKE_SYSROOT}/usr/lib/llvm-19)
if(LIBCLANG_ROOT)
  set(_llvm ${LIBCLANG_ROOT})
endif()
if(NOT EXISTS ${_llvm}/lib/libLLVMSupport.a OR NOT EXISTS ${_llvm}/lib/libclangAST.a)
  message(FATAL_ERROR "no static LLVM in ${_llvm}: install llvm-19-dev and libclang-19-dev")
endif()

file(GLOB _sources ${FFIGEN_LIBCLANG_SOURCE}/*.cpp)
# Needs headers that Debian does not install, and nothing here asks for it, or for these.
list(FILTER _sources EXCLUDE REGEX "/(CXExtractAPI|ARCMigrate|Rewrite|CXCompilationDatabase)\\.cpp$")
add_library(clang_c STATIC ${_sources})
target_include_directories(clang_c PRIVATE ${PROJECT_SOURCE_DIR}/packaging/static/include) # before LLVM's own
target_include_directories(clang_c SYSTEM PUBLIC ${_llvm}/include)
target_compile_features(clang_c PRIVATE cxx_std_17)
set_source_files_properties(${FFIGEN_LIBCLANG_SOURCE}/CIndexer.cpp PROPERTIES
  COMPILE_OPTIONS "-include;${PROJECT_SOURCE_DIR}/packaging/static/main_executable.hpp")
# As LLVM itself is compiled; its warnings are its own.
target_compile_options(clang_c PRIVATE -w -fno-rtti -fno-exceptions -ffunction-sections -fdata-sections)
target_compile_definitions(clang_c PRIVATE _GNU_SOURCE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS
  CINDEX_NO_EXPORTS)

set(_archives "")
foreach(_name clangARCMigrate clangTooling clangToolingInclusions clangToolingCore clangExtractAPI clangInstallAPI
    clangIndex clangFormat clangRewriteFrontend clangRewrite clangFrontend clangStaticAnalyzerCheckers
    clangStaticAnalyzerCore clangCrossTU clangDriver clangParse clangSerialization clangSema clangAnalysis
    clangAnalysisFlowSensitive clangASTMatchers clangEdit clangAPINotes clangAST clangLex clangSupport clangBasic)
  list(APPEND _archives ${_llvm}/lib/lib${_name}.a)
endforeach()
# Only what is referred to is linked, in whatever order it stands in the libraries.
file(GLOB _llvm_archives ${_llvm}/lib/libLLVM*.a)
target_link_libraries(clang_c PUBLIC
  -Wl,--start-group ${_archives} ${_llvm_archives} -Wl,--end-group zstd z ${CMAKE_DL_LIBS})
add_library(libclang::libclang ALIAS clang_c)

set(LIBCLANG_RESOURCE_DIR ${_llvm}/lib/clang/19)
message(STATUS "libclang: static, of ${_llvm}")
