#include "git/diff.h"

#include <git2.h>
#include <stdlib.h>

#include "base/mem.h"

void
diff_text(struct buf *out, struct str path, struct str was, bool was_there,
    struct str now)
{
	git_diff_options options;
	git_buf text = GIT_BUF_INIT;
	git_patch *patch = NULL;
	char *name = mem_cstr(path);

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT;
	if (git_patch_from_buffers(&patch, was_there ? was.ptr : NULL,
		was.len, was_there ? name : NULL, now.ptr, now.len, name,
		&options) == 0 && git_patch_to_buf(&text, patch) == 0)
		buf_add(out, (struct str){ text.ptr, text.size });
	git_buf_dispose(&text);
	git_patch_free(patch);
	free(name);
}
