# Target `tidy`: clang-tidy over src/, some files at a time (tidy.py). They are looked at again only
# when one of them, of their headers or .clang-tidy has changed: the stamp depends on the object files,
# whose headers the build tool knows. Needs the Ninja generator, Python, and the compiler to be the
# Clang that clang-tidy belongs to.
find_program(CLANG_TIDY NAMES clang-tidy-14)
mark_as_advanced(CLANG_TIDY)
if(NOT CLANG_TIDY OR NOT CMAKE_GENERATOR STREQUAL "Ninja"
   OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  return()
endif()

find_package(Python3 COMPONENTS Interpreter)
if(NOT Python3_FOUND)
  return()
endif()

set(together 8)  # files: what fits with few names that two of them have
set(stamps "")
foreach(target IN LISTS SHIRLINT_ROOMS ITEMS pack shirlint)
  if(NOT target STREQUAL "shirlint")
    set(target shirlint_${target})
  endif()
  if(NOT TARGET ${target})
    continue()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(LENGTH sources count)
  math(EXPR last "${count} - 1")
  foreach(first RANGE 0 ${last} ${together})
    list(SUBLIST sources ${first} ${together} batch)
    set(objects "")
    foreach(source IN LISTS batch)
      cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE relative)
      list(APPEND objects
           ${CMAKE_BINARY_DIR}/CMakeFiles/${target}.dir/${relative}${CMAKE_CXX_OUTPUT_EXTENSION})
    endforeach()
    set(stamp ${CMAKE_BINARY_DIR}/tidy/${target}-${first}.ok)
    add_custom_command(
      OUTPUT ${stamp}
      COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/tidy.py ${CLANG_TIDY}
              ${CMAKE_BINARY_DIR} ${batch}
      COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
      DEPENDS ${objects} ${PROJECT_SOURCE_DIR}/.clang-tidy ${PROJECT_SOURCE_DIR}/cmake/tidy.py
      COMMENT "clang-tidy ${target}, ${first}"
      VERBATIM)
    list(APPEND stamps ${stamp})
  endforeach()
endforeach()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/tidy)
add_custom_target(tidy DEPENDS ${stamps})
