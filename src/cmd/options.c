#include "cmd/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "cmd/nearest.h"

#include "base/buf.h"

enum option_kind {
	OPTION_FLAG,
	OPTION_TEXT,
	OPTION_LIST, /* may be given again */
};

struct option_row {
	const char *name;
	char letter; /* or 0 */
	enum option_kind kind;
	unsigned group;
	size_t at; /* offset of its field in struct options */
};

#define ROW(name, letter, kind, group, field) \
	{ name, letter, OPTION_##kind, OPTIONS_##group, \
	    offsetof(struct options, field) }

/* Narrower groups first: log's -c hides the global one. */
static const struct option_row rows[] = {
	ROW("date", 'd', TEXT, LOG, date),
	ROW("channel", 'c', TEXT, LOG, channel),
	ROW("next", 0, TEXT, LOG, next),
	ROW("new", 0, FLAG, LOG, new_person),
	ROW("again", 0, FLAG, LOG, again),
	ROW("no-commit", 0, FLAG, LOG, no_commit),
	ROW("dry-run", 'n', FLAG, LOG, dry_run),
	ROW("since", 0, TEXT, TIMELINE, since),
	ROW("until", 0, TEXT, TIMELINE, until),
	ROW("channel", 0, TEXT, TIMELINE, channels),
	ROW("kind", 0, TEXT, KIND, kinds),
	ROW("done", 0, FLAG, DUE, done),
	ROW("within", 0, TEXT, DUE, within),
	ROW("all", 'a', FLAG, ALL, all),
	ROW("tag", 't', TEXT, SELECT, tag),
	ROW("under", 0, TEXT, SELECT, under),
	ROW("state", 0, TEXT, SELECT, states),
	ROW("limit", 'n', TEXT, SELECT, limit),
	ROW("tsv", 0, FLAG, OUTPUT, tsv),
	ROW("json", 0, FLAG, OUTPUT, json),
	ROW("vimgrep", 0, FLAG, OUTPUT, vimgrep),
	ROW("format", 0, TEXT, OUTPUT, format),
	ROW("header", 0, FLAG, OUTPUT, header),
	ROW("null", 'z', FLAG, OUTPUT, nul),
	ROW(NULL, 'C', TEXT, GLOBAL, dir),
	ROW(NULL, 'c', LIST, GLOBAL, settings),
	ROW("at", 0, TEXT, GLOBAL, at),
	ROW("today", 0, TEXT, GLOBAL, today),
	ROW("no-pager", 0, FLAG, GLOBAL, no_pager),
	ROW("color", 0, TEXT, GLOBAL, color),
	ROW("help", 'h', FLAG, GLOBAL, help),
	ROW("version", 0, FLAG, GLOBAL, version),
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

int
options_parse(struct options *o, unsigned groups, bool stop, int argc,
    char **argv, char **error)
{
	struct parser p = { .letters_n = 2 };
	int answer;
	size_t i;

	/* "+" stops at the first operand, ":" tells a missing argument */
	memcpy(p.letters, stop ? "+:" : ":", stop ? 2 : 1);
	p.letters_n = stop ? 2 : 1;
	for (i = 0; i < ROWS; i++)
		if (rows[i].group & groups)
			add_row(&p, i);
	opterr = 0;
	optind = 0; /* begin anew, also for a second argv */
	while ((answer = getopt_long(argc, argv, p.letters, p.longs, NULL)) !=
	    -1) {
		if (answer == '?' || answer == ':')
			return complain(&p, answer, argv + optind, error);
		i = answer >= LONG_BASE ? (size_t)(answer - LONG_BASE) :
		    p.row_of[answer] - 1u;
		store(o, &rows[i], optarg);
	}
	o->operands = argv + optind;
	o->operands_n = argc - optind;
	return 0;
}

void
options_release(struct options *o)
{
	vec_release(&o->settings);
}
