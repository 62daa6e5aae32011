#include "note/shape.h"

#include <stdint.h>

size_t
shape_run(struct str s, char c)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] == c)
		n++;
	return n;
}

bool
shape_blank(struct str s)
{
	size_t i = 0;

	while (i < s.len && ch_blank(s.ptr[i]))
		i++;
	return i == s.len;
}

static bool
blank_at(struct str s, size_t i)
{
	return i >= s.len || ch_blank(s.ptr[i]);
}

size_t
shape_marker(struct str s, bool *first)
{
	unsigned long number = 0;
	size_t n = 0;
	char c;

	for (; n < s.len && n < 10 && ch_digit(s.ptr[n]); n++)
		number = number * 10 + (unsigned long)(s.ptr[n] - '0');
	*first = !n || number == 1;
	if (n > 9 || n == s.len || !blank_at(s, n + 1))
		return 0;
	c = s.ptr[n];
	return n ? (c == '.' || c == ')' ? n + 1 : 0) :
		   c == '-' || c == '*' || c == '+';
}

size_t
shape_box(struct str s)
{
	size_t n = 2;

	if (s.len < 3 || s.ptr[0] != '[' || s.ptr[1] == ']')
		return 0;
	/* the rest of a code point in UTF-8 */
	if ((unsigned char)s.ptr[1] >= 0xc2)
		while (n < 5 && n < s.len && (s.ptr[n] & 0xc0) == 0x80)
			n++;
	return n < s.len && s.ptr[n] == ']' && blank_at(s, n + 1) ? n + 1 : 0;
}

bool
shape_rule(struct str s, size_t *stop)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == s.ptr[0])
			n++;
		else if (!ch_blank(s.ptr[i]))
			break;
	}
	*stop = i;
	return i == s.len && n >= 3;
}

bool
shape_table_rule(struct str s)
{
	bool pipe = false, dash = false;
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '-')
			dash = true;
		else if (s.ptr[i] == '|')
			pipe = true;
		else if (s.ptr[i] != ':' && !ch_blank(s.ptr[i]))
			return false;
	}
	return pipe && dash;
}

size_t
shape_atx(struct str s)
{
	size_t n = shape_run(s, '#');

	return n <= 6 && blank_at(s, n) ? n : 0;
}

size_t
shape_fence(struct str s)
{
	size_t n = shape_run(s, s.ptr[0]);

	if (n < 3 ||
	    (s.ptr[0] == '`' && str_chr(str_from(s, n), '`') != SIZE_MAX))
		return 0;
	return n;
}
