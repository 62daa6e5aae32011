#include "git/repo.h"

static int
add_name(git_reference *ref, void *context)
{
	struct notes *notes = ((void **)context)[0];
	struct strs *names = ((void **)context)[1];

	if (git_reference_is_branch(ref) || git_reference_is_tag(ref) ||
	    git_reference_is_remote(ref))
		vec_push(names, arena_str(&notes->texts,
		    str_of(git_reference_shorthand(ref))));
	git_reference_free(ref);
	return 0;
}

void
notes_revisions(struct notes *notes, struct strs *names)
{
	void *context[] = { notes, names };

	if (!notes->repo)
		return;
	vec_push(names, STR("HEAD"));
	git_reference_foreach(notes->repo, add_name, context);
}
