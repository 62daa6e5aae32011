#include "cmd/log.h"

#include <unistd.h>

#include "cmd/draft.h"
#include "cmd/editor.h"

/* Meant as a path, it is the name of nobody. */
static bool
is_path(struct str typed)
{
	return str_ends(typed, STR(".md")) ||
	    str_find(typed, STR(".md#")) != SIZE_MAX;
}

/* The notes' own names for people that are typed, or one that is new. */
static int
add_target(struct recording *rec, struct str typed)
{
	struct session *s = rec->s;
	uint32_t people[2], person;
	int tier = 0;

	/* "Li" is in "Oliver", and yet somebody new */
	if (s->options.new_person &&
	    (!session_select(s, typed, people, 2, &tier) ||
	    tier > BOOK_TIER_WORD) && !is_path(typed))
		return target_new(&rec->targets, s, typed);
	person = session_person(s, typed);
	if (person == PERSON_NONE) {
		if (str_trim(typed).len && !is_path(typed) &&
		    !session_select(s, typed, people, 2, &tier))
			session_error(s, "--new makes a note for \"%.*s\"",
			    STR_ARG(typed));
		return -1;
	}
	return target_person(&rec->targets, s, person);
}

/* Every PERSON is the path of a note: no other need be read. */
static bool
only_paths(struct recording *rec, struct strs *paths, struct arena *a)
{
	struct session *s = rec->s;
	struct buf path = { 0 };
	struct str typed;
	int i, n = s->options.operands_n;
	bool all = n > 1 && !s->config.log_to_journal, named = true;
	size_t anchor;

	for (i = 0; all && i < n; i++) {
		typed = str_of(s->options.operands[i]);
		anchor = str_find(typed, STR(".md#"));
		buf_clear(&path);
		named = session_path(s, anchor == SIZE_MAX ? typed :
		    str_upto(typed, anchor + 3), &path) &&
		    read_wants(buf_str(&path)) &&
		    notes_has(s->notes, buf_str(&path));
		/* a path in the place of TEXT may be a person */
		all = named == (i < n - 1);
		if (named)
			vec_push(paths, arena_str(a, buf_str(&path)));
	}
	buf_release(&path);
	return all;
}

static int
read_notes(struct recording *rec, bool *by_path)
{
	struct session *s = rec->s;
	const char *last = s->options.operands[s->options.operands_n - 1];
	struct strs paths = { 0 };
	int status;

	*by_path = only_paths(rec, &paths, &rec->targets.texts);
	/* TEXT from standard input may be long in coming */
	if (*by_path && strcmp(last, "-") != 0)
		writing_soon(&rec->writing);
	status = session_read_people(s, *by_path ? &paths : NULL);
	vec_release(&paths);
	return status;
}

/* Nobody writes for nothing what can't be committed. */
static int
ask_text(struct recording *rec, struct buf *text)
{
	if (writing_possible(&rec->writing) == -1)
		return -1;
	commit_pause(rec->s->notes);
	return editor_ask(rec->s, text, &rec->written);
}

/*
 * Takes TEXT off the operands: how many are left, or -1. A last operand that
 * is a person as a whole is none: somebody forgot to say what happened.
 */
static int
take_text(struct recording *rec, bool by_path, struct buf *text)
{
	struct session *s = rec->s;
	int n = s->options.operands_n, tier = 0;
	uint32_t people[2];
	const char *last;
	char *line = NULL;
	size_t cap = 0;
	ssize_t got;

	last = s->options.operands[n - 1];
	if (!strcmp(last, "-")) {
		while ((got = getline(&line, &cap, s->in)) > 0)
			buf_add(text, (struct str){ line, (size_t)got });
		free(line);
		return n - 1;
	}
	if (!by_path && session_select(s, str_of(last), people, 2, &tier) &&
	    tier <= BOOK_TIER_WORD) {
		if (isatty(STDIN_FILENO) && s->out_terminal)
			return ask_text(rec, text) == -1 ? -1 : n;
		session_error(s, "%s is a person; what happened?", last);
		return -1;
	}
	buf_puts(text, last);
	return n - 1;
}

static int
take_operands(struct recording *rec)
{
	struct session *s = rec->s;
	struct buf text = { 0 };
	bool by_path;
	int n, i, status = -1;

	if (!s->options.operands_n) {
		session_error(s, "who, and what happened? "
		    "netgrep log PERSON ... TEXT");
		return -1;
	}
	if (read_notes(rec, &by_path) == -1) {
		if (!by_path)
			session_error(s, "who is meant can't be told while "
			    "not all is read; name people by their notes' "
			    "paths, or correct this");
		goto out;
	}
	n = take_text(rec, by_path, &text);
	if (n == 0)
		session_error(s, "with whom? netgrep log PERSON ... TEXT");
	if (n < 1)
		goto out;
	status = said_read(&rec->said, s, &rec->reader, buf_str(&text));
	for (i = 0; i < n; i++)
		if (add_target(rec, str_of(s->options.operands[i])) == -1)
			status = -1;
out:
	buf_release(&text);
	return status;
}

int
cmd_log(struct session *s)
{
	struct recording rec = { .s = s };
	int status = STATUS_TROUBLE;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	reader_init(&rec.reader, &s->read_options);
	writing_init(&rec.writing, s);
	if (take_operands(&rec) == 0) {
		draft_ahead(&rec);
		if (writing_possible(&rec.writing) == 0 &&
		    draft_entry(&rec) == 0)
			status = recording_write(&rec);
	}
	editor_done(s, &rec.written, status != STATUS_TROUBLE);
	recording_release(&rec);
	reader_release(&rec.reader);
	return status;
}
