/*
 * Runs a fuzz target over files: those named, and all below folders. What it
 * is about to run is printed first, since a target ends the program.
 */
#include <fts.h>

#include "base/buf.h"
#include "base/mem.h"
#include "fuzz/fuzz.h"

static void
read_all(struct buf *bytes, const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	buf_clear(bytes);
	do {
		n = fread(buf_reserve(bytes, BUFSIZ), 1, BUFSIZ, f);
		bytes->len += n;
	} while (n > 0);
	fclose(f);
}

/* In a buffer of their own size, so that a sanitizer sees reads beyond it. */
static void
replay(struct str bytes)
{
	uint8_t *copy = mem_alloc(bytes.len);

	if (bytes.len)
		memcpy(copy, bytes.ptr, bytes.len);
	LLVMFuzzerTestOneInput(copy, bytes.len);
	free(copy);
}

int
main(int argc, char **argv)
{
	FTS *fts = argc > 1 ? fts_open(argv + 1, FTS_PHYSICAL | FTS_NOCHDIR,
	    NULL) : NULL;
	struct buf bytes = { 0 };
	FTSENT *entry;

	if (!fts) {
		fprintf(stderr, "usage: %s FILE|FOLDER...\n", argv[0]);
		return EXIT_FAILURE;
	}
	while ((entry = fts_read(fts))) {
		if (entry->fts_info != FTS_F)
			continue;
		puts(entry->fts_path);
		fflush(stdout);
		read_all(&bytes, entry->fts_path);
		replay(buf_str(&bytes));
	}
	fts_close(fts);
	buf_release(&bytes);
	return EXIT_SUCCESS;
}
