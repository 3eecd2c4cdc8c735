// Preloaded into a program, makes one of its system calls go wrong:
//
//     FAULT=CALL:NUMBER:WHAT LD_PRELOAD=./failing_calls.so program
//
// CALL is one of the functions below and NUMBER counts its calls from 1, with "+" for that one and all after it. WHAT is an
// errno that it fails with; "short", for half of the bytes; or "-SIGNAL", which comes right after it. FAULT_DONE names a file
// that is made when it happens. Calls on standard error do not count: what went wrong is said there.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

static char call[32];
static long number, error_number, signal_number;
static int is_short, goes_on;
static atomic_long made;

__attribute__((constructor)) static void read_fault(void) {
  const char *fault = getenv("FAULT");
  const char *colon = fault ? strchr(fault, ':') : NULL;
  if (!colon || (size_t)(colon - fault) >= sizeof call) return;
  memcpy(call, fault, colon - fault);
  char *rest;
  number = strtol(colon + 1, &rest, 10);
  goes_on = *rest == '+';
  rest += goes_on + 1;
  is_short = !strcmp(rest, "short");
  if (*rest == '-') signal_number = atol(rest + 1);
  else error_number = atol(rest);
}

static int happens(const char *name) {
  if (strcmp(name, call)) return 0;
  long count = atomic_fetch_add(&made, 1) + 1;
  if (goes_on ? count < number : count != number) return 0;
  const char *done = getenv("FAULT_DONE");
  int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  int (*real_close)(int) = dlsym(RTLD_NEXT, "close");
  if (done) real_close(real_open(done, O_CREAT | O_WRONLY, 0666));
  return 1;
}

// $1 what it returns, $2 its name, $3 its parameters, $4 its arguments, $5 what it returns on failure
#define FAILING(type, name, parameters, arguments, failed)                  \
  type name parameters {                                                    \
    type(*real) parameters = dlsym(RTLD_NEXT, #name);                       \
    if (!happens(#name)) return real arguments;                             \
    if (error_number) { errno = error_number; return failed; }              \
    type result = real arguments;                                           \
    if (signal_number) kill(getpid(), signal_number);                       \
    return result;                                                          \
  }

#define TRANSFERRING(name, pointer)                                         \
  ssize_t name(int file, pointer bytes, size_t count) {                     \
    ssize_t (*real)(int, pointer, size_t) = dlsym(RTLD_NEXT, #name);        \
    if (file == STDERR_FILENO || !happens(#name)) return real(file, bytes, count); \
    if (error_number) { errno = error_number; return -1; }                  \
    ssize_t result = real(file, bytes, is_short ? (count + 1) / 2 : count); \
    if (signal_number) kill(getpid(), signal_number);                       \
    return result;                                                          \
  }

TRANSFERRING(read, void *)
TRANSFERRING(write, const void *)
FAILING(int, stat, (const char *path, struct stat *status), (path, status), -1)
FAILING(int, fstat, (int file, struct stat *status), (file, status), -1)
FAILING(int, access, (const char *path, int mode), (path, mode), -1)
FAILING(int, dup, (int file), (file), -1)
FAILING(int, rename, (const char *from, const char *to), (from, to), -1)
FAILING(int, fsync, (int file), (file), -1)
FAILING(struct dirent *, readdir, (DIR *folder), (folder), NULL)
FAILING(int, poll, (struct pollfd *requests, nfds_t count, int timeout), (requests, count, timeout), -1)
FAILING(int, pthread_create,
        (pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument),
        (thread, attributes, body, argument), error_number)

int open(const char *path, int flags, ...) {
  __builtin_va_list more;
  __builtin_va_start(more, flags);
  mode_t mode = flags & O_CREAT ? __builtin_va_arg(more, mode_t) : 0;
  __builtin_va_end(more);
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  if (!happens("open")) return real(path, flags, mode);
  if (error_number) { errno = error_number; return -1; }
  int result = real(path, flags, mode);
  if (signal_number) kill(getpid(), signal_number);
  return result;
}

// A file is closed whatever is said about it.
int close(int file) {
  int (*real)(int) = dlsym(RTLD_NEXT, "close");
  int result = real(file);
  if (!happens("close")) return result;
  if (signal_number) kill(getpid(), signal_number);
  if (error_number) { errno = error_number; return -1; }
  return result;
}
