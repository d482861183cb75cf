# Fails if PROGRAM needs a loader or a shared library. In: READELF, PROGRAM.
execute_process(COMMAND ${READELF} --wide --program-headers --dynamic ${PROGRAM}
                OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
if(headers MATCHES "INTERP|\\(NEEDED\\)[^\n]*")
  file(REMOVE ${PROGRAM})
  message(FATAL_ERROR "${PROGRAM} is not static: ${CMAKE_MATCH_0}")
endif()
