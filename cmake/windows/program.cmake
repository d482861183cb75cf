# What only a program for Windows has: its resources, and a check of how it is linked.
enable_language(RC)
configure_file(cmake/windows/shirlint.manifest ${CMAKE_BINARY_DIR}/generated/shirlint.manifest @ONLY)
configure_file(cmake/windows/shirlint.rc.in ${CMAKE_BINARY_DIR}/generated/shirlint.rc @ONLY)
target_sources(shirlint PRIVATE ${CMAKE_BINARY_DIR}/generated/shirlint.rc)
set_source_files_properties(${CMAKE_BINARY_DIR}/generated/shirlint.rc PROPERTIES
                            OBJECT_DEPENDS ${CMAKE_BINARY_DIR}/generated/shirlint.manifest)
if(CMAKE_OBJDUMP)
  add_custom_command(
    TARGET shirlint POST_BUILD
    COMMAND ${CMAKE_COMMAND} -DOBJDUMP=${CMAKE_OBJDUMP} -DPROGRAM=$<TARGET_FILE:shirlint>
            -P ${PROJECT_SOURCE_DIR}/cmake/windows/check_program.cmake
    VERBATIM)
endif()
