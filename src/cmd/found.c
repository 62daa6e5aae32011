#include "cmd/found.h"

#include "base/map.h"
#include "note/entries.h"

static struct str
folder_of(struct str path)
{
	size_t slash = str_rchr(path, '/');

	return slash == SIZE_MAX ? STR_NONE : str_upto(path, slash);
}

/* The key with the highest count, the first of them; or empty. */
struct most {
	struct map counts;
	struct str key;
	uint32_t count;
};

static void
count(struct most *most, struct str key)
{
	uint32_t *n = map_put(&most->counts, key, 0, NULL);

	if (++*n > most->count) {
		most->count = *n;
		most->key = key;
	}
}

/* As a value of git's configuration. */
static void
add_setting(struct buf *out, const char *key, struct str value)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < value.len; i++)
		quoted = quoted || (!ch_alpha(value.ptr[i]) &&
		    !ch_digit(value.ptr[i]) && !strchr("/._-", value.ptr[i]));
	buf_printf(out, "%s = %s", key, quoted ? "\"" : "");
	for (i = 0; i < value.len; i++) {
		if (value.ptr[i] == '"' || value.ptr[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, value.ptr[i]);
	}
	buf_puts(out, quoted ? "\"\n" : "\n");
}

static void
add_people(struct buf *out, const struct session *s)
{
	struct most folders = { 0 };
	struct str folder = s->config.people;
	size_t i;

	for (i = 0; i < s->sources_n; i++)
		if (s->sources[i].kind == SOURCE_PERSON)
			count(&folders, folder_of(s->sources[i].path));
	if (!folder.len)
		folder = folders.key;
	buf_puts(out, "\t# Where the note of somebody new goes.\n\t");
	buf_puts(out, folder.len ? "" : "# ");
	add_setting(out, "people", folder.len ? folder : STR("people"));
	map_release(&folders.counts);
}

/* Where entries are written by hand: in people's notes, or in the day's. */
static void
add_log(struct buf *out, const struct session *s)
{
	size_t own = 0, days = 0, i;
	const struct source *source;
	uint32_t k;

	for (i = 0; i < s->sources_n; i++) {
		source = &s->sources[i];
		for (k = 0; k < source->records_n; k++) {
			if (source->records[k].kind != RECORD_ENTRY)
				continue;
			days += source->kind == SOURCE_DATED;
			own += source->kind == SOURCE_PERSON ||
			    source->kind == SOURCE_PEOPLE ||
			    source->kind == SOURCE_FRIENDS;
		}
	}
	buf_puts(out, "\t# Where netgrep log writes: the person's note, or the "
	    "day's (journal).\n\t");
	if (!own && !days)
		buf_puts(out, "# ");
	buf_printf(out, "logTo = %s\n", s->config.log_to_journal ||
	    days > own ? "journal" : "note");
}

/* The tag that most people have is the best example. */
static void
add_cadence(struct buf *out, const struct session *s, struct arena *a)
{
	struct buf rule = { 0 };
	struct most tags = { 0 };
	const struct str *list;
	size_t i, k, n;

	for (i = 0; i < s->book.people.n; i++) {
		n = person_tags(&s->book, &s->book.people.v[i], a, &list);
		for (k = 0; k < n; k++)
			count(&tags, list[k]);
	}
	buf_printf(&rule, "#%.*s 1m", STR_ARG(tags.key.len ? tags.key :
	    STR("friend")));
	buf_puts(out, "\t# How often to be in touch where no note says so: "
	    "with everybody, by tag,\n\t# by folder; the last that fits "
	    "counts.\n\t# cadence = 3m\n\t# ");
	add_setting(out, "cadence", buf_str(&rule));
	buf_puts(out, "\t# cadence = work/ 2m\n");
	map_release(&tags.counts);
	buf_release(&rule);
}

static void
add_me(struct buf *out, struct session *s)
{
	struct buf me = { 0 };
	struct str name, email;

	settings_identity(s->notes, &name, &email);
	buf_puts(out, "\t# Yourself, by every name and address; without it, "
	    "who git says you are.\n\t# ");
	if (name.len && email.len)
		buf_printf(&me, "%.*s <%.*s>", STR_ARG(name), STR_ARG(email));
	add_setting(out, "me", me.len ? buf_str(&me) :
	    STR("Kim Doe <kim@example.org>"));
	buf_release(&me);
}

/* A folder, or a file, of entries. */
struct place {
	struct str pattern; /* as .gitattributes names it */
	uint32_t notes, mixed; /* so many, and with headings for entries */
};

/* A note that is not as most of its folder. */
struct odd {
	uint32_t place;
	struct str pattern; /* of the note alone */
};

struct places {
	VEC(struct place) list;
	VEC(struct odd) odd;
	struct map seen; /* patterns */
};

static bool
has_headings(const struct session *s, const struct source *source,
    struct matcher *m)
{
	struct edit_place place = { 0 };
	struct diags none = { 0 };
	struct buf bytes = { 0 };
	struct entries e = { 0 };
	bool found = false;
	size_t i;

	if (notes_read(s->notes, source->path, &bytes, true, &none) == 0 &&
	    entries_read(&e, buf_str(&bytes), &place, m) == 0)
		for (i = 0; i < e.list.n; i++)
			found = found || e.list.v[i].kind != ENTRIES_LINE;
	entries_release(&e);
	buf_release(&bytes);
	diag_release(&none);
	return found;
}

/* Bytes that mean something in a pattern, or part it, match any other. */
static struct str
pattern_of(struct found *found, const struct source *source, bool one)
{
	struct str path = source->path, folder = folder_of(path), result;
	struct buf out = { 0 };
	size_t i;

	buf_addc(&out, '/');
	for (i = 0; i < (one ? path.len : folder.len); i++)
		buf_addc(&out, (unsigned char)path.ptr[i] <= ' ' ||
		    strchr("\"\\*?[]!#", path.ptr[i]) ? '?' : path.ptr[i]);
	if (!one) {
		buf_puts(&out, "/*");
		buf_add(&out, str_from(path, str_rchr(path, '.')));
	}
	result = arena_str(&found->texts, buf_str(&out));
	buf_release(&out);
	return result;
}

static bool
has_entries(const struct source *source)
{
	uint32_t i;

	for (i = 0; i < source->records_n; i++)
		if (source->records[i].kind == RECORD_ENTRY)
			return source->kind == SOURCE_PERSON ||
			    source->kind == SOURCE_PEOPLE ||
			    source->kind == SOURCE_FRIENDS;
	return false;
}

/* All notes of a folder are named at once, other files alone. */
static void
add_place(struct found *found, struct places *places, struct session *s,
    const struct source *source, struct matcher *m)
{
	bool one = source->kind != SOURCE_PERSON ||
	    !folder_of(source->path).len, fresh;
	struct str pattern = pattern_of(found, source, one);
	uint32_t at = *map_put(&places->seen, pattern,
	    (uint32_t)places->list.n, &fresh);

	if (fresh)
		vec_push(&places->list, ((struct place){ pattern, 0, 0 }));
	places->list.v[at].notes++;
	if (!has_headings(s, source, m))
		return;
	places->list.v[at].mixed++;
	vec_push(&places->odd, ((struct odd){ at,
	    pattern_of(found, source, true) }));
}

static void
add_line(struct found *found, struct str pattern, const char *attribute)
{
	struct buf line = { 0 };

	buf_printf(&line, "%.*s %s", STR_ARG(pattern), attribute);
	vec_push(&found->unions, arena_str(&found->texts, buf_str(&line)));
	buf_release(&line);
}

static void
find_unions(struct found *found, struct session *s)
{
	struct matcher *m = matcher_new(s->patterns);
	struct places places = { 0 };
	const struct place *place;
	size_t i, k;

	for (i = 0; i < s->sources_n; i++)
		if (has_entries(&s->sources[i]))
			add_place(found, &places, s, &s->sources[i], m);
	for (i = 0; i < places.list.n; i++) {
		place = &places.list.v[i];
		if (place->mixed * 2 > place->notes) {
			vec_push(&found->mixed, place->pattern);
			continue;
		}
		add_line(found, place->pattern, "merge=union");
		for (k = 0; k < places.odd.n; k++)
			if (places.odd.v[k].place == i)
				add_line(found, places.odd.v[k].pattern,
				    "!merge");
	}
	vec_release(&places.list);
	vec_release(&places.odd);
	map_release(&places.seen);
	matcher_free(m);
}

void
found_look(struct found *found, struct session *s)
{
	struct buf *out = &found->config;

	buf_puts(out, "# What netgrep does with these notes; it travels with "
	    "them. All settings are in\n# netgrep-config(5). A line that "
	    "begins with # is not in force.\n[netgrep]\n");
	add_people(out, s);
	add_log(out, s);
	add_cadence(out, s, &found->texts);
	add_me(out, s);
	find_unions(found, s);
}

void
found_release(struct found *found)
{
	buf_release(&found->config);
	vec_release(&found->unions);
	vec_release(&found->mixed);
	arena_release(&found->texts);
}
