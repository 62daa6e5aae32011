#include "note/read.h"

#include "base/unicode.h"
#include "note/double.h"
#include "note/friends.h"
#include "note/kind.h"
#include "note/person.h"
#include "note/table.h"
#include "note/vcard.h"
#include "note/walk.h"

enum { TAKE_BYTES = 1 << 20 };

void
reader_init(struct reader *r, const struct read_options *options)
{
	*r = (struct reader){ .options = options };
	r->matcher = matcher_new(options->patterns);
}

void
reader_rest(struct reader *r)
{
	matcher_free(r->matcher);
	r->matcher = NULL;
	arena_release(&r->scratch);
	md_release(&r->md);
	front_release(&r->front);
	map_release(&r->channels);
	vec_release(&r->channel_words);
	vec_release(&r->profiles);
	vec_release(&r->records);
	vec_release(&r->whos);
	vec_release(&r->olders);
	older_release(&r->days);
	vec_release(&r->tellings);
}

void
reader_release(struct reader *r)
{
	reader_rest(r);
	arena_release(&r->arena);
	diag_release(&r->diags);
}

bool
read_is_cards(struct str path)
{
	return str_iends(path, STR(".vcf")) || str_iends(path, STR(".vcard"));
}

bool
read_is_table(struct str path)
{
	return str_iends(path, STR(".csv")) || str_iends(path, STR(".tsv")) ||
	    read_is_cards(path);
}

bool
read_wants(struct str path)
{
	return str_iends(path, STR(".md")) ||
	    str_iends(path, STR(".markdown")) || read_is_table(path);
}

struct str
read_base(struct str path)
{
	size_t slash = str_rchr(path, '/'), dot;

	if (slash != SIZE_MAX)
		path = str_from(path, slash + 1);
	dot = str_rchr(path, '.');
	return dot == 0 ? path : str_upto(path, dot);
}

/* Findings about the bytes themselves. -1: they can't be read as text. */
static int
check_text(struct reader *r, struct str *text, const struct source *source)
{
	struct str path = source->path;

	if (str_starts(*text, STR("\xff\xfe")) ||
	    str_starts(*text, STR("\xfe\xff"))) {
		diag_error(&r->diags, "utf-16", path, 0, 0,
		    "UTF-16 text was not read; save the note as UTF-8");
		return -1;
	}
	if (str_starts(*text, STR("\xef\xbb\xbf")))
		*text = str_from(*text, 3);
	if (str_chr(*text, '\0') != SIZE_MAX)
		read_warn(r, source, "nul-byte", 0, 0,
		    "holds NUL bytes, as binary files do; "
		    "rename it if it is no note");
	if (!unicode_valid(*text))
		read_warn(r, source, "not-utf-8", 0, 0,
		    "is not UTF-8; names may look wrong, save it as UTF-8");
	return 0;
}

static void
read_markdown(struct reader *r, struct str text, struct source *source)
{
	if (check_text(r, &text, source) == -1) {
		source->kind = SOURCE_OTHER;
		source->reason = "not readable as text";
		return;
	}
	front_read(&r->front, text, source->path, &r->scratch, &r->diags);
	md_scan(&r->md, r->front.body, r->front.body_line);
	kind_decide(r, source);
	if (source->kind == SOURCE_NONE)
		return;
	if (source->kind == SOURCE_PEOPLE)
		person_read_file(r, source);
	else if (source->kind == SOURCE_PERSON)
		person_read_note(r, source);
	else if (source->kind == SOURCE_FRIENDS)
		friends_read(r, source);
	if (!r->options->people_only)
		walk_lines(r, source);
	if (r->options->doubles)
		double_find(r, source);
}

/* Channels are a handful of words: each is kept once. */
static struct str
keep_channel(struct reader *r, struct str channel)
{
	uint32_t *at;

	if (!channel.len)
		return STR_NONE;
	at = map_get(&r->channels, channel);
	if (at)
		return r->channel_words.v[*at];
	vec_push(&r->channel_words, arena_str(&r->arena, channel));
	channel = r->channel_words.v[r->channel_words.n - 1];
	map_put(&r->channels, channel, (uint32_t)r->channel_words.n - 1, NULL);
	return channel;
}

/*
 * Only of a person note is it known, before all is read, whom an entry is
 * about: the note's person, and nobody else.
 */
static bool
is_own(const struct reader *r, const struct record *record)
{
	return record->kind == RECORD_ENTRY && record->day != DAY_NONE &&
	    record->day <= r->options->texts_until && record->who_n == 1 &&
	    !r->whos.v[record->who].target.len;
}

/* The place of the newest of them, the last of its day; or records.n. */
static size_t
find_newest(const struct reader *r)
{
	size_t i, newest = r->records.n;

	for (i = 0; i < r->records.n; i++)
		if (is_own(r, &r->records.v[i]) &&
		    (newest == r->records.n ||
		    r->records.v[i].day >= r->records.v[newest].day))
			newest = i;
	return newest;
}

/* Joins the older entries of a note's person with the newest one. */
static void
join_own(struct reader *r)
{
	size_t newest = find_newest(r), i, kept = 0, at = 0;
	const struct record *record;
	struct older older = { 0 };
	uint8_t direction = 0;
	day_t day;

	if (newest == r->records.n)
		return;
	day = r->records.v[newest].day;
	for (i = 0; i < r->records.n; i++) {
		record = &r->records.v[i];
		if (is_own(r, record)) {
			if (!older.times++)
				older.line = record->line;
			if (record->day < day)
				older_add(&r->days, record->day,
				    record->direction);
			else
				direction |= record->direction;
			if (i != newest)
				continue;
			at = kept;
		}
		r->records.v[kept++] = *record;
	}
	r->records.n = kept;
	r->records.v[at].direction = direction;
	read_join(r, &r->records.v[at], &r->days, older);
}

void
read_join(struct reader *r, struct record *record, struct older_days *days,
    struct older older)
{
	if (older.times < 2)
		return;
	older_sort(days);
	older.days = arena_copy(&r->arena, days->v, days->n,
	    sizeof(*days->v));
	older.days_n = days->n;
	vec_push(&r->olders, older);
	record->older = (uint32_t)r->olders.n;
	older_clear(days);
}

static bool
keep_text(const struct reader *r, const struct source *source,
    const struct record *record)
{
	return r->options->all_texts || source->kind != SOURCE_PERSON ||
	    record->kind == RECORD_ENTRY || record->kind == RECORD_FOLLOWUP ||
	    record->kind == RECORD_PROMISE || record->kind == RECORD_WAITING ||
	    record->kind == RECORD_TAG || record->kind == RECORD_INTRO ||
	    record->kind == RECORD_GAVE || record->kind == RECORD_GOT ||
	    record->kind == RECORD_OPPORTUNITY;
}

/*
 * The records of one line are about one text: it is kept once, so that a line
 * of two thousand links is not kept two thousand times. *last is the text
 * before, as it was read, and *kept its copy.
 */
static struct str
copy_text(struct reader *r, struct str text, struct str *last,
    struct str *kept)
{
	if (!text.ptr || text.ptr != last->ptr || text.len != last->len) {
		*last = text;
		*kept = arena_str(&r->arena, text);
	}
	return *kept;
}

static void
keep_targets(struct reader *r)
{
	size_t i;

	for (i = 0; i < r->whos.n; i++)
		if (r->whos.v[i].target.ptr)
			r->whos.v[i].target = arena_str(&r->arena,
			    r->whos.v[i].target);
}

/*
 * A vector's items in the arena: copied, so that the next file finds room; but
 * so many are handed over as they are, and *cap is 0 then.
 */
static void *
keep_items(struct reader *r, void *items, size_t n, size_t size, size_t *cap)
{
	if (n < TAKE_BYTES / size)
		return arena_copy(&r->arena, items, n, size);
	*cap = 0;
	return arena_take(&r->arena, items, n, size);
}

static void
keep_profiles(struct reader *r, struct source *source)
{
	source->profiles = keep_items(r, r->profiles.v, r->profiles.n,
	    sizeof(*r->profiles.v), &r->profiles.cap);
	source->profiles_n = (uint32_t)r->profiles.n;
	if (!r->profiles.cap)
		r->profiles.v = NULL;
}

static void
keep_records(struct reader *r, struct source *source)
{
	source->records = keep_items(r, r->records.v, r->records.n,
	    sizeof(*r->records.v), &r->records.cap);
	source->records_n = (uint32_t)r->records.n;
	if (!r->records.cap)
		r->records.v = NULL;
}

/* Moves what was read into the arena, so that the file can be forgotten. */
static void
seal(struct reader *r, struct source *source)
{
	struct str last = STR_NONE, kept = STR_NONE;
	struct record *record;
	size_t i;

	if (source->kind == SOURCE_PERSON && !r->options->all_texts)
		join_own(r);
	keep_profiles(r, source);
	for (i = 0; i < r->records.n; i++) {
		record = &r->records.v[i];
		record->channel = keep_channel(r, record->channel);
		if (source->kind == SOURCE_INTERACTIONS)
			continue;
		record->text = keep_text(r, source, record) ?
		    copy_text(r, record->text, &last, &kept) : STR_NONE;
	}
	keep_records(r, source);
	source->olders = arena_copy(&r->arena, r->olders.v, r->olders.n,
	    sizeof(*r->olders.v));
	if (source->kind != SOURCE_INTERACTIONS)
		keep_targets(r);
	source->whos = arena_copy(&r->arena, r->whos.v, r->whos.n,
	    sizeof(*r->whos.v));
	source->whos_n = (uint32_t)r->whos.n;
}

/* False where the file is no source. */
static bool
begin(struct reader *r, struct source *source)
{
	vec_clear(&r->profiles);
	vec_clear(&r->records);
	vec_clear(&r->whos);
	vec_clear(&r->olders);
	source->day = DAY_NONE;
	source->kind = SOURCE_NONE;
	return r->options->imported ||
	    !kind_excluded(source->path, &source->reason);
}

void
read_file(struct reader *r, struct str bytes, struct source *source)
{
	if (begin(r, source))
		read_markdown(r, bytes, source);
	seal(r, source);
	arena_release(&r->scratch);
}

void
read_table(struct reader *r, const struct input *input, struct source *source)
{
	read_by(r, input, source, read_is_cards(source->path) ? vcard_read :
	    table_read);
}

void
read_by(struct reader *r, const struct input *input, struct source *source,
    read_form *form)
{
	if (begin(r, source))
		form(r, input, source);
	seal(r, source);
	arena_release(&r->scratch);
}
