#include "cmd/message.h"

#include "out/out.h"

enum {
	MANY = 6,  /* people, who are not all named in the subject … */
	FIRST = 3, /* … but so many */
};

static void
add_subject(struct buf *out, const struct message *m, const char *date)
{
	size_t named = m->unnamed ? 0 : m->people_n, i;

	if (named >= MANY)
		named = FIRST;
	buf_printf(out, "%s: ", m->verb);
	for (i = 0; i < named; i++) {
		buf_puts(out, i ? ", " : "");
		out_safe(out, m->people[i].name);
	}
	if (named && named < m->people_n)
		buf_printf(out, " and %zu more", m->people_n - named);
	if (m->what.len) {
		buf_puts(out, named ? ": " : "");
		out_safe(out, m->what);
	}
	if (m->day != DAY_NONE)
		buf_printf(out, " (%s)", date);
	buf_puts(out, "\n\n");
}

static void
add_words(struct buf *out, const struct message *m)
{
	if (m->text.len) {
		buf_add(out, m->text);
		buf_addc(out, '\n');
	}
	if (m->body.len)
		buf_printf(out, "\n%.*s\n", STR_ARG(m->body));
	if (m->text.len)
		buf_addc(out, '\n');
}

void
message_write(struct buf *out, const struct message *m)
{
	char date[DAY_TEXT] = "";
	size_t i;

	if (m->day != DAY_NONE)
		day_format(m->day, date);
	add_subject(out, m, date);
	add_words(out, m);
	for (i = 0; i < m->people_n; i++) {
		buf_puts(out, "Netgrep-Person: ");
		out_safe(out, m->people[i].path);
		buf_addc(out, '\n');
	}
	if (m->day != DAY_NONE)
		buf_printf(out, "Netgrep-Date: %s\n", date);
}

struct str
message_subject(struct str message)
{
	return str_upto(message, str_chr(message, '\n'));
}
