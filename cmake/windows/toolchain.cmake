# Windows x64 from Debian's MinGW-w64. POSIX threads, because the win32 variant of g++ 12 has no
# std::thread; winpthreads is linked in like everything else. Libraries: the private folder that
# libraries.sh fills, never /usr/include, whose headers are those of another system.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32)
foreach(kind PACKAGE LIBRARY INCLUDE)
  set(CMAKE_FIND_ROOT_PATH_MODE_${kind} ONLY)
endforeach()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine.sh)

# What dependencies.cmake would fetch is taken from the folder instead.
set(libraries ${CMAKE_CURRENT_LIST_DIR}/../../build/windows-libraries)
foreach(name CLI11 EXPECTED FMT_HEADERS JSON TOML CATCH2 PUGIXML DTL)
  string(TOLOWER ${name} folder)
  set(FETCHCONTENT_SOURCE_DIR_${name} ${libraries}/${folder} CACHE PATH "" FORCE)
endforeach()
