#include "note/read.h"

#include "base/unicode.h"
#include "note/double.h"
#include "note/friends.h"
#include "note/kind.h"
#include "note/person.h"
#include "note/table.h"
#include "note/walk.h"

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
	vec_release(&r->days);
}

void
reader_release(struct reader *r)
{
	reader_rest(r);
	arena_release(&r->arena);
	diag_release(&r->diags);
}

bool
read_is_table(struct str path)
{
	return str_iends(path, STR(".csv")) || str_iends(path, STR(".tsv"));
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

/* The newest day of an entry that stale may have to quote. */
static day_t
newest_day(const struct reader *r)
{
	day_t newest = DAY_NONE;
	size_t i;

	for (i = 0; i < r->records.n; i++)
		if (r->records.v[i].kind == RECORD_ENTRY &&
		    r->records.v[i].day <= r->options->texts_until &&
		    r->records.v[i].day > newest)
			newest = r->records.v[i].day;
	return newest;
}

/*
 * Only of a person note is it known which entries can be the newest of all
 * that they are about: an entry with others may be the newest of theirs.
 */
static bool
is_older(const struct reader *r, const struct source *source,
    const struct record *record, day_t newest)
{
	return !r->options->all_texts && source->kind == SOURCE_PERSON &&
	    record->kind == RECORD_ENTRY && record->day != DAY_NONE &&
	    record->day < newest && record->who_n == 1 &&
	    !r->whos.v[record->who].target.len;
}

static int
compare_days(const void *a, const void *b)
{
	const day_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Brings the days into their order, each once. */
static void
sort_days(struct reader *r)
{
	day_t *v = r->days.v;
	size_t i, kept = 0;

	if (r->days.n)
		qsort(v, r->days.n, sizeof(*v), compare_days);
	for (i = 0; i < r->days.n; i++)
		if (!i || v[i] != v[i - 1])
			v[kept++] = v[i];
	r->days.n = kept;
}

/* Takes the older entries out of the records: reports count their days. */
static void
count_older(struct reader *r, const struct source *source, day_t newest)
{
	const struct record *record;
	size_t i, kept = 0;

	for (i = 0; i < r->records.n; i++) {
		record = &r->records.v[i];
		if (is_older(r, source, record, newest))
			vec_push(&r->days, record->day);
		else
			r->records.v[kept++] = *record;
	}
	r->records.n = kept;
	sort_days(r);
}

static bool
keep_text(const struct reader *r, const struct source *source,
    const struct record *record)
{
	return r->options->all_texts || source->kind != SOURCE_PERSON ||
	    record->kind == RECORD_ENTRY || record->kind == RECORD_FOLLOWUP ||
	    record->kind == RECORD_PROMISE || record->kind == RECORD_WAITING ||
	    record->kind == RECORD_TAG;
}

/* Moves what was read into the arena, so that the file can be forgotten. */
static void
seal(struct reader *r, struct source *source)
{
	struct record *record;
	size_t i;

	count_older(r, source, newest_day(r));
	source->days = arena_copy(&r->arena, r->days.v, r->days.n,
	    sizeof(*r->days.v));
	source->days_n = (uint32_t)r->days.n;
	source->profiles = arena_copy(&r->arena, r->profiles.v, r->profiles.n,
	    sizeof(*r->profiles.v));
	source->profiles_n = (uint32_t)r->profiles.n;
	for (i = 0; i < r->records.n; i++) {
		record = &r->records.v[i];
		record->channel = keep_channel(r, record->channel);
		record->text = keep_text(r, source, record) ?
		    arena_str(&r->arena, record->text) : STR_NONE;
	}
	source->records = arena_copy(&r->arena, r->records.v, r->records.n,
	    sizeof(*r->records.v));
	source->records_n = (uint32_t)r->records.n;
	for (i = 0; i < r->whos.n; i++)
		if (r->whos.v[i].target.ptr)
			r->whos.v[i].target = arena_str(&r->arena,
			    r->whos.v[i].target);
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
	vec_clear(&r->days);
	source->day = DAY_NONE;
	source->kind = SOURCE_NONE;
	return !kind_excluded(source->path, &source->reason);
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
	if (begin(r, source))
		table_read(r, input, source);
	seal(r, source);
	arena_release(&r->scratch);
}
