#include "base/unicode.h"
#include "cmd/importing.h"

enum { NEAR = 8 }; /* people that are looked at of those who fit */

/* People of the notes who have a note, or a place in one. */
struct fitting {
	uint32_t v[NEAR];
	size_t n;
};

static bool
fits(const struct fitting *f, uint32_t person)
{
	size_t i;

	for (i = 0; i < f->n && f->v[i] != person; i++)
		;
	return i < f->n;
}

static void
add_bearer(struct importing *im, struct str uid, struct fitting *f)
{
	uint32_t person = importing_bearer(im, uid);

	if (person != PERSON_NONE && f->n < NEAR && !fits(f, person))
		f->v[f->n++] = person;
}

static void
keep_markdown(const struct book *b, struct fitting *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->n; i++)
		if (b->people.v[f->v[i]].markdown)
			f->v[n++] = f->v[i];
	f->n = n;
}

/* What two in the FILEs have says nothing of either. */
static bool
tells_apart(const struct importing *im, const struct fact *fact)
{
	enum key key = (enum key)fact->key;
	uint32_t found[2];
	size_t n = 0;

	if (key != KEY_ID && key != KEY_HANDLE && key != KEY_URL &&
	    key != KEY_EMAIL)
		return false;
	book_bearers(&im->book, key, fact->value, found, 2, &n);
	return n < 2;
}

/* By what belongs to one person; whether they have any such key. */
static bool
find_proved(struct importing *im, const struct person *p, struct fitting *f)
{
	const struct profile *profile;
	bool any = false;
	uint32_t i, k;

	for (i = 0; i < p->parts_n; i++) {
		profile = &im->sources[p->parts[i].source]
		    .profiles[p->parts[i].profile];
		for (k = 0; k < profile->facts_n; k++) {
			if (!tells_apart(im, &profile->facts[k]))
				continue;
			any = true;
			book_bearers(&im->s->book,
			    (enum key)profile->facts[k].key,
			    profile->facts[k].value, f->v, NEAR, &f->n);
			if (profile->facts[k].key == KEY_ID)
				add_bearer(im, profile->facts[k].value, f);
		}
	}
	return any;
}

/* Who of the notes it is, if tables alone know them there. */
static uint32_t
listed(struct importing *im, const struct person *p,
    const struct fitting *proved)
{
	struct fitting f = *proved;

	if (!f.n)
		book_bearers(&im->s->book, KEY_NAME, p->name, f.v, NEAR, &f.n);
	return f.n == 1 ? f.v[0] : PERSON_NONE;
}

static void
leave_two(struct importing *im, struct arrival *a, uint32_t first,
    uint32_t second)
{
	const struct book *b = &im->s->book;
	struct str one = person_path(b, &b->people.v[first], &im->texts);
	struct str two = person_path(b, &b->people.v[second], &im->texts);

	importing_leave(im, a, "%.*s and %.*s both fit; say who it is there, "
	    "by an email", STR_ARG(one), STR_ARG(two));
}

static bool
is_known_only(const struct importing *im, const struct person *p)
{
	uint32_t i;

	for (i = 0; i < p->parts_n; i++)
		if (!im->known_only[p->parts[i].source])
			return false;
	return true;
}

static void
find_known(struct importing *im, struct arrival *a)
{
	const struct person *p = &im->book.people.v[a->person];
	struct fitting proved = { .n = 0 }, named = { .n = 0 };
	bool any = find_proved(im, p, &proved);

	a->same = listed(im, p, &proved);
	keep_markdown(&im->s->book, &proved);
	book_bearers(&im->s->book, KEY_NAME, p->name, named.v, NEAR, &named.n);
	keep_markdown(&im->s->book, &named);
	a->proved = any;
	if (proved.n > 1)
		leave_two(im, a, proved.v[0], proved.v[1]);
	else if (proved.n && named.n && !fits(&named, proved.v[0]))
		leave_two(im, a, proved.v[0], named.v[0]);
	else if (proved.n)
		a->known = proved.v[0];
	else if (named.n > 1)
		leave_two(im, a, named.v[0], named.v[1]);
	else if (named.n)
		a->known = named.v[0];
	if (a->known != PERSON_NONE)
		a->same = a->known;
	else if (!a->left && is_known_only(im, p))
		importing_leave(im, a, "nobody of the notes is called so, and "
		    "a calendar says too little for a note");
	a->by_name = named.n && !proved.n;
}

/* One address and two names: whose it is can't be told. */
static void
leave_shared(struct importing *im, struct arrival *a)
{
	const struct person *p = &im->book.people.v[a->person];
	const struct str *emails;
	size_t n = person_facts(&im->book, p, KEY_EMAIL, &im->texts, &emails);
	size_t i, found_n;
	uint32_t found[2], other;

	for (i = 0; i < n && !a->left; i++) {
		found_n = 0;
		book_bearers(&im->book, KEY_EMAIL, emails[i], found, 2,
		    &found_n);
		if (found_n < 2)
			continue;
		other = found[0] == a->person ? found[1] : found[0];
		importing_leave(im, a, "%.*s has the same email, %.*s; keep "
		    "it with one of them",
		    STR_ARG(im->book.people.v[other].name),
		    STR_ARG(str_upto(emails[i], 100)));
	}
}

/*
 * Of several who are called alike, or whom one note fits, those of whom there
 * is no more than the name can't be told from the others. shared: by arrival,
 * a number below n of what that is, or UINT32_MAX. What a calendar says is
 * about the one whom the notes have.
 */
static void
leave_alike(struct importing *im, const uint32_t *shared, size_t n)
{
	uint32_t *all = mem_zalloc((n + 1) * sizeof(*all));
	struct arrival *a;
	size_t i;

	for (i = 0; i < im->arrivals.n; i++)
		if (shared[i] != UINT32_MAX)
			all[shared[i]]++;
	for (i = 0; i < im->arrivals.n; i++) {
		a = &im->arrivals.v[i];
		if (shared[i] == UINT32_MAX || all[shared[i]] < 2 ||
		    (a->known == PERSON_NONE ? a->proved : !a->by_name ||
		    is_known_only(im, &im->book.people.v[a->person])))
			continue;
		importing_leave(im, a, "%u are called so, and nothing says "
		    "which is meant; give each an email",
		    all[shared[i]]);
	}
	free(all);
}

/* What somebody new shares with others: the name, by number. */
static size_t
number_names(struct importing *im, uint32_t *shared)
{
	struct map names = { 0 };
	struct buf folded = { 0 };
	size_t i, n;

	for (i = 0; i < im->arrivals.n; i++) {
		shared[i] = UINT32_MAX;
		if (im->arrivals.v[i].left ||
		    im->arrivals.v[i].known != PERSON_NONE)
			continue;
		buf_clear(&folded);
		unicode_fold(&folded, im->book.people.v[
		    im->arrivals.v[i].person].name);
		shared[i] = *map_put(&names, arena_str(&im->texts,
		    buf_str(&folded)), (uint32_t)names.n, NULL);
	}
	n = names.n;
	map_release(&names);
	buf_release(&folded);
	return n;
}

static void
leave_all_alike(struct importing *im)
{
	uint32_t *shared = mem_resize(NULL, im->arrivals.n, sizeof(*shared));
	size_t i, n = number_names(im, shared);

	leave_alike(im, shared, n);
	for (i = 0; i < im->arrivals.n; i++)
		shared[i] = im->arrivals.v[i].left ||
		    im->arrivals.v[i].known == PERSON_NONE ? UINT32_MAX :
		    im->arrivals.v[i].known;
	leave_alike(im, shared, im->s->book.people.n);
	free(shared);
}

void
importing_match(struct importing *im)
{
	size_t i;

	for (i = 0; i < im->book.people.n; i++) {
		struct arrival a = { .person = (uint32_t)i,
			.known = PERSON_NONE, .same = PERSON_NONE };

		vec_push(&im->arrivals, a);
		find_known(im, &im->arrivals.v[i]);
		if (!im->arrivals.v[i].left)
			leave_shared(im, &im->arrivals.v[i]);
	}
	leave_all_alike(im);
}
