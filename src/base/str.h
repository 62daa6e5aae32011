#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A slice of bytes that somebody else owns. It may hold any byte, NUL too, and
 * is not terminated. The empty slice may have a null pointer.
 */
struct str {
	const char *ptr;
	size_t len; /* bytes */
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })
/* For printf's "%.*s". Only for text that is known to be short and clean. */
#define STR_ARG(s) (int)(s).len, ((s).ptr ? (s).ptr : "")

/* The bytes of a C string; none for NULL. */
struct str str_of(const char *cstr);
/* Equal but for the case of ASCII letters, in any locale. */
bool str_ieq(struct str a, struct str b);
/* Order by bytes, as strcmp: < 0, 0, > 0. */
int str_cmp(struct str a, struct str b);
bool str_istarts(struct str s, struct str prefix);
bool str_iends(struct str s, struct str suffix);
/* Offset of the last c, and of the first needle; or SIZE_MAX. */
size_t str_rchr(struct str s, char c);
size_t str_find(struct str s, struct str needle);
/*
 * Takes the part before the first sep off the front of *rest into *part, and
 * the separator with it. False when *rest is a null slice, that is, when the
 * part taken last was the final one: "a,," gives "a", "", "".
 */
bool str_cut(struct str *rest, char sep, struct str *part);
/*
 * Takes the next line off *rest, without its LF or CRLF. False at the end;
 * a file that ends in a newline has no empty last line.
 */
bool str_line(struct str *rest, struct str *line);
/* Is that one of the lines of s? */
bool str_has_line(struct str s, struct str wanted);

/* ASCII only and the same in every locale. */
static inline bool
ch_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ch_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ch_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline bool
ch_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char
ch_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* What the hexadecimal digit means; -1 for what is none. */
static inline int
ch_hex(char c)
{
	if (ch_digit(c))
		return c - '0';
	c = ch_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * What is asked most is in line, so that the compiler sees the length of a
 * literal and compares without a call. The analyzer doesn't know that an empty
 * slice alone may be null: it is told of the functions only.
 */
#ifdef __clang_analyzer__

/* The bytes from offset on; empty when s is shorter. */
struct str str_from(struct str s, size_t offset);
/* At most the first n bytes. */
struct str str_upto(struct str s, size_t n);
bool str_eq(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first c, or SIZE_MAX. */
size_t str_chr(struct str s, char c);
/* Without blanks (space, tab, CR, LF, VT, FF) at both ends. */
struct str str_trim(struct str s);
struct str str_rtrim(struct str s);
struct str str_ltrim(struct str s);

#else

/* The bytes from offset on; empty when s is shorter. */
static inline struct str
str_from(struct str s, size_t offset)
{
	if (offset >= s.len)
		return (struct str){ s.ptr ? s.ptr + s.len : NULL, 0 };
	return (struct str){ s.ptr + offset, s.len - offset };
}

/* At most the first n bytes. */
static inline struct str
str_upto(struct str s, size_t n)
{
	return (struct str){ s.ptr, n < s.len ? n : s.len };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (!b.len || !memcmp(a.ptr, b.ptr, b.len));
}

static inline bool
str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && (!prefix.len ||
	    !memcmp(s.ptr, prefix.ptr, prefix.len));
}

static inline bool
str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && (!suffix.len ||
	    !memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len));
}

/* Offset of the first c, or SIZE_MAX. */
static inline size_t
str_chr(struct str s, char c)
{
	const char *p = s.len ? memchr(s.ptr, c, s.len) : NULL;

	return p ? (size_t)(p - s.ptr) : SIZE_MAX;
}

/* Without blanks (space, tab, CR, LF, VT, FF) at both ends. */
static inline struct str
str_ltrim(struct str s)
{
	size_t i = 0;

	while (i < s.len && ch_space(s.ptr[i]))
		i++;
	return str_from(s, i);
}

static inline struct str
str_rtrim(struct str s)
{
	while (s.len && ch_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

static inline struct str
str_trim(struct str s)
{
	return str_rtrim(str_ltrim(s));
}

#endif

#endif
