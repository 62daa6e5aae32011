#ifndef BOOK_FIXTURE_H
#define BOOK_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "book/book.h"

/* Sources made by hand, as the readers would make them. Today: 2026-11-23. */

enum { MOST = 64 };

struct fixture {
	struct source sources[MOST];
	size_t n;
	struct book_options options;
	struct cadence_rule rules[8];
	struct str me[4];
	struct arena arena;
	struct diags diags;
	struct book book;
	bool made;
};

static inline day_t
day(const char *text)
{
	day_t d;

	if (!text)
		return DAY_NONE;
	assert_true(day_parse(str_of(text), &d));
	return d;
}

static inline struct span
span(const char *text)
{
	struct span s = { 0, 0 };

	if (text)
		assert_true(span_parse(str_of(text), true, &s));
	return s;
}

static inline int
begin(void **state)
{
	struct fixture *fx = mem_zalloc(sizeof(*fx));

	fx->options = (struct book_options){
		.today = day("2026-11-23"),
		.default_cadence = span("3m"),
		.rules = fx->rules,
		.first_followup = span("2d"),
		.fresh = span("90d"),
		.lapsed = span("365d"),
		.me = fx->me,
	};
	*state = fx;
	return 0;
}

static inline int
end(void **state)
{
	struct fixture *fx = *state;

	if (fx->made)
		book_release(&fx->book);
	diag_release(&fx->diags);
	arena_release(&fx->arena);
	free(fx);
	return 0;
}

static inline struct source *
source(struct fixture *fx, enum source_kind kind, const char *path)
{
	struct source *s = &fx->sources[fx->n++];

	assert_true(fx->n <= MOST);
	s->path = str_of(path);
	s->kind = kind;
	s->day = DAY_NONE;
	s->profiles = arena_alloc(&fx->arena, MOST * sizeof(*s->profiles));
	s->records = arena_alloc(&fx->arena, MOST * sizeof(*s->records));
	s->whos = arena_alloc(&fx->arena, MOST * sizeof(*s->whos));
	return s;
}

static inline struct profile *
profile(struct source *s, const char *name)
{
	struct profile *p = &s->profiles[s->profiles_n++];

	assert_true(s->profiles_n <= MOST);
	p->name = str_of(name);
	if (s->kind == SOURCE_PEOPLE)
		p->anchor = p->name;
	p->line = s->profiles_n;
	p->column = 1;
	p->last_contact = p->met = p->snooze = DAY_NONE;
	return p;
}

/* A person note with its one profile. */
static inline struct source *
note(struct fixture *fx, const char *path, const char *name)
{
	struct source *s = source(fx, SOURCE_PERSON, path);

	profile(s, name);
	return s;
}

static inline void
fact(struct fixture *fx, struct profile *p, enum key key, const char *value)
{
	struct fact *facts = (struct fact *)p->facts;

	if (!facts)
		p->facts = facts = arena_alloc(&fx->arena,
		    MOST * sizeof(*facts));
	assert_true(p->facts_n < MOST);
	facts[p->facts_n++] = (struct fact){ str_of(value), p->line,
	    (uint8_t)key };
}

/* A row of a contact table; email, url may be NULL. */
static inline struct profile *
row(struct fixture *fx, struct source *s, const char *name,
    const char *email, const char *url)
{
	struct profile *p = profile(s, name);

	if (email)
		fact(fx, p, KEY_EMAIL, email);
	if (url)
		fact(fx, p, KEY_URL, url);
	return p;
}

/*
 * A record about whos, up to NULL: "" is profile 0 ("#2" the profile 2), a
 * name a target; "1>…" is of tier 1.
 */
static inline struct record *
record(struct source *s, enum record_kind kind, const char *date, ...)
{
	struct record *r = &s->records[s->records_n++];
	const char *target;
	struct who *w;
	va_list ap;

	assert_true(s->records_n <= MOST);
	r->kind = (uint8_t)kind;
	r->day = day(date);
	r->due = DAY_NONE;
	r->line = 10 + s->records_n;
	r->column = 3;
	r->who = s->whos_n;
	va_start(ap, date);
	while ((target = va_arg(ap, const char *))) {
		w = &s->whos[s->whos_n++];
		assert_true(s->whos_n <= MOST);
		w->column = 7;
		if (target[0] && target[1] == '>') {
			w->tier = (uint32_t)(target[0] - '0');
			target += 2;
		}
		if (target[0] == '#' && ch_digit(target[1]))
			w->profile = (uint32_t)(target[1] - '0');
		else
			w->target = str_of(target);
		r->who_n++;
	}
	va_end(ap);
	return r;
}

#define entry(s, ...) record(s, RECORD_ENTRY, __VA_ARGS__, NULL)

static inline int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct source *)a)->path,
	    ((const struct source *)b)->path);
}

static inline struct book *
make(struct fixture *fx)
{
	qsort(fx->sources, fx->n, sizeof(fx->sources[0]), by_path);
	while (fx->rules[fx->options.rules_n].tag.len ||
	    fx->rules[fx->options.rules_n].dir.len)
		fx->options.rules_n++;
	while (fx->me[fx->options.me_n].len)
		fx->options.me_n++;
	book_make(&fx->book, fx->sources, fx->n, &fx->options, &fx->diags);
	fx->made = true;
	return &fx->book;
}

/* The only person of that name. */
static inline const struct person *
person(const struct fixture *fx, const char *name)
{
	const struct person *found = NULL;
	size_t i;

	for (i = 0; i < fx->book.people.n; i++) {
		if (!str_eq(fx->book.people.v[i].name, str_of(name)))
			continue;
		if (found)
			fail_msg("two people are %s", name);
		found = &fx->book.people.v[i];
	}
	if (!found)
		fail_msg("nobody is %s", name);
	return found;
}

/* How many findings have this code. */
static inline size_t
findings(const struct fixture *fx, const char *code)
{
	size_t i, n = 0;

	for (i = 0; i < fx->diags.list.n; i++)
		n += !strcmp(fx->diags.list.v[i].code, code);
	return n;
}

/* The first finding of this code. */
static inline const struct diag *
finding(const struct fixture *fx, const char *code)
{
	size_t i;

	for (i = 0; i < fx->diags.list.n; i++)
		if (!strcmp(fx->diags.list.v[i].code, code))
			return &fx->diags.list.v[i];
	fail_msg("no finding %s", code);
	return NULL;
}

static inline void
assert_str(struct str s, const char *expected)
{
	if (!str_eq(s, str_of(expected)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), expected);
}

#endif
