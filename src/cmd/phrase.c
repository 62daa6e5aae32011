#include "cmd/phrase.h"

#include "note/compose.h"

/* Would [[name]] be read as a link to that person, and to nobody else? */
static bool
links(struct session *s, const struct target *t)
{
	bool ambiguous = false;
	uint32_t found;
	size_t i;

	for (i = 0; i < t->name.len; i++)
		if ((unsigned char)t->name.ptr[i] < ' ' ||
		    strchr("[]|#^\\", t->name.ptr[i]))
			return false;
	found = book_link(&s->book, t->name, NULL, &ambiguous);
	/* a note that is yet to be made is in no book */
	return t->fresh.len ? found == PERSON_NONE && !ambiguous :
	    found == t->person;
}

/* "[[Ana Ruiz]]", or by the path where the name does not lead to her. */
static void
add_link(struct buf *out, struct session *s, const struct target *t)
{
	size_t dot = str_rchr(t->trailer, '.');

	if (links(s, t))
		buf_printf(out, "[[%.*s]]", STR_ARG(t->name));
	else if (dot != SIZE_MAX && str_eq(str_from(t->trailer, dot),
	    STR(".md")))
		buf_printf(out, "[[%.*s]]", STR_ARG(str_upto(t->trailer,
		    dot)));
	else
		buf_printf(out, "[[%.*s]]", STR_ARG(t->trailer));
}

static void
add_mark(struct buf *out, struct str mark)
{
	if (!mark.len)
		return;
	compose_mark(out, &mark);
	buf_addc(out, ' ');
}

void
phrase_journal(struct buf *out, struct session *s,
    const struct targets *targets, const struct said *said)
{
	struct str mark = said->mark;
	size_t i;

	buf_puts(out, "- ");
	if (said->before.len) {
		add_mark(out, mark);
		mark = STR_NONE;
		buf_add(out, said->before);
		buf_addc(out, ' ');
	}
	for (i = 0; i < targets->list.n; i++) {
		buf_puts(out, i ? ", " : "");
		add_link(out, s, &targets->list.v[i]);
	}
	if (!mark.len && !said->told.len)
		return;
	buf_puts(out, ": ");
	add_mark(out, mark);
	buf_add(out, said->told);
}

static bool
names(struct str text, struct str name)
{
	struct buf bold = { 0 };
	bool yes;

	buf_printf(&bold, "**%.*s**", STR_ARG(name));
	yes = str_find(text, buf_str(&bold)) != SIZE_MAX;
	buf_release(&bold);
	return yes;
}

void
phrase_friends(struct buf *out, const struct targets *targets,
    struct str path, struct str text)
{
	const struct target *t, *last = NULL;
	const char *before = "";
	size_t i;

	for (i = 0; i < targets->list.n; i++) {
		t = &targets->list.v[i];
		if (str_eq(t->path, path) && !names(text, t->name))
			last = t;
	}
	if (!last) {
		buf_add(out, text);
		return;
	}
	text = str_ends(text, STR(".")) ? str_upto(text, text.len - 1) : text;
	buf_add(out, text);
	buf_puts(out, text.len ? " with " : "with ");
	for (i = 0; i < targets->list.n; i++) {
		t = &targets->list.v[i];
		if (!str_eq(t->path, path) || names(text, t->name))
			continue;
		buf_puts(out, !*before ? "" : t == last ? " and " : ", ");
		buf_printf(out, "**%.*s**", STR_ARG(t->name));
		before = ", ";
	}
	buf_addc(out, '.');
}
