#include "cmd/session.h"

#include <errno.h>
#include <unistd.h>

#include "base/path.h"
#include "base/sandbox.h"

enum { NEAR = 3 }; /* how many names are suggested */

static int
bad_today(struct session *s, const char *name, const char *typed)
{
	session_error(s, "%s can't be \"%s\"; write it as 2026-12-01", name,
	    typed);
	return -1;
}

/* --today may count from the day that it is otherwise. */
static int
find_today(struct session *s)
{
	const char *typed = s->options.today, *set = getenv("NETGREP_TODAY");
	day_t today = DAY_NONE;

	if (typed && day_parse(str_of(typed), &s->today))
		return 0;
	s->today = day_today();
	if (set && *set) {
		if (!day_parse(str_of(set), &today))
			return bad_today(s, "NETGREP_TODAY", set);
		s->today = today;
	}
	if (!typed)
		return 0;
	if (!when_parse(str_of(typed), s->today, WHEN_COMING, &today))
		return bad_today(s, "--today", typed);
	s->today = today;
	return 0;
}

/*
 * After -C the folder that it names is the current one. NETGREP_DIR leaves us
 * where we are, in the notes or elsewhere.
 */
static void
find_here(struct session *s, bool elsewhere)
{
	struct str root = notes_root(s->notes), cwd;

	s->here = notes_prefix(s->notes);
	s->cwd = elsewhere ? realpath(".", NULL) : NULL;
	if (!s->cwd)
		return;
	cwd = str_of(s->cwd);
	s->outside = !str_starts(cwd, root) || (cwd.len > root.len &&
	    cwd.ptr[root.len] != '/');
	if (!s->outside)
		s->here = str_from(cwd, root.len + (cwd.len > root.len));
}

/* -C and NETGREP_DIR name a folder; else it is where we are. */
static int
open_notes(struct session *s)
{
	const char *dir = s->options.dir ? s->options.dir :
	    getenv("NETGREP_DIR");
	int status;

	if (dir && !*dir)
		dir = NULL;
	status = s->options.at ?
	    notes_open_at(&s->notes, dir, s->options.at, &s->diags) :
	    notes_open(&s->notes, dir, dir != NULL, &s->diags);
	if (status == -1)
		return -1;
	find_here(s, dir && !s->options.dir && !notes_is_bare(s->notes));
	status = config_read(&s->config, s->notes, &s->options.settings,
	    &s->diags);
	if (s->config.dir.len)
		status |= notes_narrow(s->notes, s->config.dir, &s->diags);
	return status ? -1 : 0;
}

bool
session_writes(const struct session *s)
{
	return s->command->needs == NEEDS_WRITER || s->options.fix ||
	    s->options.interactive;
}

int
session_open(struct session *s)
{
	if (find_today(s) == -1)
		return -1;
	if (s->command->needs == NEEDS_NOTHING)
		return 0;
	if (session_writes(s) && s->options.at) {
		session_error(s, "%s%s writes to the notes as they are now, "
		    "not to a revision; leave --at out", s->command->name,
		    s->options.fix ? " --fix" :
		    s->options.interactive ? " -i" : "");
		return -1;
	}
	return open_notes(s) == -1 && !s->notes ? -1 : 0;
}

/* Only a writer keeps its rights: the rest needs no more than what is open. */
static void
confine(struct session *s)
{
	struct strs places = { 0 };

	notes_places(s->notes, s->command->needs == NEEDS_HISTORY, &places);
	sandbox_enter(&places);
	vec_release(&places);
}

void
session_begin(struct session *s)
{
	struct str path = STR(".netgrep/patterns");
	struct buf text = { 0 };

	if (s->command->needs == NEEDS_NOTHING)
		return;
	if (!session_writes(s))
		confine(s);
	s->patterns = patterns_new();
	if (notes_read(s->notes, path, &text, true, &s->diags) == 0)
		patterns_add(s->patterns, buf_str(&text), path, &s->diags);
	buf_release(&text);
	s->config.book.today = s->today;
	s->read_options = (struct read_options){
		.patterns = s->patterns,
		.followup = s->config.book.followup,
		.mentions_all = s->config.mentions_all,
		.doubles = s->command->needs == NEEDS_FINDINGS,
		.tables = s->command->needs == NEEDS_FINDINGS &&
		    !s->options.no_notes,
		.mappings = &s->config.tables,
		.texts_until = s->today,
	};
}

bool
session_path(const struct session *s, struct str typed, struct buf *path)
{
	struct str root = notes_root(s->notes);

	if (str_starts(typed, STR("/"))) {
		if (!str_starts(typed, root) || (typed.len > root.len &&
		    typed.ptr[root.len] != '/'))
			return false;
		typed = str_from(typed, root.len);
	} else {
		buf_add(path, s->here);
	}
	return path_walk(path, typed);
}

void
session_close(struct session *s)
{
	size_t i;

	if (s->book_made)
		book_release(&s->book);
	for (i = 0; i < s->readers_n; i++)
		reader_release(&s->readers[i]);
	free(s->readers);
	free(s->sources);
	patterns_free(s->patterns);
	if (s->notes) {
		config_release(&s->config);
		notes_close(s->notes);
	}
	free(s->cwd);
	diag_release(&s->diags);
	options_release(&s->options);
}

void
session_show_paths(const struct session *s, struct out_options *o)
{
	if (!s->notes)
		return;
	o->prefix = s->here;
	o->root = notes_root(s->notes);
	o->outside = s->outside;
}

/* "path:line:col: what; what to do", parts that there are. */
static void
print_diag(struct session *s, const struct diag *d, struct buf *line)
{
	struct out_options paths = { 0 };
	struct buf path = { 0 };

	session_show_paths(s, &paths);
	if (d->path.len && d->path.ptr[0] != '/' && d->path.ptr[0] != '-')
		out_path(&path, d->path, &paths);
	else
		buf_add(&path, d->path);
	if (path.len) {
		out_safe(line, buf_str(&path));
		if (d->line)
			buf_printf(line, ":%u", d->line);
		if (d->line && d->column)
			buf_printf(line, ":%u", d->column);
		buf_puts(line, ": ");
	} else {
		buf_puts(line, "netgrep: ");
	}
	out_safe(line, d->text);
	buf_addc(line, '\n');
	buf_release(&path);
}

void
session_close_output(struct session *s)
{
	bool failed = ferror(s->out);

	errno = 0;
	failed |= fclose(s->out) == EOF;
	if (failed && !s->out_error)
		s->out_error = errno ? errno : EIO;
	if (s->out_error && s->out_error != EPIPE)
		session_error(s, "standard output can't be written: %s",
		    strerror(s->out_error));
}

void
session_print_diags(struct session *s)
{
	struct buf text = { 0 };
	size_t i, warnings = s->diags.list.n - s->diags.errors -
	    s->diags.notes;

	for (i = 0; i < s->diags.list.n; i++)
		if (s->diags.list.v[i].severity == SEVERITY_ERROR)
			print_diag(s, &s->diags.list.v[i], &text);
	if (warnings && s->err_terminal && s->book_made &&
	    !s->warnings_shown)
		buf_printf(&text, "netgrep: %zu warning%s; "
		    "`netgrep check` lists %s\n", warnings,
		    warnings == 1 ? "" : "s", warnings == 1 ? "it" : "them");
	fwrite(text.ptr ? text.ptr : "", 1, text.len, s->err);
	buf_release(&text);
}

static void
add_people(const struct book *b, const uint32_t *people, size_t n,
    struct buf *names)
{
	struct arena a = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		struct str path = person_path(b, &b->people.v[people[i]], &a);

		buf_printf(names, "%s%.*s (%.*s)", i ? ", " : "",
		    STR_ARG(b->people.v[people[i]].name), STR_ARG(path));
	}
	arena_release(&a);
}

size_t
session_select(struct session *s, struct str typed, uint32_t *people,
    size_t room, int *tier)
{
	struct buf path = { 0 };
	size_t n = 0;

	/* a path is typed from where we are, the book has it from the root */
	if ((str_chr(typed, '/') != SIZE_MAX ||
	    str_find(typed, STR(".md")) != SIZE_MAX) &&
	    session_path(s, typed, &path))
		n = book_select(&s->book, buf_str(&path), people, room, tier);
	buf_release(&path);
	return n ? n : book_select(&s->book, typed, people, room, tier);
}

uint32_t
session_person(struct session *s, struct str typed)
{
	uint32_t people[NEAR];
	struct buf names = { 0 };
	int tier = 0;
	size_t n = session_select(s, typed, people, NEAR, &tier);

	if (n == 1)
		return people[0];
	if (n) {
		add_people(&s->book, people, n < NEAR ? n : NEAR, &names);
		session_error(s, "\"%.*s\" could be %s%s; say which, "
		    "by path or email", STR_ARG(typed), buf_cstr(&names),
		    n > NEAR ? ", …" : "");
	} else {
		n = book_near(&s->book, typed, people, NEAR);
		add_people(&s->book, people, n, &names);
		session_error(s, "nobody is called \"%.*s\"%s%s%s",
		    STR_ARG(typed), n ? "; did you mean " : "; `netgrep people`"
		    " lists everybody", buf_cstr(&names), n ? "?" : "");
	}
	buf_release(&names);
	return PERSON_NONE;
}

struct selection {
	VEC(uint32_t) people;
};

static void
select_one(struct session *s, struct str typed, struct selection *selection)
{
	uint32_t person = session_person(s, typed);

	if (person != PERSON_NONE)
		vec_push(&selection->people, person);
}

/* A name a line, or ending in NUL, as a report before us in the pipe prints. */
static void
select_lines(struct session *s, struct selection *selection)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	struct str rest, name;

	while ((n = getline(&line, &cap, s->in)) > 0) {
		rest = (struct str){ line, (size_t)n };
		while (str_cut(&rest, '\0', &name)) {
			name = str_trim(str_upto(name, str_chr(name, '\t')));
			if (name.len)
				select_one(s, name, selection);
		}
	}
	free(line);
}

static int
compare(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

int
session_people(struct session *s, char **typed, int n, uint32_t **people,
    size_t *people_n)
{
	struct selection selection = { 0 };
	size_t errors = s->diags.errors, i, k = 0;
	int at;

	for (at = 0; at < n; at++) {
		if (!strcmp(typed[at], "-"))
			select_lines(s, &selection);
		else
			select_one(s, str_of(typed[at]), &selection);
	}
	if (selection.people.n)
		qsort(selection.people.v, selection.people.n,
		    sizeof(*selection.people.v), compare);
	for (i = 0; i < selection.people.n; i++)
		if (!i || selection.people.v[i] != selection.people.v[i - 1])
			selection.people.v[k++] = selection.people.v[i];
	*people = selection.people.v;
	*people_n = k;
	return s->diags.errors > errors ? -1 : 0;
}
