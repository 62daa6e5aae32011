#include "git/loose.h"

#include <errno.h>
#include <zlib.h>

#include "git/repo.h"

/*
 * As git has it for loose objects where nobody has set core.compression. A
 * tree is names of objects, for the most part, which do not get smaller; what
 * is stored as it is takes a fifth of the time, and git gc packs it anyway.
 */
static int
level(git_object_t type)
{
	return type == GIT_OBJECT_TREE ? Z_NO_COMPRESSION : Z_BEST_SPEED;
}

int
loose_write(int fd, git_object_t type, struct str bytes)
{
	struct buf plain = { 0 }, packed = { 0 };
	uLongf n;
	int rc = -1;

	buf_printf(&plain, "%s %zu", git_object_type2string(type), bytes.len);
	buf_addc(&plain, '\0');
	buf_add(&plain, bytes);
	n = compressBound(plain.len);
	if (compress2((Bytef *)buf_reserve(&packed, n), &n,
	    (const Bytef *)plain.ptr, plain.len, level(type)) == Z_OK) {
		packed.len = n;
		rc = repo_spill(fd, buf_str(&packed));
	} else {
		errno = ENOMEM; /* all else is an error of ours */
	}
	buf_release(&plain);
	buf_release(&packed);
	return rc;
}
