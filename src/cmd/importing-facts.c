#include "base/birthday.h"
#include "base/unicode.h"
#include "cmd/importing.h"

/* Bytes of one value; more is no fact about a person. */
enum { VALUE_MAX = 4096 };

struct gather {
	struct importing *im;
	struct import_facts *facts;
	const struct person *person;
};

bool
importing_is_list(enum key key)
{
	return key == KEY_ALIASES || key == KEY_EMAIL || key == KEY_PHONE ||
	    key == KEY_TAGS;
}

/* One line without control characters; a remark keeps its lines. */
static void
add_clean(struct buf *out, struct str s, bool lines)
{
	size_t n;
	int32_t cp;

	for (s = str_trim(s); s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		if (cp == '\n' && lines)
			buf_addc(out, '\n');
		else if (cp < ' ' || (cp >= 0x7f && cp < 0xa0))
			buf_addc(out, ' ');
		else
			buf_add(out, str_upto(s, n));
	}
}

struct str
importing_clean(struct importing *im, struct str s)
{
	struct buf clean = { 0 };

	add_clean(&clean, s, false);
	s = arena_str(&im->texts, str_trim(buf_str(&clean)));
	buf_release(&clean);
	return s;
}

static void
add(struct gather *g, enum key key, struct str value, uint32_t source,
    uint32_t line)
{
	struct import_fact fact = { .key = key, .source = source,
		.line = line };
	struct buf clean = { 0 };

	if (value.len > VALUE_MAX && key != KEY_REMARK) {
		importing_tell(g->im, source, line, "a value of %zu bytes is "
		    "left out: %s", value.len, key_name(key));
		return;
	}
	add_clean(&clean, value, key == KEY_REMARK);
	fact.value = arena_str(&g->im->texts, str_trim(buf_str(&clean)));
	buf_release(&clean);
	if (fact.value.len)
		vec_push(g->facts, fact);
}

static void
add_values(struct gather *g, enum key key)
{
	const struct person_fact *values;
	size_t n = person_facts_at(&g->im->book, g->person, key,
	    &g->im->texts, &values), i;

	for (i = 0; i < n; i++) {
		/* not an id that was made up for somebody of these notes */
		if ((key == KEY_ID && importing_bearer(g->im,
			values[i].value) != PERSON_NONE) ||
		    (key == KEY_ALIASES && importing_same(key,
			values[i].value, g->person->name)))
			continue;
		add(g, key, values[i].value, values[i].source,
		    values[i].line);
	}
}

static void
add_day(struct gather *g, enum key key, day_t day, uint32_t source,
    uint32_t line)
{
	char text[DAY_TEXT];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	add(g, key, str_of(text), source, line);
}

/* What the reader has made dates and durations of. */
static void
add_parsed(struct gather *g, enum key key, const struct profile *p,
    uint32_t source)
{
	char text[SPAN_TEXT];

	switch (key) {
	case KEY_CADENCE:
		if (!p->cadence.months && !p->cadence.days)
			break;
		span_format(p->cadence, text);
		add(g, key, str_of(text), source, p->cadence_line);
		break;
	case KEY_MET:
		add_day(g, key, p->met, source, p->met_line);
		break;
	case KEY_LAST_CONTACT:
		/* a table may say of the day of meeting that it is the last */
		if (p->last_contact != p->met)
			add_day(g, key, p->last_contact, source,
			    p->last_contact_line);
		break;
	case KEY_SNOOZE:
		add_day(g, key, p->snooze, source, p->line);
		break;
	default: /* of KEY_STATUS */
		if (p->status != STATUS_NONE)
			add(g, key, p->status == STATUS_PAUSED ?
			    STR("paused") : STR("let-go"), source, p->line);
	}
}

static void
add_key(struct gather *g, enum key key, bool parsed)
{
	const struct part *part;
	uint32_t i;

	if (!parsed) {
		add_values(g, key);
		return;
	}
	for (i = 0; i < g->person->parts_n; i++) {
		part = &g->person->parts[i];
		add_parsed(g, key, &g->im->sources[part->source]
		    .profiles[part->profile], part->source);
	}
}

/* --tag, unless they have it. */
static void
add_typed_tag(struct gather *g)
{
	struct str tag = str_of(g->im->s->options.tag);
	size_t i;

	if (str_starts(tag, STR("#")))
		tag = str_from(tag, 1);
	for (i = 0; i < g->facts->n; i++)
		if (g->facts->v[i].key == KEY_TAGS &&
		    importing_same(KEY_TAGS, g->facts->v[i].value, tag))
			return;
	add(g, KEY_TAGS, tag, g->person->parts[0].source, 0);
}

void
importing_facts(struct importing *im, uint32_t person,
    struct import_facts *facts)
{
	static const struct {
		uint8_t key;
		bool parsed;
	} keys[] = {
		{ KEY_ALIASES, false }, { KEY_EMAIL, false },
		{ KEY_PHONE, false }, { KEY_URL, false },
		{ KEY_HANDLE, false }, { KEY_ID, false },
		{ KEY_ORG, false }, { KEY_ROLE, false },
		{ KEY_PLACE, false }, { KEY_TAGS, false },
		{ KEY_CADENCE, true }, { KEY_MET, true },
		{ KEY_MET_AT, false }, { KEY_VIA, false },
		{ KEY_BIRTHDAY, false }, { KEY_LAST_CONTACT, true },
		{ KEY_NEXT_CONTACT, false }, { KEY_SNOOZE, true },
		{ KEY_STATUS, true },
		{ KEY_CARE, false }, { KEY_REMARK, false },
	};
	struct gather g = { im, facts, &im->book.people.v[person] };
	size_t i;

	vec_clear(facts);
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		add_key(&g, (enum key)keys[i].key, keys[i].parsed);
		if (keys[i].key == KEY_TAGS && im->s->options.tag)
			add_typed_tag(&g);
	}
}

/* Digits and what they begin with: "+49 30-1" is "+49301". */
static struct str
bare_phone(struct buf *out, struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (ch_digit(s.ptr[i]) || s.ptr[i] == '+' ||
		    ch_alpha(s.ptr[i]))
			buf_addc(out, s.ptr[i]);
	return buf_str(out);
}

/* "http://example.org/" is "example.org". */
static struct str
bare_url(struct str s)
{
	size_t scheme = str_find(s, STR("://"));

	if (scheme != SIZE_MAX)
		s = str_from(s, scheme + 3);
	if (str_istarts(s, STR("www.")))
		s = str_from(s, 4);
	return str_ends(s, STR("/")) ? str_upto(s, s.len - 1) : s;
}

static struct str
comparable(enum key key, struct str s, struct buf *phone, struct buf *folded)
{
	if (key == KEY_PHONE)
		s = bare_phone(phone, s);
	else if (key == KEY_URL)
		s = bare_url(s);
	else if (key == KEY_HANDLE && str_starts(s, STR("@")))
		s = str_from(s, 1);
	else if (key == KEY_TAGS && str_starts(s, STR("#")))
		s = str_from(s, 1);
	unicode_fold(folded, s);
	return buf_str(folded);
}

bool
importing_same(enum key key, struct str a, struct str b)
{
	struct buf phone[2] = { { 0 }, { 0 } }, folded[2] = { { 0 }, { 0 } };
	day_t born[2];
	size_t i;
	bool same = key == KEY_BIRTHDAY && birthday_parse(a, &born[0]) &&
	    birthday_parse(b, &born[1]) && born[0] == born[1];

	same = same || str_eq(comparable(key, a, &phone[0], &folded[0]),
	    comparable(key, b, &phone[1], &folded[1]));
	for (i = 0; i < 2; i++) {
		buf_release(&phone[i]);
		buf_release(&folded[i]);
	}
	return same;
}
