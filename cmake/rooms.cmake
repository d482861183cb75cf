# One static library a room, each linked to the next lower one that exists: a room cannot link
# against a higher one. tests/check_rooms.sh reads the order from this list and checks the includes.
set(SHIRLINT_ROOMS text io xml dotnet shir state facts rules runbook lint triage compare fix report cli)

# Libraries that one room alone uses: heavy headers, each in one file.
set(libraries_text dep_toml $<$<TARGET_EXISTS:dep_md>:dep_md>)
set(libraries_lint dep_json)
set(libraries_report dep_dtl dep_json)
set(libraries_cli dep_cli11 dep_json)

set(rooms_made_small lint compare fix report cli)
# Under the sanitizers -O1 runs three to five times faster than -O0, and compiles half as fast: it is
# for the rooms where the tests spend their time.
set(rooms_made_fast text xml dotnet state facts rules lint fix)

# What most files include. Measured with Clang and sanitizers: a room's files take 34 to 62% less time.
# Not with GCC 12: from precompiled headers it warns of what it keeps quiet about otherwise.
set(headers_precompiled <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <set> <span>
    <string> <string_view> <utility> <vector> <fmt/format.h> <pugixml.hpp> <tl/expected.hpp>)

# Folders inside a room that belong to the other system.
set(elsewhere_pattern "^[a-z]+/windows/")
if(WIN32)
  set(elsewhere_pattern "^[a-z]+/(posix|elsewhere)/")
endif()

set(below "")
foreach(room IN LISTS SHIRLINT_ROOMS)
  file(GLOB_RECURSE sources RELATIVE ${PROJECT_SOURCE_DIR}/src CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/src/${room}/*.cpp)
  # A main.cpp is a program of its own, further down.
  list(FILTER sources EXCLUDE REGEX "(/main\\.cpp$|${elsewhere_pattern})")
  if(sources)
    list(TRANSFORM sources PREPEND ${PROJECT_SOURCE_DIR}/src/)
    add_library(shirlint_${room} STATIC ${sources})
    target_include_directories(shirlint_${room} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(shirlint_${room}
                          PUBLIC ${below} dep_expected dep_fmt dep_pugixml shirlint_flags
                          PRIVATE ${libraries_${room}})
    # Of a check's memory most is the program itself. What runs once a run, or not at all in a check,
    # is made small: 8.7 MB became 7.5 for a thousand hosts, at 2% more instructions.
    if(room IN_LIST rooms_made_small AND NOT MSVC)
      target_compile_options(shirlint_${room} PRIVATE $<$<CONFIG:Release>:-Os>)
    endif()
    if(SHIRLINT_PRECOMPILE)
      target_precompile_headers(shirlint_${room} PRIVATE ${headers_precompiled})
    endif()
    if(SHIRLINT_FUZZ OR (SHIRLINT_SANITIZE AND room IN_LIST rooms_made_fast))
      target_compile_options(shirlint_${room} PRIVATE -O1)
    endif()
    set(below shirlint_${room})
  endif()
  set(SHIRLINT_UP_TO_${room} ${below})  # what a program that uses this room and all below links
endforeach()

if(TARGET shirlint_cli)
  get_property(libraries GLOBAL PROPERTY SHIRLINT_LIBRARIES)
  list(FILTER libraries EXCLUDE REGEX "^Catch2 ")  # in the tests only
  list(JOIN libraries ", " libraries)
  target_compile_definitions(shirlint_cli PUBLIC SHIRLINT_VERSION="${PROJECT_VERSION}"
                             PRIVATE SHIRLINT_LIBRARIES="${libraries}")
  # The commit is looked up at each build; what includes it is compiled again only when it changed.
  add_custom_target(shirlint_commit
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR}
            -DOUTPUT=${CMAKE_BINARY_DIR}/generated/cli/commit.h
            -P ${PROJECT_SOURCE_DIR}/cmake/commit.cmake
    BYPRODUCTS ${CMAKE_BINARY_DIR}/generated/cli/commit.h
    VERBATIM)
  add_dependencies(shirlint_cli shirlint_commit)
  target_include_directories(shirlint_cli PRIVATE ${CMAKE_BINARY_DIR}/generated)
endif()

# The rules, compiled into the program: a host tool turns rules/ into one C++ file.
if(EXISTS ${PROJECT_SOURCE_DIR}/src/rules/pack/main.cpp AND TARGET shirlint_rules)
  if(SHIRLINT_PACK_TOOL)
    set(pack_tool ${SHIRLINT_PACK_TOOL})
  else()
    add_executable(shirlint_pack ${PROJECT_SOURCE_DIR}/src/rules/pack/main.cpp)
    target_link_libraries(shirlint_pack PRIVATE shirlint_rules)
    set(pack_tool shirlint_pack)
  endif()
  file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/*.toml)
  set(pack_source ${CMAKE_BINARY_DIR}/generated/builtin_pack.cpp)
  set(pack_examples ${CMAKE_BINARY_DIR}/generated/builtin_examples.cpp)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
  add_custom_command(
    OUTPUT ${pack_source} ${pack_examples}
    COMMAND ${pack_tool} ${PROJECT_SOURCE_DIR}/rules ${pack_source} ${pack_examples}
    DEPENDS ${pack_tool} ${rule_files}
    COMMENT "Packing the rules"
    VERBATIM)
  add_library(shirlint_builtin_pack STATIC ${pack_source} ${pack_examples})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Merged with the texts of the whole program, those of a rule would lie on a page each.
    target_compile_options(shirlint_builtin_pack PRIVATE -fno-merge-constants)
  endif()
  target_link_libraries(shirlint_builtin_pack PUBLIC shirlint_rules)
endif()

if(TARGET shirlint_cli AND TARGET shirlint_builtin_pack)
  add_executable(shirlint_manual EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/src/cli/manual/main.cpp)
  target_link_libraries(shirlint_manual PRIVATE shirlint_cli shirlint_builtin_pack)
endif()

if(EXISTS ${PROJECT_SOURCE_DIR}/src/cli/main.cpp AND TARGET shirlint_cli)
  add_executable(shirlint ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
  target_link_libraries(shirlint PRIVATE shirlint_cli
                        $<$<TARGET_EXISTS:shirlint_builtin_pack>:shirlint_builtin_pack>)
  set_target_properties(shirlint PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${SHIRLINT_OUTPUT_DIR})
  # The code that a check runs lies together (cmake/link_order.py): 184 page faults instead of 212,
  # and 3.4 MB instead of 5.2 for one host. Only GNU ld takes such a script beside its own.
  if(SHIRLINT_STATIC AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
    set(link_order ${PROJECT_SOURCE_DIR}/cmake/link_order.ld)
    include(CheckLinkerFlag)
    check_linker_flag(CXX LINKER:-T,${link_order} SHIRLINT_LINK_ORDER)
    if(SHIRLINT_LINK_ORDER)
      target_link_options(shirlint PRIVATE LINKER:-T,${link_order})
      set_property(TARGET shirlint APPEND PROPERTY LINK_DEPENDS ${link_order})
    endif()
  endif()
  if(MINGW)
    include(cmake/windows/program.cmake)
  elseif(SHIRLINT_STATIC AND CMAKE_READELF)
    add_custom_command(
      TARGET shirlint POST_BUILD
      COMMAND ${CMAKE_COMMAND} -DREADELF=${CMAKE_READELF} -DPROGRAM=$<TARGET_FILE:shirlint>
              -P ${PROJECT_SOURCE_DIR}/cmake/check_static.cmake
      VERBATIM)
  endif()
endif()
