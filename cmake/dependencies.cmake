# Each library: the installed one (find_package), else its source, pinned by commit.
# The commits are those of the tags that Debian 12 packages, so both ways give the same code.
#
# The pinned way needs the internet and is not run by CI. It can be forced, library by library, with
# -DCMAKE_DISABLE_FIND_PACKAGE_<package>=ON (libmd: -DSHIRLINT_FETCH_LIBMD=ON).
#
# None of the libraries' own build files is run (SOURCE_SUBDIR names a folder that does not exist):
# they bring tests, installs and, for tl-expected, an unpinned download of their own.
include(FetchContent)

function(shirlint_fetch name repository commit out_folder)
  FetchContent_Declare(${name} GIT_REPOSITORY https://github.com/${repository}.git
                       GIT_TAG ${commit} GIT_SUBMODULES "" SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${name})
  set(${out_folder} "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

# For --version: "fmt 9.1.0"; of a fetched one its pinned commit.
function(shirlint_note_library name version)
  set_property(GLOBAL APPEND PROPERTY SHIRLINT_LIBRARIES "${name} ${version}")
endfunction()

# A library of which we use the headers only: target dep_<name>.
function(shirlint_headers name package version target repository commit include)
  find_package(${package} ${version} CONFIG QUIET)
  if(TARGET ${target})
    shirlint_note_library(${package} "${${package}_VERSION}")
    get_target_property(folder ${target} INTERFACE_INCLUDE_DIRECTORIES)
  else()
    shirlint_fetch(${name} ${repository} ${commit} folder)
    shirlint_note_library(${package} ${commit})
    string(APPEND folder "/${include}")
  endif()
  add_library(dep_${name} INTERFACE)
  target_include_directories(dep_${name} SYSTEM INTERFACE ${folder})
endfunction()

shirlint_headers(cli11 CLI11 2.1 CLI11::CLI11
                 CLIUtils/CLI11 70f8072f9dd2292fd0b9f9e5f58e279f60483ed3 include)  # v2.1.2
shirlint_headers(expected tl-expected 1.0 tl::expected
                 TartanLlama/expected 3d741708b967b83ca1e2888239196c4a67f9f9b0 include)  # v1.0.0
shirlint_headers(fmt_headers fmt 9.1...<10 fmt::fmt-header-only
                 fmtlib/fmt a33701196adfad74917046096bf5a2aa0ab0bb50 include)  # 9.1.0
shirlint_headers(json nlohmann_json 3.11 nlohmann_json::nlohmann_json
                 nlohmann/json bc889afb4c5bf1c0d8ee29ef35eaaf4c8bef8a5d include)  # v3.11.2
shirlint_headers(toml tomlplusplus 3.3 tomlplusplus::tomlplusplus
                 marzer/tomlplusplus c635f218c0aefc801d9748841930365e54fe3089 include)  # v3.3.0
# Debian's compiled fmt and toml++ are shared libraries; a static program takes the headers alone.
target_compile_definitions(dep_toml INTERFACE TOML_HEADER_ONLY=1)
add_library(dep_fmt STATIC cmake/fmt.cpp)
target_link_libraries(dep_fmt PUBLIC dep_fmt_headers)
target_compile_options(dep_fmt PRIVATE $<$<NOT:$<BOOL:${MSVC}>>:-O2 -ffunction-sections>)

if(BUILD_TESTING)
  shirlint_headers(catch2 Catch2 2.13 Catch2::Catch2 catchorg/Catch2
                   182c910b4b63ff587a3440e08f84f70497e49a81 single_include)  # v2.13.10
endif()

find_package(pugixml 1.13 CONFIG QUIET)
if(TARGET pugixml::static)
  add_library(dep_pugixml ALIAS pugixml::static)
elseif(TARGET pugixml::pugixml)
  add_library(dep_pugixml ALIAS pugixml::pugixml)
else()
  shirlint_fetch(pugixml zeux/pugixml a0e064336317c9347a91224112af9933598714e9 folder)  # v1.13
  add_library(dep_pugixml STATIC ${folder}/src/pugixml.cpp)
  target_include_directories(dep_pugixml SYSTEM PUBLIC ${folder}/src)
endif()

# Unified diffs. Debian's package brings headers and no CMake files.
find_path(DTL_INCLUDE dtl/dtl.hpp)
if(NOT DTL_INCLUDE)
  shirlint_fetch(dtl cubicdaiya/dtl cd45dd48089c6e9f7a595d920ddfb82c08d59150 DTL_INCLUDE)  # v1.20
endif()
add_library(dep_dtl INTERFACE)
if(NOT DTL_INCLUDE STREQUAL "/usr/include")  # as a system folder it would hide the compiler's own
  target_include_directories(dep_dtl SYSTEM INTERFACE ${DTL_INCLUDE})
endif()

# SHA-256; Windows has its own.
if(NOT WIN32)
  option(SHIRLINT_FETCH_LIBMD "Build libmd from source even where it is installed" OFF)
  if(NOT SHIRLINT_FETCH_LIBMD)
    find_path(LIBMD_INCLUDE sha2.h)
    find_library(LIBMD NAMES libmd.a md)
  endif()
  if(LIBMD AND LIBMD_INCLUDE)
    add_library(dep_md UNKNOWN IMPORTED)
    set_target_properties(dep_md PROPERTIES IMPORTED_LOCATION "${LIBMD}"
                          INTERFACE_INCLUDE_DIRECTORIES "${LIBMD_INCLUDE}")
  else()
    enable_language(C)
    shirlint_fetch(libmd guillemj/libmd 9d3c9a739f86b65b238163b9f8af3623226a6419 folder)  # 1.0.4
    file(WRITE ${CMAKE_BINARY_DIR}/libmd/config.h "#define HAVE_UNISTD_H 1\n")
    add_library(dep_md STATIC ${folder}/src/sha2.c)
    target_include_directories(dep_md SYSTEM PUBLIC ${folder}/include
                               PRIVATE ${CMAKE_BINARY_DIR}/libmd ${folder}/src)
  endif()
endif()
