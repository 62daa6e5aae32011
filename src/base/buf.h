#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

/* Bytes that grow. Zero-initialised it is empty. Owns ptr. */
struct buf {
	char *ptr;
	size_t len, cap; /* bytes */
};

/* Room for n more bytes; returns where they begin (not counted yet). */
char *buf_reserve(struct buf *b, size_t n);
void buf_add(struct buf *b, struct str s);
void buf_addc(struct buf *b, char c);
void buf_puts(struct buf *b, const char *cstr);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Replaces len bytes at offset by s. */
void buf_splice(struct buf *b, size_t offset, size_t len, struct str s);
/* Always NUL-terminated after this call; valid until the next change. */
const char *buf_cstr(struct buf *b);
static inline struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->ptr, b->len };
}

static inline void
buf_clear(struct buf *b)
{
	b->len = 0;
}

void buf_release(struct buf *b);

#endif
