#include "cmd/target.h"

#include "base/unicode.h"
#include "cmd/daily.h"
#include "cmd/template.h"
#include "note/kind.h"

/* How notes of people look here: the folder, the file names, the marker. */
struct custom {
	struct str folder;
	bool slugs;       /* ana-ruiz.md, not "Ana Ruiz.md" */
	struct str key, value; /* of the marker; empty: the folder says it */
};

static struct str
folder_of(struct str path)
{
	size_t slash = str_rchr(path, '/');

	return slash == SIZE_MAX ? STR_NONE : str_upto(path, slash);
}

/*
 * The folder that holds most person notes, the first of them by path where
 * two hold as many. Sources are sorted by path, but a folder's notes may have
 * those of its subfolders among them. False where there are none.
 */
static bool
fullest_folder(const struct session *s, struct str *best)
{
	struct map counts = { 0 };
	struct str folder;
	uint32_t *count, most = 0;
	size_t i;

	for (i = 0; i < s->sources_n; i++) {
		if (s->sources[i].kind != SOURCE_PERSON)
			continue;
		folder = folder_of(s->sources[i].path);
		count = map_put(&counts, folder, 0, NULL);
		if (++*count > most) {
			most = *count;
			*best = folder;
		}
	}
	map_release(&counts);
	return most > 0;
}

/* Below netgrep.dir, outside of which nothing would be read again. */
static struct str
default_path(struct session *s, struct arena *a, struct str path)
{
	struct buf whole = { 0 };
	struct str result;

	if (!s->config.dir.len)
		return path;
	buf_printf(&whole, "%.*s/%.*s", STR_ARG(s->config.dir), STR_ARG(path));
	result = arena_str(a, buf_str(&whole));
	buf_release(&whole);
	return result;
}

/* Do the names of that folder's person notes look like "Ana Ruiz"? */
static bool
full_names(const struct session *s, struct str folder)
{
	size_t full = 0, slugs = 0, i, k;
	struct str base;

	for (i = 0; i < s->sources_n; i++) {
		if (s->sources[i].kind != SOURCE_PERSON ||
		    !str_eq(folder_of(s->sources[i].path), folder))
			continue;
		base = read_base(s->sources[i].path);
		for (k = 0; k < base.len; k++)
			if (base.ptr[k] == ' ' || (base.ptr[k] >= 'A' &&
			    base.ptr[k] <= 'Z'))
				break;
		if (k < base.len)
			full++;
		else
			slugs++;
	}
	return full > slugs;
}

/* The marker that a person note of that folder has in its front matter. */
static bool
neighbour_marker(struct session *s, struct arena *a, struct custom *custom)
{
	struct front front = { 0 };
	struct buf bytes = { 0 };
	struct diags none = { 0 };
	bool found = false;
	size_t i;

	for (i = 0; i < s->sources_n && !found; i++) {
		if (s->sources[i].kind != SOURCE_PERSON ||
		    !str_eq(folder_of(s->sources[i].path), custom->folder))
			continue;
		buf_clear(&bytes);
		if (notes_read(s->notes, s->sources[i].path, &bytes, true,
			&none) != 0)
			continue;
		front_read(&front, buf_str(&bytes), s->sources[i].path, a,
		    &none);
		found = kind_marker(&front, &custom->key, &custom->value);
		custom->key = arena_str(a, custom->key);
		custom->value = arena_str(a, custom->value);
	}
	front_release(&front);
	buf_release(&bytes);
	diag_release(&none);
	return found;
}

static void
learn(struct session *s, struct arena *a, struct custom *custom)
{
	struct str probe;
	struct buf path = { 0 };

	*custom = (struct custom){ .folder = s->config.people };
	if (!custom->folder.len && !fullest_folder(s, &custom->folder))
		custom->folder = default_path(s, a, STR("people"));
	custom->slugs = !full_names(s, custom->folder);
	if (!neighbour_marker(s, a, custom)) {
		buf_printf(&path, "%.*s/x.md", STR_ARG(custom->folder));
		probe = buf_str(&path);
		custom->key = kind_people_folder(probe) ? STR_NONE :
		    STR("type");
		custom->value = STR("person");
	}
	buf_release(&path);
}

static void
add_number(struct buf *path, struct str folder, struct str file, unsigned n)
{
	size_t dot = str_rchr(file, '.');

	buf_clear(path);
	if (folder.len) {
		buf_add(path, folder);
		buf_addc(path, '/');
	}
	buf_add(path, str_upto(file, dot));
	if (n > 1)
		buf_printf(path, "-%u", n);
	buf_add(path, str_from(file, dot));
}

/* A path in the folder that no file has yet. */
static struct str
free_path(struct targets *t, struct session *s, const struct custom *custom,
    struct str name)
{
	struct buf file = { 0 }, path = { 0 };
	struct str result;
	unsigned n = 0;
	size_t i;
	bool used;

	edit_file_name(&file, name, custom->slugs);
	do {
		add_number(&path, custom->folder, buf_str(&file), ++n);
		used = notes_has(s->notes, buf_str(&path));
		for (i = 0; i < t->list.n && !used; i++)
			used = str_eq(t->list.v[i].path, buf_str(&path));
	} while (used);
	result = arena_str(&t->texts, buf_str(&path));
	buf_release(&file);
	buf_release(&path);
	return result;
}

static struct str
join(struct arena *a, const struct str *v, size_t n)
{
	struct buf text = { 0 };
	struct str result;
	size_t i;

	for (i = 0; i < n; i++) {
		buf_puts(&text, i ? ", " : "");
		buf_add(&text, v[i]);
	}
	result = arena_str(a, buf_str(&text));
	buf_release(&text);
	return result;
}

enum { NOTE_KEYS = 7 };

/* What tables say of a person, as the keys of their new note. */
static size_t
known_keys(struct targets *t, struct session *s, uint32_t person,
    struct edit_key *keys)
{
	static const struct {
		enum key key;
		const char *name;
		bool list;
	} facts[] = {
		{ KEY_EMAIL, "email", true },
		{ KEY_URL, "url", false },
		{ KEY_TAGS, "tags", true },
	};
	const struct person *p = &s->book.people.v[person];
	const struct str *values;
	char *met;
	size_t i, n, k = 0;

	for (i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		n = facts[i].key == KEY_TAGS ?
		    person_tags(&s->book, p, &t->texts, &values) :
		    person_facts(&s->book, p, facts[i].key, &t->texts, &values);
		if (!n)
			continue;
		if (!facts[i].list)
			n = 1;
		keys[k++] = (struct edit_key){ facts[i].name,
			join(&t->texts, values, n),
			facts[i].list && (n > 1 || facts[i].key == KEY_TAGS) };
	}
	for (i = 0; i < p->parts_n; i++) {
		day_t day = s->sources[p->parts[i].source]
		    .profiles[p->parts[i].profile].met;

		if (day == DAY_NONE)
			continue;
		met = arena_alloc(&t->texts, DAY_TEXT);
		day_format(day, met);
		keys[k++] = (struct edit_key){ "met", str_of(met), false };
		break;
	}
	return k;
}

/*
 * A name may be such that its note were no person's: that of a day's, or of a
 * template.
 */
static int
check_fresh(struct session *s, const struct target *target, bool template)
{
	struct source source = { .path = target->path };
	struct reader r;
	bool good;

	reader_init(&r, &s->read_options);
	read_file(&r, target->fresh, &source);
	good = source.kind == SOURCE_PERSON && target->name.len &&
	    (!template || str_eq(source.profiles[0].name, target->name));
	reader_release(&r);
	if (good)
		return 0;
	if (template) {
		diag_error(&s->diags, "bad-template", STR(TEMPLATE_PATH), 0, 0,
		    "it makes no note of a person called \"%.*s\"; have "
		    "\"name: {{name}}\" and \"type: person\" in it",
		    STR_ARG(target->name));
		return -1;
	}
	session_error(s, "\"%.*s\" can't be the name of a new note: it would "
	    "not be read as a person's", STR_ARG(target->name));
	return -1;
}

static int
add_fresh(struct targets *t, struct session *s, struct str name,
    uint32_t person, struct str template)
{
	struct edit_key keys[NOTE_KEYS] = { { "name", name, false } };
	struct target target = { .name = name, .person = person };
	struct custom custom;
	struct buf text = { 0 };
	size_t n = 1;

	learn(s, &t->texts, &custom);
	if (template.ptr) {
		if (template_fill(&text, template, name, s->today,
			&s->diags) == -1) {
			buf_release(&text);
			return -1;
		}
		goto made;
	}
	if (custom.key.len) {
		keys[n].key = custom.key.ptr; /* NUL-terminated by its arena */
		keys[n].value = custom.value;
		keys[n++].list = str_ieq(custom.key, STR("tags"));
	}
	if (person != PERSON_NONE)
		n += known_keys(t, s, person, keys + n);
	edit_new_note(&text, keys, n, STR_NONE);
made:
	target.path = target.trailer = free_path(t, s, &custom, name);
	target.fresh = arena_str(&t->texts, buf_str(&text));
	buf_release(&text);
	vec_push(&t->list, target);
	return check_fresh(s, &target, template.ptr != NULL);
}

/* One line of it, for a note; -1 with an error where it is no text. */
static int
clean_name(struct targets *t, struct session *s, struct str *typed)
{
	struct str name = str_trim(*typed);
	struct buf line = { 0 };
	size_t i;

	if (!unicode_valid(name)) {
		session_error(s, "the name is not UTF-8, as notes are; iconv "
		    "makes it so");
		return -1;
	}
	for (i = 0; i < name.len; i++)
		buf_addc(&line, (unsigned char)name.ptr[i] < ' ' ||
		    name.ptr[i] == 0x7f ? ' ' : name.ptr[i]);
	*typed = arena_str(&t->texts, buf_str(&line));
	buf_release(&line);
	return 0;
}

int
target_add(struct targets *t, struct session *s, struct str name,
    uint32_t person, struct str template)
{
	if (clean_name(t, s, &name) == -1)
		return -1;
	return add_fresh(t, s, name, person, template);
}

int
target_new(struct targets *t, struct session *s, struct str name)
{
	size_t i;

	if (clean_name(t, s, &name) == -1)
		return -1;
	for (i = 0; i < t->list.n; i++)
		if (t->list.v[i].person == PERSON_NONE &&
		    str_eq(t->list.v[i].name, name))
			return 0;
	return add_fresh(t, s, name, PERSON_NONE, STR_NONE);
}

int
target_person(struct targets *t, struct session *s, uint32_t person)
{
	const struct person *p = &s->book.people.v[person];
	const struct source *source = person_source(&s->book, p);
	const struct profile *profile = person_profile(&s->book, p);
	struct target target = { .path = source->path, .name = p->name,
		.person = person, .friends = source->kind == SOURCE_FRIENDS };
	size_t i;

	for (i = 0; i < t->list.n; i++)
		if (t->list.v[i].person == person)
			return 0;
	if (!p->markdown)
		return add_fresh(t, s, p->name, person, STR_NONE);
	target.place.anchor = profile->anchor;
	target.place.line = profile->line;
	target.trailer = person_path(&s->book, p, &t->texts);
	vec_push(&t->list, target);
	return 0;
}

void
target_journal(struct targets *t, struct session *s, day_t day,
    struct buf *path)
{
	const struct source *newest = daily_newest(s);

	if (s->config.journal.len)
		daily_add_template(path, s->config.journal, day);
	else if (newest)
		daily_add_like(path, newest->path, newest->day, day);
	else
		daily_add_template(path, default_path(s, &t->texts,
		    STR("journal/%Y-%m-%d.md")), day);
}

void
targets_release(struct targets *t)
{
	vec_release(&t->list);
	arena_release(&t->texts);
}
