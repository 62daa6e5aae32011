#ifndef CMD_SEARCH_H
#define CMD_SEARCH_H

#include "cmd/session.h"
#include "note/regex.h"
#include "report/report.h"

/* The REGEX operand of a report. */
struct search {
	struct session *session;
	const char *typed;
	struct regex *regex;
	unsigned given_up; /* texts that it took too long on */
};

/*
 * Compiles what was typed (NULL: nothing was) and lets it choose the query's
 * texts. What is no regex is an error in session->diags. q borrows search;
 * release it in any case.
 */
void search_begin(struct search *search, struct session *session,
    const char *typed, struct query *q);
void search_release(struct search *search);

#endif
