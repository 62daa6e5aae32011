#include "note/double.h"

#include "note/entries.h"

/* What is looked through: the records of a note, and its lines. */
struct search {
	struct doubles *d;
	const struct record *records;
	size_t records_n;
	const struct who *whos;
	struct entries layout; /* the lines alone, for what measures them */
	struct map said, seen; /* what it says, its bytes: the first line */
	struct map copies;     /* a key: how many are exact */
};

/* What makes two entries the same to a reader of notes, as one string. */
static void
add_sense(const struct search *s, const struct record *record,
    struct buf *sense)
{
	const struct who *who = s->whos + record->who;
	uint16_t i;

	buf_printf(sense, "%d %u\n%.*s\n%.*s\n", record->day,
	    record->direction, STR_ARG(record->channel),
	    STR_ARG(record->text));
	for (i = 0; i < record->who_n; i++)
		buf_printf(sense, "%u\t%.*s\n", who[i].profile,
		    STR_ARG(who[i].target));
}

static int
compare_line(const void *number, const void *line)
{
	uint32_t a = *(const uint32_t *)number;
	uint32_t b = ((const struct md_line *)line)->number;

	return (a > b) - (a < b);
}

/* NULL for what stands in the front matter. */
static const struct md_line *
find_line(const struct search *s, uint32_t number)
{
	const struct entries *e = &s->layout;

	return e->n ? bsearch(&number, e->lines, e->n, sizeof(*e->lines),
	    compare_line) : NULL;
}

/* Does an entry with a date of its own stand on that line? i: from where on. */
static bool
is_dated(const struct search *s, size_t i, uint32_t number)
{
	for (; i < s->records_n && s->records[i].line <= number; i++)
		if (s->records[i].line == number &&
		    s->records[i].kind == RECORD_ENTRY &&
		    !(s->records[i].flags & RECORD_INHERITED))
			return true;
	return false;
}

/* A line of text goes on to a blank line, the next entry, or its like. */
static uint32_t
text_end(const struct search *s, size_t record, uint32_t index)
{
	const struct md_line *lines = s->layout.lines, *line;
	uint32_t i;

	for (i = index + 1; i < s->layout.n; i++) {
		line = &lines[i];
		if (line->type != MD_TEXT ||
		    line->parent != lines[index].parent ||
		    str_eq(line->raw, lines[index].raw) ||
		    is_dated(s, record, line->number))
			break;
	}
	return i;
}

static void
add_line(const struct search *s, uint32_t index, struct buf *out)
{
	if (index != MD_NONE)
		buf_add(out, s->layout.lines[index].raw);
	buf_addc(out, '\n');
}

/* Its lines, and what they are known by: false where it is no text. */
static bool
measure(const struct search *s, size_t record, const struct md_line *line,
    struct double_entry *entry)
{
	struct buf key = { 0 };
	uint32_t index, i;
	size_t above;

	if (line->quoted || (line->type != MD_ITEM &&
	    line->type != MD_TEXT && line->type != MD_TABLE))
		return false;
	index = (uint32_t)(line - s->layout.lines);
	if (line->type != MD_TABLE) /* a row is a line */
		entry->n = (line->type == MD_ITEM ?
		    entries_item_end(&s->layout, index) :
		    text_end(s, record, index)) - index;
	add_line(s, line->heading, &key);
	add_line(s, line->parent, &key);
	above = key.len;
	for (i = index; i < index + entry->n; i++)
		add_line(s, i, &key);
	entry->key = arena_str(&s->d->texts, buf_str(&key));
	entry->bytes = str_from(entry->key, above);
	buf_release(&key);
	return true;
}

/* The first line with these bytes in that place, which may be this one. */
static uint32_t
first_of(struct search *s, const struct md_line *line,
    const struct double_entry *entry)
{
	struct buf place = { 0 };
	uint32_t first;

	buf_printf(&place, "%u %u\n", line->heading, line->parent);
	buf_add(&place, entry->bytes);
	first = *map_put(&s->seen, arena_str(&s->d->texts, buf_str(&place)),
	    entry->line, NULL);
	buf_release(&place);
	return first;
}

/* The line of the first entry that says the same, which may be this one. */
static uint32_t
first_said(struct search *s, const struct record *record)
{
	struct buf sense = { 0 };
	uint32_t first;

	add_sense(s, record, &sense);
	first = *map_put(&s->said, arena_str(&s->d->texts, buf_str(&sense)),
	    record->line, NULL);
	buf_release(&sense);
	return first;
}

static void
add_entry(struct search *s, size_t number, const struct md_line *line,
    uint32_t *covered)
{
	const struct record *record = &s->records[number];
	struct double_entry entry = { .line = record->line,
		.column = record->column, .n = 1 };
	uint32_t said = first_said(s, record);
	uint32_t seen = line && measure(s, number, line, &entry) ?
	    first_of(s, line, &entry) : entry.line;

	if (said != entry.line) {
		entry.first = seen != entry.line ? seen : said;
		entry.kind = entry.line < *covered ? DOUBLE_INSIDE :
		    seen != entry.line ? DOUBLE_EXACT : DOUBLE_ALIKE;
	}
	if (entry.kind == DOUBLE_EXACT) {
		entry.nth = ++*map_put(&s->copies, entry.key, 0, NULL);
		*covered = entry.line + entry.n;
	}
	vec_push(&s->d->list, entry);
}

/* The next entry from *number on that is looked at, and its line. */
static bool
next_entry(const struct search *s, size_t *number, uint32_t *last,
    const struct md_line **line)
{
	const struct record *record;

	for (; *number < s->records_n; (*number)++) {
		record = &s->records[*number];
		if (record->kind != RECORD_ENTRY || record->day == DAY_NONE ||
		    !record->text.len || record->line == *last)
			continue;
		*line = find_line(s, record->line);
		*last = record->line;
		if (!*line || (*line)->type != MD_HEADING)
			return true;
	}
	return false;
}

static void
begin(struct search *s, const struct md *md)
{
	s->layout = (struct entries){ .lines = md->lines.v,
		.n = (uint32_t)md->lines.n };
	vec_clear(&s->d->list);
}

static void
list(struct search *s)
{
	const struct md_line *line;
	uint32_t covered = 0, last = 0;
	size_t i;

	for (i = 0; next_entry(s, &i, &last, &line); i++)
		add_entry(s, i, line, &covered);
	map_release(&s->said);
	map_release(&s->seen);
	map_release(&s->copies);
}

/* Most notes have none, and are not measured for them. */
static bool
has_doubles(struct search *s)
{
	const struct md_line *line;
	uint32_t last = 0;
	bool found = false;
	size_t i;

	for (i = 0; !found && next_entry(s, &i, &last, &line); i++)
		found = first_said(s, &s->records[i]) != s->records[i].line;
	map_release(&s->said);
	return found;
}

void
double_list(struct doubles *d, const struct reader *r,
    const struct source *source)
{
	struct search s = { .d = d, .records = source->records,
		.records_n = source->records_n, .whos = source->whos };

	arena_release(&d->texts);
	begin(&s, &r->md);
	list(&s);
}

void
double_release(struct doubles *d)
{
	vec_release(&d->list);
	arena_release(&d->texts);
}

void
double_find(struct reader *r, const struct source *source)
{
	struct doubles d = { 0 };
	struct search s = { .d = &d, .records = r->records.v,
		.records_n = r->records.n, .whos = r->whos.v };
	const struct double_entry *entry;
	size_t i;

	begin(&s, &r->md);
	if (has_doubles(&s))
		list(&s);
	for (i = 0; i < d.list.n; i++) {
		entry = &d.list.v[i];
		if (entry->kind == DOUBLE_ALIKE)
			read_warn(r, source, "double-entry", entry->line,
			    entry->column, "this entry stands at line %u "
			    "already, but not to the byte; take one of them "
			    "out by hand", entry->first);
		else if (entry->kind != DOUBLE_NONE)
			read_warn(r, source, "double-entry", entry->line,
			    entry->column, "this entry stands at line %u "
			    "already; `netgrep check --fix` takes it out",
			    entry->first);
	}
	double_release(&d);
}
