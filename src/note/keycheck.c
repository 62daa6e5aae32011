#include "note/keyjob.h"

/* Lines before the change, and what is behind it, moved by shift. */
struct moved {
	uint32_t first, last; /* of the text as it was: changed */
	uint32_t last_now;    /* … and as it is */
	int64_t shift;
	uint8_t key;          /* whose facts may differ … */
	uint32_t profile;     /* … of that profile */
};

static uint32_t
moved_line(const struct moved *m, uint32_t line)
{
	return line < m->first || line == UINT32_MAX ? line :
	    (uint32_t)(line + m->shift);
}

static bool
same_line(const struct moved *m, uint32_t was, uint32_t is)
{
	/* what has no line of its own is at line 1 of any text */
	return moved_line(m, was) == is || (was == 1 && is == 1);
}

static bool
is_name_key(enum key key)
{
	return key == KEY_NAME || key == KEY_FIRST_NAME ||
	    key == KEY_MIDDLE_NAME || key == KEY_LAST_NAME ||
	    key == KEY_TITLE;
}

static bool
is_status_key(enum key key)
{
	return key == KEY_CADENCE || key == KEY_PAUSED || key == KEY_STATUS ||
	    key == KEY_DO_NOT_CONTACT || key == KEY_DECEASED ||
	    key == KEY_CONTACT_STYLE;
}

/* Goes on to the next fact that may not differ. */
static bool
next_fact(const struct profile *p, uint32_t *i, int key)
{
	while (*i < p->facts_n && p->facts[*i].key == key)
		++*i;
	return *i < p->facts_n;
}

static bool
same_facts(const struct moved *m, const struct profile *a,
    const struct profile *b, int key)
{
	uint32_t i = 0, k = 0;

	for (;; i++, k++) {
		if (!next_fact(a, &i, key))
			return !next_fact(b, &k, key);
		if (!next_fact(b, &k, key) ||
		    a->facts[i].key != b->facts[k].key ||
		    !str_eq(a->facts[i].value, b->facts[k].value) ||
		    !same_line(m, a->facts[i].line, b->facts[k].line))
			return false;
	}
}

static bool
same_profile(const struct moved *m, const struct profile *a,
    const struct profile *b, int key)
{
	if (!is_name_key((enum key)key) && (!str_eq(a->name, b->name) ||
	    !same_line(m, a->line, b->line) || a->column != b->column))
		return false;
	if (key != KEY_CADENCE && (a->cadence.months != b->cadence.months ||
	    a->cadence.days != b->cadence.days))
		return false;
	return (is_status_key((enum key)key) || a->status == b->status) &&
	    (key == KEY_LAST_CONTACT || a->last_contact == b->last_contact) &&
	    (key == KEY_MET || a->met == b->met) &&
	    (key == KEY_SNOOZE || a->snooze == b->snooze) &&
	    str_eq(a->anchor, b->anchor) &&
	    same_facts(m, a, b, key);
}

static bool
same_whos(const struct source *a, const struct record *x,
    const struct source *b, const struct record *y)
{
	const struct who *v, *w;
	uint32_t i;

	if (!x->who_n || x->who_n != y->who_n)
		return x->who_n == y->who_n;
	v = a->whos + x->who;
	w = b->whos + y->who;
	for (i = 0; i < x->who_n; i++)
		if (!str_eq(v[i].target, w[i].target) ||
		    v[i].profile != w[i].profile ||
		    v[i].column != w[i].column || v[i].tier != w[i].tier ||
		    v[i].otherwise != w[i].otherwise ||
		    v[i].typed != w[i].typed)
			return false;
	return true;
}

static bool
same_record(const struct moved *m, const struct source *a,
    const struct record *x, const struct source *b, const struct record *y)
{
	return x->kind == y->kind && x->state == y->state &&
	    x->flags == y->flags && x->day == y->day && x->due == y->due &&
	    x->column == y->column && same_line(m, x->line, y->line) &&
	    str_eq(x->text, y->text) && str_eq(x->channel, y->channel) &&
	    same_whos(a, x, b, y);
}

/* Goes on to the next record that does not stand on a changed line. */
static bool
next_record(const struct source *s, uint32_t *i, uint32_t first,
    uint32_t last)
{
	while (*i < s->records_n && s->records[*i].line >= first &&
	    s->records[*i].line <= last)
		++*i;
	return *i < s->records_n;
}

static bool
same_records(const struct moved *m, const struct source *a,
    const struct source *b)
{
	uint32_t i = 0, k = 0;

	for (;; i++, k++) {
		if (!next_record(a, &i, m->first, m->last))
			return !next_record(b, &k, m->first, m->last_now);
		if (!next_record(b, &k, m->first, m->last_now) ||
		    !same_record(m, a, &a->records[i], b, &b->records[k]))
			return false;
	}
}

static bool
same_source(const struct moved *m, const struct source *a,
    const struct source *b)
{
	uint32_t i;

	if (a->kind != b->kind || a->day != b->day ||
	    a->profiles_n != b->profiles_n)
		return false;
	for (i = 0; i < a->profiles_n; i++)
		if (!same_profile(m, &a->profiles[i], &b->profiles[i],
			i == m->profile ? m->key : KEY_END))
			return false;
	return same_records(m, a, b);
}

static bool
same_field(const struct front_field *a, const struct front_field *b)
{
	uint32_t i;

	if (!str_eq(a->key, b->key) || a->n != b->n || a->list != b->list)
		return false;
	for (i = 0; i < a->n; i++)
		if (!str_eq(a->values[i].text, b->values[i].text))
			return false;
	return true;
}

/* The field has the values that were asked for. */
static bool
has_wanted(const struct keyjob *job, const struct front_field *field)
{
	uint32_t i;

	if (!keyjob_match(job, field->key))
		return false;
	if (job->joined.len)
		return field->n == 1 &&
		    str_eq(field->values[0].text, job->joined);
	if (field->n != job->values.n)
		return false;
	for (i = 0; i < field->n; i++)
		if (!str_eq(field->values[i].text, job->values.v[i]))
			return false;
	return true;
}

/* All fields are as they were, and the one as wanted. */
static bool
same_fields(const struct keyjob *job, const struct front *now)
{
	const struct front *was = &job->front;
	const struct front_field *field;
	bool done = !job->values.n;
	size_t i, k = 0;

	for (i = 0; i < was->fields.n; i++) {
		field = &was->fields.v[i];
		/* in TOML a new key stands before the tables */
		if (!done && !job->field_found && k < now->fields.n &&
		    !same_field(field, &now->fields.v[k]) &&
		    has_wanted(job, &now->fields.v[k])) {
			done = true;
			k++;
		}
		if (field->line == job->line && job->field_found &&
		    keyjob_match(job, field->key)) {
			if (!job->values.n)
				continue;
			done = k < now->fields.n &&
			    str_eq(field->key, now->fields.v[k].key) &&
			    has_wanted(job, &now->fields.v[k++]);
			if (!done)
				return false;
			continue;
		}
		if (k >= now->fields.n || !same_field(field,
		    &now->fields.v[k++]))
			return false;
	}
	if (!done)
		done = k < now->fields.n && has_wanted(job,
		    &now->fields.v[k++]);
	return done && k == now->fields.n;
}

/* In front matter: sound, and nothing of the body has come into it. */
static bool
check_front(struct keyjob *job, struct str edited)
{
	struct front now = { 0 };
	struct arena arena = { 0 };
	struct diags found = { 0 };
	bool sound = true;
	size_t i;

	front_read(&now, str_from(edited, job->start), job->edit->path,
	    &arena, &found);
	for (i = 0; i < found.list.n; i++)
		sound = sound && !strcmp(found.list.v[i].code,
		    "duplicate-key");
	sound = sound && (now.present || !job->values.n) &&
	    same_fields(job, &now) && str_ends(now.body, job->front.body);
	front_release(&now);
	arena_release(&arena);
	diag_release(&found);
	return sound;
}

static struct moved
move(const struct keyjob *job)
{
	struct str was = str_upto(str_from(job->text, job->at), job->len);
	/* the end that the last line lacked is no line */
	bool ended = !was.len && job->at && job->with.len &&
	    job->text.ptr[job->at - 1] != '\n' &&
	    (job->with.ptr[0] == '\n' || job->with.ptr[0] == '\r');
	struct moved m = {
		.first = keyjob_line(job->text, job->at) + ended,
		.key = (uint8_t)job->known,
		.profile = job->profile,
	};
	uint32_t lines = keyjob_line(was, was.len) - 1;
	uint32_t now = keyjob_line(buf_str(&job->with), job->with.len) - 1 -
	    ended;

	m.shift = (int64_t)now - lines;
	/* a run that ends a line leaves the next as it was */
	m.last = m.first + lines - (was.len && str_ends(was, STR("\n")));
	m.last_now = m.first + now -
	    (job->with.len && str_ends(buf_str(&job->with), STR("\n")));
	if (!was.len && m.last_now + 1 == m.first + now)
		m.last = m.first - 1; /* nothing but put in */
	if (!job->with.len && m.last + 1 == m.first + lines)
		m.last_now = m.first - 1;
	return m;
}

int
keycheck(struct keyjob *job, struct str edited)
{
	struct source now = { .path = job->edit->path };
	struct moved m = move(job);
	bool good = job->in_body || check_front(job, edited);

	read_file(&job->reader, edited, &now);
	good = good && same_source(&m, &job->source, &now);
	if (good && now.kind == SOURCE_FRIENDS)
		good = keyfriend_is_so(job, &now.profiles[job->profile]);
	else if (good && job->in_body)
		good = keylines_check(job, edited, &now);
	return good ? 0 : keyjob_refuse(job, job->line,
	    "the note would be read otherwise");
}
