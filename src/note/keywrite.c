#include "note/keywrite.h"

#include "note/compose.h"
#include "note/scalar.h"

static struct str
line_end(const struct keyjob *job, const struct keyfront_line *line)
{
	return str_from(str_upto(job->text, line->next),
	    line->at + line->raw.len);
}

static enum scalar_style
style_of(struct str raw)
{
	return !raw.len ? SCALAR_PLAIN : raw.ptr[0] == '"' ? SCALAR_DOUBLE :
	    raw.ptr[0] == '\'' ? SCALAR_SINGLE : SCALAR_PLAIN;
}

static bool
is_link(struct str s)
{
	return str_starts(s, STR("[[")) &&
	    str_chr(str_from(s, 2), ']') == s.len - 4;
}

/* Keys whose values may be numbers and booleans. */
static bool
is_typed(enum key key)
{
	return key == KEY_OTHER || key == KEY_CADENCE || key == KEY_PAUSED ||
	    key == KEY_DO_NOT_CONTACT || key == KEY_DECEASED;
}

/* One value in the style of the one that stood there. */
static void
add_like(struct buf *out, const struct keyjob *job, struct str value,
    struct str was, bool list)
{
	enum scalar_style style = style_of(was);

	if (style == SCALAR_PLAIN && is_typed(job->known))
		style = SCALAR_TYPED;
	if (is_link(was) && is_link(value))
		buf_add(out, value);
	else
		scalar_add(out, value, style, list);
}

/* The bytes of a value that stands in the field, quotes and all; or empty. */
static struct str
raw_value(const struct keyfront *f, const struct front_value *value)
{
	const struct keyfront_line *line;
	struct str text = f->job->text;
	size_t at, limit, end;

	if (value->line < 2 || value->line - 2 >= f->lines.n)
		return STR_NONE;
	line = &f->lines.v[value->line - 2];
	at = line->at + value->column - 1;
	limit = line->at + line->raw.len;
	if (at >= limit)
		return STR_NONE;
	if (str_starts(str_upto(str_from(text, at), limit - at), value->text))
		return str_upto(str_from(text, at), value->text.len);
	if (text.ptr[at] != '"' && text.ptr[at] != '\'')
		return STR_NONE;
	end = keyfront_quoted_end(text, at, limit);
	return end == SIZE_MAX ? STR_NONE :
	    str_from(str_upto(text, end), at);
}

/* The same value as it stands there already, or empty. */
static struct str
kept_value(const struct keyfront *f, struct str value)
{
	uint32_t i;

	for (i = 0; f->field && i < f->field->n; i++)
		if (str_eq(f->field->values[i].text, value))
			return raw_value(f, &f->field->values[i]);
	return STR_NONE;
}

static void
add_item(struct buf *out, const struct keyfront *f, struct str value,
    bool flow)
{
	struct str kept = kept_value(f, value), was = STR_NONE;

	if (kept.len) {
		buf_add(out, kept);
		return;
	}
	if (f->field && f->field->n)
		was = raw_value(f, &f->field->values[0]);
	add_like(out, f->job, value, was, flow);
}

static void
add_flow(struct buf *out, const struct keyfront *f, const char *pad)
{
	const struct keyjob *job = f->job;
	size_t i;

	buf_printf(out, "[%s", pad);
	for (i = 0; i < job->values.n; i++) {
		buf_puts(out, i ? ", " : "");
		add_item(out, f, job->values.v[i], true);
	}
	buf_printf(out, "%s]", pad);
}

/* Tags with blanks in them can't stand in one string. */
static bool
can_join(const struct keyjob *job)
{
	size_t i;

	for (i = 0; i < job->values.n; i++)
		if (job->known == KEY_TAGS &&
		    str_chr(job->values.v[i], ' ') != SIZE_MAX)
			return false;
	return true;
}

/* The value beside the key, in the form of the one that stood there. */
static void
add_beside(struct keyfront *f, struct str was)
{
	struct keyjob *job = f->job;
	bool flow = f->form == KEYFRONT_FLOW;
	struct str text = f->field && f->field->n ? f->field->values[0].text :
	    STR_NONE;
	bool joined = str_chr(text, ',') != SIZE_MAX ||
	    (job->known == KEY_TAGS && str_chr(text, ' ') != SIZE_MAX);

	if (f->form == KEYFRONT_BLOCK || f->form == KEYFRONT_BELOW)
		was = STR_NONE;
	if (flow) {
		add_flow(&job->with, f, str_starts(was, STR("[ ")) ? " " : "");
	} else if (job->values.n == 1 && can_join(job) && (was.len ||
	    job->known == KEY_EMAIL || !keyedit_is_list(job->known))) {
		add_like(&job->with, job, job->values.v[0], was, false);
	} else if (was.len && joined && can_join(job)) {
		job->joined = keyjob_join(job, text);
		scalar_add(&job->with, job->joined, style_of(was), false);
	} else {
		add_flow(&job->with, f, "");
	}
}

/* Beside a key that had nothing there: the comment stays. */
static void
fill(struct keyfront *f)
{
	struct keyjob *job = f->job;
	const struct keyfront_line *line = &f->lines.v[f->first],
		*last = &f->lines.v[f->last];
	size_t behind = f->colon + 1, end = line->at + line->raw.len;
	struct str rest = str_from(str_upto(job->text, end), behind);

	job->at = behind;
	if (f->first == f->last && rest.len && !str_trim(rest).len) {
		job->at++;
	} else {
		buf_addc(&job->with, ' ');
	}
	add_beside(f, STR_NONE);
	if (f->first == f->last)
		return;
	buf_add(&job->with, str_trim(rest).len ? rest : STR_NONE);
	job->len = last->at + last->raw.len - job->at;
}

/* The value of the item in that line: its index in the field, or n. */
static uint32_t
value_of_line(const struct keyfront *f, size_t line)
{
	uint32_t i;

	for (i = 0; i < f->field->n; i++)
		if (f->field->values[i].line == line + 2)
			break;
	return i;
}

static bool
is_wanted(const struct keyjob *job, struct str value)
{
	size_t i;

	for (i = 0; i < job->values.n; i++)
		if (str_eq(job->values.v[i], value))
			return true;
	return false;
}

/* What stands before the value of an item: "  - ". */
static struct str
item_lead(const struct keyfront *f, size_t line)
{
	struct str raw = f->lines.v[line].raw;
	size_t at = keyfront_blanks(raw, 0);

	if (at >= raw.len || raw.ptr[at] != '-')
		return STR("  - ");
	return str_upto(raw, keyfront_blanks(raw, at + 1));
}

/*
 * The items that stay come first, in the order that is wanted: *kept of them.
 * False: another order is wanted, or an item is not one line.
 */
static bool
can_keep(const struct keyfront *f, size_t *kept)
{
	const struct keyjob *job = f->job;
	uint32_t value;
	size_t i, items = 0;

	*kept = 0;
	for (i = f->first + 1; i <= f->last; i++) {
		value = value_of_line(f, i);
		if (value == f->field->n)
			continue;
		items++;
		if (!is_wanted(job, f->field->values[value].text))
			continue;
		if (*kept >= job->values.n || !str_eq(job->values.v[*kept],
		    f->field->values[value].text))
			return false;
		++*kept;
	}
	return items == f->field->n;
}

/* Is it an item's line, and nothing else's? */
static bool
goes(const struct keyfront *f, size_t line)
{
	uint32_t value = value_of_line(f, line);

	return value < f->field->n &&
	    !is_wanted(f->job, f->field->values[value].text);
}

static void
add_items(struct buf *out, const struct keyfront *f, size_t from,
    struct str lead, struct str eol)
{
	size_t i;

	for (i = from; i < f->job->values.n; i++) {
		buf_add(out, lead);
		add_item(out, f, f->job->values.v[i], false);
		buf_add(out, eol);
	}
}

/* Only the lines of items that come or go are changed. */
static int
change_items(struct keyfront *f)
{
	struct keyjob *job = f->job;
	const struct keyfront_line *lines = f->lines.v;
	struct str lead, eol = line_end(job, &lines[f->last]);
	size_t kept, first = f->first + 1, i;

	while (first < f->last && value_of_line(f, first) == f->field->n)
		first++;
	lead = item_lead(f, first);
	if (!can_keep(f, &kept)) {
		if (f->comment)
			return keyjob_refuse(job, job->line,
			    "there are comments in the list");
		kept = 0;
		first = f->first + 1;
	} else {
		/* what stays before the first change is not touched */
		first = f->first + 1;
		while (first <= f->last && !goes(f, first))
			first++;
	}
	job->at = first <= f->last ? lines[first].at : lines[f->last].next;
	job->len = lines[f->last].next - job->at;
	for (i = first; kept && i <= f->last; i++)
		if (!goes(f, i))
			buf_add(&job->with, str_from(str_upto(job->text,
			    lines[i].next), lines[i].at));
	add_items(&job->with, f, kept, lead, eol);
	return 1;
}

int
keywrite_change(struct keyfront *f)
{
	struct keyjob *job = f->job;

	if (f->form == KEYFRONT_ITEMS && f->field->list &&
	    (keyedit_is_list(job->known) || job->values.n > 1 ||
	    job->known == KEY_OTHER))
		return change_items(f);
	if (f->form == KEYFRONT_NONE || f->form >= KEYFRONT_ITEMS) {
		if (f->comment)
			return keyjob_refuse(job, job->line,
			    "there are comments in the value");
		fill(f);
		return 1;
	}
	if (f->form == KEYFRONT_FLOW && !keyedit_is_list(job->known) &&
	    job->known != KEY_OTHER && job->values.n == 1)
		f->form = KEYFRONT_PLAIN;
	job->at = f->value;
	job->len = f->end - f->value;
	add_beside(f, str_from(str_upto(job->text, f->end), f->value));
	return 1;
}

/* The lead of the items of a list that stands there, or null: none does. */
static struct str
neighbour_lead(const struct keyfront *f)
{
	const struct front_field *field;
	struct str raw;
	size_t i;

	for (i = 0; i < f->job->front.fields.n; i++) {
		field = &f->job->front.fields.v[i];
		if (!field->list || !field->n ||
		    field->values[0].line <= field->line ||
		    field->values[0].line - 2 >= f->lines.n)
			continue;
		raw = f->lines.v[field->values[0].line - 2].raw;
		if (str_starts(str_ltrim(raw), STR("- ")))
			return item_lead(f, field->values[0].line - 2);
	}
	return STR_NONE;
}

static void
add_key(struct keyfront *f, struct str key, struct str eol)
{
	struct keyjob *job = f->job;
	bool list = keyedit_is_list(job->known) && (job->values.n > 1 ||
	    job->known != KEY_EMAIL);
	struct str lead = list ? neighbour_lead(f) : STR_NONE;
	size_t i, indent = keyfront_indent(f);

	for (i = 0; i < indent; i++)
		buf_addc(&job->with, ' ');
	buf_add(&job->with, key);
	buf_addc(&job->with, ':');
	if (lead.len) {
		buf_add(&job->with, eol);
		add_items(&job->with, f, 0, lead, eol);
		return;
	}
	buf_addc(&job->with, ' ');
	f->form = KEYFRONT_NONE;
	add_beside(f, STR_NONE);
	buf_add(&job->with, eol);
}

void
keywrite_add(struct keyfront *f)
{
	struct keyjob *job = f->job;
	const struct keyfront_line *above = &f->open;
	struct strs keys = { 0 };
	size_t i;

	for (i = 0; i < f->lines.n; i++)
		if (str_trim(f->lines.v[i].raw).len)
			above = &f->lines.v[i];
	for (i = 0; i < job->front.fields.n; i++)
		vec_push(&keys, job->front.fields.v[i].key);
	job->at = above->next;
	job->line = keyjob_line(job->text, job->at);
	add_key(f, keyjob_spell(job, keys.v, keys.n), line_end(job, above));
	vec_release(&keys);
}

void
keywrite_make(struct keyjob *job)
{
	struct keyfront f = { .job = job };
	struct str body = str_from(job->text, job->start), line = STR_NONE;
	struct str eol = compose_eol(job->text, job->text.len);

	job->at = job->start;
	job->line = 2;
	buf_puts(&job->with, "---");
	buf_add(&job->with, eol);
	add_key(&f, job->key, eol);
	buf_puts(&job->with, "---");
	buf_add(&job->with, eol);
	if (str_line(&body, &line) && str_trim(line).len)
		buf_add(&job->with, eol);
}
