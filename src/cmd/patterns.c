#include "cmd/patterns.h"

#include <errno.h>

/*
 * The built-in patterns of a kind come first, so a "reset" before its first
 * line makes the output, read as a patterns file, give the same again.
 */
static void
print_kind(struct session *s, enum pattern_kind wanted)
{
	enum pattern_kind kind;
	struct str regex, source, last = STR_NONE;
	uint32_t line;
	size_t i;

	fprintf(s->out, "reset %s\n", pattern_kind_name(wanted));
	for (i = 0; patterns_get(s->patterns, i, &kind, &regex, &source,
	    &line); i++) {
		if (kind != wanted)
			continue;
		if (!str_eq(source, last))
			fprintf(s->out, "# %.*s\n", STR_ARG(source));
		last = source;
		fprintf(s->out, "%s %.*s\n", pattern_kind_name(kind),
		    STR_ARG(regex));
	}
}

int
cmd_patterns(struct session *s)
{
	int kind;

	if (s->options.operands_n) {
		session_error(s, "patterns takes no operands; it prints all");
		return STATUS_TROUBLE;
	}
	for (kind = 0; kind < PATTERN_KINDS; kind++)
		print_kind(s, (enum pattern_kind)kind);
	if (fflush(s->out) == EOF && errno != EPIPE)
		session_error(s, "standard output can't be written: %s",
		    strerror(errno));
	return s->diags.errors ? STATUS_TROUBLE : STATUS_ROWS;
}
