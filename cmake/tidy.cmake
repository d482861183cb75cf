# Target `tidy`: clang-tidy over src/. A file is looked at again only when it, one of its headers or
# .clang-tidy has changed: the stamp depends on the object file, whose headers the build tool knows.
# Needs the Ninja generator, and the compiler to be the Clang that clang-tidy belongs to.
find_program(CLANG_TIDY NAMES clang-tidy-14)
mark_as_advanced(CLANG_TIDY)
if(NOT CLANG_TIDY OR NOT CMAKE_GENERATOR STREQUAL "Ninja"
   OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  return()
endif()

set(stamps "")
foreach(target IN LISTS SHIRLINT_ROOMS ITEMS pack shirlint)
  if(NOT target STREQUAL "shirlint")
    set(target shirlint_${target})
  endif()
  if(NOT TARGET ${target})
    continue()
  endif()
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE relative)
    set(stamp ${CMAKE_BINARY_DIR}/tidy/${relative}.ok)
    cmake_path(GET stamp PARENT_PATH folder)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(
      OUTPUT ${stamp}
      COMMAND ${CLANG_TIDY} --quiet -p ${CMAKE_BINARY_DIR} ${source}
      COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
      DEPENDS ${CMAKE_BINARY_DIR}/CMakeFiles/${target}.dir/${relative}${CMAKE_CXX_OUTPUT_EXTENSION}
              ${PROJECT_SOURCE_DIR}/.clang-tidy
      COMMENT "clang-tidy ${relative}"
      VERBATIM)
    list(APPEND stamps ${stamp})
  endforeach()
endforeach()
add_custom_target(tidy DEPENDS ${stamps})
