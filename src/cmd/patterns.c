#include "cmd/patterns.h"

#include <errno.h>

/*
 * With a "reset" before its first line the output, read as a patterns file,
 * gives the same again: all are the user's then, in this order.
 */
static void
print_kind(struct session *s, enum pattern_kind wanted, struct buf *out)
{
	enum pattern_kind kind;
	struct str regex, source, last = STR_NONE;
	uint32_t line;
	size_t i;

	buf_printf(out, "reset %s\n", pattern_kind_name(wanted));
	for (i = 0; patterns_get(s->patterns, i, &kind, &regex, &source,
	    &line); i++) {
		if (kind != wanted)
			continue;
		if (!str_eq(source, last))
			buf_printf(out, "# %.*s\n", STR_ARG(source));
		last = source;
		buf_printf(out, "%s ", pattern_kind_name(kind));
		if (s->out_terminal)
			out_safe(out, regex);
		else
			buf_add(out, regex);
		buf_addc(out, '\n');
	}
}

int
cmd_patterns(struct session *s)
{
	struct buf out = { 0 };
	int kind;

	if (s->options.operands_n) {
		session_error(s, "patterns takes no operands; it prints all");
		return STATUS_TROUBLE;
	}
	for (kind = 0; kind < PATTERN_KINDS; kind++)
		print_kind(s, (enum pattern_kind)kind, &out);
	errno = 0;
	if (fwrite(out.ptr, 1, out.len, s->out) != out.len)
		s->out_error = errno;
	buf_release(&out);
	return STATUS_ROWS;
}
