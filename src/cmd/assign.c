#include "cmd/assign.h"

#include "note/keyedit.h"
#include "note/keyvalue.h"

bool
assign_is_one(struct str typed)
{
	size_t equals = str_chr(typed, '=');

	return equals != SIZE_MAX && keyvalue_is_key(str_trim(
	    str_upto(typed, equals)));
}

static int
take_one(struct assign *a, struct session *s, struct str typed)
{
	size_t equals = str_chr(typed, '='), i;
	struct assigned one = { .key = str_trim(str_upto(typed, equals)) };
	struct buf value = { 0 };
	const char *wants;

	if (!assign_is_one(typed)) {
		session_error(s, "\"%.*s\" is no KEY=VALUE",
		    STR_ARG(str_upto(typed, 200)));
		return -1;
	}
	for (i = 0; i < a->list.n; i++)
		if (key_eq(a->list.v[i].key, one.key)) {
			session_error(s, "%.*s comes twice; say it once",
			    STR_ARG(one.key));
			return -1;
		}
	wants = keyvalue_add(&value, key_of(one.key),
	    str_from(typed, equals + 1), s->today);
	if (wants)
		session_error(s, "%.*s wants %s", STR_ARG(str_upto(typed,
		    200)), wants);
	one.value = arena_str(&a->texts, buf_str(&value));
	buf_release(&value);
	vec_push(&a->list, one);
	return wants ? -1 : 0;
}

int
assign_take(struct assign *a, struct session *s, int first, int end)
{
	int i, status = 0;

	for (i = first; i < end; i++)
		if (take_one(a, s, str_of(s->options.operands[i])) == -1)
			status = -1;
	return status;
}

static struct keyedit
edit_of(const struct target *t, const struct assigned *one)
{
	return (struct keyedit){ .path = t->path, .place = t->place,
		.name = t->name, .key = one->key, .value = one->value };
}

int
assign_text(const struct assign *a, struct session *s,
    const struct target *target, struct str text, struct buf *out)
{
	struct buf now = { 0 }, next = { 0 }, swap;
	struct keyedit edit;
	int answer = 0, any = 0;
	uint32_t line;
	size_t i;

	buf_add(&now, text);
	for (i = 0; i < a->list.n && answer != -1; i++) {
		edit = edit_of(target, &a->list.v[i]);
		buf_clear(&next);
		/* each in what the one before it has made */
		answer = keyedit_text(&next, buf_str(&now), &edit,
		    &s->read_options, &line, &s->diags);
		if (answer != 1)
			continue;
		any = 1;
		swap = now;
		now = next;
		next = swap;
	}
	if (answer != -1)
		buf_add(out, buf_str(&now));
	buf_release(&now);
	buf_release(&next);
	return answer == -1 ? -1 : any;
}

/* What is set in the texts of one note. */
struct setting_keys {
	const struct assign *assign;
	struct session *s;
	const struct target *target;
};

static int
put_keys(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	const struct setting_keys *set = context;
	const struct target *t = set->target;
	bool fresh = which == WRITING_TREE && t->fresh.len && !text.len;
	int answer = assign_text(set->assign, set->s, t, fresh ? t->fresh :
	    text, out);

	return answer == 0 && fresh ? 1 : answer;
}

/* Where the first of the keys is, now that all of them are set. */
static uint32_t
find_line(const struct assign *a, struct writing *w, const struct target *t,
    const struct edited *e)
{
	struct keyedit edit;
	struct buf none = { 0 };
	uint32_t line, first = 0;
	size_t i;

	for (i = 0; i < a->list.n; i++) {
		edit = edit_of(t, &a->list.v[i]);
		if (keyedit_text(&none, buf_str(&e->tree), &edit,
			&w->s->read_options, &line, &w->s->diags) == 0 &&
		    line && (!first || line < first))
			first = line;
	}
	buf_release(&none);
	return first;
}

int
assign_edit(const struct assign *a, struct writing *w,
    const struct target *target, uint32_t *line)
{
	struct setting_keys set = { a, w->s, target };
	struct edited *e = writing_note(w, target->path);

	if (!e || writing_apply(w, e, put_keys, &set) == -1)
		return -1;
	*line = find_line(a, w, target, e);
	return 0;
}

void
assign_add_keys(const struct assign *a, struct buf *out)
{
	size_t i;

	for (i = 0; i < a->list.n; i++) {
		buf_puts(out, i ? ", " : "");
		buf_add(out, a->list.v[i].key);
	}
}

void
assign_add_lines(const struct assign *a, struct buf *out)
{
	size_t i;

	for (i = 0; i < a->list.n; i++) {
		buf_puts(out, i ? "\n" : "");
		buf_add(out, a->list.v[i].key);
		buf_puts(out, a->list.v[i].value.len ? ": " : ":");
		buf_add(out, a->list.v[i].value);
	}
}

void
assign_say(const struct writing *w, const struct edited *e, bool written,
    uint32_t line, struct buf *out)
{
	struct out_options paths = { 0 };
	struct buf path = { 0 };

	if (!written)
		buf_puts(out, e->to_commit ? "already written, now committed: "
		    : "already so at ");
	session_show_paths(w->s, &paths);
	out_path(&path, e->path, &paths);
	out_safe(out, buf_str(&path));
	if (line)
		buf_printf(out, ":%u", line);
	buf_addc(out, '\n');
	buf_release(&path);
}

void
assign_release(struct assign *a)
{
	vec_release(&a->list);
	arena_release(&a->texts);
}
