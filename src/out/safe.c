/* What a terminal, and a person in front of it, may be shown. */
#include <stdint.h>

#include "base/unicode.h"
#include "out/out.h"

/* Bytes at the start of s that are printable ASCII. */
static size_t
plain_span(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)(s.ptr[i] - ' ') >= 0x7f - ' ')
			break;
	return i;
}

static void
escape(struct buf *out, char byte, int32_t cp)
{
	switch (cp) {
	case '\t':
		buf_puts(out, "\\t");
		return;
	case '\n':
		buf_puts(out, "\\n");
		return;
	case '\r':
		buf_puts(out, "\\r");
		return;
	default:
		if (cp < 0x80)
			buf_printf(out, "\\x%02x", (unsigned char)byte);
		else
			buf_printf(out, "<U+%04X>", (unsigned)cp);
	}
}

void
out_safe(struct buf *out, struct str s)
{
	size_t n;
	int32_t cp;

	for (;;) {
		n = plain_span(s);
		buf_add(out, str_upto(s, n));
		s = str_from(s, n);
		if (!s.len)
			return;
		n = unicode_next(s, &cp);
		if (cp == 0x7f || unicode_unsafe(cp))
			escape(out, s.ptr[0], cp);
		else
			buf_add(out, str_upto(s, n));
		s = str_from(s, n);
	}
}

/* Takes the first component, and the slashes behind it, off *path. */
static struct str
component(struct str *path)
{
	size_t n = str_chr(*path, '/');
	struct str first = str_upto(*path, n);

	*path = str_from(*path, first.len);
	while (path->len && path->ptr[0] == '/')
		*path = str_from(*path, 1);
	return first;
}

void
out_path(struct buf *out, struct str path, const struct out_options *options)
{
	struct str here = options->prefix, here_rest = here, rest = path;
	size_t start = out->len;

	if (!path.len || path.ptr[0] == '/') {
		buf_add(out, path);
		return;
	}
	if (options->outside) {
		buf_add(out, options->root);
		if (!str_ends(options->root, STR("/")))
			buf_addc(out, '/');
		buf_add(out, path);
		return;
	}
	/* the folders that the two share; here and path are what is left */
	while (here_rest.len && rest.len &&
	    str_eq(component(&here_rest), component(&rest))) {
		here = here_rest;
		path = rest;
	}
	while (here.len) {
		component(&here);
		buf_puts(out, here.len || path.len ? "../" : "..");
	}
	buf_add(out, path);
	if (out->len == start)
		buf_addc(out, '.');
}
