#include "base/unicode.h"
#include "cmd/importing.h"
#include "report/export-uid.h"

/* A mark of a follow-up, or its date: how these are written may differ. */
static bool
is_mark(struct str word)
{
	day_t day;

	return word.ptr[0] == '#' || word.ptr[0] == '@' ||
	    (unsigned char)word.ptr[0] >= 0xe2 ||
	    day_scan(word, &day) == word.len;
}

/* The words of a follow-up, folded, without its marks. */
static void
add_words(struct buf *out, struct str text)
{
	struct buf words = { 0 };
	struct str word;

	while (str_cut(&text, ' ', &word))
		if (word.len && !is_mark(word)) {
			buf_add(&words, word);
			buf_addc(&words, ' ');
		}
	unicode_fold(out, buf_str(&words));
	buf_release(&words);
}

/*
 * An entry of friends.md without the names that an export puts behind it:
 * "lunch with **Ana Ruiz** and **Bob Chen**."
 */
static struct str
without_names(struct str text)
{
	const struct str with = STR("with **");
	size_t at, from = 0, last = SIZE_MAX;
	struct str rest;

	while ((at = str_find(str_from(text, from), with)) != SIZE_MAX) {
		last = from + at;
		from = last + with.len;
	}
	if (last == SIZE_MAX)
		return text;
	for (rest = str_from(text, last + 5); str_starts(rest, STR("**"));) {
		at = str_find(str_from(rest, 2), STR("**"));
		if (at == SIZE_MAX)
			return text;
		rest = str_from(rest, at + 4);
		if (str_starts(rest, STR(", ")))
			rest = str_from(rest, 2);
		else if (str_starts(rest, STR(" and ")))
			rest = str_from(rest, 5);
	}
	return !rest.len || str_eq(rest, STR(".")) ?
	    str_rtrim(str_upto(text, last)) : text;
}

/* Names are links in notes, and bold in friends.md. */
static void
add_text(struct buf *out, struct str said)
{
	struct buf bold = { 0 }, bare = { 0 };
	struct str text;
	size_t i;

	for (i = 0; i < said.len; i++)
		buf_addc(&bold, said.ptr[i] == '[' || said.ptr[i] == ']' ?
		    '*' : said.ptr[i]);
	text = without_names(buf_str(&bold));
	for (i = 0; i < text.len; i++)
		if (text.ptr[i] != '*')
			buf_addc(&bare, text.ptr[i]);
	unicode_fold(out, str_ends(buf_str(&bare), STR(".")) ?
	    str_upto(buf_str(&bare), bare.len - 1) : buf_str(&bare));
	buf_release(&bold);
	buf_release(&bare);
}

void
importing_key(struct buf *out, uint32_t person, const struct record *r)
{
	bool followup = r->kind == RECORD_FOLLOWUP ||
	    r->kind == RECORD_PROMISE || r->kind == RECORD_WAITING;

	buf_printf(out, "%c %u %d ", followup ? 'f' : r->kind ==
	    RECORD_ENTRY ? 'e' : 'm', person, followup ? r->due : r->day);
	if (followup)
		add_words(out, r->text);
	else
		add_text(out, r->text);
}

static void
hold(struct importing *im, uint32_t person, struct origin at)
{
	struct buf key = { 0 };

	importing_key(&key, person, &im->s->book.sources[at.source]
	    .records[at.record]);
	map_put(&im->held, arena_str(&im->texts, buf_str(&key)), at.source,
	    NULL);
	buf_release(&key);
}

void
importing_hold(struct importing *im)
{
	const struct book *b = &im->s->book;
	bool *known = mem_zalloc(b->people.n + 1);
	size_t i;

	for (i = 0; i < im->arrivals.n; i++)
		if (im->arrivals.v[i].same != PERSON_NONE)
			known[im->arrivals.v[i].same] = true;
	for (i = 0; i < b->interactions.n && im->happenings.n; i++)
		if (known[b->interactions.v[i].person])
			hold(im, b->interactions.v[i].person,
			    b->interactions.v[i].at);
	for (i = 0; i < b->followups.n && im->happenings.n; i++)
		if (b->followups.v[i].person != PERSON_NONE &&
		    known[b->followups.v[i].person])
			hold(im, b->followups.v[i].person,
			    b->followups.v[i].at);
	for (i = 0; i < b->abouts.n && im->happenings.n; i++)
		if (b->abouts.v[i].person != PERSON_NONE &&
		    known[b->abouts.v[i].person])
			hold(im, b->abouts.v[i].person, b->abouts.v[i].at);
	free(known);
}

bool
importing_counts(struct importing *im, struct str words)
{
	struct source source = { .path = STR("people/x.md") };
	struct buf text = { 0 };
	struct reader r;
	bool counts;
	uint32_t i;

	buf_printf(&text, "---\nname: x\n---\n\n");
	buf_add(&text, words);
	buf_addc(&text, '\n');
	reader_init(&r, &im->s->read_options);
	read_file(&r, buf_str(&text), &source);
	counts = source.kind != SOURCE_PERSON || source.profiles_n != 1 ||
	    source.profiles[0].facts_n > 0;
	for (i = 0; i < source.records_n && !counts; i++)
		counts = source.records[i].kind != RECORD_MENTION &&
		    source.records[i].kind != RECORD_TAG;
	reader_release(&r);
	buf_release(&text);
	return counts;
}

/* As an export gives them, that of all people: none is given twice. */
static void
make_uids(struct importing *im)
{
	const struct book *b = &im->s->book;
	struct export_uids uids = { .arena = &im->texts };
	size_t i;

	im->uids = mem_zalloc((b->people.n + 1) * sizeof(*im->uids));
	for (i = 0; i < b->people.n; i++) {
		im->uids[i] = export_uid_person(&uids, b, &b->people.v[i]);
		map_put(&im->bearers, im->uids[i], (uint32_t)i, NULL);
	}
	export_uid_release(&uids);
}

struct str
importing_uid(struct importing *im, uint32_t person)
{
	if (!im->uids)
		make_uids(im);
	return im->uids[person];
}

uint32_t
importing_bearer(struct importing *im, struct str uid)
{
	const uint32_t *person;

	if (!im->uids)
		make_uids(im);
	person = map_get(&im->bearers, uid);
	return person ? *person : PERSON_NONE;
}

static int
compare(const void *x, const void *y)
{
	const struct happening *a = x, *b = y;

	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	return origin_compare(a->at, b->at);
}

static void
add(struct importing *im, uint32_t person, struct origin at)
{
	const struct record *r = &im->sources[at.source].records[at.record];

	if (person == PERSON_NONE || r->flags & RECORD_KEY ||
	    (r->kind != RECORD_ENTRY && r->state != FOLLOWUP_OPEN) ||
	    r->kind == RECORD_GAVE || r->kind == RECORD_GOT ||
	    r->kind == RECORD_INTRO || r->kind == RECORD_OPPORTUNITY ||
	    r->kind == RECORD_TAG)
		return;
	vec_push(&im->happenings, ((struct happening){ person, at }));
}

void
importing_happen(struct importing *im)
{
	const struct book *b = &im->book;
	size_t i;

	for (i = 0; i < b->interactions.n; i++)
		add(im, b->interactions.v[i].person, b->interactions.v[i].at);
	for (i = 0; i < b->followups.n; i++)
		add(im, b->followups.v[i].person, b->followups.v[i].at);
	for (i = 0; i < b->abouts.n; i++)
		add(im, b->abouts.v[i].person, b->abouts.v[i].at);
	if (im->happenings.n)
		qsort(im->happenings.v, im->happenings.n,
		    sizeof(*im->happenings.v), compare);
}
