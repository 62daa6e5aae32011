#include "note/keyjob.h"

#include "note/compose.h"
#include "note/fields.h"
#include "note/person.h"

/* A line of the body that has a key: a property, or of a section. */
struct keyline {
	struct str key;   /* empty: the line is an email address */
	struct str value; /* trimmed; empty: there is none */
	uint32_t index;   /* of the line */
	uint8_t form;     /* enum field_form; of a section FIELD_PROPERTY too */
};

struct keylines {
	const struct md *md;
	VEC(struct keyline) list;
	uint32_t heading; /* of the section: its index; MD_NONE: properties */
};

/* Page properties, and what stands below them in a person's note. */
static void
find_fields(struct keylines *l, const struct md *md, struct matcher *m)
{
	struct fields fields = { 0 };
	const struct field *f;
	size_t i;

	*l = (struct keylines){ .md = md, .heading = MD_NONE };
	fields_find(&fields, md, m);
	for (i = 0; i < fields.list.n; i++) {
		f = &fields.list.v[i];
		vec_push(&l->list, (struct keyline){ f->key, f->value,
		    f->index, f->form });
	}
	fields_release(&fields);
}

static bool
find_line(const struct keyjob *job, const struct md_line *line,
    struct matcher *m, struct keyline *found)
{
	struct match match;

	if (line->quoted || line->type == MD_HEADING ||
	    matcher_find(m, PATTERN_ENTRY, line->prose, 0, &match))
		return false;
	if (person_key_line(line, &found->key, &found->value) ||
	    (person_key_shape(line, &found->key, &found->value) &&
	    key_eq(found->key, job->key)))
		return true;
	found->key = STR_NONE;
	found->value = md_content(line);
	return person_is_address(line);
}

/* "[key:: value]" in a line of the section. */
static void
find_inline(struct keylines *l, const struct keyjob *job, uint32_t index,
    const struct profile *p)
{
	const struct md_line *line = &l->md->lines.v[index];
	struct field f;
	struct match match;
	size_t from = 0;

	if (line->number <= p->line || line->number > p->end || line->quoted ||
	    line->box || (line->type != MD_TEXT && line->type != MD_ITEM) ||
	    matcher_find(job->reader.matcher, PATTERN_ENTRY, line->prose, 0,
	    &match))
		return;
	while (fields_inline(line, from, &f)) {
		vec_push(&l->list, (struct keyline){ f.key, f.value, index,
		    FIELD_INLINE });
		from = (size_t)(f.value.ptr - line->raw.ptr) + f.value.len;
	}
}

/* Those of a section, which a profile bounds. */
static void
find_section(struct keylines *l, const struct keyjob *job,
    const struct md *md, const struct profile *p)
{
	struct keyline found = { .form = FIELD_PROPERTY };
	uint32_t i;

	*l = (struct keylines){ .md = md, .heading = MD_NONE };
	for (i = 0; i < md->lines.n; i++) {
		if (md->lines.v[i].number == p->line)
			l->heading = i;
		if (md->lines.v[i].number <= p->line ||
		    md->lines.v[i].number > p->end ||
		    !find_line(job, &md->lines.v[i], job->reader.matcher,
			&found)) {
			find_inline(l, job, i, p);
			continue;
		}
		found.index = i;
		vec_push(&l->list, found);
	}
}

bool
keylines_has_properties(const struct keyjob *job)
{
	struct keylines l;
	bool some;

	find_fields(&l, &job->md, job->reader.matcher);
	some = l.list.n && l.list.v[0].form == FIELD_PROPERTY;
	vec_release(&l.list);
	return some;
}

/* Is the key in the front matter? What is there counts before the body. */
static bool
in_front(const struct keyjob *job)
{
	size_t i;

	for (i = 0; i < job->front.fields.n; i++)
		if (keyjob_match(job, job->front.fields.v[i].key))
			return true;
	return false;
}

bool
keylines_has(const struct keyjob *job)
{
	bool found = false, front = in_front(job);
	struct keylines l;
	size_t i;

	find_fields(&l, &job->md, job->reader.matcher);
	for (i = 0; i < l.list.n; i++)
		found = found || ((l.list.v[i].form == FIELD_PROPERTY ||
		    !front) && keyjob_match(job, l.list.v[i].key));
	vec_release(&l.list);
	return found;
}

/* "[a, b]" without its brackets, as the reader takes it. */
static struct str
bare(const struct keylines *l, struct str value)
{
	return l->heading != MD_NONE && str_starts(value, STR("[")) &&
	    str_ends(value, STR("]")) && !str_starts(value, STR("[[")) ?
	    str_from(str_upto(value, value.len - 1), 1) : value;
}

static size_t
offset_of(const struct keyjob *job, struct str s)
{
	return (size_t)(s.ptr - job->text.ptr);
}

/* The bytes between a line and the next. */
static struct str
line_end(const struct keyjob *job, const struct md_line *line)
{
	return compose_eol(job->text, offset_of(job, line->raw) +
	    line->raw.len);
}

static size_t
next_line(const struct keyjob *job, const struct keylines *l, uint32_t index)
{
	return index + 1 < l->md->lines.n ?
	    offset_of(job, l->md->lines.v[index + 1].raw) : job->text.len;
}

static void
add_value(struct keyjob *job, const struct keylines *l, struct str was)
{
	bool brackets = bare(l, was).len != was.len;
	struct str value = keyedit_is_list(job->known) ?
	    keyjob_join(job, bare(l, was)) : job->value;

	buf_puts(&job->with, brackets ? "[" : "");
	buf_add(&job->with, value);
	buf_puts(&job->with, brackets ? "]" : "");
}

/* Takes the key out, with its line where nothing else stands on it. */
static int
take_out(struct keyjob *job, const struct keylines *l,
    const struct keyline *found)
{
	const struct md_line *line = &l->md->lines.v[found->index];
	struct str raw = line->raw;
	size_t open, close;

	if (found->form == FIELD_CELL) {
		job->at = offset_of(job, found->value);
		job->len = found->value.len;
		return 1;
	}
	if (found->form == FIELD_INLINE) {
		open = (size_t)(found->key.ptr - raw.ptr);
		while (open && raw.ptr[open] != '[' && raw.ptr[open] != '(')
			open--;
		close = (size_t)(found->value.ptr - raw.ptr) +
		    found->value.len;
		close += str_chr(str_from(raw, close),
		    raw.ptr[open] == '[' ? ']' : ')') + 1;
		if (open > line->content && ch_blank(raw.ptr[open - 1]))
			open--;
		job->at = offset_of(job, raw) + open;
		job->len = close - open;
		if (open > line->content || str_trim(str_from(raw, close)).len)
			return 1;
	}
	if (found->index + 1 < l->md->lines.n &&
	    l->md->lines.v[found->index + 1].parent == found->index)
		return keyjob_refuse(job, job->line,
		    "something stands below it");
	job->at = offset_of(job, raw);
	job->len = next_line(job, l, found->index) - job->at;
	return 1;
}

static int
change(struct keyjob *job, const struct keylines *l,
    const struct keyline *found)
{
	const struct md_line *line = &l->md->lines.v[found->index];
	struct str now = bare(l, found->value);

	job->line = line->number;
	if (job->values.n && keyjob_is_so(job, &now, found->value.len > 0,
	    false))
		return 0;
	if (!job->values.n)
		return take_out(job, l, found);
	if (found->value.len || found->form >= FIELD_INLINE) {
		job->at = offset_of(job, found->value);
		job->len = found->value.len;
	} else {
		job->at = offset_of(job, line->raw) + str_rtrim(line->raw).len;
		buf_addc(&job->with, ' ');
	}
	add_value(job, l, found->value);
	return 1;
}

/* A line like the one before it, or as netgrep writes it. */
static void
add_line(struct keyjob *job, const struct keylines *l,
    const struct keyline *like, struct str key, struct str eol)
{
	struct str raw, before, behind = STR(": ");

	if (!like) {
		buf_puts(&job->with, "- ");
	} else {
		raw = l->md->lines.v[like->index].raw;
		before = str_upto(raw, (size_t)(like->key.ptr - raw.ptr));
		behind = str_from(raw, before.len + like->key.len);
		buf_add(&job->with, before);
		if (like->value.len)
			behind = str_upto(behind,
			    (size_t)(like->value.ptr - behind.ptr));
	}
	buf_add(&job->with, key);
	buf_add(&job->with, behind);
	if (behind.len && !ch_space(behind.ptr[behind.len - 1]))
		buf_addc(&job->with, ' ');
	add_value(job, l, STR_NONE);
	buf_add(&job->with, eol);
}

/* Index of the last of the lines that stand in that one's item, or are it. */
static uint32_t
item_last(const struct keylines *l, uint32_t index)
{
	const struct md_line *v = l->md->lines.v;
	uint32_t i = index + 1;

	while (i < l->md->lines.n && v[i].type != MD_BLANK &&
	    v[i].parent != MD_NONE && v[i].parent >= index)
		i++;
	return i - 1;
}

/* The line that the new one goes below: of the heading, its underline. */
static uint32_t
line_above(const struct keylines *l, const struct keyline *like)
{
	const struct md_line *v = l->md->lines.v;
	uint32_t i = l->heading;

	if (like)
		return item_last(l, like->index);
	return i + 1 < l->md->lines.n && v[i + 1].type == MD_RULE &&
	    str_chr(str_upto(v[i].raw, v[i].content), '#') == SIZE_MAX ?
	    i + 1 : i;
}

static int
add(struct keyjob *job, const struct keylines *l)
{
	const struct md_line *v = l->md->lines.v;
	const struct keyline *like = NULL;
	struct strs keys = { 0 };
	struct str eol;
	uint32_t above;
	size_t i;

	for (i = 0; i < l->list.n; i++) {
		if (!l->list.v[i].key.len ||
		    l->list.v[i].form != FIELD_PROPERTY)
			continue;
		like = &l->list.v[i];
		vec_push(&keys, like->key);
	}
	above = line_above(l, like);
	eol = line_end(job, &v[above]);
	job->at = next_line(job, l, above);
	job->line = v[above].number + 1;
	if (job->at && job->text.ptr[job->at - 1] != '\n')
		buf_add(&job->with, eol);
	add_line(job, l, like, keyjob_spell(job, keys.v, keys.n), eol);
	if (above + 1 < l->md->lines.n && !like &&
	    (v[above + 1].type == MD_TEXT || v[above + 1].type == MD_TABLE))
		buf_add(&job->with, eol);
	vec_release(&keys);
	return 1;
}

static int
edit(struct keyjob *job, const struct keylines *l)
{
	VEC(uint32_t) lines = { 0 };
	struct strs keys = { 0 };
	int status;
	size_t i;

	job->in_body = true;
	for (i = 0; i < l->list.n; i++) {
		vec_push(&keys, l->list.v[i].key.len ? l->list.v[i].key :
		    STR("email"));
		vec_push(&lines, l->md->lines.v[l->list.v[i].index].number);
	}
	i = keyjob_choose(job, keys.v, lines.v, keys.n, &status);
	vec_release(&keys);
	vec_release(&lines);
	if (status == -1)
		return -1;
	if (i != SIZE_MAX)
		return change(job, l, &l->list.v[i]);
	return job->values.n ? add(job, l) : 0;
}

int
keylines_properties(struct keyjob *job)
{
	struct keylines l;
	int answer;

	find_fields(&l, &job->md, job->reader.matcher);
	answer = edit(job, &l);
	vec_release(&l.list);
	return answer;
}

int
keylines_section(struct keyjob *job)
{
	struct keylines l;
	int answer;

	find_section(&l, job, &job->md, &job->source.profiles[job->profile]);
	answer = l.heading == MD_NONE ? keyjob_refuse(job, 0,
	    "the heading is not there") : edit(job, &l);
	vec_release(&l.list);
	return answer;
}

/* The key stands on that line as is wanted. */
static bool
is_wanted(const struct keyjob *job, const struct keylines *l,
    const struct keyline *line)
{
	struct str value = bare(l, line->value);

	return l->md->lines.v[line->index].number == job->line &&
	    keyjob_is_so(job, &value, 1, false);
}

/* The lines are those that were, but for the one at job->line. */
static bool
same_lines(const struct keyjob *job, const struct keylines *was,
    const struct keylines *is)
{
	const struct keyline *a, *b;
	size_t i, k = 0;
	bool done = !job->values.n;

	for (i = 0; i < was->list.n || k < is->list.n; i++, k++) {
		a = i < was->list.n ? &was->list.v[i] : NULL;
		b = k < is->list.n ? &is->list.v[k] : NULL;
		if (a && b && str_eq(a->key, b->key) &&
		    str_eq(a->value, b->value) && (done ||
		    !is_wanted(job, is, b)))
			continue;
		if (!job->values.n && a &&
		    was->md->lines.v[a->index].number == job->line) {
			/* of a table, its cell is left */
			k -= a->form != FIELD_CELL || !b || b->value.len ||
			    !str_eq(a->key, b->key);
			continue;
		}
		if (done || !b || !is_wanted(job, is, b))
			return false;
		done = true;
		if (!a || was->md->lines.v[a->index].number != job->line ||
		    !str_eq(a->key, b->key))
			i--; /* it is new */
	}
	return done;
}

/* What the key does not say is prose, or none, as it was. */
static bool
same_prose(const struct md *was, const struct md *is)
{
	const struct md_line *a = was->lines.v, *b = is->lines.v;
	size_t n = was->lines.n, k = is->lines.n;

	while (n && k && str_eq(a->raw, b->raw)) {
		if (!str_eq(a->prose, b->prose) || a->type != b->type)
			return false;
		a++;
		b++;
		n--;
		k--;
	}
	while (n && k && str_eq(a[n - 1].raw, b[k - 1].raw)) {
		n--;
		k--;
		if (!str_eq(a[n].prose, b[k].prose) || a[n].type != b[k].type)
			return false;
	}
	return true;
}

bool
keylines_check(struct keyjob *job, struct str edited,
    const struct source *now)
{
	struct diags none = { 0 };
	struct front front = { 0 };
	struct arena arena = { 0 };
	struct keylines was, is;
	struct md md = { 0 };
	bool same;

	front_read(&front, str_from(edited, job->start), job->edit->path,
	    &arena, &none);
	md_scan(&md, front.body, front.body_line);
	if (job->source.kind == SOURCE_PEOPLE) {
		find_section(&was, job, &job->md,
		    &job->source.profiles[job->profile]);
		find_section(&is, job, &md, &now->profiles[job->profile]);
	} else {
		find_fields(&was, &job->md, job->reader.matcher);
		find_fields(&is, &md, job->reader.matcher);
	}
	same = same_lines(job, &was, &is) && same_prose(&job->md, &md);
	vec_release(&was.list);
	vec_release(&is.list);
	md_release(&md);
	front_release(&front);
	arena_release(&arena);
	diag_release(&none);
	return same;
}
