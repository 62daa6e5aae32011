#include "cmd/known.h"

#include "base/unicode.h"
#include "book/index.h"

/* Shorter pieces stand everywhere. */
enum { PIECE_MIN = 3 };

static void
add_word(struct known *k, struct str text, bool folded)
{
	size_t i;

	for (i = 0; i < k->words.n; i++)
		if (str_eq(k->words.v[i].text, text))
			return;
	if (text.len)
		vec_push(&k->words, (struct known_word){
		    arena_str(&k->texts, text), folded });
}

static void
lower(struct buf *out, struct str s)
{
	char *to;
	size_t i;

	buf_clear(out);
	to = buf_reserve(out, s.len + 1);
	for (i = 0; i < s.len; i++)
		to[i] = ch_lower(s.ptr[i]);
	out->len = s.len;
}

static bool
is_ascii(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] > 126 || s.ptr[i] < ' ')
			return false;
	return true;
}

/*
 * The longest run of ASCII letters and digits in a name. However it is spelt,
 * in columns, as a slug, or with marks that stand alone, that is in it; of one
 * before another character the last may be a letter that has a mark.
 */
static struct str
longest_piece(struct str name)
{
	struct str best = STR_NONE, piece;
	size_t at = 0, end;

	for (; at < name.len; at = end + 1) {
		for (end = at; end < name.len && (ch_alpha(name.ptr[end]) ||
		    ch_digit(name.ptr[end])); end++)
			;
		piece = (struct str){ name.ptr + at, end - at };
		if (piece.len && end < name.len &&
		    (unsigned char)name.ptr[end] > 126)
			piece.len--;
		if (piece.len > best.len)
			best = piece;
	}
	return best;
}

/* Of a name in other letters, the longest of its words. */
static void
add_folded(struct known *k, struct str name)
{
	struct str rest, word, best = STR_NONE;

	buf_clear(&k->folded);
	unicode_fold(&k->folded, name);
	rest = buf_str(&k->folded);
	while (rest.len && str_cut(&rest, ' ', &word))
		if (word.len > best.len)
			best = word;
	add_word(k, best, true);
}

static void
add_name_word(struct known *k, struct str name)
{
	struct str piece = longest_piece(name);

	if (piece.len < PIECE_MIN) {
		add_folded(k, name);
		return;
	}
	lower(&k->lower, piece);
	add_word(k, buf_str(&k->lower), false);
}

/* An address, id or the like, that has one spelling but for case. */
static void
add_exact(struct known *k, struct str value)
{
	if (str_starts(value, STR("@")))
		value = str_from(value, 1);
	if (!is_ascii(value)) {
		add_folded(k, value);
		return;
	}
	lower(&k->lower, value);
	add_word(k, buf_str(&k->lower), false);
}

static void
add_facts(struct known *k, const struct profile *p)
{
	struct buf url = { 0 };
	const struct fact *fact;
	uint32_t i;

	for (i = 0; i < p->facts_n; i++) {
		fact = &p->facts[i];
		if (fact->key == KEY_ALIASES) {
			add_name_word(k, fact->value);
		} else if (index_is_url(fact->value)) {
			buf_clear(&url);
			index_url(&url, fact->value);
			add_exact(k, buf_str(&url));
		} else if (fact->key == KEY_EMAIL || fact->key == KEY_ID ||
		    fact->key == KEY_HANDLE || fact->key == KEY_URL) {
			add_exact(k, fact->value);
		}
	}
	buf_release(&url);
}

/* A note, or a name in a file of many, as a trailer has it. */
static void
add_trailer(struct known *k, struct str path, struct str anchor)
{
	struct buf whole = { 0 }, safe = { 0 };
	bool added;

	buf_add(&whole, path);
	if (anchor.len) {
		buf_addc(&whole, '#');
		buf_add(&whole, anchor);
	}
	out_safe(&safe, buf_str(&whole));
	map_put(&k->trailers, arena_str(&k->texts, buf_str(&safe)),
	    (uint32_t)k->files.n, &added);
	if (added)
		vec_push(&k->files, arena_str(&k->texts, path));
	buf_release(&whole);
	buf_release(&safe);
}

/* The base name, as links have it. */
static void
add_own(struct known *k, struct str path, uint32_t person)
{
	map_put(&k->paths, arena_str(&k->texts, path), person, NULL);
	add_trailer(k, path, STR_NONE);
	add_name_word(k, read_base(path));
}

static void
add_part(struct known *k, struct part part, const struct person *person)
{
	const struct source *source = &k->book->sources[part.source];
	const struct profile *p = &source->profiles[part.profile];

	add_name_word(k, p->name.len ? p->name : person->name);
	add_facts(k, p);
	if (source->kind == SOURCE_PERSON)
		add_own(k, source->path, (uint32_t)(person -
		    k->book->people.v));
	else
		add_trailer(k, source->path, p->name.len ? p->name :
		    person->name);
}

void
known_begin(struct known *k, const struct book *book, const bool *people)
{
	const struct person *person;
	uint32_t part;
	size_t i;

	*k = (struct known){ .book = book, .people = people };
	for (i = 0; i < book->people.n; i++) {
		person = &book->people.v[i];
		for (part = 0; people[i] && part < person->parts_n; part++)
			add_part(k, person->parts[part], person);
	}
}

const struct str *
known_trailer(const struct known *k, struct str value)
{
	const uint32_t *file = map_get(&k->trailers, value);

	return file ? &k->files.v[*file] : NULL;
}

/*
 * Other letters than ASCII may be written in a table's encoding, or as %C3%A9:
 * not worth a search of its own.
 */
static bool
is_encoded(struct str text)
{
	struct str rest = text;
	size_t at;

	if (!unicode_valid(text))
		return true;
	while ((at = str_chr(rest, '%')) != SIZE_MAX) {
		rest = str_from(rest, at + 1);
		if (rest.len && strchr("cdefCDEF", rest.ptr[0]))
			return true;
	}
	return false;
}

bool
known_in(struct known *k, struct str text)
{
	const struct known_word *word;
	bool is_folded = false;
	size_t i;

	/* UTF-16 has a NUL in each letter */
	if (str_starts(text, STR("\xff\xfe")) ||
	    str_starts(text, STR("\xfe\xff")))
		return true;
	lower(&k->lower, text);
	for (i = 0; i < k->words.n; i++) {
		word = &k->words.v[i];
		if (word->folded && !is_folded) {
			if (is_encoded(text))
				return true;
			buf_clear(&k->folded);
			unicode_fold(&k->folded, text);
			is_folded = true;
		}
		if (str_find(buf_str(word->folded ? &k->folded : &k->lower),
		    word->text) != SIZE_MAX)
			return true;
	}
	return false;
}

static bool
add_former(struct known *k, struct str name, uint32_t person)
{
	struct buf key = { 0 };
	bool added = false, ambiguous;

	past_key(&key, name);
	if (key.len && !map_get(&k->former, buf_str(&key)) &&
	    book_link(k->book, name, NULL, &ambiguous) == PERSON_NONE &&
	    !ambiguous)
		map_put(&k->former, arena_str(&k->texts, buf_str(&key)),
		    person, &added);
	buf_release(&key);
	return added;
}

bool
known_add_path(struct known *k, struct str path, uint32_t person)
{
	if (map_get(&k->paths, path))
		return false;
	add_own(k, path, person);
	add_former(k, path, person);
	add_former(k, read_base(path), person);
	return true;
}

bool
known_add_name(struct known *k, struct str name, uint32_t person)
{
	if (!add_former(k, name, person))
		return false;
	add_name_word(k, name);
	return true;
}

void
known_release(struct known *k)
{
	map_release(&k->paths);
	map_release(&k->trailers);
	map_release(&k->former);
	vec_release(&k->files);
	vec_release(&k->words);
	buf_release(&k->lower);
	buf_release(&k->folded);
	arena_release(&k->texts);
}
