# Fails if PROGRAM names a DLL that could be taken from elsewhere than System32, or lacks one of the
# protections that we promise. In: OBJDUMP, PROGRAM.
#
# link.exe has /DEPENDENTLOADFLAG for that; ld 2.40 cannot make the table that it goes into. So the
# program names only DLLs that are in Windows' own list KnownDLLs, which is never searched for
# beside the .exe, and loads others itself, from System32.
execute_process(COMMAND ${OBJDUMP} --private-headers ${PROGRAM}
                OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
function(refuse text)
  file(REMOVE ${PROGRAM})
  message(FATAL_ERROR "${PROGRAM} ${text}")
endfunction()

string(REGEX MATCHALL "DLL Name: [^\n]+" names "${headers}")
list(TRANSFORM names REPLACE "DLL Name: " "")
foreach(name IN LISTS names)
  string(TOLOWER ${name} name)
  if(NOT name MATCHES "^(kernel32|advapi32|shell32|user32|msvcrt)\\.dll$")
    refuse("names ${name}, which is not in the list KnownDLLs of Windows")
  endif()
endforeach()
foreach(mark HIGH_ENTROPY_VA DYNAMIC_BASE NX_COMPAT)
  if(NOT headers MATCHES "${mark}")
    refuse("is linked without ${mark}")
  endif()
endforeach()
