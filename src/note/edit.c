#include "note/edit.h"

#include "base/unicode.h"
#include "note/compose.h"
#include "note/row.h"
#include "note/scalar.h"

/*
 * The next item from *i on that tells something: a heading of nothing but a
 * date is an entry until a bullet stands below it, and then no more than the
 * date of that.
 */
static const struct entries_item *
next_told(const struct entries *e, size_t *i)
{
	while (*i < e->list.n && e->list.v[*i].kind == ENTRIES_DAY)
		++*i;
	return *i < e->list.n ? &e->list.v[(*i)++] : NULL;
}

/* Is all that before tells read as it was in after, and only added new? */
static bool
keeps_told(const struct entries *before, const struct entries *after,
    const struct entries_item *added)
{
	const struct entries_item *a, *b;
	size_t i = 0, k = 0;

	do {
		a = next_told(before, &i);
		b = next_told(after, &k);
		if (b == added)
			b = next_told(after, &k);
		if (a && b && (a->kind != b->kind || a->day != b->day ||
		    !str_eq(a->what, b->what)))
			return false;
	} while (a && b);
	return !a && !b;
}

/* Is the entry read where it was written, and all else as before? */
static bool
is_read(const struct entries *before, struct str text,
    const struct edit_place *place, const struct entry *entry,
    struct matcher *m, uint32_t line)
{
	const struct entries_item *added = NULL;
	struct entries e;
	size_t i;

	if (entries_read(&e, text, place, m) == 0)
		for (i = 0; i < e.list.n && !added; i++)
			if (e.lines[e.list.v[i].index].number == line &&
			    entries_same(&e, &e.list.v[i], entry))
				added = &e.list.v[i];
	if (added && !keeps_told(before, &e, added))
		added = NULL;
	entries_release(&e);
	return added != NULL;
}

int
edit_insert(struct buf *out, struct str text, const struct edit_place *place,
    const struct entry *entry, struct matcher *m, uint32_t *line)
{
	struct entries e;
	struct spot spot;
	struct buf edited = { 0 };
	unsigned way;
	int status = -1;

	if (entries_read(&e, text, place, m) == -1)
		goto out;
	/* where no way is good, the first one is */
	for (way = 0; way <= SPOT_WAYS; way++) {
		spot_find(&spot, &e, entry->day, way % SPOT_WAYS);
		if (spot.neighbour && spot.neighbour->kind == ENTRIES_ROW &&
		    !row_holds(&e, spot.neighbour, entry))
			spot_find(&spot, &e, entry->day, SPOT_PLAIN);
		buf_clear(&edited);
		*line = compose_entry(&edited, &e, &spot, entry);
		text = buf_str(&edited);
		if (is_read(&e, text, place, entry, m, *line))
			break;
	}
	buf_add(out, buf_str(&edited));
	status = 0;
out:
	buf_release(&edited);
	entries_release(&e);
	return status;
}

/* The number of an item of the place that says that, or 0. */
static uint32_t
find_bullet(const struct entries *e, struct str said)
{
	uint32_t i;

	for (i = e->first; i < e->end; i++)
		if (e->lines[i].type == MD_ITEM &&
		    str_eq(str_trim(md_content(&e->lines[i])), said))
			return e->lines[i].number;
	return 0;
}

/* Is that line no entry, nor a part of one? */
static bool
is_apart(struct str text, const struct edit_place *place, struct matcher *m,
    uint32_t line)
{
	const struct entries_item *item;
	struct entries e;
	bool apart = entries_read(&e, text, place, m) == 0;
	uint32_t index = line - e.first_number;
	size_t i;

	for (i = 0; i < e.list.n && apart; i++) {
		item = &e.list.v[i];
		apart = index != item->index && !(item->top &&
		    index > item->index && index < item->end);
	}
	entries_release(&e);
	return apart;
}

int
edit_bullet(struct buf *out, struct str text, const struct edit_place *place,
    struct str said, day_t day, struct matcher *m, uint32_t *line)
{
	struct entry entry = { .day = DAY_NONE, .text = said };
	struct buf edited = { 0 };
	struct entries e;
	struct spot spot;
	int answer = -1;

	if (entries_read(&e, text, place, m) == 0) {
		*line = find_bullet(&e, said);
		answer = !*line;
	}
	if (answer == 1) {
		/* beside the entries, but below a dated heading it were one */
		spot_find(&spot, &e, day, SPOT_PLAIN);
		*line = compose_entry(&edited, &e, &spot, &entry);
		if (!is_apart(buf_str(&edited), place, m, *line)) {
			buf_clear(&edited);
			spot_find(&spot, &e, day, SPOT_LOG);
			*line = compose_entry(&edited, &e, &spot, &entry);
		}
		buf_add(out, buf_str(&edited));
	}
	buf_release(&edited);
	entries_release(&e);
	return answer;
}

/* The number of the first line of before that is read otherwise in after. */
static uint32_t
first_other(const struct md *before, const struct md *after)
{
	size_t n = before->lines.n, above = 0, added, i;
	const struct md_line *was, *now;

	if (after->lines.n < n) /* what was body is front matter now */
		return before->lines.v[0].number;
	added = after->lines.n - n;
	while (above < n && str_eq(before->lines.v[above].raw,
	    after->lines.v[above].raw))
		above++;
	for (i = 0; i < n; i++) {
		was = &before->lines.v[i];
		now = &after->lines.v[i < above ? i : i + added];
		if (was->type != now->type || !str_eq(was->prose, now->prose))
			return was->number;
	}
	return 0;
}

uint32_t
edit_disturbs(struct str text, struct str edited)
{
	struct md before = { 0 }, after = { 0 };
	uint32_t number, first;

	text = entries_body(text, &first);
	md_scan(&before, text, first);
	edited = entries_body(edited, &first);
	md_scan(&after, edited, first);
	number = first_other(&before, &after);
	md_release(&before);
	md_release(&after);
	return number;
}

uint32_t
edit_find(struct str text, const struct edit_place *place,
    const struct entry *entry, struct matcher *m)
{
	const struct entries_item *item;
	struct entries e;
	uint32_t line = 0;
	size_t i;

	if (entries_read(&e, text, place, m) == -1)
		goto out;
	for (i = 0; i < e.list.n && !line; i++) {
		item = &e.list.v[i];
		if (item->index >= e.first && item->index < e.end &&
		    entries_same(&e, item, entry))
			line = e.lines[item->index].number;
	}
out:
	entries_release(&e);
	return line;
}

bool
edit_append(struct buf *text, struct str added, struct str body, bool again,
    uint32_t *line)
{
	struct str rest = buf_str(text), seen;
	struct str eol = compose_eol(rest, rest.len);
	uint32_t lines = 0;

	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_from(rest, 3);
	added = str_trim(added);
	while (str_line(&rest, &seen)) {
		lines++;
		if (!again && str_eq(str_trim(seen), added)) {
			*line = lines;
			return true;
		}
	}
	*line = lines + 1;
	if (lines && text->ptr[text->len - 1] != '\n')
		buf_add(text, eol);
	compose_line(text, added);
	buf_add(text, eol);
	while (str_line(&body, &seen)) {
		seen = str_rtrim(seen);
		buf_puts(text, seen.len ? "  " : "");
		buf_add(text, seen);
		buf_add(text, eol);
	}
	return false;
}

static void
add_list(struct buf *out, struct str values)
{
	struct str value;
	const char *before = "";

	buf_addc(out, '[');
	while (str_cut(&values, ',', &value)) {
		value = str_trim(value);
		if (!value.len)
			continue;
		buf_puts(out, before);
		scalar_add(out, value, SCALAR_PLAIN, true);
		before = ", ";
	}
	buf_addc(out, ']');
}

static void
add_items(struct buf *out, const struct edit_key *key)
{
	size_t i;

	if (key->items_n == 1 && !key->list) {
		scalar_add(out, key->items[0], SCALAR_PLAIN, false);
		return;
	}
	for (i = 0; i < key->items_n; i++) {
		buf_puts(out, i ? ", " : "[");
		scalar_add(out, key->items[i], SCALAR_PLAIN, true);
	}
	buf_addc(out, ']');
}

static void
add_key(struct buf *out, const struct edit_key *key)
{
	buf_printf(out, "%s: ", key->key);
	if (key->items)
		add_items(out, key);
	else if (key->list)
		add_list(out, str_trim(key->value));
	else
		scalar_add(out, str_trim(key->value), SCALAR_PLAIN, false);
	buf_addc(out, '\n');
}

void
edit_new_note(struct buf *out, const struct edit_key *keys, size_t n,
    struct str heading)
{
	const char *mark = "---\n";
	size_t i;

	for (i = 0; i < n; i++) {
		if (keys[i].items ? !keys[i].items_n :
		    !str_trim(keys[i].value).len)
			continue;
		buf_puts(out, mark);
		mark = "";
		add_key(out, &keys[i]);
	}
	if (!*mark)
		buf_puts(out, "---\n");
	heading = str_trim(heading);
	if (!heading.len)
		return;
	buf_puts(out, *mark ? "# " : "\n# ");
	compose_line(out, heading);
	buf_addc(out, '\n');
}

enum { NAME_MAX_BYTES = 100 };

/* The name as it is, without what file systems, links and shells mistake. */
static void
add_plain_name(struct buf *out, struct str name)
{
	size_t n;
	int32_t cp;

	for (name = str_trim(name); name.len; name = str_from(name, n)) {
		n = unicode_next(name, &cp);
		if (cp < 0 || unicode_unsafe(cp) ||
		    (cp && cp < 128 && strchr("/\\:*?\"<>|#^[]", (int)cp)))
			buf_addc(out, '-');
		else
			buf_add(out, str_upto(name, n));
	}
}

/* At most that many bytes, whole characters. */
static struct str
cut_name(struct str s)
{
	size_t n = 0, next;
	int32_t cp;

	while (n < s.len) {
		next = unicode_next(str_from(s, n), &cp);
		if (n + next > NAME_MAX_BYTES)
			break;
		n += next;
	}
	s = str_upto(s, n);
	while (s.len && strchr(".- ", s.ptr[0]))
		s = str_from(s, 1);
	while (s.len && strchr(".- ", s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* Names that are no person's note, or that Windows keeps for devices. */
static bool
is_taken(struct str s)
{
	static const char *const names[] = { "readme", "index", "con", "prn",
		"aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2",
		"lpt3" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_ieq(s, str_of(names[i])))
			return true;
	return false;
}

void
edit_file_name(struct buf *out, struct str name, bool slug)
{
	struct buf whole = { 0 };
	struct str s;

	if (slug)
		unicode_slug(&whole, name);
	else
		add_plain_name(&whole, name);
	s = cut_name(buf_str(&whole));
	buf_add(out, s.len ? s : STR("person"));
	if (is_taken(s))
		buf_puts(out, slug ? "-person" : " (person)");
	buf_puts(out, ".md");
	buf_release(&whole);
}
