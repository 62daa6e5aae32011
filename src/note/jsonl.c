#include "note/jsonl.h"

#include <jansson.h>

#include "base/buf.h"
#include "note/lines.h"
#include "note/profile.h"

/* Bytes of a line, somebody with all that was ever said; people of an entry. */
enum { OBJECT_MAX = 64 << 20, PEOPLE_MAX = 1000 };

struct objects {
	struct reader *r;
	struct source *source;
	struct buf text; /* of the line at hand */
	uint32_t line;   /* its number, from 1 */
	bool too_long;
};

static struct str
text_of(const json_t *value)
{
	return json_is_string(value) ? (struct str){ json_string_value(value),
		json_string_length(value) } : STR_NONE;
}

static struct str
text_at(const json_t *object, const char *key)
{
	return text_of(json_object_get(object, key));
}

static day_t
day_at(const json_t *object, const char *key)
{
	day_t day;

	return day_parse(text_at(object, key), &day) ? day : DAY_NONE;
}

static bool
among(struct str s, const char *const *words)
{
	return s.len && key_among(s, words);
}

static struct str
keep(struct objects *o, struct str s)
{
	return arena_str(&o->r->scratch, s);
}

/* All who took part, behind the one whom the line is about: for who asks. */
static void
add_names(struct objects *o, const json_t *people)
{
	struct who who = { .profile = UINT32_MAX, .tier = 1 };
	const json_t *name;
	size_t i;

	json_array_foreach(people, i, name) {
		who.target = keep(o, text_of(name));
		if (who.target.len && json_array_size(people) < PEOPLE_MAX &&
		    json_array_size(people) > 1)
			vec_push(&o->r->whos, who);
	}
}

static void
add_record(struct objects *o, struct record record, const json_t *people)
{
	struct who who = { .profile = (uint32_t)o->r->profiles.n };

	record.line = o->line;
	record.column = 1;
	record.who = (uint32_t)o->r->whos.n;
	vec_push(&o->r->whos, who);
	add_names(o, people);
	record.who_n = (uint16_t)(o->r->whos.n - record.who);
	vec_push(&o->r->records, record);
}

static void
add_entry(struct objects *o, const json_t *entry)
{
	static const char *const directions[] = { [DIRECTION_OUT] = "out",
		[DIRECTION_IN] = "in", [DIRECTION_BOTH] = "both" };
	struct record record = { .kind = RECORD_ENTRY,
		.day = day_at(entry, "date"), .due = DAY_NONE,
		.direction = DIRECTION_UNTOLD };
	struct str direction = text_at(entry, "direction");
	int i;

	if (record.day == DAY_NONE)
		return;
	record.text = keep(o, text_at(entry, "text"));
	record.channel = text_at(entry, "channel");
	record.channel = str_eq(record.channel, STR("note")) ? STR_NONE :
	    keep(o, record.channel);
	for (i = DIRECTION_OUT; i <= DIRECTION_BOTH; i++)
		if (str_eq(direction, str_of(directions[i])))
			record.direction = (uint8_t)i;
	add_record(o, record, json_object_get(entry, "people"));
}

/* It stands in the line of an entry, which has it in its text. */
static bool
in_entry(const json_t *entries, const json_t *followup)
{
	struct str path = text_at(followup, "path");
	json_int_t line = json_integer_value(json_object_get(followup,
	    "line"));
	const json_t *entry;
	size_t i;

	json_array_foreach(entries, i, entry)
		if (line && path.len && str_eq(text_at(entry, "path"), path) &&
		    json_integer_value(json_object_get(entry, "line")) == line)
			return true;
	return false;
}

/* "follow_up: 2026-12-10" was a key, and becomes one again. */
static bool
is_key(struct str text)
{
	size_t colon = str_chr(text, ':');

	return colon != SIZE_MAX &&
	    key_of(str_upto(text, colon)) == KEY_NEXT_CONTACT;
}

static void
add_followup(struct objects *o, struct profile_builder *b,
    const json_t *entries, const json_t *f)
{
	static const char *const open[] = { "open", "overdue", NULL };
	struct str kind = text_at(f, "kind");
	struct record record = { .kind = RECORD_FOLLOWUP,
		.day = day_at(f, "date"), .due = day_at(f, "due"),
		.state = FOLLOWUP_OPEN };

	if (!among(text_at(f, "state"), open) || in_entry(entries, f))
		return;
	if (str_eq(kind, STR("promise")))
		record.kind = RECORD_PROMISE;
	else if (str_eq(kind, STR("waiting")))
		record.kind = RECORD_WAITING;
	record.text = keep(o, text_at(f, "text"));
	if (is_key(record.text))
		profile_add(b, KEY_NEXT_CONTACT, text_at(f, "due"), o->line,
		    1);
	else
		add_record(o, record, NULL);
}

static void
add_records(struct objects *o, struct profile_builder *b,
    const json_t *object)
{
	const json_t *entries = json_object_get(object, "entries"), *item;
	size_t i;

	json_array_foreach(entries, i, item) {
		add_entry(o, item);
	}
	json_array_foreach(json_object_get(object, "followups"), i, item) {
		add_followup(o, b, entries, item);
	}
}

/* The last contact, where no entry and no day of meeting is that. */
static void
add_last(struct objects *o, struct profile_builder *b, const json_t *object)
{
	day_t last = day_at(object, "last");
	const json_t *entry;
	size_t i;

	if (last == DAY_NONE || last == day_at(object, "met"))
		return;
	json_array_foreach(json_object_get(object, "entries"), i, entry)
		if (day_at(entry, "date") >= last)
			return;
	profile_add(b, KEY_LAST_CONTACT, text_at(object, "last"), o->line, 1);
}

static void
add_key(struct objects *o, struct profile_builder *b, const char *name,
    const json_t *value)
{
	enum key key = key_of(str_of(name));
	const json_t *item;
	size_t i;

	if (key == KEY_REMARK || key == KEY_LAST_CONTACT || key == KEY_PEOPLE)
		return;
	/* what other programs know them by */
	if (!strcmp(name, "uid"))
		return;
	if (json_is_string(value))
		profile_add(b, key, text_of(value), o->line, 1);
	b->listed = true;
	json_array_foreach(value, i, item) {
		profile_add(b, key, text_of(item), o->line, 1);
	}
	b->listed = false;
}

static void
add_person(struct objects *o, json_t *object)
{
	struct profile_builder b;
	struct profile profile;
	const char *name;
	json_t *value;

	profile_begin(&b, o->r, o->source->path);
	json_object_foreach(object, name, value) {
		add_key(o, &b, name, value);
	}
	add_last(o, &b, object);
	add_records(o, &b, object);
	profile = profile_end(&b);
	profile.line = profile.end = o->line;
	profile.column = 1;
	vec_push(&o->r->profiles, profile);
}

static void
refuse(struct objects *o, const char *why)
{
	diag_error(&o->r->diags, "bad-json", o->source->path, o->line, 0,
	    "the line was not read: %s", why);
}

static void
read_object(struct objects *o)
{
	struct str text = str_trim(buf_str(&o->text));
	json_error_t error;
	json_t *object;

	if (!text.len)
		return;
	object = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES,
	    &error);
	if (o->too_long)
		refuse(o, "it is over 64 MiB long");
	else if (!object)
		refuse(o, error.text);
	else if (!text_at(object, "name").len)
		refuse(o, "it is no object with a name");
	else
		add_person(o, object);
	json_decref(object);
}

void
jsonl_read(struct reader *r, const struct input *input,
    struct source *source)
{
	struct objects o = { .r = r, .source = source };
	struct lines lines;
	struct str piece;

	/* from here on nothing of jansson's runs out of memory */
	json_set_alloc_funcs(mem_alloc, free);
	source->kind = SOURCE_CONTACTS;
	source->reason = "a JSON object a line";
	lines_begin(&lines, input);
	while (lines_next(&lines, &piece)) {
		o.line += lines.begins;
		o.too_long |= o.text.len > OBJECT_MAX;
		if (!o.too_long)
			buf_add(&o.text, piece);
		if (!lines.ends)
			continue;
		read_object(&o);
		buf_clear(&o.text);
		o.too_long = false;
	}
	read_object(&o);
	lines_release(&lines);
	buf_release(&o.text);
}
