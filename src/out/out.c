#include "out/out.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"
#include "out/forms.h"

static const struct form_type *const forms[] = {
	[OUT_TABLE] = &grid_form,
	[OUT_TSV] = &tsv_form,
	[OUT_JSON] = &json_form,
	[OUT_VIMGREP] = &vimgrep_form,
	[OUT_FORMAT] = &format_form,
	[OUT_DOT] = &dot_form,
};

static void
release(struct form *form)
{
	if (form->type->release)
		form->type->release(form);
	buf_release(&form->line);
	free(form);
}

struct sink *
out_new(const struct out_options *options, const struct columns *columns,
    FILE *f, struct buf *error)
{
	const struct form_type *type = forms[options->form];
	struct form *form = mem_zalloc(type->size);

	form->sink.row = type->row;
	form->sink.sum = type->sum;
	form->type = type;
	form->options = *options;
	form->columns = *columns;
	form->f = f;
	if (type->init && type->init(form, error)) {
		release(form);
		return NULL;
	}
	return &form->sink;
}

int
out_finish(struct sink *sink)
{
	struct form *form = (struct form *)sink;
	int error;

	if (form->type->finish)
		form->type->finish(form);
	errno = 0;
	if ((fflush(form->f) || ferror(form->f)) && !form->error)
		form->error = errno ? errno : EIO;
	error = form->error;
	release(form);
	if (!error)
		return 0;
	errno = error;
	return -1;
}
