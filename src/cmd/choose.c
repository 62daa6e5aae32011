#include "cmd/choose.h"

#include <unistd.h>

#include "cmd/asked.h"
#include "cmd/editor.h"
#include "cmd/key.h"
#include "cmd/report.h"
#include "cmd/run.h"
#include "report/choose.h"

/* Going through the people who wait. */
struct walk {
	struct session *s;
	const struct person *person;
	struct str typed;   /* how they are named on a command line */
	struct intros intros;
	struct arena arena; /* of one person */
	struct buf screen;
	size_t decided;
};

enum then {
	THEN_NEXT,
	THEN_AGAIN, /* the same person is asked about once more */
	THEN_QUIT,
};

/* What can be answered. */
struct answer {
	char key;
	const char *label;
	const char *command;  /* that is run, or NULL */
	const char *option;   /* before what is asked for; NULL: an operand */
	const char *question; /* asked first; NULL: nothing is */
	const char *usual;    /* what Enter says; NULL: that it is forgotten;
	                         empty: that the option is left out */
	enum then (*act)(struct walk *w); /* instead of command */
};

static void
flush(struct walk *w)
{
	fwrite(w->screen.ptr ? w->screen.ptr : "", 1, w->screen.len,
	    w->s->out);
	fflush(w->s->out);
	buf_clear(&w->screen);
}

static void
add_via(struct walk *w, const struct encounter *e)
{
	size_t i;

	for (i = 0; i < e->via_n; i++) {
		buf_puts(&w->screen, i ? ", " : ", through ");
		out_safe(&w->screen, e->via[i].value);
	}
}

/* Who it is, how one has met, and what was said. */
static void
show_person(struct walk *w, size_t number, size_t n)
{
	const struct person *p = w->person;
	const struct book *b = &w->s->book;
	struct out_options paths = { 0 };
	struct buf place = { 0 };
	struct encounter e;
	char met[DAY_TEXT];

	choose_look(&e, b, &w->intros, p, &w->arena);
	session_show_paths(w->s, &paths);
	out_path(&place, b->sources[p->why.source].path, &paths);
	day_format(p->last, met);
	buf_printf(&w->screen, "\n[%zu/%zu] ", number, n);
	out_safe(&w->screen, p->name);
	buf_printf(&w->screen, ", met %s (%dd ago)", met,
	    w->s->today - p->last);
	if (e.where.len) {
		buf_puts(&w->screen, " at ");
		out_safe(&w->screen, e.where);
	}
	add_via(w, &e);
	buf_puts(&w->screen, "\n  ");
	if (e.text.len) {
		out_safe(&w->screen, e.text);
		buf_puts(&w->screen, "\n  ");
	}
	out_safe(&w->screen, buf_str(&place));
	buf_printf(&w->screen, ":%u\n", p->why_line);
	buf_release(&place);
}

/*
 * How the person is named so that no other is meant: by the path of the note,
 * or what a table knows them by.
 */
static void
name_person(struct walk *w)
{
	static const enum key keys[] = { KEY_ID, KEY_EMAIL, KEY_URL };
	const struct book *b = &w->s->book;
	const struct person *p = w->person;
	struct out_options paths = { 0 };
	struct buf path = { 0 };
	const struct str *values;
	size_t i;

	w->typed = p->name;
	if (p->markdown) {
		session_show_paths(w->s, &paths);
		out_path(&path, person_path(b, p, &w->arena), &paths);
		w->typed = buf_str(&path);
	}
	for (i = 0; !p->markdown && i < 3; i++) {
		if (!person_facts(b, p, keys[i], &w->arena, &values))
			continue;
		w->typed = values[0];
		break;
	}
	w->typed = arena_str(&w->arena, w->typed);
	buf_release(&path);
}

/* The command line of an answer, as it would be typed here. */
static int
run_answer(struct walk *w, const struct answer *a, const char *value)
{
	const struct options *o = &w->s->options;
	VEC(const char *) words = { 0 };
	size_t i;
	int status;

	vec_push(&words, "netgrep");
	for (i = 0; i < o->settings.n; i++) {
		vec_push(&words, "-c");
		vec_push(&words, o->settings.v[i].ptr); /* of argv */
	}
	if (o->dir) {
		vec_push(&words, "-C");
		vec_push(&words, o->dir);
	}
	if (o->today) {
		vec_push(&words, "--today");
		vec_push(&words, o->today);
	}
	vec_push(&words, a->command);
	if (a->option && *value) {
		vec_push(&words, a->option);
		vec_push(&words, value);
	}
	vec_push(&words, "--");
	vec_push(&words, w->typed.ptr);
	if (!a->option)
		vec_push(&words, value);
	vec_push(&words, NULL);
	status = run_within(w->s, (int)words.n - 1, (char **)words.v);
	vec_release(&words);
	return status;
}

/* What is typed after a question, or what Enter stands for; false: nothing. */
static bool
ask(struct walk *w, const struct answer *a, struct buf *value)
{
	buf_puts(&w->screen, a->question);
	if (a->usual && *a->usual)
		buf_printf(&w->screen, " [%s]", a->usual);
	buf_puts(&w->screen, " ");
	flush(w);
	if (!key_line(value))
		return false;
	if (str_trim(buf_str(value)).len)
		return true;
	buf_clear(value);
	if (a->usual)
		buf_puts(value, a->usual);
	return a->usual != NULL;
}

static enum then
give(struct walk *w, const struct answer *a)
{
	struct buf value = { 0 };
	int status = -1;

	if (ask(w, a, &value))
		status = run_answer(w, a, buf_cstr(&value));
	buf_release(&value);
	if (status != STATUS_ROWS)
		return THEN_AGAIN;
	w->decided++;
	return THEN_NEXT;
}

/* What was written there is committed as netgrep commit does. */
static enum then
edit(struct walk *w)
{
	static const struct answer commit = { .command = "commit",
		.option = "" };
	struct buf path = { 0 };

	if (!w->person->markdown) {
		fprintf(w->s->out, "There is no note yet; another answer "
		    "makes it.\n");
		return THEN_AGAIN;
	}
	buf_printf(&path, "%.*s/%.*s", STR_ARG(notes_root(w->s->notes)),
	    STR_ARG(person_source(&w->s->book, w->person)->path));
	if (editor_open(buf_cstr(&path)) == 0)
		run_answer(w, &commit, "");
	else
		fputs("The editor failed; VISUAL or EDITOR names another.\n",
		    w->s->out);
	buf_release(&path);
	return THEN_AGAIN;
}

static enum then
skip(struct walk *w)
{
	(void)w;
	return THEN_NEXT;
}

static enum then
quit(struct walk *w)
{
	(void)w;
	return THEN_QUIT;
}

static enum then help(struct walk *w);

static const struct answer answers[] = {
	{ 'f', "[f]ollow up", "keep", "--next", "When?", "2w", NULL },
	{ 'k', "[k]eep", "keep", "--every", "How often?", "", NULL },
	{ 'l', "[l]og", "log", NULL, "What happened?", NULL, NULL },
	{ 't', "la[t]er", "snooze", NULL, "Until when?", "1m", NULL },
	{ 'g', "let [g]o", "drop", "--why", "Why?", "", NULL },
	{ 'e', "[e]dit", NULL, NULL, NULL, NULL, edit },
	{ 's', "[s]kip", NULL, NULL, NULL, NULL, skip },
	{ 'q', "[q]uit", NULL, NULL, NULL, NULL, quit },
	{ '?', "[?]", NULL, NULL, NULL, NULL, help },
};

enum { ANSWERS = sizeof(answers) / sizeof(*answers) };

static enum then
help(struct walk *w)
{
	fputs("f  follow up: a tag with that date stands behind the entry\n"
	    "k  keep in touch so often; Enter: as netgrep.cadence has it\n"
	    "l  log what happened today\n"
	    "t  later: asked again from that day on\n"
	    "g  let go, and not be asked again; Enter: without a reason\n"
	    "e  open the note in the editor, and commit what it says then\n"
	    "s  skip: undecided, asked again another time\n"
	    "q  quit: what was answered is committed already\n", w->s->out);
	return THEN_AGAIN;
}

/* What was pressed, as a word. */
static void
echo(struct walk *w, const char *label)
{
	for (; *label; label++)
		if (*label != '[' && *label != ']')
			fputc(*label, w->s->out);
	fputc('\n', w->s->out);
}

static enum then
take_answer(struct walk *w)
{
	size_t i;
	int key;

	for (i = 0; i < ANSWERS; i++)
		buf_printf(&w->screen, "%s ", answers[i].label);
	flush(w);
	key = key_read();
	for (i = 0; i < ANSWERS && answers[i].key != key; i++)
		;
	echo(w, i < ANSWERS ? answers[i].label : key == -1 ? "quit" : "");
	if (i == ANSWERS)
		return key == -1 ? THEN_QUIT : THEN_AGAIN;
	return answers[i].act ? answers[i].act(w) : give(w, &answers[i]);
}

static void
walk(struct walk *w, const uint32_t *people, size_t n)
{
	enum then then = THEN_NEXT;
	size_t i;

	for (i = 0; i < n && then != THEN_QUIT; i++) {
		w->person = &w->s->book.people.v[people[i]];
		show_person(w, i + 1, n);
		do {
			name_person(w);
			then = take_answer(w);
		} while (then == THEN_AGAIN);
		arena_release(&w->arena);
		w->arena = (struct arena){ 0 };
	}
}

static int
ask_all(struct session *s)
{
	struct asked asked = { 0 };
	struct arena arena = { 0 };
	struct walk w = { .s = s };
	const uint32_t *people;
	int status = STATUS_NO_ROWS;
	size_t n;

	if (!isatty(STDIN_FILENO) || !s->out_terminal) {
		session_error(s, "-i asks at a terminal; netgrep keep, drop "
		    "and snooze take what choose prints");
		return STATUS_TROUBLE;
	}
	if (!s->options.limit)
		s->options.limit = "0"; /* one can quit at any of them */
	if (asked_read(&asked, s, report_find("choose"), 0) == -1 ||
	    s->diags.errors) {
		status = STATUS_TROUBLE;
	} else {
		n = choose_find(&s->book, &asked.query, &arena, &people);
		n = query_limit(&asked.query, n);
		intro_make(&w.intros, &s->book, NULL, &arena);
		walk(&w, people, n);
		status = w.decided ? STATUS_ROWS : STATUS_NO_ROWS;
		if (!n)
			fputs("Nobody waits for a choice.\n", s->out);
	}
	asked_release(&asked);
	arena_release(&arena);
	arena_release(&w.arena);
	buf_release(&w.screen);
	return status;
}

int
cmd_choose(struct session *s)
{
	return s->options.interactive ? ask_all(s) : cmd_report(s);
}
