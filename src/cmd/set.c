#include "cmd/set.h"

#include "cmd/assign.h"

struct setting_people {
	struct session *s;
	struct assign assign;
	struct targets targets;
	struct writing writing;
	struct buf said; /* where the keys stand, a line a person */
};

/* Every PERSON is the path of a note: no other need be read. */
static bool
only_paths(struct session *s, int n, struct strs *paths, struct arena *a)
{
	struct buf path = { 0 };
	struct str typed;
	bool all = n > 0;
	size_t anchor;
	int i;

	for (i = 0; all && i < n; i++) {
		typed = str_of(s->options.operands[i]);
		anchor = str_find(typed, STR(".md#"));
		buf_clear(&path);
		all = session_path(s, anchor == SIZE_MAX ? typed :
		    str_upto(typed, anchor + 3), &path) &&
		    read_wants(buf_str(&path)) &&
		    notes_has(s->notes, buf_str(&path));
		if (all)
			vec_push(paths, arena_str(a, buf_str(&path)));
	}
	buf_release(&path);
	return all;
}

static int
read_people(struct setting_people *set, int n)
{
	struct session *s = set->s;
	struct strs paths = { 0 };
	uint32_t *people = NULL;
	size_t people_n = 0, i;
	int status;

	status = session_read_people(s, only_paths(s, n, &paths,
	    &set->targets.texts) ? &paths : NULL);
	vec_release(&paths);
	if (status == 0)
		status = session_people(s, s->options.operands, n, &people,
		    &people_n);
	for (i = 0; i < people_n && status == 0; i++)
		status = target_person(&set->targets, s, people[i]);
	free(people);
	return status;
}

static int
take_operands(struct setting_people *set)
{
	struct session *s = set->s;
	int n = 0;

	while (n < s->options.operands_n &&
	    !assign_is_one(str_of(s->options.operands[n])))
		n++;
	if (!n || n == s->options.operands_n) {
		session_error(s, "%s netgrep set PERSON ... KEY=VALUE ...",
		    n ? "what is to be set?" : "whose?");
		return -1;
	}
	if (assign_take(&set->assign, s, n, s->options.operands_n) == -1)
		return -1;
	return read_people(set, n);
}

static int
draft(struct setting_people *set)
{
	const struct target *t;
	struct edited *e;
	struct buf was = { 0 };
	uint32_t line;
	size_t i;
	int status = 0;

	for (i = 0; i < set->targets.list.n && status == 0; i++) {
		t = &set->targets.list.v[i];
		e = writing_note(&set->writing, t->path);
		if (!e)
			return -1;
		buf_clear(&was);
		buf_add(&was, buf_str(&e->tree));
		status = assign_edit(&set->assign, &set->writing, t, &line);
		if (status == 0)
			assign_say(&set->writing, e, !str_eq(buf_str(&was),
			    buf_str(&e->tree)), line, &set->said);
	}
	buf_release(&was);
	return status;
}

static int
finish(struct setting_people *set)
{
	struct buf message = { 0 }, keys = { 0 }, lines = { 0 };
	VEC(struct message_person) people = { 0 };
	const struct target *t;
	int status;
	size_t i;

	for (i = 0; i < set->targets.list.n; i++) {
		t = &set->targets.list.v[i];
		vec_push(&people, ((struct message_person){ t->name,
		    t->trailer }));
	}
	assign_add_keys(&set->assign, &keys);
	assign_add_lines(&set->assign, &lines);
	message_write(&message, &(struct message){ .verb = "set",
		.people = people.v, .people_n = people.n,
		.what = buf_str(&keys), .day = set->s->today,
		.text = buf_str(&lines) });
	status = writing_finish(&set->writing, buf_str(&message),
	    buf_str(&set->said));
	vec_release(&people);
	buf_release(&message);
	buf_release(&keys);
	buf_release(&lines);
	return status;
}

int
cmd_set(struct session *s)
{
	struct setting_people set = { .s = s };
	int status = STATUS_TROUBLE;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	writing_init(&set.writing, s);
	if (take_operands(&set) == 0 && writing_possible(&set.writing) == 0 &&
	    draft(&set) == 0)
		status = finish(&set);
	writing_release(&set.writing);
	targets_release(&set.targets);
	assign_release(&set.assign);
	buf_release(&set.said);
	return status;
}
