/*
 * Front matter: the line parser and libyaml agree wherever both read a block,
 * and what netgrep writes it reads again.
 */
#include "base/diag.h"
#include "base/unicode.h"
#include "fuzz/fuzz.h"
#include "note/edit.h"
#include "note/yaml.h"

static void
describe(struct buf *out, const struct front *front)
{
	const struct front_field *f;
	size_t i, k;

	for (i = 0; i < front->fields.n; i++) {
		f = &front->fields.v[i];
		buf_printf(out, "%u:%u %d ", f->line, f->column, f->list);
		buf_add(out, f->key);
		for (k = 0; k < f->n; k++) {
			buf_printf(out, "\n\t%u:%u ", f->values[k].line,
			    f->values[k].column);
			buf_add(out, f->values[k].text);
		}
		buf_addc(out, '\n');
	}
}

static void
holds_agreement(struct str block)
{
	struct yaml_trouble trouble = { 0 };
	struct front plain = { 0 }, yaml = { 0 };
	struct buf ours = { 0 }, theirs = { 0 };
	struct arena a = { 0 };
	bool both = front_read_plain(&plain, block, 2, &a) == 0;

	HOLDS(both || !plain.fields.n);
	if (yaml_read(&yaml, block, 2, &a, &trouble) == -1) {
		HOLDS(trouble.what && trouble.line >= 2);
		both = false;
	}
	if (both) {
		describe(&ours, &plain);
		describe(&theirs, &yaml);
		HOLDS(str_eq(buf_str(&ours), buf_str(&theirs)));
	}
	buf_release(&ours);
	buf_release(&theirs);
	front_release(&plain);
	front_release(&yaml);
	arena_release(&a);
}

static void
holds_file(struct str file)
{
	struct front front = { 0 };
	struct diags diags = { 0 };
	struct arena a = { 0 };
	struct str rest = file, line;
	uint32_t n = 1;
	size_t i, k;

	front_read(&front, file, STR("n.md"), &a, &diags);
	HOLDS(!diags.errors);
	HOLDS(front.present || front.body.len == file.len);
	while (rest.len > front.body.len && str_line(&rest, &line))
		n++;
	HOLDS(rest.len == front.body.len && n == front.body_line);
	for (i = 0; i < front.fields.n; i++) {
		HOLDS(front.fields.v[i].line > 1 &&
		    front.fields.v[i].line < front.body_line);
		HOLDS(front.fields.v[i].column);
		for (k = 0; !front.template && k < i; k++)
			HOLDS(!str_eq(front.fields.v[i].key,
			    front.fields.v[k].key));
		for (k = 0; k < front.fields.v[i].n; k++)
			HOLDS(front.fields.v[i].values[k].line <
			    front.body_line);
	}
	front_release(&front);
	diag_release(&diags);
	arena_release(&a);
}

/* A note with one of these in front is a template, in quotes too. */
static bool
is_template(struct str s)
{
	return str_find(s, STR("{{")) != SIZE_MAX ||
	    str_find(s, STR("<%")) != SIZE_MAX;
}

/* What edit_new_note makes of a value: one line of what YAML may hold. */
static void
add_written(struct buf *out, struct str s)
{
	int32_t cp;
	size_t n;

	for (; s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		buf_add(out, cp < ' ' || (cp >= 0x7f && cp <= 0x9f) ||
		    cp == 0x2028 || cp == 0x2029 || cp == 0xfeff ||
		    cp == 0xfffe || cp == 0xffff ? STR(" ") :
		    str_upto(s, n));
	}
}

static void
holds_writing(struct str value)
{
	struct edit_key key = { .key = "name", .value = value };
	struct front front = { 0 };
	struct diags diags = { 0 };
	struct arena a = { 0 };
	struct buf note = { 0 }, written = { 0 };
	const struct front_field *field;

	edit_new_note(&note, &key, 1, STR_NONE);
	front_read(&front, buf_str(&note), STR("n.md"), &a, &diags);
	add_written(&written, str_trim(value));
	field = front_find(&front, "name");
	if (str_trim(value).len) {
		HOLDS(field && !diags.list.n && !front.template);
		HOLDS(field->n == (str_trim(buf_str(&written)).len != 0));
		HOLDS(!field->n || str_eq(field->values[0].text,
		    str_trim(buf_str(&written))));
	} else {
		HOLDS(!note.len);
	}
	front_release(&front);
	diag_release(&diags);
	arena_release(&a);
	buf_release(&note);
	buf_release(&written);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str file = fuzz_str(data, size), block = file, line;

	holds_file(file);
	/* a whole note, or the block alone */
	if (str_starts(file, STR("---\n"))) {
		block = str_from(file, 4);
		block = str_upto(block, str_find(block, STR("\n---\n")));
	}
	holds_agreement(block);
	while (str_line(&block, &line))
		if (!is_template(line))
			holds_writing(line);
	return 0;
}
