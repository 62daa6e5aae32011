/*
 * friends.md, as the program friends keeps it and our own reader takes it:
 * what was done with whom, newest first, and who they are.
 */
#include "base/plain.h"
#include "base/vec.h"
#include "out/export-forms.h"

/* A name, alias or place, without the marks that would end it. */
static void
put_name(struct buf *out, struct str name)
{
	size_t from = out->len, i, n;

	plain_line(out, name);
	for (i = n = from; i < out->len; i++)
		if (!strchr("()[]*", out->ptr[i]))
			out->ptr[n++] = out->ptr[i];
	out->len = n;
}

/* "**Ana Ruiz**" */
static void
put_bold(struct buf *out, struct str name)
{
	buf_puts(out, "**");
	put_name(out, name);
	buf_puts(out, "**");
}

static bool
is_named(struct exporting *e, struct str text, struct str name)
{
	buf_clear(&e->scratch);
	put_bold(&e->scratch, name);
	return str_find(text, buf_str(&e->scratch)) != SIZE_MAX;
}

/* The one of the names that a link's target is, or none. */
static struct str
linked(const struct export_entry *entry, struct str target)
{
	size_t i;

	target = str_upto(target, str_chr(target, '|'));
	for (i = 0; i < entry->names.n; i++)
		if (str_ieq(entry->names.v[i], target))
			return entry->names.v[i];
	return STR_NONE;
}

/* The text, with [[Bob Chen]] as **Bob Chen** where he took part. */
static void
put_text(struct buf *out, const struct export_entry *entry)
{
	struct str rest = entry->text, name;
	size_t open, close;

	while ((open = str_find(rest, STR("[["))) != SIZE_MAX) {
		close = str_find(str_from(rest, open), STR("]]"));
		if (close == SIZE_MAX)
			break;
		plain_flat(out, str_upto(rest, open));
		name = linked(entry, str_from(str_upto(rest, open + close),
		    open + 2));
		if (name.len)
			put_bold(out, name);
		else
			plain_flat(out, str_upto(str_from(rest, open),
			    close + 2));
		rest = str_from(rest, open + close + 2);
	}
	plain_flat(out, rest);
}

/* Is word a whole word of the text? */
static bool
has_word(struct str text, struct str word)
{
	size_t i;

	for (i = 0; i + word.len <= text.len; i++)
		if (str_istarts(str_from(text, i), word) &&
		    (!i || !ch_alpha(text.ptr[i - 1])) &&
		    (i + word.len == text.len ||
		    !ch_alpha(text.ptr[i + word.len])))
			return true;
	return false;
}

/*
 * A channel was the first word of the line, or, where it names people as this
 * file does, any word of it.
 */
static bool
tells_channel(const struct export_entry *entry)
{
	if (str_istarts(entry->text, entry->channel))
		return true;
	return str_find(entry->text, STR("**")) != SIZE_MAX &&
	    has_word(entry->text, entry->channel);
}

/* Those whom the text does not name yet: " with **Ana** and **Bob**." */
static void
put_rest(struct exporting *e, const struct export_entry *entry, size_t from)
{
	struct buf *out = &e->out;
	struct str text = str_from(buf_str(out), from);
	size_t left = 0, i;

	for (i = 0; i < entry->names.n; i++)
		left += !is_named(e, text, entry->names.v[i]);
	if (!left)
		return;
	if (str_ends(text, STR(".")))
		out->len--;
	text = str_from(buf_str(out), from);
	buf_clear(&e->scratch);
	buf_add(&e->scratch, text);
	buf_puts(out, text.len ? " with " : "with ");
	for (i = 0; i < entry->names.n; i++) {
		text = str_from(buf_str(out), from);
		if (is_named(e, text, entry->names.v[i]))
			continue;
		put_bold(out, entry->names.v[i]);
		left--;
		buf_puts(out, left > 1 ? ", " : left ? " and " : ".");
	}
}

static void
put_entry(struct exporting *e, const struct export_entry *entry)
{
	char day[DAY_TEXT];
	size_t from;

	day_format(entry->day, day);
	buf_printf(&e->out, "- %s: ", day);
	from = e->out.len;
	if (entry->channel.len && !tells_channel(entry)) {
		plain_line(&e->out, entry->channel);
		buf_puts(&e->out, entry->text.len ? ": " : "");
	}
	put_text(&e->out, entry);
	put_rest(e, entry, from);
	buf_addc(&e->out, '\n');
}

/*
 * The line from that offset on is one of its day that another note has, too:
 * one that names all who took part, as friends.md has it. lines: of the day,
 * and which of v it was.
 */
static bool
is_said(struct exporting *e, struct map *lines, size_t from,
    const struct export_entry *v, size_t at)
{
	struct str line = arena_str(&e->arena,
	    str_from(buf_str(&e->out), from));
	bool fresh;
	uint32_t first = *map_put(lines, line, (uint32_t)at, &fresh);

	return !fresh && !str_eq(v[first].path, v[at].path);
}

/* Those of a day, as they stand in the notes. */
static void
put_day(struct exporting *e, const struct export_entry *v, size_t n)
{
	struct map lines = { 0 };
	size_t i, from;

	for (i = 0; i < n; i++) {
		from = e->out.len;
		put_entry(e, &v[i]);
		if (is_said(e, &lines, from, v, i))
			e->out.len = from;
	}
	map_release(&lines);
}

/* The newest day first. */
static void
put_entries(struct exporting *e, const struct export_entry *v, size_t n)
{
	size_t from;

	for (; n; n = from) {
		for (from = n - 1; from && v[from - 1].day == v[n - 1].day;)
			from--;
		put_day(e, v + from, n - from);
	}
}

static void
begin(struct exporting *e)
{
	buf_puts(&e->out, "### Activities:\n");
	put_entries(e, e->x->entries, e->x->entries_n);
	buf_puts(&e->out, "\n### Notes:\n");
	put_entries(e, e->x->mentions, e->x->mentions_n);
	buf_puts(&e->out, "\n### Friends:\n");
}

/* A tag is one word. */
static void
put_tag(struct exporting *e, struct str tag)
{
	size_t i;

	buf_clear(&e->scratch);
	plain_line(&e->scratch, tag);
	for (i = 0; i < e->scratch.len; i++)
		if (e->scratch.ptr[i] == ' ')
			e->scratch.ptr[i] = '-';
	if (!e->scratch.len)
		return;
	buf_puts(&e->out, " @");
	buf_add(&e->out, buf_str(&e->scratch));
}

static void
person(struct exporting *e, const struct export_person *p)
{
	const struct export_list *facts = p->facts;
	size_t i;

	buf_puts(&e->out, "- ");
	put_name(&e->out, p->name);
	for (i = 0; i < facts[EXPORT_ALIASES].n; i++) {
		buf_puts(&e->out, i ? " a.k.a. " : " (a.k.a. ");
		put_name(&e->out, facts[EXPORT_ALIASES].v[i]);
	}
	buf_puts(&e->out, i ? ")" : "");
	if (facts[EXPORT_PLACE].n) {
		buf_puts(&e->out, " [");
		put_name(&e->out, facts[EXPORT_PLACE].v[0]);
		buf_puts(&e->out, "]");
	}
	for (i = 0; i < facts[EXPORT_TAGS].n; i++)
		put_tag(e, facts[EXPORT_TAGS].v[i]);
	buf_addc(&e->out, '\n');
}

static int
place_compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The places that were named above, each once, by name. */
static void
end(struct exporting *e)
{
	const struct export_list *of;
	struct strs places = { 0 };
	struct str place;
	bool fresh;
	size_t i;

	for (i = 0; i < e->x->people_n; i++) {
		of = &e->x->people[i].facts[EXPORT_PLACE];
		if (!of->n)
			continue;
		buf_clear(&e->scratch);
		put_name(&e->scratch, of->v[0]);
		place = arena_str(&e->arena, buf_str(&e->scratch));
		map_put(&e->names, place, 0, &fresh);
		if (fresh)
			vec_push(&places, place);
	}
	if (places.n)
		qsort(places.v, places.n, sizeof(*places.v), place_compare);
	buf_puts(&e->out, "\n### Locations:\n");
	for (i = 0; i < places.n; i++) {
		buf_puts(&e->out, "- ");
		buf_add(&e->out, places.v[i]);
		buf_addc(&e->out, '\n');
	}
	vec_release(&places);
}

const struct export_form export_friends_form = {
	.name = "friends",
	.texts = true,
	.begin = begin,
	.person = person,
	.end = end,
};
