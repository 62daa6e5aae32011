#include "git/diff.h"

#include <git2.h>
#include <stdlib.h>

#include "base/vec.h"

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

static int
add_run(const git_diff_delta *delta, const git_diff_hunk *hunk, void *context)
{
	struct diff_runs *runs = context;
	struct diff_run run = {
		(uint32_t)hunk->old_start + !hunk->old_lines,
		(uint32_t)hunk->old_lines,
		(uint32_t)hunk->new_start + !hunk->new_lines,
		(uint32_t)hunk->new_lines,
	};

	(void)delta;
	vec_push(runs, run);
	return 0;
}

int
diff_lines(struct diff_runs *runs, struct str was, struct str now)
{
	git_diff_options options;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_PATIENCE |
	    GIT_DIFF_INDENT_HEURISTIC;
	options.context_lines = 0;
	/* a null pointer is no file for libgit2, which has no lines either */
	return git_diff_buffers(was.len ? was.ptr : "", was.len, NULL,
	    now.len ? now.ptr : "", now.len, NULL, &options, NULL, NULL,
	    add_run, NULL, runs) ? -1 : 0;
}
