/*
 * Aliases for mutt and NeoMutt, to be read with "source": a line an address,
 *
 *	alias ana-ruiz Ana Ruiz <ana@example.org>
 *
 * as they write it themselves. The key is the name as one word, with a number
 * behind it where another has it already.
 */
#include "base/plain.h"
#include "base/unicode.h"
#include "out/export-forms.h"
#include "out/mail.h"

static bool
holds(const struct exporting *e, const struct export_person *p)
{
	const struct export_list *emails = &p->facts[EXPORT_EMAIL];
	size_t i;

	(void)e;
	for (i = 0; i < emails->n; i++)
		if (mail_address(emails->v[i]).len)
			return true;
	return false;
}

/* One that no other alias has. */
static struct str
key_of(struct exporting *e, struct str name, struct str address)
{
	struct str key;
	bool fresh;
	size_t len;
	unsigned n;

	buf_clear(&e->scratch);
	unicode_slug(&e->scratch, name);
	if (!e->scratch.len)
		unicode_slug(&e->scratch, address);
	if (!e->scratch.len)
		buf_puts(&e->scratch, "alias");
	len = e->scratch.len;
	for (n = 2;; n++) {
		key = arena_str(&e->arena, buf_str(&e->scratch));
		map_put(&e->names, key, 0, &fresh);
		if (fresh)
			return key;
		e->scratch.len = len;
		buf_printf(&e->scratch, "-%u", n);
	}
}

/*
 * What stands behind the key is taken apart twice: as a line of muttrc, where
 * these begin a command, a variable, a comment or an escape, and as addresses.
 */
static void
put_escaped(struct buf *out, struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (strchr("\\`'\"$#;", s.ptr[i]))
			buf_addc(out, '\\');
		buf_addc(out, s.ptr[i]);
	}
}

static bool
has_special(struct str name)
{
	size_t i;

	for (i = 0; i < name.len; i++)
		if (strchr("()<>@,;:\\\".[]", name.ptr[i]))
			return true;
	return false;
}

/* The name as words, or where that can't be as a quoted string of RFC 5322. */
static void
put_name(struct buf *out, struct str name)
{
	struct buf line = { 0 };
	size_t i;

	plain_line(&line, name);
	if (!has_special(buf_str(&line))) {
		buf_add(out, buf_str(&line));
		buf_release(&line);
		return;
	}
	buf_addc(out, '"');
	for (i = 0; i < line.len; i++) {
		if (line.ptr[i] == '"' || line.ptr[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, line.ptr[i]);
	}
	buf_addc(out, '"');
	buf_release(&line);
}

static void
person(struct exporting *e, const struct export_person *p)
{
	const struct export_list *emails = &p->facts[EXPORT_EMAIL];
	struct str address, key;
	size_t i;

	for (i = 0; i < emails->n; i++) {
		address = mail_address(emails->v[i]);
		if (!address.len)
			continue;
		key = key_of(e, p->name, address);
		buf_puts(&e->out, "alias ");
		buf_add(&e->out, key);
		buf_addc(&e->out, ' ');
		buf_clear(&e->scratch);
		put_name(&e->scratch, p->name);
		put_escaped(&e->out, buf_str(&e->scratch));
		buf_puts(&e->out, " <");
		put_escaped(&e->out, address);
		buf_puts(&e->out, ">\n");
	}
}

const struct export_form export_mutt_form = {
	.name = "mutt",
	.lack = "no email address",
	.holds = holds,
	.person = person,
};
