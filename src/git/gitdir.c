#include "git/gitdir.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/repo.h"

/* A path in a file of one line, from folder on where it is relative. */
static bool
read_path(struct str folder, const char *file, struct str before,
    struct buf *path)
{
	struct buf text = { 0 };
	struct str target;
	int fd = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool yes = fd >= 0 && !repo_slurp(fd, &text) &&
	    str_starts(buf_str(&text), before);

	if (yes) {
		target = str_trim(str_from(buf_str(&text), before.len));
		if (!str_starts(target, STR("/"))) {
			buf_add(path, folder);
			buf_addc(path, '/');
		}
		buf_add(path, target);
		if (!str_ends(buf_str(path), STR("/")))
			buf_addc(path, '/');
	}
	if (fd >= 0)
		close(fd);
	buf_release(&text);
	return yes;
}

bool
gitdir_of(struct str root, struct buf *gitdir)
{
	struct buf own = { 0 };
	struct stat st;
	bool yes;

	buf_add(&own, root);
	buf_puts(&own, "/.git");
	yes = !lstat(buf_cstr(&own), &st);
	if (yes && S_ISREG(st.st_mode)) {
		yes = read_path(root, own.ptr, STR("gitdir: "), gitdir);
	} else if (yes) {
		buf_add(gitdir, buf_str(&own));
		buf_addc(gitdir, '/');
	}
	buf_release(&own);
	return yes;
}

void
gitdir_common(struct str gitdir, struct buf *commondir)
{
	struct buf file = { 0 };

	buf_add(&file, gitdir);
	buf_puts(&file, "commondir");
	if (!read_path(gitdir, buf_cstr(&file), STR(""), commondir))
		buf_add(commondir, gitdir);
	buf_release(&file);
}
