# Read by CTest each time it starts. Asks every test program what it contains and registers up to
# three tests a room, none of them empty (the long ones start first, so that no processor waits at the end):
#   <room>       quick   neither [slow] nor [mono]
#   <room>.slow  full    [slow], without Mono
#   <room>.mono  full    [mono]: asks the oracle
# In: programs (pairs of room and path), cmake, emulator, has_oracle.
function(register name program label filter seconds)
  execute_process(COMMAND ${emulator} ${program} --list-test-names-only ${filter}
                  OUTPUT_VARIABLE names ERROR_VARIABLE names)
  string(STRIP "${names}" names)
  if(names)
    add_test(${name} ${emulator} ${program} ${filter} --warn NoTests)
    set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT ${seconds} COST ${seconds})
  endif()
endfunction()

while(programs)
  list(POP_FRONT programs room program)
  if(EXISTS ${program})
    register(${room} ${program} quick "~[slow]~[mono]" 300)
    register(${room}.slow ${program} full "[slow]~[mono]" 1200)
    if(has_oracle)
      register(${room}.mono ${program} full "[mono]" 1200)
    endif()
  else()
    add_test(${room}.not-built ${cmake} -E false)
    set_tests_properties(${room}.not-built PROPERTIES LABELS "quick;full")
  endif()
endwhile()
