#include "cmd/search.h"

/* After so many texts on which it took too long, a regex is tried no more. */
enum { PATIENCE = 10 };

/* A regex that gave up hides what it might have found: an error. */
static void
give_up(struct search *search, struct str path, uint32_t line)
{
	struct diags *diags = &search->session->diags;

	diag_error(diags, "match-limit", path, line, 0,
	    "the regex %.200s takes too long on this line; make it simpler",
	    search->typed);
	if (++search->given_up == PATIENCE)
		session_error(search->session, "the regex took too long %d "
		    "times; what comes after that was not searched", PATIENCE);
}

static bool
matches(void *context, struct str text, struct str path, uint32_t line)
{
	struct search *search = context;

	if (search->given_up == PATIENCE)
		return false;
	switch (regex_match(search->regex, text)) {
	case REGEX_YES:
		return true;
	case REGEX_GAVE_UP:
		give_up(search, path, line);
		break;
	case REGEX_NO:
		break;
	}
	return false;
}

void
search_begin(struct search *search, struct session *s, const char *typed,
    struct query *q)
{
	struct buf error = { 0 };

	*search = (struct search){ .session = s, .typed = typed };
	if (!typed) {
		session_error(s, "%s needs a REGEX; `netgrep %s -h` shows how",
		    s->command->name, s->command->name);
		return;
	}
	search->regex = regex_new(str_of(typed), &error);
	if (!search->regex)
		session_error(s, "\"%s\" is no regex: %s", typed,
		    buf_cstr(&error));
	q->matches = matches;
	q->context = search;
	buf_release(&error);
}

void
search_release(struct search *search)
{
	regex_free(search->regex);
}
