#include "book/target.h"

#include "base/unicode.h"

enum {
	/* Files of one name that are looked at more closely. */
	FILES_MAX = 64,
};

/* One look-up. */
struct finder {
	const struct book_index *ix;
	uint32_t from;
	struct str whole;  /* the target */
	struct str path;   /* of it, what stands before # */
	struct str anchor; /* and behind it */
	struct buf folded, joined, decoded;
};

/* A rank has spoken: *who is the answer, be it that it is nobody. */
static bool
settles(uint32_t found, uint32_t *who)
{
	if (found == PERSON_NONE)
		return false;
	*who = found;
	return true;
}

static struct str
fold(struct finder *f, struct str s)
{
	buf_clear(&f->folded);
	unicode_fold(&f->folded, s);
	return buf_str(&f->folded);
}

static uint32_t
by_key(struct finder *f, enum index_key key, struct str s)
{
	return index_who(f->ix, key, fold(f, s));
}

static uint32_t
both(uint32_t a, uint32_t b)
{
	if (a == PERSON_NONE || a == b)
		return b;
	return b == PERSON_NONE ? a : PERSON_MANY;
}

static uint32_t
by_name(struct finder *f, struct str s)
{
	struct str folded = fold(f, s);

	return both(index_who(f->ix, INDEX_NAME, folded),
	    index_who(f->ix, INDEX_ALIAS, folded));
}

static uint32_t
by_url(struct finder *f, struct str s)
{
	buf_clear(&f->folded);
	index_url(&f->folded, s);
	return index_who(f->ix, INDEX_URL, buf_str(&f->folded));
}

static uint32_t
heading(struct finder *f, uint32_t source, struct str anchor)
{
	buf_clear(&f->folded);
	index_anchor(&f->folded, source, anchor);
	return index_who(f->ix, INDEX_ANCHOR, buf_str(&f->folded));
}

/* contacts#Ana Ruiz, contacts#Friends#Ana Ruiz, contacts.md#ana-ruiz */
static uint32_t
by_heading(struct finder *f, uint32_t source)
{
	size_t last = str_rchr(f->anchor, '#'), i;
	uint32_t who = heading(f, source, f->anchor);

	if (who == PERSON_NONE && last != SIZE_MAX)
		who = heading(f, source, str_from(f->anchor, last + 1));
	if (who != PERSON_NONE || str_chr(f->anchor, '-') == SIZE_MAX)
		return who;
	buf_clear(&f->joined);
	buf_add(&f->joined, f->anchor);
	for (i = 0; i < f->joined.len; i++)
		if (f->joined.ptr[i] == '-')
			f->joined.ptr[i] = ' ';
	return heading(f, source, buf_str(&f->joined));
}

static uint32_t
by_source(struct finder *f, uint32_t source)
{
	const struct source *s = &f->ix->sources[source];

	if (s->kind == SOURCE_PERSON)
		return s->profiles_n ? f->ix->person[f->ix->base[source]] :
		    PERSON_NONE;
	return f->anchor.len ? by_heading(f, source) : PERSON_NONE;
}

/* Is that the whole path of a source, but for case? */
static bool
same_path(struct finder *f, uint32_t source, struct str folded)
{
	buf_clear(&f->joined);
	unicode_fold(&f->joined, index_stem(f->ix->sources[source].path));
	return str_eq(buf_str(&f->joined), folded);
}

/* A whole path in other case: of the files with its base name. */
static uint32_t
by_whole(struct finder *f, struct str folded)
{
	size_t slash = str_rchr(folded, '/');
	uint32_t source, who = PERSON_NONE;
	struct index_walk walk;
	int n = 0;

	if (slash == SIZE_MAX)
		return PERSON_NONE;
	walk = index_find(f->ix, INDEX_PATH, str_from(folded, slash + 1));
	while (n++ < FILES_MAX && index_next(&walk)) {
		source = f->ix->source[walk.profile];
		if (f->ix->sources[source].kind == SOURCE_PERSON &&
		    same_path(f, source, folded))
			who = both(who, f->ix->person[walk.profile]);
	}
	return who;
}

/* An end of a path, folded; a base name is one too. */
static uint32_t
by_end(struct finder *f, struct str path)
{
	struct str folded = fold(f, index_stem(path));
	struct index_walk walk = index_find(f->ix, INDEX_PATH, folded);
	uint32_t who, source;
	int n = 0;

	if (walk.next == INDEX_END)
		return by_whole(f, folded);
	who = index_who(f->ix, INDEX_PATH, folded);
	while (f->anchor.len && n++ < FILES_MAX && index_next(&walk)) {
		source = f->ix->source[walk.profile];
		if (f->ix->sources[source].kind != SOURCE_PERSON)
			who = both(who, by_source(f, source));
	}
	return who;
}

bool
target_path(struct buf *out, struct str base, struct str path)
{
	size_t start = out->len, slash = str_rchr(base, '/');
	struct str rest = path, part;

	if (path.len && path.ptr[0] != '/' && slash != SIZE_MAX)
		buf_add(out, str_upto(base, slash));
	while (str_cut(&rest, '/', &part)) {
		if (!part.len || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR(".."))) {
			if (out->len == start)
				return false;
			slash = str_rchr(str_from(buf_str(out), start), '/');
			out->len = slash == SIZE_MAX ? start : start + slash;
			continue;
		}
		if (out->len > start)
			buf_addc(out, '/');
		buf_add(out, part);
	}
	return out->len > start;
}

/* The file that a path means from a folder, with its extension or without. */
static uint32_t
find_file(struct finder *f, struct str base, struct str path)
{
	static const char *const ends[] = { "", ".md", ".markdown" };
	uint32_t source = UINT32_MAX;
	size_t i, len;

	buf_clear(&f->joined);
	if (!target_path(&f->joined, base, path))
		return UINT32_MAX;
	len = f->joined.len;
	for (i = 0; i < 3 && source == UINT32_MAX; i++) {
		f->joined.len = len;
		buf_puts(&f->joined, ends[i]);
		source = index_source(f->ix, buf_str(&f->joined));
	}
	return source;
}

/*
 * A path: from the folder of its source, then from the root, then as the end
 * of a path. True when it is known whom it means; a file that is there and is
 * no person's is nobody.
 */
static bool
by_path(struct finder *f, struct str path, uint32_t *who)
{
	struct str here = f->from == TARGET_ROOT ? STR_NONE :
	    f->ix->sources[f->from].path;
	uint32_t first = find_file(f, here, path);
	uint32_t second = find_file(f, STR_NONE, path);

	*who = PERSON_NONE;
	if (first != UINT32_MAX && settles(by_source(f, first), who))
		return true;
	if (path.ptr[0] == '.' && path.len > 1 &&
	    (path.ptr[1] == '/' || path.ptr[1] == '.'))
		second = UINT32_MAX;
	if (second != UINT32_MAX && settles(by_source(f, second), who))
		return true;
	if (first != UINT32_MAX || second != UINT32_MAX)
		return true;
	/* ./ and ../ say exactly where */
	return path.ptr[0] != '.' && path.ptr[0] != '/' &&
	    settles(by_end(f, path), who);
}

/* Takes %20 for a blank. False when there is nothing to be decoded. */
static bool
decode(struct buf *out, struct str s)
{
	bool any = false;
	size_t i;

	buf_clear(out);
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '%' && i + 2 < s.len &&
		    ch_hex(s.ptr[i + 1]) >= 0 && ch_hex(s.ptr[i + 2]) >= 0) {
			buf_addc(out, (char)(ch_hex(s.ptr[i + 1]) << 4 |
			    ch_hex(s.ptr[i + 2])));
			i += 2;
			any = true;
		} else {
			buf_addc(out, s.ptr[i]);
		}
	}
	return any;
}

static bool
has_extension(struct str path)
{
	return index_stem(path).len != path.len;
}

/* Is it written as a path? */
static bool
is_path(struct str s)
{
	return str_chr(s, '/') != SIZE_MAX || has_extension(s);
}

/* @handle; people also write @name. */
static uint32_t
find_handle(struct finder *f)
{
	struct str bare = str_from(f->whole, 1);
	uint32_t who;

	if (settles(by_key(f, INDEX_HANDLE, bare), &who) ||
	    settles(by_key(f, INDEX_PATH, bare), &who))
		return who;
	return both(by_name(f, bare), by_key(f, INDEX_ALIAS, f->whole));
}

/* Path, email, id, URL. True when it is known whom it means. */
static bool
find_exact(struct finder *f, uint32_t *who)
{
	if (is_path(f->path) && by_path(f, f->path, who))
		return true;
	if (!f->path.len && f->anchor.len && f->from != TARGET_ROOT &&
	    settles(by_heading(f, f->from), who))
		return true;
	if (str_chr(f->whole, '@') != SIZE_MAX &&
	    settles(by_key(f, INDEX_EMAIL, f->whole), who))
		return true;
	if (str_chr(f->whole, '/') != SIZE_MAX &&
	    settles(by_url(f, f->whole), who))
		return true;
	return settles(by_key(f, INDEX_ID, f->whole), who);
}

static uint32_t
find(struct finder *f)
{
	size_t hash = str_chr(f->whole, '#');
	uint32_t who = PERSON_NONE;

	f->path = str_upto(f->whole, hash);
	f->anchor = hash == SIZE_MAX ? STR_NONE : str_from(f->whole, hash + 1);
	if (find_exact(f, &who))
		return who;
	if (!is_path(f->path) && settles(by_end(f, f->path), &who))
		return who;
	if (settles(by_name(f, f->whole), &who))
		return who;
	return f->anchor.len && f->path.len ? by_name(f, f->path) :
	    PERSON_NONE;
}

/* One that says what it is: @handle, a URL, mailto:, denote:. */
static bool
find_marked(struct finder *f, uint32_t *who)
{
	if (f->whole.ptr[0] == '@')
		*who = find_handle(f);
	else if (str_istarts(f->whole, STR("mailto:")))
		*who = by_key(f, INDEX_EMAIL, str_from(f->whole, 7));
	else if (str_istarts(f->whole, STR("denote:")))
		*who = by_key(f, INDEX_ID, str_from(f->whole, 7));
	else if (index_is_url(f->whole))
		*who = by_url(f, f->whole);
	else
		return false;
	return true;
}

uint32_t
target_find(const struct book_index *ix, struct str target, uint32_t from)
{
	struct finder f = { .ix = ix, .from = from };
	uint32_t who = PERSON_NONE;

	f.whole = str_trim(target);
	if (f.whole.len && !find_marked(&f, &who)) {
		who = find(&f);
		if (who == PERSON_NONE && decode(&f.decoded, f.whole)) {
			f.whole = buf_str(&f.decoded);
			who = find(&f);
		}
	}
	buf_release(&f.folded);
	buf_release(&f.joined);
	buf_release(&f.decoded);
	return who;
}

bool
target_local(struct str target)
{
	target = str_trim(target);
	if (index_is_url(target))
		return false;
	return is_path(target) || str_chr(target, '#') != SIZE_MAX ||
	    str_chr(target, '%') != SIZE_MAX;
}
