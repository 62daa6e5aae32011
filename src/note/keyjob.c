#include "note/keyjob.h"

int
keyjob_refuse(struct keyjob *job, uint32_t line, const char *why)
{
	diag_error(job->diags, "unsafe-edit", job->edit->path, line, 0,
	    "%s; change %.*s by hand", why, STR_ARG(str_upto(job->key, 60)));
	return -1;
}

/* Keys that mean the same, and yet say different things. */
static bool
is_one_of_many(enum key key)
{
	return key == KEY_OTHER || key == KEY_HANDLE || key == KEY_ID ||
	    key == KEY_URL || key == KEY_PHONE || key == KEY_CARE ||
	    key == KEY_MET_AT;
}

enum keyjob_match
keyjob_match(const struct keyjob *job, struct str key)
{
	if (key_eq(key, job->key))
		return KEYJOB_SAME;
	return !is_one_of_many(job->known) && key_of(key) == job->known ?
	    KEYJOB_SYNONYM : KEYJOB_NO;
}

size_t
keyjob_choose(struct keyjob *job, const struct str *keys,
    const uint32_t *lines, size_t n, int *status)
{
	size_t same = 0, like = 0, one = SIZE_MAX, other = SIZE_MAX, i;
	enum keyjob_match match;

	*status = 0;
	for (i = 0; i < n; i++) {
		match = keyjob_match(job, keys[i]);
		if (match == KEYJOB_SAME && !same++)
			one = i;
		if (match == KEYJOB_SYNONYM && !like++)
			other = i;
	}
	if (!same && like < 2)
		return other;
	/* all lists of one meaning count, of other keys just one */
	if (same == 1 && (!like || keyedit_is_list(job->known)))
		return one;
	*status = keyjob_refuse(job, lines[same ? one : other],
	    "it stands there twice, under the one name or another");
	return SIZE_MAX;
}

struct str
keyjob_join(struct keyjob *job, struct str was)
{
	bool blank = job->known == KEY_TAGS && str_chr(was, ',') == SIZE_MAX &&
	    str_chr(str_trim(was), ' ') != SIZE_MAX;
	bool marked = job->known == KEY_TAGS && str_starts(was, STR("#"));
	struct buf joined = { 0 };
	struct str result;
	size_t i;

	for (i = 0; i < job->values.n; i++) {
		buf_puts(&joined, !i ? "" : blank ? " " : ", ");
		buf_puts(&joined, marked ? "#" : "");
		buf_add(&joined, job->values.v[i]);
	}
	result = arena_str(&job->arena, buf_str(&joined));
	buf_release(&joined);
	return result;
}

static bool
is_joint(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

/* How keys are spelt in a note. */
struct spelling {
	char joint;    /* between words; 0: nobody knows */
	size_t title, upper, n; /* so many are Title, UPPER, of all */
};

static void
look_at_key(struct spelling *s, struct str key)
{
	size_t i, small = 0, big = 0;

	for (i = 0; i < key.len; i++) {
		small += key.ptr[i] >= 'a' && key.ptr[i] <= 'z';
		big += key.ptr[i] >= 'A' && key.ptr[i] <= 'Z';
		if (!s->joint && i && is_joint(key.ptr[i]))
			s->joint = key.ptr[i];
	}
	s->n++;
	if (big > 1 && !small)
		s->upper++;
	else if (key.len && key.ptr[0] >= 'A' && key.ptr[0] <= 'Z')
		s->title++;
}

struct str
keyjob_spell(struct keyjob *job, const struct str *keys, size_t n)
{
	struct spelling s = { 0 };
	struct buf out = { 0 };
	struct str result;
	bool first = true;
	size_t i;
	char c;

	if (job->known == KEY_OTHER)
		return job->key;
	for (i = 0; i < n; i++)
		look_at_key(&s, keys[i]);
	for (i = 0; i < job->key.len; i++) {
		c = job->key.ptr[i];
		if (c >= 'a' && c <= 'z' && (s.upper * 2 > s.n ||
		    (first && s.title * 2 > s.n)))
			c = (char)(c - ('a' - 'A'));
		first = is_joint(c);
		buf_addc(&out, first && s.joint ? s.joint : c);
	}
	result = arena_str(&job->arena, buf_str(&out));
	buf_release(&out);
	return result;
}

uint32_t
keyjob_line(struct str text, size_t at)
{
	uint32_t line = 1;
	size_t i;

	for (i = 0; i < at && i < text.len; i++)
		line += text.ptr[i] == '\n';
	return line;
}

/* A tag without its #. */
static struct str
without_mark(const struct keyjob *job, struct str value)
{
	return job->known == KEY_TAGS && str_starts(value, STR("#")) ?
	    str_from(value, 1) : value;
}

/* The next of several values in one string; blanks part tags, too. */
static bool
cut(const struct keyjob *job, struct str *rest, struct str *part)
{
	size_t i = 0;

	if (!rest->len)
		return false;
	while (i < rest->len && rest->ptr[i] != ',' &&
	    (job->known != KEY_TAGS || !ch_space(rest->ptr[i])))
		i++;
	*part = str_upto(*rest, i);
	*rest = str_from(*rest, i + 1);
	return true;
}

bool
keyjob_is_so(const struct keyjob *job, const struct str *values, size_t n,
    bool list)
{
	struct strs flat = { 0 };
	struct str rest, part;
	bool same;
	size_t i;

	for (i = 0; i < n; i++) {
		rest = values[i];
		if (list || !keyedit_is_list(job->known)) {
			vec_push(&flat, without_mark(job, rest));
			continue;
		}
		while (cut(job, &rest, &part))
			if (str_trim(part).len)
				vec_push(&flat, without_mark(job,
				    str_trim(part)));
	}
	same = keyjob_same(job, flat.v, flat.n);
	vec_release(&flat);
	return same;
}

bool
keyjob_same(const struct keyjob *job, const struct str *values, size_t n)
{
	size_t i;

	if (n != job->values.n)
		return false;
	for (i = 0; i < n; i++)
		if (!str_eq(values[i], job->values.v[i]))
			return false;
	return true;
}

void
keyjob_split(struct keyjob *job)
{
	struct str rest = job->value, part;

	vec_clear(&job->values);
	while (str_cut(&rest, ',', &part)) {
		part = without_mark(job, str_trim(part));
		if (part.len)
			vec_push(&job->values, part);
	}
}

bool
keyjob_take(struct keyjob *job, const struct front_field *field)
{
	struct strs now = { 0 };
	uint32_t i;
	bool so;

	job->line = field->line;
	job->field_found = true;
	if (field->list && !keyedit_is_list(job->known))
		keyjob_split(job);
	for (i = 0; i < field->n; i++)
		vec_push(&now, field->values[i].text);
	so = job->values.n && keyjob_is_so(job, now.v, now.n, field->list);
	vec_release(&now);
	return so;
}
