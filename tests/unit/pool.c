/* Work that threads share: nothing is left out, and nothing done twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/pool.h"

/* Both sides of what is worth a thread. */
static const size_t sizes[] = { 0, 1, 2, 3, 7999, 8000, 8001, 20000 };

static void
with_threads(void (*test)(size_t n))
{
	static const char *const threads[] = { "1", "2", "7" };
	size_t i, k;

	for (i = 0; i < sizeof(threads) / sizeof(threads[0]); i++) {
		setenv("NETGREP_THREADS", threads[i], 1);
		for (k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++)
			test(sizes[k]);
	}
	unsetenv("NETGREP_THREADS");
}

static void
count(void *context, size_t thread, size_t item)
{
	atomic_uint *seen = context;

	assert_true(thread < pool_threads());
	seen[item]++;
}

static void
run(size_t n)
{
	atomic_uint *seen = mem_zalloc((n + 1) * sizeof(*seen));
	size_t i;

	pool_run(n, 1, count, seen);
	for (i = 0; i < n; i++)
		assert_int_equal(seen[i], 1);
	assert_int_equal(seen[n], 0);
	free(seen);
}

static void
test_run(void **state)
{
	(void)state;
	with_threads(run);
}

/* Three words, of which two are no part of the order. */
struct item {
	uint32_t key, number, again;
};

static int
compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static void
must_be_sorted(const struct item *v, size_t n)
{
	bool *seen = mem_zalloc(n + 1);
	size_t i;

	for (i = 0; i < n; i++) {
		assert_true(!i || v[i - 1].key <= v[i].key);
		assert_true(v[i].number < n && !seen[v[i].number]);
		assert_int_equal(v[i].again, ~v[i].number);
		seen[v[i].number] = true;
	}
	free(seen);
}

static void
sort(size_t n)
{
	/* all alike, many alike, in order, in the reverse, and in none */
	static const uint32_t factor[] = { 0, 1, 1, UINT32_MAX, 2654435761u };
	static const uint32_t shift[] = { 0, 10, 0, 0, 0 };
	struct item *v = mem_zalloc((n + 1) * sizeof(*v));
	uint32_t i;
	size_t k;

	for (k = 0; k < sizeof(factor) / sizeof(factor[0]); k++) {
		for (i = 0; i < n; i++)
			v[i] = (struct item){ i * factor[k] >> shift[k], i,
				~i };
		v[n].number = 42;
		pool_sort(v, n, sizeof(*v), compare);
		must_be_sorted(v, n);
		assert_int_equal(v[n].number, 42);
	}
	free(v);
}

static void
test_sort(void **state)
{
	(void)state;
	with_threads(sort);
	pool_sort(NULL, 0, sizeof(struct item), compare);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_sort),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
