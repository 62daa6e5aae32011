#include "cmd/editing.h"

/* What editors call the file that says so, around the name of the note. */
static const struct {
	const char *before, *behind;
} locks[] = {
	{ ".", ".swp" }, /* vim, nano */
	{ ".", ".swo" }, /* vim's second … */
	{ ".", ".swn" }, /* … and third */
	{ ".#", "" },    /* Emacs: a link that leads nowhere */
	{ "#", "#" },    /* Emacs: what it has saved on its own */
	{ ".~lock.", "#" },  /* LibreOffice */
	{ ".", ".kate-swp" },
};

bool
editing_now(const struct notes *notes, struct str path, struct buf *lock)
{
	size_t slash = str_rchr(path, '/'), i, start = lock->len;
	size_t folder = slash == SIZE_MAX ? 0 : slash + 1;

	for (i = 0; i < sizeof(locks) / sizeof(*locks); i++) {
		lock->len = start;
		buf_add(lock, str_upto(path, folder));
		buf_puts(lock, locks[i].before);
		buf_add(lock, str_from(path, folder));
		buf_puts(lock, locks[i].behind);
		if (notes_stands(notes, str_from(buf_str(lock), start))) {
			buf_splice(lock, start, folder, STR_NONE);
			return true;
		}
	}
	lock->len = start;
	return false;
}
