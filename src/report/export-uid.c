#include "report/export-uid.h"

#include "base/unicode.h"
#include "base/uuid.h"

/* Longer ids of notes are no good as names of files. */
enum { ID_MAX = 120 };

void
export_uid_release(struct export_uids *u)
{
	map_release(&u->seen);
	buf_release(&u->scratch);
}

/* Another one where that was given already. */
static struct str
unseen(struct export_uids *u, struct str uid)
{
	bool fresh = false;
	char text[UUID_TEXT];
	unsigned n;

	map_put(&u->seen, uid, 0, &fresh);
	for (n = 2; !fresh; n++) {
		buf_clear(&u->scratch);
		buf_printf(&u->scratch, "%u\n", n);
		buf_add(&u->scratch, uid);
		uuid_of(buf_str(&u->scratch), text);
		uid = arena_str(u->arena, str_of(text));
		map_put(&u->seen, uid, 0, &fresh);
	}
	return uid;
}

/* One made of what is in scratch. */
static struct str
of_scratch(struct export_uids *u)
{
	char text[UUID_TEXT];

	uuid_of(buf_str(&u->scratch), text);
	return unseen(u, arena_str(u->arena, str_of(text)));
}

/* Fit to be a name, of a file too: letters, digits and a few marks. */
static bool
is_plain(struct str id)
{
	size_t i;

	for (i = 0; i < id.len; i++)
		if (!ch_alpha(id.ptr[i]) && !ch_digit(id.ptr[i]) &&
		    (!i || !id.ptr[i] || !strchr("-_.:@+", id.ptr[i])))
			return false;
	return id.len && id.len <= ID_MAX;
}

struct str
export_uid_person(struct export_uids *u, const struct book *b,
    const struct person *p)
{
	const struct str *values;
	size_t n = person_facts(b, p, KEY_ID, u->arena, &values);

	buf_clear(&u->scratch);
	if (n && is_plain(values[0]))
		return unseen(u, values[0]);
	buf_puts(&u->scratch, "person\n");
	if (n)
		buf_add(&u->scratch, values[0]);
	else if (p->markdown)
		buf_add(&u->scratch, person_path(b, p, u->arena));
	else if (person_facts(b, p, KEY_EMAIL, u->arena, &values))
		unicode_fold(&u->scratch, values[0]);
	else
		unicode_fold(&u->scratch, p->name);
	return of_scratch(u);
}

/* A word, maybe emphasised or linked, and no date, tag or mark. */
static bool
is_word(struct str s)
{
	int32_t cp;
	size_t i;

	for (i = 0; i < s.len; i++)
		if (ch_digit(s.ptr[i]))
			return false;
	while (s.len && strchr("[*_(\"'", s.ptr[0]))
		s = str_from(s, 1);
	if (!s.len || str_find(s, STR("::")) != SIZE_MAX)
		return false;
	unicode_next(s, &cp);
	return unicode_letter(cp);
}

struct str
export_uid_followup(struct export_uids *u, struct str path,
    const struct record *record)
{
	struct buf folded = { 0 };
	char day[DAY_TEXT];
	struct str rest, word;

	day_format(record->day, day);
	buf_clear(&u->scratch);
	buf_printf(&u->scratch, "%s\n%s\n",
	    record_kind_name((enum record_kind)record->kind), day);
	buf_add(&u->scratch, path);
	unicode_fold(&folded, record->text);
	rest = buf_str(&folded);
	while (str_cut(&rest, ' ', &word)) {
		if (!is_word(word))
			continue;
		buf_addc(&u->scratch, '\n');
		buf_add(&u->scratch, word);
	}
	buf_release(&folded);
	return of_scratch(u);
}
