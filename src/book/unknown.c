#include "book/unknown.h"

#include "base/unicode.h"

enum {
	EXAMPLES = 3,
};

void
unknown_add(struct unknown *u, struct book_index *ix,
    const struct unknown_name *name, uint32_t line, uint32_t column)
{
	struct str folded;
	uint32_t *at;

	buf_clear(&ix->scratch);
	unicode_fold(&ix->scratch, name->name);
	folded = buf_str(&ix->scratch);
	if (!folded.len || index_is_me(ix, folded))
		return;
	if (!u->list.n) {
		u->line = line;
		u->column = column;
	}
	at = map_get(&u->names, folded);
	if (!at) {
		at = map_put(&u->names, arena_str(&u->folded, folded),
		    (uint32_t)u->list.n, NULL);
		vec_push(&u->list, (struct unknown_name){ name->name, 0 });
	}
	u->list.v[*at].times += name->times;
}

void
unknown_tell(struct unknown *u, struct str path, struct diags *diags)
{
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < u->list.n && i < EXAMPLES; i++)
		buf_printf(&text, "%s\"%.*s\" (%zu)", i ? ", " : "",
		    STR_ARG(str_upto(u->list.v[i].name, SHOWN_MAX)),
		    u->list.v[i].times);
	if (u->list.n > EXAMPLES)
		buf_puts(&text, ", …");
	if (u->list.n)
		diag_warn(diags, "unknown-name", path, u->line, u->column,
		    "%zu %s in this table %s nobody: %s; make notes for them, "
		    "or add them to a contact table", u->list.n,
		    u->list.n == 1 ? "name" : "names",
		    u->list.n == 1 ? "is" : "are", buf_cstr(&text));
	buf_release(&text);
	map_release(&u->names);
	arena_release(&u->folded);
	vec_release(&u->list);
}
