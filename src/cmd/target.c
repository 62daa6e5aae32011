#include "cmd/target.h"

#include "base/unicode.h"
#include "cmd/daily.h"
#include "cmd/template.h"
#include "note/kind.h"

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

/*
 * Takes the path for a new note, unless it is another's, or differs from one
 * in nothing but case or Unicode form: elsewhere these are one file.
 */
static bool
take_path(struct targets *t, struct session *s, struct str path)
{
	struct buf folded = { 0 };
	bool added = false;

	unicode_fold(&folded, path);
	if (!notes_has(s->notes, path) &&
	    !map_get(&t->taken, buf_str(&folded)))
		map_put(&t->taken, arena_str(&t->texts, buf_str(&folded)), 0,
		    &added);
	buf_release(&folded);
	return added;
}

/* A path in the folder that no file has yet. */
static struct str
free_path(struct targets *t, struct session *s, struct str name)
{
	struct buf file = { 0 }, path = { 0 };
	struct str result;
	unsigned n = 0;

	edit_file_name(&file, name, t->custom.slugs);
	do
		add_number(&path, t->custom.folder, buf_str(&file), ++n);
	while (!take_path(t, s, buf_str(&path)));
	result = arena_str(&t->texts, buf_str(&path));
	buf_release(&file);
	buf_release(&path);
	return result;
}

void
targets_learn(struct targets *t, struct session *s)
{
	struct buf folded = { 0 };
	size_t i;

	if (t->learnt)
		return;
	t->learnt = true;
	custom_learn(s, &t->texts, &t->custom);
	for (i = 0; i < s->sources_n; i++) {
		buf_clear(&folded);
		unicode_fold(&folded, s->sources[i].path);
		map_put(&t->taken, arena_str(&t->texts, buf_str(&folded)), 0,
		    NULL);
	}
	buf_release(&folded);
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

enum { NOTE_KEYS = 4 };

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
			join(&t->texts, values, n), .list = facts[i].list &&
			(n > 1 || facts[i].key == KEY_TAGS) };
	}
	for (i = 0; i < p->parts_n; i++) {
		day_t day = s->sources[p->parts[i].source]
		    .profiles[p->parts[i].profile].met;

		if (day == DAY_NONE)
			continue;
		met = arena_alloc(&t->texts, DAY_TEXT);
		day_format(day, met);
		keys[k++] = (struct edit_key){ "met", str_of(met),
			.list = false };
		break;
	}
	return k;
}

/*
 * A name may be such that its note were no person's: that of a day's, or of a
 * template.
 */
static bool
is_person(struct session *s, const struct target *target, bool template)
{
	struct source source = { .path = target->path };
	struct reader r;
	bool good;

	reader_init(&r, &s->read_options);
	read_file(&r, target->fresh, &source);
	good = source.kind == SOURCE_PERSON && target->name.len &&
	    (!template || str_eq(source.profiles[0].name, target->name));
	reader_release(&r);
	return good;
}

/* -1 with an error in the template, in which nothing else is put. */
static int
write_fresh(struct targets *t, struct session *s, struct str name,
    const struct edit_key *keys, size_t n, struct str template,
    struct buf *text)
{
	VEC(struct edit_key) all = { 0 };
	const struct custom *custom = &t->custom;
	size_t i;

	if (template.ptr)
		return template_fill(text, template, name, s->today,
		    &s->diags);
	vec_push(&all, ((struct edit_key){ "name", name, .list = false }));
	if (custom->key.len) /* NUL-terminated by its arena */
		vec_push(&all, ((struct edit_key){ custom->key.ptr,
		    custom->value,
		    .list = str_ieq(custom->key, STR("tags")) }));
	for (i = 0; i < n; i++)
		vec_push(&all, keys[i]);
	edit_new_note(text, all.v, all.n, STR_NONE);
	vec_release(&all);
	return 0;
}

/* 1; 0 where the note would be no person's; -1 with an error. */
static int
add_fresh(struct targets *t, struct session *s, struct str name,
    uint32_t person, const struct edit_key *keys, size_t n,
    struct str template)
{
	struct target target = { .name = name, .person = person };
	struct buf text = { 0 };
	int status;

	targets_learn(t, s);
	status = write_fresh(t, s, name, keys, n, template, &text);
	if (status == 0) {
		target.path = target.trailer = free_path(t, s, name);
		target.fresh = arena_str(&t->texts, buf_str(&text));
		status = is_person(s, &target, template.ptr != NULL);
	}
	buf_release(&text);
	if (status == 1)
		vec_push(&t->list, target);
	return status;
}

/* The same; -1 with an error, too, where it would be no person's. */
static int
add_known(struct targets *t, struct session *s, struct str name,
    uint32_t person, struct str template)
{
	struct edit_key keys[NOTE_KEYS];
	size_t n = person == PERSON_NONE ? 0 : known_keys(t, s, person, keys);
	int status = add_fresh(t, s, name, person, keys, n, template);

	if (status)
		return status == 1 ? 0 : -1;
	if (template.ptr)
		diag_error(&s->diags, "bad-template", STR(TEMPLATE_PATH), 0, 0,
		    "it makes no note of a person called \"%.*s\"; have "
		    "\"name: {{name}}\" and \"type: person\" in it",
		    STR_ARG(name));
	else
		session_error(s, "\"%.*s\" can't be the name of a new note: "
		    "it would not be read as a person's", STR_ARG(name));
	return -1;
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
	return add_known(t, s, name, person, template);
}

int
target_make(struct targets *t, struct session *s, struct str name,
    const struct edit_key *keys, size_t n, struct str template)
{
	return add_fresh(t, s, name, PERSON_NONE, keys, n, template);
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
	return add_known(t, s, name, PERSON_NONE, STR_NONE);
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
		return add_known(t, s, p->name, person, STR_NONE);
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
		daily_add_template(path, custom_path(s, &t->texts,
		    STR("journal/%Y-%m-%d.md")), day);
}

void
targets_release(struct targets *t)
{
	vec_release(&t->list);
	map_release(&t->taken);
	arena_release(&t->texts);
}
