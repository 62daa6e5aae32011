#include <stdlib.h>

#include "base/pool.h"
#include "cmd/session.h"

enum { FILES_WORTH = 32 }; /* files that are worth another thread */

/* What the threads share while they read. */
struct reading {
	struct session *s;
	struct {
		struct buf bytes;
		struct notes_folder folder;
		char apart[POOL_APART];
	} of[POOL_THREADS];
};

static int
read_one_table(struct session *s, struct reader *r, struct source *source)
{
	struct notes_reading file;
	struct input input = { notes_read_more, &file };

	if (notes_read_begin(&file, s->notes, source->path, &r->diags) == -1)
		return -1;
	read_table(r, &input, source);
	notes_read_end(&file);
	return 0;
}

static int
read_one_file(struct session *s, struct reader *r, struct buf *bytes,
    struct notes_folder *folder, struct source *source)
{
	buf_clear(bytes);
	if (notes_read_in(s->notes, folder, source->path, bytes,
	    &r->diags) == -1)
		return -1;
	read_file(r, buf_str(bytes), source);
	return 0;
}

static void
read_source(void *context, size_t thread, size_t item)
{
	struct reading *reading = context;
	struct session *s = reading->s;
	struct source *source = &s->sources[item];
	struct reader *r = &s->readers[thread];

	if ((read_is_table(source->path) ? read_one_table(s, r, source) :
	    read_one_file(s, r, &reading->of[thread].bytes,
	    &reading->of[thread].folder, source)) == -1) {
		source->kind = SOURCE_OTHER;
		source->reason = "not readable";
		source->day = DAY_NONE;
	}
}

static void
read_sources(struct session *s)
{
	struct reading *reading = mem_zalloc(sizeof(*reading));
	size_t i;

	reading->s = s;
	s->readers_n = pool_threads();
	s->readers = mem_zalloc(s->readers_n * sizeof(*s->readers));
	for (i = 0; i < s->readers_n; i++) {
		reader_init(&s->readers[i], &s->read_options);
		reading->of[i].folder.fd = -1;
	}
	pool_run(s->sources_n, FILES_WORTH, read_source, reading);
	for (i = 0; i < s->readers_n; i++) {
		diag_join(&s->diags, &s->readers[i].diags);
		reader_rest(&s->readers[i]);
		buf_release(&reading->of[i].bytes);
		notes_read_in_end(&reading->of[i].folder);
	}
	free(reading);
}

static void
make_book(struct session *s)
{
	read_sources(s);
	book_make(&s->book, s->sources, s->sources_n, &s->config.book,
	    &s->diags);
	s->book_made = true;
	diag_sort(&s->diags);
}

static void
make_sources(struct session *s, const struct strs *paths)
{
	size_t i;

	s->sources = mem_zalloc(paths->n * sizeof(*s->sources));
	s->sources_n = paths->n;
	for (i = 0; i < paths->n; i++)
		s->sources[i].path = paths->v[i];
}

static int
read_paths(struct session *s, const struct strs *paths)
{
	size_t errors = s->diags.errors;

	make_sources(s, paths);
	make_book(s);
	return s->diags.errors > errors ? -1 : 0;
}

int
session_read(struct session *s, bool all_texts)
{
	struct strs paths = { 0 };
	int status;

	s->read_options.all_texts = all_texts;
	status = notes_list(s->notes, read_wants, &paths, &s->diags);
	if (read_paths(s, &paths) == -1)
		status = -1;
	vec_release(&paths);
	return status;
}

int
session_read_people(struct session *s, const struct strs *paths)
{
	int status;

	s->read_options.people_only = true;
	status = paths ? read_paths(s, paths) : session_read(s, false);
	s->read_options.people_only = false;
	return status;
}
