#include "git/repo.h"

#include <git2/sys/repository.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * libgit2 knows nothing of git's GIT_CONFIG_* variables, so the levels are
 * put together here. Above the application's level of libgit2 stands what the
 * environment says: GIT_CONFIG_COUNT, and GIT_CONFIG_PARAMETERS, in which
 * "git -c KEY=VALUE netgrep" hands its own on.
 */
enum {
	LEVEL_WORKTREE = GIT_CONFIG_LEVEL_APP,
	LEVEL_ENVIRONMENT,
};
/* More pairs than this in the environment are somebody's mistake. */
enum { PAIRS_MAX = 10000 };

static void
add_escaped(struct buf *out, struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n') {
			buf_puts(out, "\\n");
			continue;
		}
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, s.ptr[i]);
	}
}

/* One pair in the syntax of a file. A key without a section is left out. */
static void
add_pair(struct buf *out, struct str key, struct str value)
{
	size_t first = str_chr(key, '.'), last = str_rchr(key, '.');

	if (first == SIZE_MAX || !first || last + 1 == key.len)
		return;
	buf_addc(out, '[');
	buf_add(out, str_upto(key, first));
	if (last > first) {
		buf_puts(out, " \"");
		add_escaped(out, str_upto(str_from(key, first + 1),
		    last - first - 1));
		buf_addc(out, '"');
	}
	buf_puts(out, "]\n\t");
	buf_add(out, str_from(key, last + 1));
	buf_puts(out, " = \"");
	add_escaped(out, value);
	buf_puts(out, "\"\n");
}

static void
add_counted(struct buf *out)
{
	const char *count = getenv("GIT_CONFIG_COUNT"), *key, *value;
	char name[64];
	long i, n = count ? strtol(count, NULL, 10) : 0;

	for (i = 0; i < n && i < PAIRS_MAX; i++) {
		snprintf(name, sizeof(name), "GIT_CONFIG_KEY_%ld", i);
		key = getenv(name);
		snprintf(name, sizeof(name), "GIT_CONFIG_VALUE_%ld", i);
		value = getenv(name);
		if (key && value)
			add_pair(out, str_of(key), str_of(value));
	}
}

/* A word in the shell's single quotes: 'it'\''s'. */
static bool
unquote(struct str *s, struct buf *out)
{
	size_t end;

	buf_clear(out);
	if (!str_starts(*s, STR("'")))
		return false;
	for (;;) {
		*s = str_from(*s, 1);
		end = str_chr(*s, '\'');
		if (end == SIZE_MAX)
			return false;
		buf_add(out, str_upto(*s, end));
		*s = str_from(*s, end + 1);
		if (!str_starts(*s, STR("\\")) || s->len < 3 ||
		    s->ptr[2] != '\'')
			return true;
		buf_addc(out, s->ptr[1]);
		*s = str_from(*s, 2);
	}
}

/* 'key'='value', and of git before 2.31 'key=value', parted by blanks. */
static void
add_parameters(struct buf *out)
{
	struct str s = str_trim(str_of(getenv("GIT_CONFIG_PARAMETERS")));
	struct buf key = { 0 }, value = { 0 };
	struct str whole;
	size_t equals;

	while (s.len && unquote(&s, &key)) {
		whole = buf_str(&key);
		equals = str_chr(whole, '=');
		if (str_starts(s, STR("="))) {
			s = str_from(s, 1);
			if (!unquote(&s, &value))
				buf_puts(&value, "true");
			add_pair(out, whole, buf_str(&value));
		} else if (equals == SIZE_MAX) {
			add_pair(out, whole, STR("true"));
		} else {
			add_pair(out, str_upto(whole, equals),
			    str_from(whole, equals + 1));
		}
		s = str_ltrim(s);
	}
	buf_release(&key);
	buf_release(&value);
}

/* libgit2 takes files only: this one has no name and is never on a disk. */
static int
environment_file(void)
{
	struct buf text = { 0 };
	int fd = -1;

	add_counted(&text);
	add_parameters(&text);
	if (text.len) {
		fd = memfd_create("netgrep-config", MFD_CLOEXEC);
		if (fd >= 0 && repo_spill(fd, buf_str(&text))) {
			close(fd);
			fd = -1;
		}
	}
	buf_release(&text);
	return fd;
}

static const char *
text_of(struct arena *texts, struct str a, const char *b)
{
	struct buf path = { 0 };
	const char *copy;

	buf_add(&path, a);
	buf_puts(&path, b);
	copy = arena_str(texts, buf_str(&path)).ptr;
	buf_release(&path);
	return copy;
}

static void
add_source(struct repo_sources *sources, int level, struct str folder,
    const char *name)
{
	const char *path = text_of(&sources->texts, folder, name);

	vec_push(&sources->list, (struct repo_source){
	    (git_config_level_t)level, path, path,
	    level == GIT_CONFIG_LEVEL_LOCAL || level == LEVEL_WORKTREE });
}

static bool
is_true(const char *value)
{
	int yes;

	return value && !git_config_parse_bool(&yes, value) && yes;
}

static void
add_user_sources(struct repo_sources *sources)
{
	const char *system = getenv("GIT_CONFIG_SYSTEM");
	const char *global = getenv("GIT_CONFIG_GLOBAL");
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	git_buf found = { 0 };

	if (!is_true(getenv("GIT_CONFIG_NOSYSTEM"))) {
		if (system)
			add_source(sources, GIT_CONFIG_LEVEL_SYSTEM,
			    str_of(system), "");
		else if (!git_config_find_system(&found))
			add_source(sources, GIT_CONFIG_LEVEL_SYSTEM,
			    str_of(found.ptr), "");
		git_buf_dispose(&found);
	}
	if (global) {
		add_source(sources, GIT_CONFIG_LEVEL_GLOBAL, str_of(global),
		    "");
		return;
	}
	if (xdg && *xdg)
		add_source(sources, GIT_CONFIG_LEVEL_XDG, str_of(xdg),
		    "/git/config");
	else if (home)
		add_source(sources, GIT_CONFIG_LEVEL_XDG, str_of(home),
		    "/.config/git/config");
	if (home)
		add_source(sources, GIT_CONFIG_LEVEL_GLOBAL, str_of(home),
		    "/.gitconfig");
}

/* Whether the repository's own file has the work tree's beside it. */
static bool
has_worktree_config(const char *local)
{
	git_config *config = NULL;
	int yes = 0;

	if (git_config_open_ondisk(&config, local) ||
	    git_config_get_bool(&yes, config, "extensions.worktreeconfig"))
		yes = 0;
	git_config_free(config);
	return yes;
}

void
repo_config_sources(struct notes *notes, struct repo_sources *sources)
{
	char path[64];
	const char *local;

	add_user_sources(sources);
	if (notes->gitdir) {
		add_source(sources, GIT_CONFIG_LEVEL_LOCAL,
		    str_of(notes->commondir), "config");
		local = sources->list.v[sources->list.n - 1].path;
		if (has_worktree_config(local))
			add_source(sources, LEVEL_WORKTREE,
			    str_of(notes->gitdir), "config.worktree");
	}
	if (notes->config_fd >= 0) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d",
		    notes->config_fd);
		add_source(sources, LEVEL_ENVIRONMENT, str_of(path), "");
		sources->list.v[sources->list.n - 1].shown =
		    "the environment";
	}
}

void
repo_config_release(struct repo_sources *sources)
{
	vec_release(&sources->list);
	arena_release(&sources->texts);
}

int
repo_config(struct notes *notes, struct diags *diags)
{
	struct repo_sources sources = { 0 };
	git_config *live = NULL;
	struct stat st;
	size_t i;
	int rc = -1;

	notes->config_fd = environment_file();
	repo_config_sources(notes, &sources);
	if (git_config_new(&live))
		goto out;
	for (i = 0; i < sources.list.n; i++) {
		const struct repo_source *source = &sources.list.v[i];

		if (stat(source->path, &st) || S_ISDIR(st.st_mode))
			continue;
		if (git_config_add_file_ondisk(live, source->path,
		    source->level, notes->repo, 0))
			goto out;
	}
	if (git_config_snapshot(&notes->config, live) ||
	    (notes->repo && git_repository_set_config(notes->repo, live)))
		goto out;
	rc = 0;
out:
	if (rc)
		diag_error(diags, "config", STR_NONE, 0, 0,
		    "git's configuration can't be read: %s; correct that line",
		    repo_error());
	git_config_free(live);
	repo_config_release(&sources);
	return rc;
}

const char *
repo_config_value(struct notes *notes, const char *key)
{
	const char *value = NULL;

	if (!notes->config || git_config_get_string(&value, notes->config,
	    key))
		return NULL;
	return value;
}

bool
repo_config_true(struct notes *notes, const char *key)
{
	int yes = 0;

	return notes->config &&
	    !git_config_get_bool(&yes, notes->config, key) && yes;
}
