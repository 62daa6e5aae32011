#include "git/rules.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void
find_users(const struct notes *notes, struct buf *path)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	git_buf named = { 0 };
	int code = notes->config ? git_config_get_path(&named, notes->config,
	    "core.excludesfile") : GIT_ENOTFOUND;

	if (!code) {
		/* git reads it when it has gone to the root */
		if (named.ptr[0] && named.ptr[0] != '/') {
			buf_add(path, notes->root);
			buf_addc(path, '/');
		}
		buf_puts(path, named.ptr);
	} else if (xdg && *xdg) {
		buf_puts(path, xdg);
		buf_puts(path, "/git/ignore");
	} else if (home) {
		buf_puts(path, home);
		buf_puts(path, "/.config/git/ignore");
	}
	git_buf_dispose(&named);
}

void
rules_files(const struct notes *notes, struct rules_files *files)
{
	*files = (struct rules_files){ 0 };
	if (!notes->is_git)
		return;
	find_users(notes, &files->user);
	if (!notes->commondir)
		return;
	buf_puts(&files->repository, notes->commondir);
	buf_puts(&files->repository, "info/exclude");
}

void
rules_files_release(struct rules_files *files)
{
	buf_release(&files->repository);
	buf_release(&files->user);
}

/* Adds the rules of an open file, and closes it; or of none, with errno. */
static const struct ignore *
add(const struct ignore *up, int fd, struct arena *texts, struct str folder,
    struct str path, bool fold, struct diags *diags)
{
	struct buf rules = { 0 };

	if (fd >= 0 && !repo_slurp(fd, &rules))
		up = ignore_add(up, texts, folder, buf_str(&rules), fold);
	else if (errno != ENOENT && errno != ENOTDIR)
		diag_warn(diags, "unreadable", path, 0, 0, REPO_NO_RULES,
		    strerror(errno));
	if (fd >= 0)
		close(fd);
	buf_release(&rules);
	return up;
}

static bool
folds(struct notes *notes)
{
	return repo_config_true(notes, "core.ignorecase");
}

const struct ignore *
rules_common(struct notes *notes, struct arena *texts, struct diags *diags)
{
	struct rules_files files;
	struct buf *paths[] = { &files.user, &files.repository };
	const struct ignore *rules = NULL;
	size_t i;
	int fd;

	rules_files(notes, &files);
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		if (!paths[i]->len)
			continue;
		fd = open(buf_cstr(paths[i]), O_RDONLY | O_NONBLOCK |
		    O_CLOEXEC | O_NOCTTY);
		rules = add(rules, fd, texts, STR_NONE, buf_str(paths[i]),
		    folds(notes), diags);
	}
	rules_files_release(&files);
	return rules;
}

static const struct ignore *
add_of_folder(const struct ignore *up, struct notes *notes,
    struct arena *texts, struct str folder, const char *name, bool fold,
    struct diags *diags)
{
	struct buf path = { 0 };
	int fd;

	buf_add(&path, folder);
	if (folder.len)
		buf_addc(&path, '/');
	buf_puts(&path, name);
	fd = repo_beneath(notes->fd, buf_str(&path), 0);
	up = add(up, fd, texts, folder, buf_str(&path), fold, diags);
	buf_release(&path);
	return up;
}

const struct ignore *
rules_git(const struct ignore *up, struct notes *notes, struct arena *texts,
    struct str folder, struct diags *diags)
{
	return add_of_folder(up, notes, texts, folder, ".gitignore",
	    folds(notes), diags);
}

const struct ignore *
rules_own(const struct ignore *up, struct notes *notes, struct arena *texts,
    struct str folder, struct diags *diags)
{
	return add_of_folder(up, notes, texts, folder, ".netgrepignore",
	    false, diags);
}

bool
rules_ignore(struct notes *notes, struct str path)
{
	struct arena texts = { 0 };
	struct diags diags = { 0 };
	struct str above = { path.ptr, 0 }, rest = path, part;
	const struct ignore *rules = rules_common(notes, &texts, &diags);
	bool ignored = false;

	while (!ignored && str_cut(&rest, '/', &part)) {
		rules = rules_git(rules, notes, &texts, above, &diags);
		above.len = (size_t)(part.ptr + part.len - path.ptr);
		ignored = ignore_match(rules, above, rest.ptr != NULL);
	}
	arena_release(&texts);
	diag_release(&diags);
	return ignored;
}
