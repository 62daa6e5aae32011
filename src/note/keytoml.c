#include "note/keyjob.h"

#include "note/compose.h"
#include "note/toml.h"

/* Offset in the text of a line of the front matter. */
static size_t
line_at(const struct keyjob *job, uint32_t line)
{
	struct str rest = str_from(job->text, job->start), raw;

	while (--line && str_line(&rest, &raw))
		;
	return job->text.len - rest.len;
}

/* true, false, and a date: what needs no quotes, whatever stood there. */
static bool
is_bare(struct str s)
{
	day_t day;

	return str_eq(s, STR("true")) || str_eq(s, STR("false")) ||
	    (s.len == 10 && s.ptr[4] == '-' && day_parse(s, &day));
}

static bool
is_number(struct str s)
{
	size_t i = 0;

	while (i < s.len && ch_digit(s.ptr[i]))
		i++;
	return s.len && i == s.len && (s.len == 1 || s.ptr[0] != '0');
}

static void
add_value(struct keyjob *job, struct str value, struct str was)
{
	bool quoted = was.len && (was.ptr[0] == '"' || was.ptr[0] == '\'');

	if (!quoted && (is_bare(value) || (was.len && is_number(value))))
		buf_add(&job->with, value);
	else
		toml_add(&job->with, value, quoted && was.ptr[0] == '\'');
}

/* The wanted values in the form of what stood there. */
static void
add_values(struct keyjob *job, struct str was)
{
	bool list = str_starts(was, STR("[")) || job->values.n > 1 ||
	    job->known == KEY_TAGS || job->known == KEY_ALIASES;
	struct str inner = str_ltrim(str_from(was, 1));
	size_t i;

	if (was.len && was.ptr[0] != '[' && job->values.n > 1) {
		job->joined = keyjob_join(job, was);
		add_value(job, job->joined, was);
		return;
	}
	if (!list) {
		add_value(job, job->values.v[0], was);
		return;
	}
	buf_addc(&job->with, '[');
	for (i = 0; i < job->values.n; i++) {
		buf_puts(&job->with, i ? ", " : "");
		/* what stood there in an array tells which quotes */
		toml_add(&job->with, job->values.v[i],
		    str_starts(was, STR("[")) && str_starts(inner, STR("'")));
	}
	buf_addc(&job->with, ']');
}

static int
change(struct keyjob *job, const struct front_field *field)
{
	size_t line = line_at(job, field->line), end, from;
	size_t key = line + field->column - 1;
	struct str before = str_upto(str_from(job->text, line), key - line);

	if (str_trim(before).len || (field->n && field->values[0].item) ||
	    !toml_find(job->text, key, &from, &end) ||
	    job->text.ptr[from] == '{')
		return keyjob_refuse(job, field->line,
		    "it stands in a table or array");
	if (job->values.n) {
		job->at = from;
		job->len = end - from;
		add_values(job, str_upto(str_from(job->text, from),
		    end - from));
		return 1;
	}
	from = str_chr(str_from(job->text, end), '\n');
	job->at = line;
	job->len = end + from + 1 - line;
	return 1;
}

static int
edit_field(struct keyjob *job, const struct front_field *field)
{
	return keyjob_take(job, field) ? 0 : change(job, field);
}

/* A new key stands behind the others that are in no table. */
static int
add_key(struct keyjob *job, const struct strs *keys)
{
	size_t start = line_at(job, 2), top;
	struct str block = str_upto(str_from(job->text, start),
	    line_at(job, job->front.body_line - 1) - start);
	struct str above = str_rtrim(str_upto(block, toml_top(block)));

	top = start + above.len;
	if (above.len)
		top += str_chr(str_from(job->text, top), '\n') + 1;
	job->at = top;
	job->line = keyjob_line(job->text, job->at);
	buf_add(&job->with, keyjob_spell(job, keys->v, keys->n));
	buf_puts(&job->with, " = ");
	add_values(job, STR_NONE);
	buf_add(&job->with, compose_eol(job->text, start));
	return 1;
}

int
keytoml_edit(struct keyjob *job)
{
	struct strs keys = { 0 };
	VEC(uint32_t) lines = { 0 };
	int answer = 0, status;
	size_t i;

	for (i = 0; i < job->front.fields.n; i++) {
		vec_push(&keys, job->front.fields.v[i].key);
		vec_push(&lines, job->front.fields.v[i].line);
	}
	i = keyjob_choose(job, keys.v, lines.v, keys.n, &status);
	if (status == -1)
		answer = -1;
	else if (i != SIZE_MAX)
		answer = edit_field(job, &job->front.fields.v[i]);
	else if (job->values.n)
		answer = add_key(job, &keys);
	vec_release(&keys);
	vec_release(&lines);
	return answer;
}
