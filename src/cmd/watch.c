#include "cmd/watch.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/monitor.h"
#include "cmd/committing.h"

enum { STEP = 2000 }; /* milliseconds between two looks, at most */

struct watch {
	struct session *s;
	struct buf root;
	struct monitor *monitor;
	int64_t quiet;   /* milliseconds */
	int stop;        /* can be read when it is to end */
	struct buf said; /* what the last round complained of */
};

/* SIGTERM and SIGINT wait until nothing is being committed. */
static int
hold_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/*
 * Each round opens the notes anew: settings may have changed, and nothing is
 * kept from one to the next.
 */
static int
commit_once(const struct watch *w, FILE *err)
{
	struct session round = { .command = w->s->command,
		.commands = w->s->commands, .options = w->s->options,
		.in = w->s->in, .out = w->s->out, .err = err };
	int status = STATUS_TROUBLE;

	if (session_open(&round) == 0) {
		session_begin(&round);
		if (!round.diags.errors)
			status = committing_run(&round);
	}
	session_print_diags(&round);
	if (round.diags.errors)
		status = STATUS_TROUBLE;
	/* these are the options of all rounds */
	round.options = (struct options){ 0 };
	session_close(&round);
	return status;
}

/* What stays as it is from round to round is said once. */
static void
say(struct watch *w, struct str now)
{
	struct str rest = now, line;

	while (str_line(&rest, &line))
		if (!str_has_line(buf_str(&w->said), line))
			fprintf(w->s->err, "%.*s\n", STR_ARG(line));
	fflush(w->s->err);
	buf_clear(&w->said);
	buf_add(&w->said, now);
}

/* Returns whether something is left to be looked at again. */
static bool
run_round(struct watch *w)
{
	char *text = NULL;
	size_t len = 0;
	FILE *err = open_memstream(&text, &len);
	int status;

	if (!err) {
		session_error(w->s, "no more memory");
		return true;
	}
	status = commit_once(w, err);
	fclose(err);
	fflush(w->s->out);
	say(w, (struct str){ text, len });
	free(text);
	return status == STATUS_TROUBLE || len > 0;
}

static void
look_anew(struct watch *w)
{
	int step = w->quiet / 2 < STEP ? (int)(w->quiet / 2) : STEP;

	monitor_free(w->monitor);
	w->monitor = monitor_new(buf_cstr(&w->root), w->s->config.poll, step);
}

/* What stands there at the start counts as changed just now. */
static int
watch(struct watch *w)
{
	int64_t since = monitor_now(), left;
	bool changed = true;

	for (;;) {
		left = !changed ? -1 : since + w->quiet - monitor_now();
		switch (monitor_wait(w->monitor, left < -1 ? 0 : left,
		    w->stop)) {
		case MONITOR_STOP:
			return STATUS_ROWS;
		case MONITOR_CHANGE:
			since = monitor_now();
			changed = true;
			break;
		case MONITOR_NOTHING:
			if (!changed || monitor_now() < since + w->quiet)
				break;
			changed = run_round(w);
			since = monitor_now();
			if (ferror(w->s->out))
				return STATUS_TROUBLE;
			/* what is in the way may be that the folder is gone */
			if (changed)
				look_anew(w);
		}
	}
}

static int
find_quiet(struct watch *w)
{
	const char *typed = w->s->options.quiet;

	w->quiet = w->s->config.quiet;
	if (!typed || config_wait(str_of(typed), &w->quiet))
		return 0;
	session_error(w->s, "--quiet can't be \"%s\"; write it as 30s or 5m "
	    "(seconds, minutes)", typed);
	return -1;
}

int
cmd_watch(struct session *s)
{
	struct watch w = { .s = s, .stop = -1 };
	int status = STATUS_TROUBLE;

	if (s->diags.errors || find_quiet(&w) == -1)
		return STATUS_TROUBLE;
	if (s->options.operands_n) {
		session_error(s, "watch looks at all notes; leave %s out",
		    s->options.operands[0]);
		return STATUS_TROUBLE;
	}
	if (!notes_is_git(s->notes)) {
		session_error(s, "this folder is no git repository; git init "
		    "makes it one");
		return STATUS_TROUBLE;
	}
	buf_add(&w.root, notes_root(s->notes));
	if (s->config.dir.len) {
		buf_addc(&w.root, '/');
		buf_add(&w.root, s->config.dir);
	}
	w.stop = hold_signals();
	if (w.stop < 0) {
		session_error(s, "signals can't be waited for");
	} else {
		look_anew(&w);
		status = watch(&w);
		close(w.stop);
	}
	monitor_free(w.monitor);
	buf_release(&w.root);
	buf_release(&w.said);
	return status;
}
