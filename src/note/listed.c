#include "note/listed.h"

#include "note/channel.h"
#include "note/direction.h"
#include "note/link.h"
#include "note/profile.h"

/* One of them, as far as it is known. */
struct contact {
	day_t day;
	struct str type;  /* "call"; of the list, where it has none itself */
	struct str text;
	uint32_t line, column;
};

/* The lists, and what their items are where these do not say it. */
static const struct {
	const char *name, *type;
} lists[] = {
	{ "interactions", NULL }, { "interaction_log", NULL },
	{ "contact_log", NULL }, { "contact_history", NULL },
	{ "contacts", NULL }, { "conversations", NULL },
	{ "encounters", NULL }, { "touchpoints", NULL }, { "history", NULL },
	{ "log", NULL }, { "calls", "call" }, { "meetings", "meeting" },
};

/* Is the field in such a list? *sub is the key of an item; empty: itself. */
static bool
in_list(const struct front_field *f, struct str *sub, struct str *type)
{
	size_t dot = str_chr(f->key, '.'), i;

	if (!f->list && dot == SIZE_MAX)
		return false;
	*sub = str_from(f->key, dot == SIZE_MAX ? f->key.len : dot + 1);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		/* the first letters tell most of them apart */
		if (f->key.len && ch_lower(f->key.ptr[0]) == *lists[i].name &&
		    key_eq(str_upto(f->key, dot), str_of(lists[i].name))) {
			*type = str_of(lists[i].type);
			return true;
		}
	return false;
}

/* "2026-05-02 call: …", "[[2026-05-02]] …": the rest behind the date. */
static bool
take_date(struct str s, day_t *day, struct str *rest)
{
	struct str link;
	size_t end = str_find(s, STR("]]")), n;

	s = str_trim(s);
	if (str_starts(s, STR("[[")) && end != SIZE_MAX) {
		link = str_upto(s, end + 2);
		*rest = str_from(s, end + 2);
		if (!profile_date(link, day))
			return false;
	} else {
		n = day_scan(s, day);
		if (!n || *day == DAY_NONE)
			return false;
		/* a time of day as RFC 3339 has it */
		if (n < s.len && s.ptr[n] == 'T' && profile_date(s, day))
			n = str_chr(s, ' ');
		*rest = str_from(s, n);
	}
	/* and the bytes of both dashes */
	while (rest->len && rest->ptr[0] &&
	    strchr(" \t:,|-\xe2\x80\x93\x94", rest->ptr[0]))
		*rest = str_from(*rest, 1);
	return true;
}

/* The channel that a word like "phone call" or "Call" is. */
static struct str
channel_of(struct reader *r, struct str type)
{
	struct str rest;

	return channel_find(r, link_target(type), &rest);
}

static void
add(struct walk *w, const struct contact *c)
{
	struct md_line line = { .number = c->line };
	struct frame frame = { .day = c->day };
	const struct place p = { .line = &line, .frame = &frame };
	struct str text = c->text;
	struct record *record;
	uint32_t who = walk_who(w, STR_NONE, c->column - 1, 0);
	uint8_t marked;

	w->r->whos.v[who].profile = 0;
	record = walk_record(w, &p, RECORD_ENTRY, c->column - 1, who, 1);
	marked = channel_take(w->r, &text, &record->channel);
	if (!record->channel.len)
		record->channel = channel_of(w->r, c->type);
	record->text = text.len ? text : c->text.len ? c->text :
	    link_target(c->type);
	record->direction = marked ? marked :
	    direction_of(w->r->matcher, c->text);
}

/* The first value of that item of the list under one of these keys. */
static struct str
value_of(const struct front *front, struct str list, uint32_t item,
    const char *const *words)
{
	const struct front_field *f;
	struct str sub;
	size_t i, dot;
	uint32_t k;

	for (i = 0; i < front->fields.n; i++) {
		f = &front->fields.v[i];
		dot = str_chr(f->key, '.');
		sub = str_from(f->key, dot == SIZE_MAX ? f->key.len : dot + 1);
		if (dot == SIZE_MAX || !str_eq(str_upto(f->key, dot), list) ||
		    !key_among(sub, words))
			continue;
		for (k = 0; k < f->n; k++)
			if (f->values[k].item == item)
				return f->values[k].text;
	}
	return STR_NONE;
}

/* "- date: 2026-05-02" and what stands beside it in its item. */
static void
read_items(struct walk *w, const struct front_field *f, struct str type)
{
	static const char *const types[] = { "type", "channel", "kind",
		"method", "medium", "via", "how", NULL };
	static const char *const texts[] = { "note", "notes", "text",
		"summary", "description", "what", "topic", "subject", "about",
		NULL };
	struct str list = str_upto(f->key, str_chr(f->key, '.')), said;
	const struct front_value *v;
	struct contact c;
	uint32_t k;

	for (k = 0; k < f->n; k++) {
		v = &f->values[k];
		c = (struct contact){ .type = type, .line = v->line,
			.column = v->column };
		if (!profile_date(v->text, &c.day)) {
			if (!profile_unset(v->text))
				read_warn(w->r, w->source, "bad-date", v->line,
				    v->column, "%.*s is no calendar date; "
				    "write it as 2026-12-01",
				    STR_ARG(str_upto(v->text, 100)));
			continue;
		}
		said = value_of(&w->r->front, list, v->item, types);
		if (said.len)
			c.type = said;
		c.text = value_of(&w->r->front, list, v->item, texts);
		add(w, &c);
	}
}

/* "- 2026-05-02 call: sent the deck", which YAML takes for a key and value. */
static void
read_pairs(struct walk *w, const struct front_field *f, struct str sub,
    struct str type)
{
	struct contact c = { .type = type, .column = f->column };
	struct buf text = { 0 };
	uint32_t k;

	if (!take_date(sub, &c.day, &sub))
		return;
	for (k = 0; k < f->n || !k; k++) {
		buf_clear(&text);
		buf_add(&text, sub);
		if (sub.len && f->n)
			buf_puts(&text, ": ");
		buf_add(&text, f->n ? f->values[k].text : STR_NONE);
		c.text = arena_str(&w->r->scratch, buf_str(&text));
		c.line = f->n ? f->values[k].line : f->line;
		add(w, &c);
	}
	buf_release(&text);
}

static void
read_lines(struct walk *w, const struct front_field *f, struct str type)
{
	struct contact c;
	uint32_t k;

	for (k = 0; k < f->n; k++) {
		c = (struct contact){ .type = type,
			.line = f->values[k].line,
			.column = f->values[k].column };
		if (take_date(f->values[k].text, &c.day, &c.text))
			add(w, &c);
	}
}

void
listed_read(struct walk *w)
{
	static const char *const dates[] = { "date", "day", "when", "on",
		"datetime", NULL };
	const struct front_field *f;
	struct str sub, type;
	size_t i;

	if (!w->r->profiles.n)
		return;
	for (i = 0; i < w->r->front.fields.n; i++) {
		f = &w->r->front.fields.v[i];
		if (!in_list(f, &sub, &type))
			continue;
		if (!sub.len)
			read_lines(w, f, type);
		else if (key_among(sub, dates))
			read_items(w, f, type);
		else
			read_pairs(w, f, sub, type);
	}
}
