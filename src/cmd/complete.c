#include "cmd/complete.h"

#include "base/map.h"
#include "base/unicode.h"
#include "book/state.h"
#include "cmd/asked.h"
#include "cmd/help.h"
#include "note/keys.h"
#include "out/export.h"
#include "report/report.h"

struct completion {
	struct session *s;
	struct str typed;      /* as much of it as there is */
	struct str before;     /* of the word, that stays as it is */
	const struct command *command; /* or NULL: not yet */
	struct map seen;       /* each candidate is one once … */
	struct arena words;    /* … and kept here */
	struct buf folded, other, line;
	size_t n;              /* candidates */
};

/* Does word begin with what was typed? Names without case. */
static bool
begins(struct completion *c, struct str word)
{
	buf_clear(&c->other);
	unicode_fold(&c->other, word);
	return str_starts(buf_str(&c->other), buf_str(&c->folded));
}

/* What can't stand on a line, or would give a terminal orders, is none. */
static void
put(struct completion *c, struct str word, struct str what)
{
	bool fresh;

	buf_clear(&c->line);
	out_safe(&c->line, word);
	if (!word.len || !str_eq(buf_str(&c->line), word))
		return;
	map_put(&c->seen, arena_str(&c->words, word), 0, &fresh);
	if (!fresh)
		return;
	c->n++;
	buf_splice(&c->line, 0, 0, c->before);
	if (what.len) {
		buf_addc(&c->line, '\t');
		out_safe(&c->line, what);
	}
	buf_addc(&c->line, '\n');
	fwrite(c->line.ptr, 1, c->line.len, c->s->out);
}

/* So much of the word stays as it is. */
static void
pass_over(struct completion *c, size_t n)
{
	c->before.len += n;
	c->typed = str_from(c->typed, n);
	buf_clear(&c->folded);
	unicode_fold(&c->folded, c->typed);
}

static void
offer(struct completion *c, struct str word, struct str what)
{
	if (begins(c, word))
		put(c, word, what);
}

static void
offer_words(struct completion *c, const char *const *words)
{
	for (; *words; words++)
		offer(c, str_of(*words), STR_NONE);
}

static void
offer_commands(struct completion *c)
{
	const struct command *command;

	for (command = c->s->commands; command->name; command++)
		offer(c, str_of(command->name), str_of(command->summary));
}

static void
offer_states(struct completion *c)
{
	int i;

	for (i = 0; i < STATE_COUNT; i++)
		offer(c, str_of(state_name((enum person_state)i)), STR_NONE);
}

/* The notes that the line's own -C and --at name. False: there are none. */
static bool
open_notes(struct completion *c)
{
	static const struct command reading = { .name = "complete",
		.needs = NEEDS_BOOK };

	c->s->command = &reading;
	if (session_open(c->s) == -1)
		return false;
	session_begin(c->s);
	return true;
}

static void
offer_revisions(struct completion *c)
{
	struct strs names = { 0 };
	size_t i;

	c->s->options.at = NULL; /* it is what is being typed */
	if (open_notes(c))
		notes_revisions(c->s->notes, &names);
	for (i = 0; i < names.n; i++)
		offer(c, names.v[i], STR_NONE);
	vec_release(&names);
}

static void
offer_tags(struct completion *c)
{
	const struct book *b = &c->s->book;
	struct arena arena = { 0 };
	const struct str *tags;
	size_t i, k, n;

	if (!open_notes(c))
		return;
	if (str_starts(c->typed, STR("#")))
		pass_over(c, 1);
	session_read(c->s, false);
	for (i = 0; i < b->people.n; i++) {
		n = person_tags(b, &b->people.v[i], &arena, &tags);
		for (k = 0; k < n; k++)
			offer(c, tags[k], STR_NONE);
	}
	arena_release(&arena);
}

static void
offer_channels(struct completion *c)
{
	const struct book *b = &c->s->book;
	struct str channel;
	struct origin at;
	size_t i;

	if (!open_notes(c))
		return;
	session_read(c->s, true);
	for (i = 0; i < b->interactions.n; i++) {
		at = b->interactions.v[i].at;
		channel = b->sources[at.source].records[at.record].channel;
		offer(c, channel.len ? channel : STR("note"), STR_NONE);
	}
}

/* Names and aliases, and where they come from. */
static void
offer_names(struct completion *c)
{
	const struct book *b = &c->s->book;
	const struct person_fact *names;
	struct arena arena = { 0 };
	const struct person *p;
	size_t i, k, n;

	for (i = 0; i < b->people.n; i++) {
		p = &b->people.v[i];
		n = person_names_at(b, p, &arena, &names);
		for (k = 0; k < n; k++)
			offer(c, names[k].value, person_source(b, p)->path);
	}
	arena_release(&arena);
}

/*
 * A shell puts what all candidates begin with in the word's place, so it takes
 * a name that the word does not begin only when there is but one.
 */
static void
offer_people(struct completion *c)
{
	uint32_t person;
	int tier;

	if (!open_notes(c))
		return;
	session_read_people(c->s, NULL);
	offer_names(c);
	if (!c->n && book_select(&c->s->book, c->typed, &person, 1, &tier) ==
	    1)
		put(c, c->s->book.people.v[person].name,
		    person_source(&c->s->book,
		    &c->s->book.people.v[person])->path);
}

/* What due lists, as path:line with what it says; and people. */
static void
offer_followups(struct completion *c)
{
	const struct book *b = &c->s->book;
	struct out_options paths = { 0 };
	const struct followup *f;
	const struct record *r;
	struct buf place = { 0 };
	size_t i;

	if (!open_notes(c))
		return;
	session_read(c->s, false);
	session_show_paths(c->s, &paths);
	for (i = 0; i < b->followups.n; i++) {
		f = &b->followups.v[i];
		if (!report_asks(b, f))
			continue;
		r = report_record(b, f->at);
		buf_clear(&place);
		out_path(&place, b->sources[f->at.source].path, &paths);
		buf_printf(&place, ":%u", r->line);
		offer(c, buf_str(&place), r->text);
	}
	offer_names(c);
	buf_release(&place);
}

/* Of a list, the last item is completed. */
static void
pass_list(struct completion *c)
{
	size_t comma = str_rchr(c->typed, ',');

	if (comma != SIZE_MAX)
		pass_over(c, comma + 1);
}

static void
offer_value(struct completion *c, enum option_value value)
{
	static const char *const colors[] = { "auto", "always", "never",
		NULL };
	static const char *const counted[] = { "person", NULL };
	const char *name;
	size_t i;

	switch (value) {
	case VALUE_TAG:
		offer_tags(c);
		break;
	case VALUE_STATE:
		pass_list(c);
		offer_states(c);
		break;
	case VALUE_KIND:
		pass_list(c);
		offer_words(c, asked_kinds(c->command));
		break;
	case VALUE_CHANNEL:
		pass_list(c);
		offer_channels(c);
		break;
	case VALUE_COLOR:
		offer_words(c, colors);
		break;
	case VALUE_PERSON:
		offer_people(c);
		break;
	case VALUE_BY:
		offer_words(c, counted);
		break;
	case VALUE_FORM:
		for (i = 0; (name = export_name(i)); i++)
			offer(c, str_of(name), STR_NONE);
		break;
	case VALUE_REVISION:
		offer_revisions(c);
		break;
	case VALUE_ANY:
	case VALUE_FILE:
		break; /* the shell knows its files */
	}
}

static void
offer_options(struct completion *c, unsigned groups)
{
	size_t equals = str_chr(c->typed, '='), i = 0;
	enum option_value value;
	const char *name;

	if (equals != SIZE_MAX) {
		if (options_value(groups, str_from(str_upto(c->typed, equals),
		    2), &value)) {
			pass_over(c, equals + 1);
			offer_value(c, value);
		}
		return;
	}
	while ((name = options_name(groups, &i))) {
		buf_clear(&c->line);
		buf_printf(&c->line, "--%s", name);
		if (!str_starts(buf_str(&c->line), c->typed))
			continue;
		fprintf(c->s->out, "--%s\n", name);
		c->n++;
	}
}

/* "cadence=": what can be set of a person, not of what kind the note is. */
static void
offer_keys(struct completion *c)
{
	struct buf word = { 0 };
	int key;

	for (key = KEY_TAGS; key <= KEY_CARE; key++) {
		buf_clear(&word);
		buf_printf(&word, "%s=", key_name((enum key)key));
		offer(c, buf_str(&word), STR_NONE);
	}
	buf_release(&word);
}

/* What a command takes is what its usage says. */
static void
offer_operands(struct completion *c)
{
	const char *usage;

	if (!c->command) {
		offer_commands(c);
		return;
	}
	usage = c->command->usage;
	if (strstr(usage, "REGEX") && !c->s->options.operands_n)
		return;
	if (strstr(usage, "KEY=VALUE") && c->s->options.operands_n) {
		if (str_chr(c->typed, '=') != SIZE_MAX)
			return; /* no value can be foretold */
		offer_keys(c);
	}
	if (strstr(usage, "COMMAND"))
		offer_commands(c);
	else if (strstr(usage, "FOLLOW-UP"))
		offer_followups(c);
	else if (strstr(usage, "PERSON"))
		offer_people(c);
}

/* The words before the last. argv[0] is passed over, as getopt does. */
static unsigned
follow(struct completion *c, int argc, char **argv, struct options_next *next)
{
	struct options *o = &c->s->options;
	unsigned groups = OPTIONS_GLOBAL;

	options_follow(o, groups, true, argc, argv, next);
	if (!o->operands_n)
		return groups;
	c->command = help_find(c->s->commands, o->operands[0]);
	if (!c->command)
		return 0;
	groups |= c->command->options;
	options_follow(o, groups, false, o->operands_n, o->operands, next);
	return groups;
}

int
cmd_complete(struct session *s)
{
	struct completion c = { .s = s };
	struct options_next next;
	int n = s->options.operands_n;
	char **words = s->options.operands;
	unsigned groups;

	if (!n)
		return STATUS_NO_ROWS;
	c.typed = c.before = str_of(words[n - 1]);
	c.before.len = 0;
	pass_over(&c, 0);
	/* what stands before the words is there, and of no use */
	groups = follow(&c, n, words - 1, &next);
	if (next.awaited)
		offer_value(&c, next.value);
	else if (!next.operands_only && str_starts(c.typed, STR("-")) && groups)
		offer_options(&c, groups);
	else if (groups)
		offer_operands(&c);
	map_release(&c.seen);
	arena_release(&c.words);
	buf_release(&c.folded);
	buf_release(&c.other);
	buf_release(&c.line);
	return c.n ? STATUS_ROWS : STATUS_NO_ROWS;
}
