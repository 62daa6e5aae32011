#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"

struct job {
	void (*work)(void *context, size_t thread, size_t item);
	void *context;
	size_t items, batch;
	atomic_size_t next;
};

struct worker {
	struct job *job;
	size_t thread;
	pthread_t id;
};

/* Asked of the kernel: sysconf would read files, which may be out of reach. */
static long
cores(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) ? 1 : CPU_COUNT(&set);
}

size_t
pool_threads(void)
{
	const char *set = getenv("NETGREP_THREADS");
	long n = set ? strtol(set, NULL, 10) : cores();

	if (n < 1)
		return 1;
	return n > POOL_THREADS ? POOL_THREADS : (size_t)n;
}

/*
 * Some kernels leave a new thread waiting on the core of who made it for
 * milliseconds, or until that one sleeps, though another is idle. Barred from
 * there for a moment it is moved; then it may run wherever it likes.
 */
static void
move_away(pthread_t thread)
{
	cpu_set_t all, others;
	int here = sched_getcpu();

	if (here < 0 || sched_getaffinity(0, sizeof(all), &all))
		return;
	others = all;
	CPU_CLR((size_t)here, &others);
	if (CPU_COUNT(&others) &&
	    !pthread_setaffinity_np(thread, sizeof(others), &others))
		pthread_setaffinity_np(thread, sizeof(all), &all);
}

static void *
run(void *argument)
{
	struct worker *w = argument;
	struct job *job = w->job;
	size_t i, end;

	while ((i = atomic_fetch_add(&job->next, job->batch)) < job->items) {
		end = job->items - i < job->batch ? job->items : i + job->batch;
		for (; i < end; i++)
			job->work(job->context, w->thread, i);
	}
	return NULL;
}

void
pool_run(size_t items, size_t worth, void (*work)(void *, size_t, size_t),
    void *context)
{
	struct job job = { .work = work, .context = context, .items = items };
	struct worker workers[POOL_THREADS] = { { .job = &job } };
	size_t threads = pool_threads(), started = 1, i;

	while (threads > 1 && (threads - 1) * worth > items)
		threads--;
	job.batch = items / (threads * 64) + 1;
	for (i = 1; i < threads; i++)
		workers[i] = (struct worker){ .job = &job, .thread = i };
	for (; started < threads; started++)
		if (pthread_create(&workers[started].id, NULL, run,
			&workers[started]))
			break;
	run(&workers[0]);
	for (i = 1; i < started; i++)
		pthread_join(workers[i].id, NULL);
}

enum { SORT_WORTH = 8000 }; /* items that are worth another thread */

struct half {
	char *v;
	size_t n, size;
	int (*compare)(const void *, const void *);
};

static void
sort_half(void *context)
{
	struct half *half = context;

	qsort(half->v, half->n, half->size, half->compare);
}

/* Two halves in order, one behind the other, become one. */
static void
merge(const struct half *a, const struct half *b)
{
	size_t size = a->size;
	char *left = mem_resize(NULL, a->n, size), *to = a->v;
	const char *x = left, *x_end = left + a->n * size;
	const char *y = b->v, *y_end = b->v + b->n * size;

	memcpy(left, a->v, a->n * size);
	/* what is left of y when x is used up stands where it belongs */
	while (x < x_end) {
		const char **least = y < y_end && a->compare(y, x) < 0 ?
		    &y : &x;

		memcpy(to, *least, size);
		*least += size;
		to += size;
	}
	free(left);
}

void
pool_sort(void *v, size_t n, size_t size,
    int (*compare)(const void *, const void *))
{
	struct half a = { v, n / 2, size, compare };
	struct half b = { a.v + a.n * size, n - a.n, size, compare };
	struct pool_task *task;

	if (n < SORT_WORTH) {
		if (n)
			qsort(v, n, size, compare);
		return;
	}
	task = pool_start(sort_half, &b);
	sort_half(&a);
	pool_wait(task);
	merge(&a, &b);
}

struct pool_task {
	void (*work)(void *context);
	void *context;
	pthread_t thread;
	bool running;
};

static void *
run_task(void *argument)
{
	struct pool_task *task = argument;

	task->work(task->context);
	return NULL;
}

struct pool_task *
pool_start(void (*work)(void *), void *context)
{
	struct pool_task *task = mem_zalloc(sizeof(*task));

	task->work = work;
	task->context = context;
	task->running = pool_threads() > 1 &&
	    !pthread_create(&task->thread, NULL, run_task, task);
	if (task->running)
		move_away(task->thread);
	else
		work(context);
	return task;
}

void
pool_wait(struct pool_task *task)
{
	if (task && task->running)
		pthread_join(task->thread, NULL);
	free(task);
}
