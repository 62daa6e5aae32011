#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

/*
 * Runs work(context, thread, item) for every item from 0 to items - 1 on as
 * many threads as there are cores (but never more than items, and at most
 * POOL_THREADS), and returns when all are done. worth: how many items it takes
 * for another thread to bring more than it costs. thread is from 0 to
 * pool_threads() - 1 and names per-thread state. Items are taken in ascending
 * order, in batches; nothing may depend on who takes which.
 */
enum {
	POOL_THREADS = 64,
	/*
	 * So many bytes keep what one thread writes, in an array of all, from
	 * the cache lines of the next.
	 */
	POOL_APART = 128,
};
/* The number of cores, or $NETGREP_THREADS (for tests). */
size_t pool_threads(void);
void pool_run(size_t items, size_t worth,
    void (*work)(void *context, size_t thread, size_t item), void *context);

/*
 * As qsort, with a thread beside it where there are n enough. Which of two that
 * compare alike comes first is not said.
 */
void pool_sort(void *v, size_t n, size_t size,
    int (*compare)(const void *, const void *));

/*
 * One piece of work in a thread of its own, beside what the caller does; where
 * there can be none it is done before pool_start returns. pool_wait waits for
 * its end and frees it; NULL is harmless.
 */
struct pool_task;
struct pool_task *pool_start(void (*work)(void *context), void *context);
void pool_wait(struct pool_task *task);

#endif
