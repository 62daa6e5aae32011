#include "note/vcard.h"

#include "note/profile.h"
#include "note/vcardvalue.h"

enum { FINDINGS_MAX = 100 }; /* listed of one kind in one file */

/* A file of cards while it is read. */
struct cards {
	struct reader *r;
	struct source *source;
	struct vcardvalues values; /* of the card at hand */
	uint32_t begin;     /* its first line; 0: there is none */
	uint32_t end;       /* the last of its lines so far */
	unsigned inner;     /* cards begun in it, of an AGENT */
	bool agent;         /* the last line was an AGENT without a value */
	bool broken;        /* the last line was no content line */
	uint32_t cards;
	uint32_t stray;     /* where lines outside of cards begin; 0: none */
	uint32_t strays;    /* how many they are so far */
	uint32_t outside, nameless, unended, lines; /* findings so far */
};

static void
tell_stray(struct cards *c)
{
	if (c->stray && c->outside++ < FINDINGS_MAX)
		diag_error(&c->r->diags, "outside-card", c->source->path,
		    c->stray, 0, "%u line%s from here on %s in no card and "
		    "%s not read; BEGIN:VCARD goes before a card", c->strays,
		    c->strays == 1 ? "" : "s", c->strays == 1 ? "is" : "are",
		    c->strays == 1 ? "was" : "were");
	c->stray = c->strays = 0;
}

/* A line of no card: those behind each other are one finding. */
static void
stray(struct cards *c, const struct contentline *line)
{
	if (!c->stray)
		c->stray = line->line;
	c->strays++;
}

/* What a merge leaves behind its first marker. */
static bool
is_marker(struct str line)
{
	return str_eq(line, STR("=======")) ||
	    str_starts(line, STR(">>>>>>> "));
}

/* As often as not the text of a note that was not folded: a finding for all. */
static void
broken(struct cards *c, const struct contentline *line)
{
	bool merge = str_starts(line->value, STR("<<<<<<< "));

	if (merge)
		read_warn(c->r, c->source, "conflict-marker", line->line, 1,
		    "a merge left a conflict here; settle it and remove the "
		    "markers");
	else if (!c->broken && !is_marker(line->value) &&
	    c->lines++ < FINDINGS_MAX)
		read_warn(c->r, c->source, "card-line", line->line, 0,
		    "no NAME:value line, left out; begin it with a blank if "
		    "it goes on with the line above");
	c->broken = true;
}

/* What the card calls its person by, if not by a name. */
static void
name_otherwise(struct cards *c, struct profile_builder *b)
{
	static const enum key keys[] = { KEY_ALIASES, KEY_EMAIL };
	const struct vcardvalue *value;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		value = vcardvalue_first(&c->values, keys[i]);
		if (!value)
			continue;
		b->profile.name = vcardvalue_text(&c->values, value);
		b->profile.line = value->line;
		return;
	}
}

static struct str
first_text(const struct cards *c, enum key key)
{
	const struct vcardvalue *value = vcardvalue_first(&c->values, key);

	return value ? vcardvalue_text(&c->values, value) : STR_NONE;
}

/*
 * Where the parts of a name are known, what programs put in the place of the
 * whole one is none: an address, or "Ruiz, Ana" to sort by.
 */
static bool
is_no_name(const struct cards *c, const struct vcardvalue *value)
{
	struct str first = first_text(c, KEY_FIRST_NAME), text;
	struct str last = first_text(c, KEY_LAST_NAME);

	if (value->key != KEY_NAME || (!first.len && !last.len))
		return false;
	text = vcardvalue_text(&c->values, value);
	return str_chr(text, '@') != SIZE_MAX ||
	    (str_starts(text, last) && str_ends(text, first) &&
	    str_eq(str_trim(str_upto(str_from(text, last.len),
	    text.len - last.len - first.len)), STR(",")));
}

static void
add_values(struct cards *c, struct profile_builder *b, bool preferred)
{
	const struct vcardvalue *value;
	struct str text;
	enum key key;
	size_t i;

	for (i = 0; i < c->values.list.n; i++) {
		value = &c->values.list.v[i];
		if (value->preferred != preferred || is_no_name(c, value))
			continue;
		text = vcardvalue_text(&c->values, value);
		key = (enum key)value->key;
		if ((key == KEY_ROLE || key == KEY_REMARK) &&
		    !c->r->options->imported)
			continue;
		/* in another language, say: FN;ALTID=1;LANGUAGE=jp */
		if (key == KEY_NAME && b->name.len && !str_eq(b->name, text))
			key = KEY_ALIASES;
		b->listed = value->listed;
		profile_add(b, key, text, value->line, value->column);
	}
}

static void
add_person(struct cards *c)
{
	struct profile_builder b;
	struct profile profile;

	profile_begin(&b, c->r, c->source->path);
	b.profile.line = c->begin;
	b.profile.column = 1;
	name_otherwise(c, &b);
	add_values(c, &b, true);
	add_values(c, &b, false);
	profile = profile_end(&b);
	profile.end = c->end;
	if (profile.name.len)
		vec_push(&c->r->profiles, profile);
	else if (!vcardvalue_first(&c->values, KEY_ORG) &&
	    c->nameless++ < FINDINGS_MAX)
		read_warn(c->r, c->source, "nameless-card", c->begin, 0,
		    "the card has no name, nickname or email address, and is "
		    "nobody; give it an FN");
}

/* A tag record a member; the texts are scratch, as those of Markdown. */
static void
add_group(struct cards *c)
{
	const struct vcardvalue *name = vcardvalue_first(&c->values, KEY_NAME);
	const struct vcardvalue *member;
	struct record record = { .kind = RECORD_TAG, .day = DAY_NONE,
		.due = DAY_NONE, .who_n = 1, .flags = RECORD_KEY };
	struct who who = { 0 };
	size_t i;

	if (!name || c->r->options->people_only)
		return;
	record.text = arena_str(&c->r->scratch,
	    vcardvalue_text(&c->values, name));
	for (i = 0; i < c->values.list.n; i++) {
		member = &c->values.list.v[i];
		if (member->key != KEY_PEOPLE)
			continue;
		record.line = member->line;
		record.column = who.column = member->column;
		record.who = (uint32_t)c->r->whos.n;
		who.target = arena_str(&c->r->scratch,
		    vcardvalue_text(&c->values, member));
		vec_push(&c->r->whos, who);
		vec_push(&c->r->records, record);
	}
}

static void
end_card(struct cards *c)
{
	if (c->values.group)
		add_group(c);
	else if (!c->values.nobody)
		add_person(c);
	vcardvalue_clear(&c->values);
	c->begin = 0;
	c->inner = 0;
}

/* The next card, or the end of the file, is where the end should be. */
static void
miss_end(struct cards *c)
{
	if (c->unended++ < FINDINGS_MAX)
		read_warn(c->r, c->source, "unended-card", c->begin, 0,
		    "the card has no END:VCARD, and was read as far as the "
		    "next one or the end of the file; end it");
	end_card(c);
}

static void
begin_card(struct cards *c, const struct contentline *line)
{
	tell_stray(c);
	if (c->begin && c->agent) {
		c->inner++;
		return;
	}
	if (c->begin)
		miss_end(c);
	c->begin = c->end = line->line;
	c->cards++;
}

static bool
is_card(const struct contentline *line, const char *name)
{
	return str_ieq(line->name, str_of(name)) &&
	    str_ieq(str_trim(line->value), STR("VCARD"));
}

static void
take_line(struct cards *c, const struct contentline *line)
{
	if (is_card(line, "BEGIN")) {
		begin_card(c, line);
	} else if (!c->begin) {
		stray(c, line);
	} else if (is_card(line, "END")) {
		c->end = line->line;
		if (c->inner)
			c->inner--;
		else
			end_card(c);
	} else if (!line->name.len) {
		broken(c, line);
		return;
	} else if (!c->inner) {
		c->end = line->line;
		vcardvalue_take(&c->values, line);
	}
	c->broken = false;
	c->agent = str_ieq(line->name, STR("AGENT")) &&
	    !str_trim(line->value).len;
}

static void
tell_more(struct cards *c, enum severity severity, uint32_t n,
    const char *code, const char *what)
{
	if (n > FINDINGS_MAX)
		diag_add(&c->r->diags, severity, code, c->source->path, 0, 0,
		    "%u more %s", n - FINDINGS_MAX, what);
}

static void
tell_rest(struct cards *c)
{
	tell_stray(c);
	tell_more(c, SEVERITY_ERROR, c->outside, "outside-card",
	    "runs of lines are in no card and were not read");
	tell_more(c, SEVERITY_WARNING, c->nameless, "nameless-card",
	    "cards have no name; give them an FN");
	tell_more(c, SEVERITY_WARNING, c->unended, "unended-card",
	    "cards have no END:VCARD; end them");
	tell_more(c, SEVERITY_WARNING, c->lines, "card-line",
	    "runs of lines are no NAME:value; mend them");
}

void
vcard_read(struct reader *r, const struct input *input,
    struct source *source)
{
	struct cards c = { .r = r, .source = source };
	struct contentlines lines;
	struct contentline line;

	contentlines_begin(&lines, input, source->path, &r->diags);
	while (contentlines_next(&lines, &line))
		take_line(&c, &line);
	if (c.begin)
		miss_end(&c);
	tell_rest(&c);
	contentlines_end(&lines);
	source->kind = c.cards ? SOURCE_CARDS : SOURCE_OTHER;
	source->reason = c.cards ? "by its name" : "no card in it";
	vcardvalue_release(&c.values);
}
