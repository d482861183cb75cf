// Starts a program, waits for it, and says what it took.
// Usage: measure PROGRAM [ARGUMENT...]
// Prints "EXIT_CODE WALL_NANOSECONDS CPU_NANOSECONDS PEAK_KILOBYTES" to standard output; what the
// program prints is thrown away.
//
// A program of its own, static and without the C++ library: the peak memory that Linux tells of a
// child begins with that of its parent, and starting a child of a large process takes longer.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>

namespace {

long long now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

long long nanoseconds(const timeval& time) {
  return time.tv_sec * 1'000'000'000LL + time.tv_usec * 1'000LL;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const long long begin = now();
  if (posix_spawnp(&child, words[1], &quiet, nullptr, words + 1, environ) != 0) return 2;
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) return 2;
  const long long wall = now() - begin;
  std::printf("%d %lld %lld %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1, wall,
              nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime), used.ru_maxrss);
  return 0;
}
