#include "cmd/importing.h"

#include <stdarg.h>
#include <stdio.h>

void
importing_place(struct importing *im, uint32_t source, uint32_t line)
{
	out_safe(&im->told, im->sources[source].path);
	if (line)
		buf_printf(&im->told, ":%u", line);
}

void
importing_note_path(struct importing *im, const struct target *target)
{
	struct out_options paths = { 0 };
	struct buf path = { 0 };

	session_show_paths(im->s, &paths);
	out_path(&path, target->path, &paths);
	out_safe(&im->told, buf_str(&path));
	buf_release(&path);
}

static void __attribute__((format(printf, 2, 0)))
add_line(struct importing *im, const char *fmt, va_list args)
{
	char *text;

	if (vasprintf(&text, fmt, args) < 0)
		return;
	out_safe(&im->told, str_of(text));
	buf_addc(&im->told, '\n');
	free(text);
}

void
importing_tell(struct importing *im, uint32_t source, uint32_t line,
    const char *fmt, ...)
{
	va_list args;

	importing_place(im, source, line);
	buf_puts(&im->told, ": ");
	va_start(args, fmt);
	add_line(im, fmt, args);
	va_end(args);
}

void
importing_leave(struct importing *im, struct arrival *a, const char *fmt, ...)
{
	const struct person *p = &im->book.people.v[a->person];
	va_list args;

	a->left = true;
	im->left++;
	importing_place(im, p->parts[0].source, im->sources[
	    p->parts[0].source].profiles[p->parts[0].profile].line);
	buf_puts(&im->told, ": ");
	out_safe(&im->told, str_upto(p->name, 200));
	buf_puts(&im->told, " is left out: ");
	va_start(args, fmt);
	add_line(im, fmt, args);
	va_end(args);
}
