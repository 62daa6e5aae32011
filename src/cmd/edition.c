#include "cmd/edition.h"

#include "base/unicode.h"
#include "note/front.h"
#include "note/person.h"

/* The records that somebody who writes a note means to keep. */
static bool
is_kept(const struct record *record)
{
	return record->kind != RECORD_MENTION && record->kind != RECORD_TAG &&
	    !(record->flags & RECORD_KEY);
}

/* A task may be waited for in one text and done in the next. */
static int
kin(const struct record *record)
{
	return record->kind == RECORD_WAITING ? RECORD_PROMISE : record->kind;
}

const struct md_line *
edition_line(const struct edition *e, uint32_t number)
{
	uint32_t first = e->layout.first_number;

	return number < first || number - first >= e->layout.n ? NULL :
	    &e->layout.lines[number - first];
}

const struct record *
edition_record(const struct edition *e, const struct item *item)
{
	return item->record == ITEM_NONE ? NULL :
	    &e->source.records[item->record];
}

/* The last line of what begins at a line of the body. */
static uint32_t
end_of(const struct edition *e, uint32_t number)
{
	const struct md_line *line = edition_line(e, number);
	const struct entries *layout = &e->layout;
	uint32_t index = number - layout->first_number, end = index + 1;
	size_t i;

	if (!line)
		return number;
	for (i = 0; i < layout->list.n; i++)
		if (layout->list.v[i].index == index && layout->list.v[i].top)
			return layout->first_number + entries_trim(layout,
			    index, layout->list.v[i].end) - 1;
	if (line->type == MD_ITEM)
		end = entries_item_end(layout, index);
	else if (line->type == MD_HEADING)
		end = entries_trim(layout, index, entries_section_end(layout,
		    index, layout->n));
	return layout->first_number + end - 1;
}

static bool
is_word(struct str s)
{
	int32_t cp;
	size_t n;

	for (; s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		if (unicode_letter(cp) || unicode_digit(cp))
			return true;
	}
	return false;
}

/* A word that only says when, or how far something is. */
static bool
is_mark(struct str word)
{
	static const char *const marks[] = { "#follow", "#ping", "#waiting",
		"@waiting", "@done", "@due", "due:", "[due:", "(due:", "#folow",
		"scheduled:", "deadline:", "todo", "done", "doing", "waiting",
		"cancel" };
	day_t day;
	size_t i;

	if (!is_word(word))
		return true;
	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_istarts(word, str_of(marks[i])))
			return true;
	for (i = 0; i + 10 <= word.len; i++)
		if (ch_digit(word.ptr[i]) && day_scan(str_from(word, i), &day))
			return true;
	return false;
}

void
edition_words(struct buf *out, struct str text)
{
	struct str word;
	size_t end;

	for (text = str_ltrim(text); text.len; text = str_ltrim(text)) {
		for (end = 0; end < text.len && !ch_space(text.ptr[end]);)
			end++;
		word = str_upto(text, end);
		text = str_from(text, end);
		if (is_mark(word))
			continue;
		while (word.len && strchr("~*_[](),;", word.ptr[0]))
			word = str_from(word, 1);
		while (word.len && strchr("~*_[](),;",
		    word.ptr[word.len - 1]))
			word.len--;
		buf_add(out, word);
		buf_addc(out, ' ');
	}
}

/* The heading, or the name, by which one file's people are told apart. */
static struct str
anchor_of(const struct edition *e, uint32_t profile)
{
	const struct profile *p;

	if (profile >= e->source.profiles_n ||
	    e->source.kind == SOURCE_PERSON)
		return STR_NONE;
	p = &e->source.profiles[profile];
	return p->anchor.len ? p->anchor : p->name;
}

static struct str
keep(struct edition *e, struct buf *text)
{
	struct str kept = arena_str(&e->texts, buf_str(text));

	buf_clear(text);
	return kept;
}

static void
add_record(struct edition *e, uint32_t number)
{
	const struct record *record = &e->source.records[number];
	struct item item = { .kind = ITEM_RECORD, .line = record->line,
		.record = number, .profile = ITEM_NONE };
	struct buf text = { 0 };
	const struct who *who;
	uint32_t i;

	buf_printf(&text, "r%d %d %d %d ", record->kind, record->state,
	    record->day, record->due);
	buf_add(&text, record->channel);
	for (i = 0; i < record->who_n; i++) {
		who = &e->source.whos[record->who + i];
		buf_addc(&text, '\n');
		if (who->target.ptr) {
			buf_add(&text, who->target);
			continue;
		}
		item.profile = item.profile == ITEM_NONE ? who->profile :
		    item.profile;
		buf_addc(&text, '#');
		buf_add(&text, anchor_of(e, who->profile));
	}
	buf_addc(&text, '\n');
	buf_add(&text, record->text);
	item.key = keep(e, &text);
	buf_printf(&text, "r%d ", kin(record));
	buf_add(&text, record->channel);
	buf_addc(&text, ' ');
	edition_words(&text, record->text);
	item.stem = keep(e, &text);
	item.end = end_of(e, record->line);
	vec_push(&e->items, item);
	buf_release(&text);
}

static void
add_key(struct edition *e, struct str name, struct str value, uint32_t line,
    uint32_t end, uint32_t profile)
{
	struct item item = { .kind = ITEM_KEY, .line = line, .end = end,
		.record = ITEM_NONE, .profile = profile };
	struct buf text = { 0 };

	buf_add(&text, name);
	item.name = keep(e, &text);
	buf_add(&text, value);
	item.value = keep(e, &text);
	buf_printf(&text, "k%d ", key_of(name));
	buf_add(&text, anchor_of(e, profile));
	item.stem = keep(e, &text);
	buf_add(&text, item.stem);
	buf_addc(&text, '\n');
	buf_add(&text, value);
	item.key = keep(e, &text);
	vec_push(&e->items, item);
	buf_release(&text);
}

static void
add_field(struct edition *e, const struct front_field *field)
{
	struct buf value = { 0 };
	uint32_t i, end = field->line;

	if (key_of(field->key) == KEY_OTHER)
		return;
	for (i = 0; i < field->n; i++) {
		buf_puts(&value, i ? ", " : "");
		buf_add(&value, field->values[i].text);
		if (field->values[i].line > end)
			end = field->values[i].line;
	}
	if (field->n)
		add_key(e, field->key, buf_str(&value), field->line, end, 0);
	buf_release(&value);
}

/* The keys of a person note: front matter, and Logseq's first lines. */
static void
add_note_keys(struct edition *e)
{
	struct front front = { 0 };
	struct diags diags = { 0 };
	struct str key, value, text = e->text;
	uint32_t i;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	front_read(&front, text, e->source.path, &e->texts, &diags);
	for (i = 0; i < front.fields.n; i++)
		add_field(e, &front.fields.v[i]);
	front_release(&front);
	diag_release(&diags);
	for (i = 0; i < e->layout.n; i++) {
		const struct md_line *line = &e->layout.lines[i];

		if (line->type == MD_BLANK)
			continue;
		if (!md_property(line, &key, &value))
			return;
		if (key_of(key) != KEY_OTHER && value.len)
			add_key(e, key, value, line->number, line->number, 0);
	}
}

/* "- key: value" in a section, and addresses that stand alone. */
static void
add_section_keys(struct edition *e, uint32_t number)
{
	const struct profile *p = &e->source.profiles[number];
	const struct md_line *line;
	struct str key, value;
	uint32_t at, i;

	for (at = p->line + 1; at <= p->end; at++) {
		line = edition_line(e, at);
		if (line && person_key_line(line, &key, &value) && value.len)
			add_key(e, key, value, at, at, number);
	}
	for (i = 0; i < p->facts_n; i++) {
		line = edition_line(e, p->facts[i].line);
		if (line && p->facts[i].line != p->line &&
		    p->facts[i].key == KEY_EMAIL &&
		    !person_key_line(line, &key, &value))
			add_key(e, STR("email"), p->facts[i].value,
			    line->number, line->number, number);
	}
}

static void
add_profile(struct edition *e, uint32_t number)
{
	const struct profile *p = &e->source.profiles[number];
	struct item item = { .kind = ITEM_PERSON, .line = p->line,
		.end = p->end, .record = ITEM_NONE, .profile = number };
	struct buf text = { 0 };

	if (e->source.kind == SOURCE_PERSON) {
		item.line = 1;
		item.end = e->layout.first_number > 1 ?
		    e->layout.first_number - 1 : 1;
	}
	buf_addc(&text, 'p');
	buf_add(&text, anchor_of(e, number));
	item.key = item.stem = keep(e, &text);
	buf_release(&text);
	vec_push(&e->items, item);
	if (e->source.kind == SOURCE_PERSON)
		add_note_keys(e);
	else if (e->source.kind == SOURCE_PEOPLE)
		add_section_keys(e, number);
	else if (edition_line(e, p->line))
		add_key(e, STR("name"), md_content(edition_line(e, p->line)),
		    p->line, p->line, number);
}

/* The lines with their ends. */
static void
cut_rows(struct edition *e)
{
	struct str rest = e->text, row;
	size_t end;

	while (rest.len) {
		end = str_chr(rest, '\n');
		row = str_upto(rest, end == SIZE_MAX ? rest.len : end + 1);
		vec_push(&e->rows, row);
		rest = str_from(rest, row.len);
	}
}

static int
compare(const void *x, const void *y)
{
	const struct item *a = x, *b = y;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->record > b->record) - (a->record < b->record);
}

void
edition_read(struct edition *e, struct reader *r, struct str path,
    struct str text)
{
	static const struct edit_place all = { 0 };
	uint32_t i;

	*e = (struct edition){ .text = text, .source = { .path = path } };
	read_file(r, text, &e->source);
	cut_rows(e);
	if (e->source.kind == SOURCE_NONE)
		return;
	entries_read(&e->layout, text, &all, r->matcher);
	for (i = 0; i < e->source.profiles_n; i++)
		add_profile(e, i);
	for (i = 0; i < e->source.records_n; i++)
		if (is_kept(&e->source.records[i]))
			add_record(e, i);
	if (e->items.n)
		qsort(e->items.v, e->items.n, sizeof(*e->items.v), compare);
}

void
edition_release(struct edition *e)
{
	vec_release(&e->items);
	vec_release(&e->rows);
	entries_release(&e->layout);
	arena_release(&e->texts);
}
