/*
 * The configuration in the notes, in our parser and in libgit2's: where both
 * take a file, they find the same variables with the same values.
 */
#include <git2.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "git/ini.h"

/* "key=value", or "key" alone, and a NUL each. */
static int
add_theirs(const git_config_entry *entry, void *context)
{
	struct buf *out = context;

	buf_puts(out, entry->name);
	if (entry->value) {
		buf_addc(out, '=');
		buf_puts(out, entry->value);
	}
	buf_addc(out, '\0');
	return 0;
}

/* libgit2 reads files only. */
static int
read_theirs(struct buf *out, struct str text)
{
	int fd = memfd_create("config", 0), rc;
	git_config *config = NULL;
	char path[64];

	HOLDS(fd >= 0);
	HOLDS(write(fd, text.ptr, text.len) == (ssize_t)text.len);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	HOLDS(git_config_new(&config) == 0);
	rc = git_config_add_file_ondisk(config, path, GIT_CONFIG_LEVEL_LOCAL,
	    NULL, 0);
	if (rc == 0)
		rc = git_config_foreach(config, add_theirs, out);
	git_config_free(config);
	close(fd);
	return rc;
}

static int
read_ours(struct buf *out, struct str text)
{
	struct ini ini = { .rest = text };
	uint32_t line = 0;
	int more;

	while ((more = ini_next(&ini)) > 0) {
		HOLDS(ini.line >= line && ini.next + 1 >= ini.line);
		HOLDS(str_chr(buf_str(&ini.key), '.') != SIZE_MAX);
		line = ini.line;
		buf_add(out, buf_str(&ini.key));
		if (ini.valued) {
			buf_addc(out, '=');
			buf_add(out, buf_str(&ini.value));
		}
		buf_addc(out, '\0');
	}
	HOLDS(more == 0 || ini.line >= line);
	ini_release(&ini);
	return more;
}

/*
 * Theirs would follow what is included, ends texts at a NUL, and differs from
 * git in what is a blank, what continues a line, around empty quotes, and in
 * where quotes end that end in a backslash.
 */
static bool
comparable(struct str text)
{
	struct str rest;
	size_t i;
	char c;

	for (i = 0; i < text.len; i++) {
		c = text.ptr[i];
		rest = str_from(text, i + 1);
		if (!c || (c == '"' && str_starts(rest, STR("\""))) ||
		    c == '\v' || c == '\f' ||
		    (c == '\r' && !str_starts(rest, STR("\n"))) ||
		    (c == '\\' && rest.len && strchr("\n\r\\", *rest.ptr)) ||
		    str_istarts(rest, STR("include")))
			return false;
	}
	return true;
}

/* A tab in a value is a blank to git, until version 2.45, and to us. */
static void
holds_same(const struct buf *ours, const struct buf *theirs)
{
	size_t i;

	HOLDS(ours->len == theirs->len);
	for (i = 0; i < ours->len; i++)
		HOLDS(ours->ptr[i] == theirs->ptr[i] ||
		    (ours->ptr[i] == ' ' && theirs->ptr[i] == '\t'));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool started;
	struct str text = fuzz_str(data, size);
	struct buf ours = { 0 }, theirs = { 0 };

	if (!started)
		started = git_libgit2_init() > 0;
	if (read_ours(&ours, text) == 0 && comparable(text) &&
	    read_theirs(&theirs, text) == 0)
		holds_same(&ours, &theirs);
	buf_release(&ours);
	buf_release(&theirs);
	return 0;
}
