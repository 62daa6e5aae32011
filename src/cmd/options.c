#include "cmd/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "cmd/nearest.h"

enum option_kind {
	OPTION_FLAG,
	OPTION_TEXT,
	OPTION_LIST, /* may be given again */
};

struct option_row {
	const char *name;
	size_t at; /* offset of its field in struct options */
	enum option_kind kind;
	unsigned group;
	enum option_value value;
	char letter; /* or 0 */
};

#define ROW(name, letter, kind, group, field, value) \
	{ name, offsetof(struct options, field), OPTION_##kind, \
	    OPTIONS_##group, VALUE_##value, letter }

/* Narrower groups first: log's -c hides the global one. */
static const struct option_row rows[] = {
	ROW("date", 'd', TEXT, DAY, date, ANY),
	ROW("channel", 'c', TEXT, LOG, channel, CHANNEL),
	ROW("next", 0, TEXT, NEXT, next, ANY),
	ROW("every", 0, TEXT, KEEP, every, ANY),
	ROW("why", 0, TEXT, DROP, why, ANY),
	ROW("explain", 0, FLAG, EXPLAIN, explain, ANY),
	ROW("sort", 0, TEXT, SORT, sort, ANY),
	ROW("ascii", 0, FLAG, STATS, ascii, ANY),
	ROW("around", 0, TEXT, GRAPH, around, PERSON),
	ROW("depth", 0, TEXT, GRAPH, depth, ANY),
	ROW("by", 0, TEXT, BY, by, BY),
	ROW("to", 0, TEXT, EXPORT, to, FORM),
	ROW("raw", 0, FLAG, EXPORT, raw, ANY),
	ROW("todo", 0, FLAG, EXPORT, todo, ANY),
	ROW("from", 0, TEXT, IMPORT, from, FORM),
	ROW("tag", 0, TEXT, IMPORT, tag, TAG),
	ROW("interactive", 'i', FLAG, CHOOSE, interactive, ANY),
	ROW("new", 0, FLAG, LOG, new_person, ANY),
	ROW("again", 0, FLAG, LOG, again, ANY),
	ROW("no-commit", 0, FLAG, WRITE, no_commit, ANY),
	ROW("dry-run", 'n', FLAG, WRITE, dry_run, ANY),
	ROW("union", 0, FLAG, INIT, add_union, ANY),
	ROW("no-union", 0, FLAG, INIT, no_union, ANY),
	ROW("aliases", 0, FLAG, INIT, aliases, ANY),
	ROW("no-aliases", 0, FLAG, INIT, no_aliases, ANY),
	ROW("squash", 0, FLAG, COMMIT, squash, ANY),
	ROW("dry-run", 'n', FLAG, COMMIT, dry_run, ANY),
	ROW("fix", 0, FLAG, CHECK, fix, ANY),
	ROW("no-commit", 0, FLAG, CHECK, no_commit, ANY),
	ROW("dry-run", 0, FLAG, CHECK, dry_run, ANY),
	ROW("no-notes", 0, FLAG, CHECK, no_notes, ANY),
	ROW("quiet", 0, TEXT, WATCH, quiet, ANY),
	ROW("since", 0, TEXT, PAST, since, ANY),
	ROW("until", 0, TEXT, PAST, until, ANY),
	ROW("channel", 0, TEXT, CHANNEL, channels, CHANNEL),
	ROW("kind", 0, TEXT, KIND, kinds, KIND),
	ROW("done", 0, FLAG, DUE, done, ANY),
	ROW("within", 0, TEXT, DUE, within, ANY),
	ROW("all", 'a', FLAG, ALL, all, ANY),
	ROW("tag", 't', TEXT, SELECT, tag, TAG),
	ROW("under", 0, TEXT, SELECT, under, FILE),
	ROW("state", 0, TEXT, SELECT, states, STATE),
	ROW("limit", 'n', TEXT, SELECT, limit, ANY),
	ROW("tsv", 0, FLAG, OUTPUT, tsv, ANY),
	ROW("json", 0, FLAG, OUTPUT, json, ANY),
	ROW("vimgrep", 0, FLAG, OUTPUT, vimgrep, ANY),
	ROW("format", 0, TEXT, OUTPUT, format, ANY),
	ROW("header", 0, FLAG, OUTPUT, header, ANY),
	ROW("null", 'z', FLAG, OUTPUT, nul, ANY),
	ROW(NULL, 'C', TEXT, GLOBAL, dir, FILE),
	ROW(NULL, 'c', LIST, GLOBAL, settings, ANY),
	ROW("at", 0, TEXT, GLOBAL, at, REVISION),
	ROW("today", 0, TEXT, GLOBAL, today, ANY),
	ROW("no-pager", 0, FLAG, GLOBAL, no_pager, ANY),
	ROW("color", 0, TEXT, GLOBAL, color, COLOR),
	ROW("help", 'h', FLAG, GLOBAL, help, ANY),
	ROW("version", 0, FLAG, GLOBAL, version, ANY),
};

enum { ROWS = sizeof(rows) / sizeof(*rows), LONG_BASE = 256 };

/* What getopt_long wants, for one set of groups. */
struct parser {
	struct option longs[ROWS + 1];
	char letters[2 * ROWS + 3];
	size_t longs_n, letters_n;
	unsigned char row_of[256]; /* of a letter, plus one */
};

static void
add_row(struct parser *p, size_t i)
{
	const struct option_row *row = &rows[i];
	unsigned char letter = (unsigned char)row->letter;

	if (row->name)
		p->longs[p->longs_n++] = (struct option){ row->name,
			row->kind == OPTION_FLAG ? no_argument :
			required_argument, NULL, LONG_BASE + (int)i };
	if (!letter || p->row_of[letter])
		return;
	p->row_of[letter] = (unsigned char)(i + 1);
	p->letters[p->letters_n++] = row->letter;
	if (row->kind != OPTION_FLAG)
		p->letters[p->letters_n++] = ':';
}

static void
store(struct options *o, const struct option_row *row, char *argument)
{
	char *field = (char *)o + row->at;

	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)field = true;
		break;
	case OPTION_TEXT:
		*(const char **)field = argument;
		break;
	case OPTION_LIST:
		vec_push((struct strs *)field, str_of(argument));
		break;
	}
}

/* The options that "--wor" is short for; how many there are. */
static size_t
add_meant(const struct parser *p, const char *word, struct buf *out)
{
	struct str typed = str_from(str_of(word), 2);
	size_t i, n = 0;

	typed = str_upto(typed, str_chr(typed, '='));
	for (i = 0; i < p->longs_n; i++)
		if (str_starts(str_of(p->longs[i].name), typed))
			buf_printf(out, "%s--%s", n++ ? ", " : "",
			    p->longs[i].name);
	return n;
}

static int say(char **error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static int
say(char **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (vasprintf(error, format, args) < 0)
		*error = NULL;
	va_end(args);
	return -1;
}

/* What "--jsno", or "-json", is near to. */
static int
unknown(const struct parser *p, struct str name, const char *shown,
    char **error)
{
	struct nearest near;
	size_t i;

	nearest_begin(&near, name);
	for (i = 0; i < p->longs_n; i++)
		nearest_offer(&near, "--", p->longs[i].name);
	say(error, "unknown option %s; %s-h lists those there are", shown,
	    nearest_say(&near));
	nearest_release(&near);
	return -1;
}

static int
unknown_letter(const struct parser *p, char *const *next, char **error)
{
	const char shown[] = { '-', (char)optopt, '\0' };
	/* getopt has not gone on from a word that has more letters */
	struct str word = str_of(*next);

	if (ch_space((char)optopt))
		return say(error, "words that begin with - are taken for "
		    "options; put -- before the first operand");
	if (word.len < 3 || !str_starts(word, STR("-")) ||
	    word.ptr[1] == '-' || str_chr(word, (char)optopt) == SIZE_MAX)
		word = STR_NONE;
	return unknown(p, str_from(word, 1), shown, error);
}

/* getopt knows what was wrong, in optopt and the word it looked at. */
static int
complain(const struct parser *p, int answer, char *const *next, char **error)
{
	const char *word = next[-1];
	int name = (int)strcspn(word, "=");
	struct buf meant = { 0 };

	if (answer == ':')
		return say(error, "%s needs an argument; -h lists the options",
		    word);
	if (optopt >= LONG_BASE)
		return say(error, "%.*s takes no argument; -h lists the "
		    "options", name, word);
	if (optopt)
		return unknown_letter(p, next, error);
	if (add_meant(p, word, &meant))
		say(error, "%s could be %s; say which", word,
		    buf_cstr(&meant));
	else
		unknown(p, (struct str){ word + 2, (size_t)name - 2 }, word,
		    error);
	buf_release(&meant);
	return -1;
}

static void
begin(struct parser *p, unsigned groups, bool stop)
{
	size_t i;

	*p = (struct parser){ 0 };
	/* "+" stops at the first operand, ":" tells a missing argument */
	p->letters_n = stop ? 2 : 1;
	memcpy(p->letters, stop ? "+:" : ":", p->letters_n);
	for (i = 0; i < ROWS; i++)
		if (rows[i].group & groups)
			add_row(p, i);
	opterr = 0;
	optind = 0; /* begin anew, also for a second argv */
}

static const struct option_row *
row_of(const struct parser *p, int answer)
{
	return answer >= LONG_BASE ? &rows[answer - LONG_BASE] :
	    &rows[p->row_of[answer] - 1u];
}

/* -1 at the end, '?' or ':' as getopt has them, else 0. */
static int
next(struct parser *p, struct options *o, int argc, char **argv)
{
	int answer = getopt_long(argc, argv, p->letters, p->longs, NULL);

	if (answer == -1) {
		o->operands = argv + optind;
		o->operands_n = argc - optind;
	}
	if (answer == -1 || answer == '?' || answer == ':')
		return answer;
	store(o, row_of(p, answer), optarg);
	return 0;
}

int
options_parse(struct options *o, unsigned groups, bool stop, int argc,
    char **argv, char **error)
{
	struct parser p;
	int answer;

	begin(&p, groups, stop);
	do
		answer = next(&p, o, argc, argv);
	while (!answer);
	return answer == -1 ? 0 :
	    complain(&p, answer, argv + optind, error);
}

void
options_follow(struct options *o, unsigned groups, bool stop, int argc,
    char **argv, struct options_next *after)
{
	struct parser p;
	int answer;

	*after = (struct options_next){ 0 };
	begin(&p, groups, stop);
	while ((answer = next(&p, o, argc, argv)) != -1) {
		if (answer != ':')
			continue;
		after->awaited = true;
		after->value = row_of(&p, optopt)->value;
	}
	after->operands_only = optind > 1 && !strcmp(argv[optind - 1], "--");
}

bool
options_value(unsigned groups, struct str name, enum option_value *value)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if ((rows[i].group & groups) && rows[i].name &&
		    rows[i].kind != OPTION_FLAG &&
		    str_eq(name, str_of(rows[i].name))) {
			*value = rows[i].value;
			return true;
		}
	return false;
}

const char *
options_name(unsigned groups, size_t *i)
{
	while (*i < ROWS) {
		const struct option_row *row = &rows[(*i)++];

		if ((row->group & groups) && row->name)
			return row->name;
	}
	return NULL;
}

void
options_release(struct options *o)
{
	vec_release(&o->settings);
}
