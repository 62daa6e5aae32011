#ifndef BASE_SECCOMP_H
#define BASE_SECCOMP_H

#include <stdbool.h>

/*
 * A sanitizer looks at the process from another that it makes, and writes what
 * it found to a file: so much is left to it.
 */
#ifdef __SANITIZE_ADDRESS__
#define SECCOMP_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SECCOMP_SANITIZED 1
#endif
#endif
/* Whether the filter also holds what a file is opened for. */
#ifdef SECCOMP_SANITIZED
#define SECCOMP_HOLDS_OPEN 0
#else
#define SECCOMP_HOLDS_OPEN 1
#endif

/*
 * The half of sandbox_enter that is a filter of system calls, for this thread
 * and those there are: what it denies fails with EPERM, or with ENOSYS where
 * libc or we know another way. That is so for openat2, which hides from a
 * filter whether it writes. -1 where the kernel, or this file, does not know
 * how on this processor.
 */
int seccomp_enter(void);

#endif
