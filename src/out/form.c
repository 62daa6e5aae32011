#include "out/form.h"

#include <errno.h>
#include <stdint.h>

void
form_write(struct form *form)
{
	errno = 0;
	if (!form->error && form->line.len &&
	    fwrite(form->line.ptr, 1, form->line.len, form->f) !=
	    form->line.len)
		form->error = errno ? errno : EIO;
	buf_clear(&form->line);
}

size_t
form_column(const struct columns *columns, const char *name)
{
	size_t i;

	for (i = 0; i < columns->n; i++)
		if (strcmp(columns->v[i].name, name) == 0)
			return i;
	return SIZE_MAX;
}
