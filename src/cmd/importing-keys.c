#include "cmd/importing.h"
#include "note/keyedit.h"

/* What a text says of the person. */
struct said {
	struct reader reader;
	struct source source;
	const struct profile *profile; /* or NULL */
};

static void
said_read(struct said *said, const struct import_draft *d, struct str text)
{
	const struct target *t = d->target;
	const struct profile *p;
	uint32_t i;

	*said = (struct said){ .source = { .path = t->path } };
	reader_init(&said->reader, &d->im->s->read_options);
	read_file(&said->reader, text, &said->source);
	for (i = 0; i < said->source.profiles_n && !said->profile; i++) {
		p = &said->source.profiles[i];
		if (t->friends ? str_eq(p->name, t->name) :
		    str_eq(p->anchor, t->place.anchor))
			said->profile = p;
	}
}

/* Appends the values of a key in a profile; days and the like are in a. */
void
importing_values(struct arena *a, const struct profile *p, enum key key,
    struct strs *values)
{
	const day_t day = key == KEY_MET ? p->met : key == KEY_SNOOZE ?
	    p->snooze : key == KEY_LAST_CONTACT ? p->last_contact : DAY_NONE;
	char text[SPAN_TEXT];
	uint32_t i;

	for (i = 0; i < p->facts_n; i++)
		if (p->facts[i].key == key)
			vec_push(values, p->facts[i].value);
	if (day != DAY_NONE) {
		day_format(day, text);
		vec_push(values, arena_str(a, str_of(text)));
	}
	if (key == KEY_CADENCE && (p->cadence.months || p->cadence.days)) {
		span_format(p->cadence, text);
		vec_push(values, arena_str(a, str_of(text)));
	}
	if ((key == KEY_STATUS || key == KEY_CADENCE) &&
	    p->status != STATUS_NONE && !values->n)
		vec_push(values, p->status == STATUS_PAUSED ?
		    STR("paused") : STR("let-go"));
}

bool
importing_has(const struct strs *values, enum key key, struct str value)
{
	size_t i;

	for (i = 0; i < values->n; i++)
		if (importing_same(key, values->v[i], value))
			return true;
	return false;
}

static const struct record *
record_of(const struct book *b, struct origin at)
{
	return &b->sources[at.source].records[at.record];
}

/*
 * Also what a table in the notes says, a tag in the body, and that the last
 * contact was later than that.
 */
void
importing_hold_key(struct import_draft *d)
{
	const struct book *b = &d->im->s->book;
	struct arena *a = &d->im->texts;
	const struct person *p;
	const struct str *tags;
	char day[DAY_TEXT];
	day_t last;
	size_t n, i;

	vec_clear(&d->held);
	if (d->arrival->known == PERSON_NONE)
		return;
	p = &b->people.v[d->arrival->known];
	for (i = 0; i < p->parts_n; i++)
		importing_values(a, &b->sources[p->parts[i].source]
		    .profiles[p->parts[i].profile], d->key, &d->held);
	n = d->key == KEY_TAGS ? person_tags(b, p, a, &tags) : 0;
	for (i = 0; i < n; i++)
		vec_push(&d->held, tags[i]);
	for (i = 0; i < d->n && d->key == KEY_LAST_CONTACT; i++)
		if (day_parse(d->first[i].value, &last) && last <= p->last)
			vec_push(&d->held, d->first[i].value);
	for (i = 0; i < b->followups.n && d->key == KEY_NEXT_CONTACT; i++) {
		if (b->followups.v[i].person != d->arrival->known)
			continue;
		day_format(record_of(b, b->followups.v[i].at)->due, day);
		vec_push(&d->held, arena_str(a, str_of(day)));
	}
	if (d->key == KEY_ID)
		vec_push(&d->held, importing_uid(d->im, d->arrival->known));
}

/* Commas would part it in the note. */
static bool
is_whole(enum key key, struct str value)
{
	return !importing_is_list(key) || (str_chr(value, ',') == SIZE_MAX &&
	    (key != KEY_TAGS || str_chr(value, ' ') == SIZE_MAX));
}

/* As it stands in the note: who introduced them is linked. */
struct str
importing_written(struct importing *im, enum key key, struct str value)
{
	struct buf link = { 0 };
	size_t i;

	for (i = 0; key == KEY_VIA && i < value.len; i++)
		if (strchr("[]|#^\\", value.ptr[i]))
			return value;
	if (key != KEY_VIA)
		return value;
	buf_printf(&link, "[[%.*s]]", STR_ARG(value));
	value = arena_str(&im->texts, buf_str(&link));
	buf_release(&link);
	return value;
}

/* HEAD gets what the work tree has by now, and nothing else. */
static bool
is_missing(const struct import_draft *d, enum writing_text which,
    struct str value)
{
	return which == WRITING_TREE ?
	    !importing_has(&d->held, d->key, value) :
	    importing_has(&d->now, d->key, value);
}

/*
 * What the key is to be in a text that has these values: those of a list with
 * the new ones, or the first where there is none. Empty: it stays.
 */
static struct str
wanted_value(struct import_draft *d, enum writing_text which,
    const struct strs *values)
{
	struct buf joined = { 0 };
	struct str result;
	size_t i, added = 0;

	if (values->n && !importing_is_list(d->key))
		return STR_NONE;
	for (i = 0; i < values->n; i++)
		buf_printf(&joined, "%s%.*s", i ? ", " : "",
		    STR_ARG(values->v[i]));
	for (i = 0; i < d->n && (importing_is_list(d->key) || !added); i++) {
		if (importing_has(values, d->key, d->first[i].value) ||
		    !is_missing(d, which, d->first[i].value) ||
		    !is_whole(d->key, d->first[i].value))
			continue;
		added++;
		buf_puts(&joined, joined.len ? ", " : "");
		buf_add(&joined, importing_written(d->im, d->key,
		    d->first[i].value));
	}
	result = added ? arena_str(&d->im->texts, buf_str(&joined)) :
	    STR_NONE;
	buf_release(&joined);
	return result;
}

/* The edited text is read with all values that it was to have. */
static bool
is_read(struct import_draft *d, struct str text, const struct strs *were)
{
	struct strs values = { 0 };
	struct said said;
	bool good;
	size_t i;

	said_read(&said, d, text);
	good = said.profile != NULL;
	if (good)
		importing_values(&d->im->texts, said.profile, d->key, &values);
	for (i = 0; good && i < were->n; i++)
		good = importing_has(&values, d->key, were->v[i]);
	for (i = 0; good && i < d->n; i++)
		good = importing_has(&values, d->key, d->first[i].value) ||
		    importing_has(&d->held, d->key, d->first[i].value) ||
		    !is_whole(d->key, d->first[i].value) ||
		    !importing_is_list(d->key);
	vec_release(&values);
	reader_release(&said.reader);
	return good;
}

/* 1, or 0 where it is so already or can't be done safely. */
static int
edit_key(struct import_draft *d, struct str text, struct str value,
    const struct strs *were, struct buf *out)
{
	const struct target *t = d->target;
	struct keyedit edit = { .path = t->path, .place = t->place,
		.name = t->name, .key = str_of(key_name(d->key)),
		.value = value };
	struct diags none = { 0 };
	struct buf edited = { 0 };
	uint32_t line;
	int answer = keyedit_text(&edited, text, &edit,
	    &d->im->s->read_options, &line, &none);

	if (answer == 1 && is_read(d, buf_str(&edited), were))
		buf_add(out, buf_str(&edited));
	else
		answer = 0;
	buf_release(&edited);
	diag_release(&none);
	return answer;
}

/* "people/ana.md:3: org: has X, contacts.csv:2 says Y" */
void
importing_differ(struct import_draft *d, const struct strs *values,
    const struct import_fact *fact, uint32_t line)
{
	struct importing *im = d->im;
	struct buf has_text = { 0 };
	size_t i;

	importing_note_path(im, d->target);
	if (line)
		buf_printf(&im->told, ":%u", line);
	buf_printf(&im->told, ": %s: has ", key_name(d->key));
	for (i = 0; i < values->n; i++) {
		buf_puts(&has_text, i ? ", " : "");
		buf_add(&has_text, values->v[i]);
	}
	out_safe(&im->told, has_text.len ? buf_str(&has_text) :
	    STR("nothing"));
	buf_puts(&im->told, ", ");
	importing_place(im, fact->source, fact->line);
	buf_puts(&im->told, " says ");
	out_safe(&im->told, fact->value);
	buf_addc(&im->told, '\n');
	buf_release(&has_text);
}

/* The line of a key in a profile, as near as it is known. */
static uint32_t
line_of(const struct profile *p, enum key key)
{
	uint32_t i;

	for (i = 0; i < p->facts_n; i++)
		if (p->facts[i].key == key)
			return p->facts[i].line;
	return key == KEY_CADENCE && p->cadence_line ? p->cadence_line :
	    key == KEY_MET && p->met_line ? p->met_line :
	    key == KEY_LAST_CONTACT && p->last_contact_line ?
	    p->last_contact_line : p->line;
}

/* What the work tree does not have in the end is told. */
static void
tell_missing(struct import_draft *d, struct str text)
{
	struct strs values = { 0 };
	struct said said;
	size_t i;

	said_read(&said, d, text);
	if (said.profile)
		importing_values(&d->im->texts, said.profile, d->key, &values);
	for (i = 0; i < d->n; i++)
		if (importing_has(&values, d->key, d->first[i].value))
			vec_push(&d->now, d->first[i].value);
		else if (said.profile && !importing_has(&d->held, d->key,
		    d->first[i].value))
			importing_differ(d, &values, &d->first[i],
			    line_of(said.profile, d->key));
	vec_release(&values);
	reader_release(&said.reader);
}

/* As writing_edit has it, of one key. */
int
importing_put_key(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct import_draft *d = context;
	struct strs values = { 0 };
	struct said said;
	struct str value;
	int answer = 0;

	if (which == WRITING_TREE)
		vec_clear(&d->now);
	else if (!d->now.n)
		return 0;
	said_read(&said, d, text);
	if (said.profile) {
		importing_values(&d->im->texts, said.profile, d->key, &values);
		value = wanted_value(d, which, &values);
		if (value.len)
			answer = edit_key(d, text, value, &values, out);
	}
	vec_release(&values);
	reader_release(&said.reader);
	if (which == WRITING_TREE)
		tell_missing(d, answer == 1 ? buf_str(out) : text);
	d->changed |= answer == 1;
	return answer;
}
