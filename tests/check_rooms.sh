#!/bin/sh
# The rooms of src/ keep to their order and their promises. Prints each violation as
# "file:line: what is wrong" and fails if there is one. Optional argument: another tree to check.
#
#   order     src/<room> includes only its own headers and those of lower rooms, by room path
#   files     only src/io uses the system's headers for files, and src/state/windows its APIs, as does
#             src/text/windows for its hash
#             (the packing tool, which only the build runs, writes the one file it is for)
#   output    only src/report/sink.cpp writes to standard output (src/io may ask what it is); errors
#             of the command line itself and of the packing tool go to standard error
#   purity    only src/io reads the clock or the environment
#
# Words in comments and string literals do not count.
cd "${1:-$(dirname "$0")/..}" || exit 2
rooms=$(sed -n 's/^set(SHIRLINT_ROOMS \(.*\))$/\1/p' cmake/rooms.cmake)
[ -n "$rooms" ] || { echo "check_rooms: no list of rooms in cmake/rooms.cmake" >&2; exit 2; }

find src -name '*.h' -o -name '*.cpp' | sort | xargs awk -v rooms="$rooms" '
function complain(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }
BEGIN {
  count = split(rooms, names, " ")
  for (i = 1; i <= count; i++) height[names[i]] = i
}
FNR == 1 {
  split(FILENAME, path, "/")
  room = path[2]
  if (!(room in height)) complain("src/" room " is no room; cmake/rooms.cmake lists them")
  in_io = room == "io"
  in_windows = FILENAME ~ /^src\/(state|text)\/windows\//
  may_print = FILENAME == "src/report/sink.cpp" || FILENAME ~ /^src\/cli\/(manual\/)?main\.cpp$/
  in_pack = index(FILENAME, "src/rules/pack/") == 1
  may_complain = may_print || room == "cli" || in_pack
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
  split($0, quoted, "\"")
  if (split(quoted[2], target, "/") < 2 || !(target[1] in height))
    complain("\"" quoted[2] "\" is not included by its room path")
  else if (height[target[1]] > height[room])
    complain("room " room " must not look up to " target[1] " (\"" quoted[2] "\")")
  next
}
/^[ \t]*#[ \t]*include[ \t]*</ {
  header = $0
  gsub(/^[^<]*<|>.*$/, "", header)
  if (header ~ /^(iostream|print)$/) complain("<" header "> is for nobody: the sink prints")
  if (!in_io && header ~ /^(fstream|filesystem|unistd\.h|fcntl\.h|dirent\.h|glob\.h|ftw\.h|io\.h|direct\.h|sys\/(stat|file|mman|types)\.h)$/)
    complain("<" header "> belongs to src/io")
  if (!in_io && !in_windows && header ~ /^([Ww]indows|wincrypt|winhttp|winreg|winsvc|fileapi)\.h$/)
    complain("<" header "> belongs to src/io/windows or src/state/windows")
  next
}
{
  line = $0
  gsub(/\\\\/, "", line)
  gsub(/\\"/, "", line)
  gsub(/\047"\047/, "", line)
  gsub(/"[^"]*"/, "\"\"", line)
  sub(/\/\/.*/, "", line)
  if (line ~ /^[ \t]*\*/) next
  line = " " line
  if (!may_print && line ~ /[^A-Za-z0-9_](printf|puts|putchar|vprintf|cout|wcout|stdout|fmt::print)[^A-Za-z0-9_]|[^A-Za-z0-9_]write[ \t]*\([ \t]*(1|STDOUT_FILENO),/)
    complain("standard output belongs to src/report/sink.cpp")
  if (!may_complain && line ~ /[^A-Za-z0-9_](stderr|cerr|clog|perror|STDERR_FILENO)[^A-Za-z0-9_]/)
    complain("below the command line nothing prints")
  if (!in_io && !in_pack && line ~ /[^A-Za-z0-9_](fopen|freopen|_wfopen|tmpfile|CreateFileW)[ \t]*\(/)
    complain("files belong to src/io")
  if (!in_io && line ~ /(_clock::now|[^A-Za-z0-9_.>](time|clock|clock_gettime|gettimeofday|timespec_get|GetSystemTime|GetSystemTimeAsFileTime)[ \t]*\()/)
    complain("the clock belongs to src/io")
  if (!in_io && !in_windows && line ~ /[^A-Za-z0-9_](getenv|secure_getenv|setenv|putenv|environ|GetEnvironmentVariable[AW]?)[^A-Za-z0-9_]/)
    complain("the environment belongs to src/io")
}
END { exit bad }
'
