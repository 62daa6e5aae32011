#include "note/keyjob.h"

/* A line of friends.md: "* Ana Ruiz (a.k.a. Anita) [Porto] @friend". */
struct friend {
	size_t name;         /* offset in the text behind the name */
	size_t aliases, place, tags; /* where each begins … */
	size_t aliases_n, place_n, tags_n; /* … its bytes, 0 where it is not */
	bool mixed;          /* there is text between tags */
};

static const struct md_line *
line_of(const struct keyjob *job)
{
	uint32_t number = job->source.profiles[job->profile].line;
	size_t i;

	for (i = 0; i < job->md.lines.n; i++)
		if (job->md.lines.v[i].number == number)
			return &job->md.lines.v[i];
	return NULL;
}

static size_t
skip(struct str s, size_t at, bool blanks)
{
	while (at < s.len && ch_space(s.ptr[at]) == blanks)
		at++;
	return at;
}

/* What stands between brackets at the offset; its bytes, or 0. */
static size_t
brackets(struct str s, size_t at, char open, char close)
{
	size_t end;

	if (at >= s.len || s.ptr[at] != open)
		return 0;
	end = str_chr(str_from(s, at), close);
	return end == SIZE_MAX ? 0 : end + 1;
}

/* s is the text up to the line's end. */
static void
find_parts(struct friend *f, struct str s)
{
	size_t at = skip(s, f->name, true), end;
	bool other = false;

	f->aliases = f->place = f->name;
	f->aliases_n = brackets(s, at, '(', ')');
	if (f->aliases_n) {
		f->aliases = at;
		f->place = at + f->aliases_n;
		at = skip(s, f->place, true);
	}
	f->place_n = brackets(s, at, '[', ']');
	if (f->place_n) {
		f->place = at;
		at += f->place_n;
	}
	for (at = skip(s, at, true); at < s.len; at = skip(s, end, true)) {
		end = skip(s, at, false);
		if (s.ptr[at] != '@' && s.ptr[at] != '#') {
			other = true;
			continue;
		}
		f->mixed = f->mixed || (f->tags_n && other);
		if (!f->tags_n) {
			f->tags = at;
			other = false;
		}
		f->tags_n = end - f->tags;
	}
	if (!f->tags_n)
		f->tags = str_rtrim(s).len;
}

static void
add_values(struct keyjob *job, char mark)
{
	size_t i;

	if (job->known == KEY_PLACE) {
		buf_printf(&job->with, "[%.*s]", STR_ARG(job->value));
		return;
	}
	for (i = 0; i < job->values.n; i++) {
		buf_puts(&job->with, i ? " " : "");
		if (job->known == KEY_TAGS)
			buf_addc(&job->with, mark);
		else
			buf_puts(&job->with, i ? "a.k.a. " : "(a.k.a. ");
		buf_add(&job->with, job->values.v[i]);
	}
	if (job->known == KEY_ALIASES)
		buf_addc(&job->with, ')');
}

/* Puts the values in place of those n bytes. */
static int
replace(struct keyjob *job, size_t at, size_t n)
{
	char mark = n ? job->text.ptr[at] : '@';

	job->at = at;
	job->len = n;
	if (!job->values.n) {
		/* the blank before it goes with it */
		while (n && job->at && ch_blank(job->text.ptr[job->at - 1])) {
			job->at--;
			job->len++;
		}
		return n > 0;
	}
	if (!n)
		buf_addc(&job->with, ' ');
	add_values(job, mark);
	return 1;
}

bool
keyfriend_is_so(const struct keyjob *job, const struct profile *p)
{
	struct strs now = { 0 };
	uint32_t i;
	bool so;

	for (i = 0; i < p->facts_n; i++)
		if (p->facts[i].key == job->known)
			vec_push(&now, p->facts[i].value);
	so = keyjob_same(job, now.v, now.n);
	vec_release(&now);
	return so;
}

int
keyfriend_edit(struct keyjob *job)
{
	const struct profile *p = &job->source.profiles[job->profile];
	const struct md_line *line = line_of(job);
	struct friend f = { 0 };
	struct str s;
	size_t at;

	job->in_body = true;
	job->line = p->line;
	if (!line)
		return keyjob_refuse(job, p->line, "the line is not there");
	if (job->known != KEY_ALIASES && job->known != KEY_PLACE &&
	    job->known != KEY_TAGS)
		return keyjob_refuse(job, p->line,
		    "friends.md holds aliases, place and tags alone");
	if (keyfriend_is_so(job, p))
		return 0;
	at = (size_t)(line->raw.ptr - job->text.ptr);
	s = str_upto(job->text, at + line->raw.len);
	f.name = at + p->column - 1 + p->name.len;
	find_parts(&f, s);
	if (job->known == KEY_PLACE)
		return replace(job, f.place, f.place_n);
	if (job->known == KEY_ALIASES)
		return replace(job, f.aliases, f.aliases_n);
	return f.mixed ? keyjob_refuse(job, p->line,
	    "there is text between the tags") :
	    replace(job, f.tags, f.tags_n);
}
