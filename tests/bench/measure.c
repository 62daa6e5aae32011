/*
 * measure ROUNDS [-- NAME PROGRAM ARGUMENT...]...: runs the programs in turn,
 * ROUNDS times, with their output thrown away, and prints a line for each: its
 * name, the median of its times in milliseconds, that of its processor time,
 * and the most memory it held in KiB; tabs between. A program that ends with
 * more than 1 (grep's "none") or can't be run ends the measuring.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROGRAMS = 16, ROUNDS = 101 };

struct program {
	char **argv; /* its name first */
	double wall[ROUNDS], cpu[ROUNDS]; /* milliseconds */
	long memory;                      /* KiB */
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void
become(char **argv)
{
	int nowhere = open("/dev/null", O_RDWR);

	dup2(nowhere, 0);
	dup2(nowhere, 1);
	execvp(argv[0], argv);
	err(127, "%s", argv[0]);
}

static void
run(struct program *p, int round)
{
	struct rusage used;
	double start = now();
	int status;
	pid_t pid = fork();

	if (pid == -1)
		err(2, "fork");
	if (!pid)
		become(p->argv + 1);
	if (wait4(pid, &status, 0, &used) == -1)
		err(2, "wait4");
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		errx(2, "%s ended with %d", p->argv[0], status);
	p->wall[round] = now() - start;
	p->cpu[round] = milliseconds(used.ru_utime) +
	    milliseconds(used.ru_stime);
	if (used.ru_maxrss > p->memory)
		p->memory = used.ru_maxrss;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), compare);
	return v[n / 2];
}

int
main(int argc, char **argv)
{
	static struct program programs[PROGRAMS];
	int rounds = argc > 1 ? atoi(argv[1]) : 0, n = 0, i, k;

	if (rounds < 1 || rounds > ROUNDS)
		errx(2, "usage: measure ROUNDS [-- NAME PROGRAM ...]...");
	for (i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--") != 0)
			continue;
		argv[i] = NULL;
		if (n == PROGRAMS || i + 2 >= argc)
			errx(2, "too many programs, or no program");
		programs[n++].argv = &argv[i + 1];
	}
	for (k = 0; k < rounds; k++)
		for (i = 0; i < n; i++)
			run(&programs[i], k);
	for (i = 0; i < n; i++)
		printf("%s\t%.1f\t%.1f\t%ld\n", programs[i].argv[0],
		    median(programs[i].wall, rounds),
		    median(programs[i].cpu, rounds), programs[i].memory);
	return 0;
}
