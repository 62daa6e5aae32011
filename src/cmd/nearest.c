#include "cmd/nearest.h"

#include "base/slips.h"

void
nearest_begin(struct nearest *near, struct str typed)
{
	*near = (struct nearest){ .typed = typed };
	near->best = (typed.len + 1) / 3;
}

void
nearest_offer(struct nearest *near, const char *prefix, const char *name)
{
	size_t found;

	if (!near->typed.len)
		return;
	/* what begins a name has no slips */
	found = str_istarts(str_of(name), near->typed) ? 0 :
	    slips(near->typed, str_of(name), near->best);
	if (found > near->best)
		return;
	if (found < near->best)
		buf_clear(&near->names);
	near->best = found;
	buf_printf(&near->names, "%s%s%s", near->names.len ? ", " :
	    "did you mean ", prefix, name);
}

const char *
nearest_say(struct nearest *near)
{
	if (near->names.len)
		buf_puts(&near->names, "? ");
	return buf_cstr(&near->names);
}

void
nearest_release(struct nearest *near)
{
	buf_release(&near->names);
}
