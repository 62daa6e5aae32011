#include "base/unicode.h"
#include "cmd/importing.h"
#include "note/channel.h"
#include "note/direction.h"

/* Bytes of what a FILE says in words, in a line of what is told. */
enum { WORDS_SHOWN = 80 };

/* The text of one note, while what happened is put into it. */
struct putting {
	struct importing *im;
	const struct arrival *arrival;
	const struct target *target;
	enum writing_text which;
	struct str tree; /* what the work tree has by now, but for itself */
	struct buf now, next;
	bool changed;
};

static struct matcher *
matcher(const struct putting *t)
{
	return t->im->notes.matcher;
}

static const struct record *
record_of(const struct importing *im, struct origin at)
{
	return &im->sources[at.source].records[at.record];
}

/* What next holds takes the place of now, unless it hides what is there. */
static bool
take(struct putting *t)
{
	struct buf swap = t->now;

	if (edit_disturbs(buf_str(&t->now), buf_str(&t->next))) {
		buf_clear(&t->next);
		return false;
	}
	t->now = t->next;
	t->next = swap;
	buf_clear(&t->next);
	t->changed = true;
	return true;
}

static void
refuse(struct putting *t, struct origin at)
{
	const struct record *r = record_of(t->im, at);

	if (t->which == WRITING_TREE)
		importing_tell(t->im, at.source, r->line, "is left out: the "
		    "note would be read otherwise with \"%.*s\"",
		    STR_ARG(str_upto(r->text, 80)));
}

/* "→ " where the words alone would not tell which way it went. */
static void
add_direction(struct putting *t, const struct record *r, struct buf *text)
{
	static const char *const marks[] = { [DIRECTION_OUT] = "→ ",
		[DIRECTION_IN] = "← ", [DIRECTION_BOTH] = "↔ " };
	struct buf line = { 0 };

	buf_printf(&line, "%.*s: ", STR_ARG(r->channel));
	buf_add(&line, r->text);
	if (r->direction & DIRECTION_BOTH && !(r->direction &
	    DIRECTION_UNTOLD) && direction_of(matcher(t), r->channel.len ?
	    buf_str(&line) : r->text) != r->direction)
		buf_puts(text, marks[r->direction & DIRECTION_BOTH]);
	buf_release(&line);
}

/* Where the text links a name, or SIZE_MAX. */
static size_t
link_at(struct str text, struct str name)
{
	struct buf link = { 0 };
	size_t at;

	buf_printf(&link, "[[%.*s]]", STR_ARG(name));
	at = str_find(text, buf_str(&link));
	buf_release(&link);
	return at;
}

/* A link there takes part in the entry of somebody else's note. */
static bool
takes_part(struct str text, size_t at)
{
	size_t colon = str_chr(text, ':'), with;
	struct str before = str_upto(text, at);

	if (at == SIZE_MAX || colon == SIZE_MAX || at < colon)
		return at != SIZE_MAX;
	with = str_find(before, STR("with [["));
	return with != SIZE_MAX || str_ends(before, STR("with "));
}

/* Is it somebody of the FILEs whose note has the entry, too? */
static bool
is_imported(const struct importing *im, struct str name)
{
	uint32_t found[2];
	size_t n = 0;

	book_bearers(&im->book, KEY_NAME, name, found, 2, &n);
	return n == 1 && !im->arrivals.v[found[0]].left;
}

/*
 * An entry of several people that links them counts for all of them from one
 * note: that of the first whom it does not link.
 */
static bool
stands_elsewhere(struct putting *t, const struct source *source,
    const struct record *r)
{
	const struct who *who = source->whos + r->who;
	struct str name = t->im->book.people.v[t->arrival->person].name;
	struct str host = STR_NONE;
	uint32_t i;

	for (i = 1; i < r->who_n; i++) {
		if (!is_imported(t->im, who[i].target))
			continue;
		if (!host.len)
			host = who[i].target;
		if (link_at(r->text, who[i].target) == SIZE_MAX) {
			host = who[i].target;
			break;
		}
	}
	return host.len && !str_eq(host, name) &&
	    takes_part(r->text, link_at(r->text, name));
}

static void
put_entry(struct putting *t, struct origin at)
{
	const struct record *r = record_of(t->im, at);
	struct edit_place place = t->target->place;
	struct entry entry = { .day = r->day };
	struct buf text = { 0 };
	struct str rest, channel;
	uint32_t line;

	add_direction(t, r, &text);
	buf_add(&text, importing_clean(t->im, r->text));
	entry.text = buf_str(&text);
	channel = channel_find(&t->im->notes, r->text, &rest);
	if (!str_eq(channel, r->channel))
		entry.channel = r->channel;
	/* HEAD gets what an import wrote, not what is written otherwise */
	if ((t->which == WRITING_TREE || edit_find(t->tree, &place, &entry,
	    matcher(t))) &&
	    !edit_find(buf_str(&t->now), &place, &entry, matcher(t)) &&
	    edit_insert(&t->next, buf_str(&t->now), &place, &entry,
	    matcher(t), &line) == 0 && !take(t))
		refuse(t, at);
	buf_release(&text);
}

/* Is the line a bullet of the text? */
static bool
has_line(struct str text, struct str said)
{
	struct str line;

	while (str_line(&text, &line)) {
		line = str_trim(line);
		if (str_ends(line, said) && line.len - said.len <= 2)
			return true;
	}
	return false;
}

static void
put_bullet(struct putting *t, struct origin at, struct str said, day_t day)
{
	struct edit_place place = t->target->place;
	uint32_t line;

	if ((t->which == WRITING_TREE || has_line(t->tree, said)) &&
	    !has_line(buf_str(&t->now), said) &&
	    edit_bullet(&t->next, buf_str(&t->now), &place, said, day,
	    matcher(t), &line) == 1 && !take(t))
		refuse(t, at);
}

/* Is that line, in a note of nothing else, one follow-up as it was? */
static bool
is_same(struct putting *t, struct str said, const struct record *wanted)
{
	struct source source = { .path = STR("people/x.md") };
	struct buf text = { 0 };
	struct reader r;
	const struct record *found = NULL;
	uint32_t i, n = 0;

	buf_printf(&text, "- %.*s\n", STR_ARG(said));
	reader_init(&r, &t->im->s->read_options);
	read_file(&r, buf_str(&text), &source);
	for (i = 0; i < source.records_n; i++)
		if (source.records[i].kind == RECORD_FOLLOWUP ||
		    source.records[i].kind == RECORD_PROMISE ||
		    source.records[i].kind == RECORD_WAITING) {
			found = &source.records[i];
			n++;
		}
	n = n == 1 && found->kind == wanted->kind &&
	    found->due == wanted->due && found->state == FOLLOWUP_OPEN;
	reader_release(&r);
	buf_release(&text);
	return n;
}

/* The follow-up as a bullet: as it is, if that says all, else marked. */
static void
write_followup(struct putting *t, const struct record *r, struct buf *said)
{
	struct str text = importing_clean(t->im, r->text);
	const char *box = r->kind == RECORD_PROMISE ? "[ ] " : "";
	char due[DAY_TEXT] = "";

	buf_printf(said, "%s%.*s", box, STR_ARG(text));
	if (is_same(t, buf_str(said), r))
		return;
	if (r->due != DAY_NONE)
		day_format(r->due, due);
	buf_puts(said, r->kind == RECORD_FOLLOWUP ? " #followup" :
	    r->kind == RECORD_WAITING ? " #waiting" : "");
	if (*due)
		buf_printf(said, "%s%s", r->kind == RECORD_FOLLOWUP ? "/" :
		    " 📅 ", due);
}

static void
put_followup(struct putting *t, struct origin at)
{
	const struct record *r = record_of(t->im, at);
	struct buf said = { 0 };

	write_followup(t, r, &said);
	put_bullet(t, at, buf_str(&said), t->im->s->today);
	buf_release(&said);
}

/* What a note of friends.md says: dated, it would be a contact. */
static void
put_mention(struct putting *t, struct origin at)
{
	const struct record *r = record_of(t->im, at);
	struct buf said = { 0 };
	char date[DAY_TEXT];

	buf_add(&said, importing_clean(t->im, r->text));
	if (r->day != DAY_NONE) {
		day_format(r->day, date);
		buf_printf(&said, " (%s)", date);
	}
	put_bullet(t, at, buf_str(&said), t->im->s->today);
	buf_release(&said);
}

/* Does an entry of the FILE stand on the line, which is carried whole? */
static bool
in_entry(const struct importing *im, size_t first, size_t end, size_t at)
{
	const struct happening *h = im->happenings.v;
	uint32_t line = record_of(im, h[at].at)->line;
	size_t i;

	if (im->sources[h[at].at.source].kind != SOURCE_FRIENDS)
		return false;
	for (i = at; i > first && h[i - 1].at.source == h[at].at.source &&
	    record_of(im, h[i - 1].at)->line == line; i--)
		;
	for (; i < end && h[i].at.source == h[at].at.source &&
	    record_of(im, h[i].at)->line == line; i++)
		if (record_of(im, h[i].at)->kind == RECORD_ENTRY ||
		    (i < at && record_of(im, h[i].at)->kind ==
		    RECORD_MENTION))
			return true;
	return false;
}

/* Whether the notes say it already, in whatever place. */
static bool
is_known(struct putting *t, const struct record *r)
{
	const uint32_t *source;
	struct buf key = { 0 };

	if (t->arrival->same == PERSON_NONE)
		return false;
	importing_key(&key, t->arrival->same, r);
	source = map_get(&t->im->held, buf_str(&key));
	buf_release(&key);
	/* what stands in the note itself may lack in HEAD */
	return source && (t->which == WRITING_TREE || !str_eq(t->target->path,
	    t->im->s->sources[*source].path));
}

static void
put_one(struct putting *t, size_t first, size_t end, size_t at)
{
	struct origin origin = t->im->happenings.v[at].at;
	const struct record *r = record_of(t->im, origin);

	if (is_known(t, r) || (r->kind == RECORD_ENTRY && r->who_n > 1 &&
	    t->im->sources[origin.source].kind == SOURCE_CONTACTS &&
	    stands_elsewhere(t, &t->im->sources[origin.source], r)))
		return;
	if (t->target->friends) {
		refuse(t, origin);
		return;
	}
	if (r->kind == RECORD_ENTRY)
		put_entry(t, origin);
	else if (in_entry(t->im, first, end, at))
		return;
	else if (r->kind == RECORD_MENTION)
		put_mention(t, origin);
	else
		put_followup(t, origin);
}

/* "people/ana.md: note: lacks what contacts.csv:2 says: Likes tea" */
static void
tell_lacking(struct putting *t, const struct import_fact *fact)
{
	struct str words = str_upto(fact->value, str_chr(fact->value, '\n'));

	importing_note_path(t->im, t->target);
	buf_puts(&t->im->told, ": note: lacks what ");
	importing_place(t->im, fact->source, fact->line);
	buf_puts(&t->im->told, " says: ");
	out_safe(&t->im->told, str_upto(words, WORDS_SHOWN));
	buf_puts(&t->im->told, words.len < fact->value.len ||
	    words.len > WORDS_SHOWN ? " …\n" : "\n");
}

/* Of a new note: the words as they are, or quoted where they would count. */
static void
put_remark(struct putting *t, const struct import_fact *fact)
{
	struct str rest = fact->value, line;
	bool there = true;

	while (str_line(&rest, &line))
		there = there && str_find(buf_str(&t->now), str_trim(line)) !=
		    SIZE_MAX;
	if (there || t->which != WRITING_TREE)
		return;
	if (t->arrival->known != PERSON_NONE) {
		tell_lacking(t, fact);
		return;
	}
	buf_add(&t->next, buf_str(&t->now));
	buf_addc(&t->next, '\n');
	for (rest = fact->value; str_line(&rest, &line);) {
		buf_puts(&t->next, importing_counts(t->im, fact->value) ?
		    str_trim(line).len ? "> " : ">" : "");
		buf_add(&t->next, str_rtrim(line));
		buf_addc(&t->next, '\n');
	}
	if (!take(t))
		importing_tell(t->im, fact->source, fact->line, "what it says "
		    "in words is left out: the note would be read otherwise");
}

/* The happenings of a person: from *first on, before the end. */
static size_t
find_happenings(const struct importing *im, uint32_t person, size_t *first)
{
	size_t low = 0, high = im->happenings.n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (im->happenings.v[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	while (low < im->happenings.n &&
	    im->happenings.v[low].person == person)
		low++;
	return low;
}

bool
importing_has_more(const struct importing *im, const struct arrival *a,
    const struct import_facts *facts)
{
	size_t first, end = find_happenings(im, a->person, &first);

	return first < end || (facts->n &&
	    facts->v[facts->n - 1].key == KEY_REMARK);
}

int
importing_entries(struct importing *im, const struct arrival *a,
    const struct import_facts *facts, const struct target *target,
    enum writing_text which, struct str text, struct buf *out)
{
	struct putting t = { .im = im, .arrival = a, .target = target,
		.which = which };
	size_t first, end = find_happenings(im, a->person, &first), i;
	const uint32_t *place = map_get(&im->writing.places, target->path);

	if (place)
		t.tree = buf_str(&im->writing.notes.v[*place].tree);
	buf_add(&t.now, text);
	for (i = 0; i < facts->n; i++)
		if (facts->v[i].key == KEY_REMARK)
			put_remark(&t, &facts->v[i]);
	for (i = first; i < end; i++)
		put_one(&t, first, end, i);
	if (t.changed)
		buf_add(out, buf_str(&t.now));
	arena_release(&im->notes.scratch);
	buf_release(&t.now);
	buf_release(&t.next);
	return t.changed;
}
