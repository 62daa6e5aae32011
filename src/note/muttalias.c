#include "note/muttalias.h"

#include "base/unicode.h"
#include "note/lines.h"
#include "note/profile.h"

enum { KEY_SHOWN = 60 }; /* bytes, in a message */

/* Somebody, with what all lines of that name say. */
struct addressee {
	struct str name;
	struct strs emails, keys, groups;
	uint32_t line;
};

struct aliases {
	struct reader *r;
	struct source *source;
	VEC(struct addressee) list;
	struct map numbers; /* of a folded name among them */
	struct buf text; /* of a line, with those that continue it */
	uint32_t line;   /* its number */
	uint32_t first;  /* of the first of them */
};

/* The next word of muttrc: quotes and backslashes taken off, in scratch. */
static bool
cut_word(struct aliases *a, struct str *rest, struct str *word)
{
	struct buf out = { 0 };
	char quote = '\0', c;
	size_t i;

	*rest = str_ltrim(*rest);
	for (i = 0; i < rest->len; i++) {
		c = rest->ptr[i];
		if (!quote && (ch_space(c) || (c == '#' && !out.len)))
			break;
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (c == '\\' && quote != '\'' && i + 1 < rest->len)
			buf_addc(&out, rest->ptr[++i]);
		else
			buf_addc(&out, c);
	}
	*word = arena_str(&a->r->scratch, buf_str(&out));
	*rest = str_from(*rest, i);
	buf_release(&out);
	return i > 0;
}

/*
 * What stands behind the key, as mutt hands it on to be read as addresses: its
 * words with blanks between. Quotes of muttrc are taken off there too, so that
 * those of an address have a backslash before them.
 */
static struct str
addresses(struct aliases *a, struct str rest)
{
	struct buf out = { 0 };
	struct str word;

	while (cut_word(a, &rest, &word)) {
		buf_puts(&out, out.len ? " " : "");
		buf_add(&out, word);
	}
	word = arena_str(&a->r->scratch, buf_str(&out));
	buf_release(&out);
	return word;
}

/* A name without the quotes of RFC 5322. */
static struct str
bare_name(struct aliases *a, struct str name)
{
	struct buf out = { 0 };
	size_t i;

	name = str_trim(name);
	for (i = 0; i < name.len; i++) {
		if (name.ptr[i] == '\\' && i + 1 < name.len)
			i++;
		else if (name.ptr[i] == '"')
			continue;
		buf_addc(&out, name.ptr[i]);
	}
	name = arena_str(&a->r->scratch, str_trim(buf_str(&out)));
	buf_release(&out);
	return name;
}

/* Commas part addresses, but not in quotes. */
static bool
is_one(struct str s)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '"')
			quoted = !quoted;
		else if (s.ptr[i] == ',' && !quoted)
			return false;
	}
	return true;
}

/* "Ana Ruiz <ana@example.org>" or "ana@example.org (Ana Ruiz)" in two. */
static bool
part(struct aliases *a, struct str s, struct str *name, struct str *address)
{
	size_t open = str_rchr(s, '<'), close = str_rchr(s, '>');

	if (open != SIZE_MAX && close != SIZE_MAX && open < close) {
		*name = bare_name(a, str_upto(s, open));
		*address = str_trim(str_from(str_upto(s, close), open + 1));
	} else {
		open = str_chr(s, '(');
		close = str_rchr(s, ')');
		*address = str_trim(str_upto(s, open));
		*name = open == SIZE_MAX || close == SIZE_MAX ? STR_NONE :
		    bare_name(a, str_from(str_upto(s, close), open + 1));
	}
	return str_chr(*address, '@') != SIZE_MAX &&
	    str_chr(*address, ' ') == SIZE_MAX;
}

/* "ana-ruiz-2" of Ana Ruiz, or ana of ana@example.org. */
static bool
says_nothing(struct str key, struct str name, struct str address)
{
	struct buf slug = { 0 };
	struct str rest;
	bool nothing;
	size_t i;

	unicode_slug(&slug, name);
	rest = buf_str(&slug);
	nothing = slug.len && str_starts(key, rest);
	rest = nothing ? str_from(key, slug.len) : STR("x");
	for (i = 0; i < rest.len && nothing; i++)
		nothing = ch_digit(rest.ptr[i]) || (!i && rest.ptr[0] == '-');
	buf_release(&slug);
	return nothing || str_ieq(key, name) || str_ieq(key, address) ||
	    str_ieq(key, str_upto(address, str_chr(address, '@')));
}

/* The one of that name, or address where there is no name. */
static struct addressee *
find(struct aliases *a, struct str name)
{
	struct addressee fresh = { .name = name, .line = a->first };
	struct buf folded = { 0 };
	uint32_t *place;
	bool added;

	unicode_fold(&folded, name);
	place = map_put(&a->numbers, arena_str(&a->r->scratch,
	    buf_str(&folded)), (uint32_t)a->list.n, &added);
	buf_release(&folded);
	if (added)
		vec_push(&a->list, fresh);
	return &a->list.v[*place];
}

static void
add_alias(struct aliases *a, struct str rest)
{
	struct str key, name, address, word;
	struct addressee *who;
	struct strs groups = { 0 };
	size_t i;

	while (cut_word(a, &rest, &key) && str_eq(key, STR("-group")) &&
	    cut_word(a, &rest, &word))
		vec_push(&groups, word);
	word = addresses(a, rest);
	if (is_one(word) && part(a, word, &name, &address)) {
		who = find(a, name.len ? name : address);
		vec_push(&who->emails, address);
		if (!says_nothing(key, name, address))
			vec_push(&who->keys, key);
		for (i = 0; i < groups.n; i++)
			vec_push(&who->groups, groups.v[i]);
	} else {
		read_warn(a->r, a->source, "bad-alias", a->first, 0,
		    "%.*s is no alias of one address, and is left out",
		    STR_ARG(str_upto(key, KEY_SHOWN)));
	}
	vec_release(&groups);
}

static void
add_all(struct profile_builder *b, enum key key, struct strs *values,
    uint32_t line)
{
	size_t i;

	for (i = 0; i < values->n; i++)
		profile_add(b, key, values->v[i], line, 1);
	vec_release(values);
}

static void
add_profiles(struct aliases *a)
{
	struct profile_builder b;
	struct profile profile;
	struct addressee *who;
	size_t i;

	for (i = 0; i < a->list.n; i++) {
		who = &a->list.v[i];
		profile_begin(&b, a->r, a->source->path);
		b.profile.name = who->name;
		b.profile.line = b.profile.end = who->line;
		b.profile.column = 1;
		b.listed = true;
		add_all(&b, KEY_EMAIL, &who->emails, who->line);
		add_all(&b, KEY_ALIASES, &who->keys, who->line);
		add_all(&b, KEY_TAGS, &who->groups, who->line);
		profile = profile_end(&b);
		vec_push(&a->r->profiles, profile);
	}
}

static void
read_alias(struct aliases *a)
{
	struct str rest = buf_str(&a->text), word;

	if (cut_word(a, &rest, &word) && str_eq(word, STR("alias")))
		add_alias(a, rest);
	buf_clear(&a->text);
}

void
muttalias_read(struct reader *r, const struct input *input,
    struct source *source)
{
	struct aliases a = { .r = r, .source = source };
	struct lines lines;
	struct str line;

	source->kind = SOURCE_CONTACTS;
	source->reason = "aliases of mutt";
	lines_begin(&lines, input);
	while (lines_next(&lines, &line)) {
		a.line += lines.begins;
		a.first = a.text.len ? a.first : a.line;
		buf_add(&a.text, str_rtrim(line));
		if (a.text.len && a.text.ptr[a.text.len - 1] == '\\')
			a.text.len--; /* the next one continues it */
		else if (lines.ends)
			read_alias(&a);
	}
	read_alias(&a);
	add_profiles(&a);
	lines_release(&lines);
	buf_release(&a.text);
	vec_release(&a.list);
	map_release(&a.numbers);
}
