#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

char *
buf_reserve(struct buf *b, size_t n)
{
	if (!b->ptr || b->cap - b->len < n) {
		size_t cap = b->cap + b->cap / 2;

		if (cap < b->len + n)
			cap = b->len + n;
		if (cap < 64)
			cap = 64;
		b->ptr = mem_resize(b->ptr, cap, 1);
		b->cap = cap;
	}
	return b->ptr + b->len;
}

void
buf_add(struct buf *b, struct str s)
{
	if (!s.len)
		return;
	memcpy(buf_reserve(b, s.len), s.ptr, s.len);
	b->len += s.len;
}

void
buf_addc(struct buf *b, char c)
{
	*buf_reserve(b, 1) = c;
	b->len++;
}

void
buf_puts(struct buf *b, const char *cstr)
{
	buf_add(b, str_of(cstr));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args, again;
	int n;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n > 0) {
		vsnprintf(buf_reserve(b, (size_t)n + 1), (size_t)n + 1, fmt,
		    again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void
buf_splice(struct buf *b, size_t offset, size_t len, struct str s)
{
	size_t tail = b->len - offset - len;

	buf_reserve(b, s.len);
	memmove(b->ptr + offset + s.len, b->ptr + offset + len, tail);
	if (s.len)
		memcpy(b->ptr + offset, s.ptr, s.len);
	b->len = offset + s.len + tail;
}

const char *
buf_cstr(struct buf *b)
{
	*buf_reserve(b, 1) = '\0';
	return b->ptr;
}

void
buf_release(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){ 0 };
}
