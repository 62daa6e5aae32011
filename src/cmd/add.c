#include "cmd/add.h"

#include "cmd/assign.h"
#include "cmd/template.h"

struct adding {
	struct session *s;
	struct assign assign;
	struct targets targets;
	struct writing writing;
	struct buf template; /* read from the notes … */
	bool templated;      /* … where there is one */
};

static int
take_operands(struct adding *add)
{
	struct session *s = add->s;
	int n = s->options.operands_n;

	if (!n || !str_trim(str_of(s->options.operands[0])).len ||
	    assign_is_one(str_of(s->options.operands[0]))) {
		session_error(s, "who? netgrep add NAME KEY=VALUE ...");
		return -1;
	}
	return assign_take(&add->assign, s, 1, n);
}

static int
read_template(struct adding *add)
{
	int found = notes_read(add->s->notes, STR(TEMPLATE_PATH),
	    &add->template, true, &add->s->diags);

	add->templated = found == 0;
	return found == -1 ? -1 : 0;
}

/*
 * Who is typed, as nobody new may be: a person of a note. What fits somebody
 * who is known from tables only makes their note, where the name is theirs.
 */
static uint32_t
find_person(const struct session *s, struct str typed, int least)
{
	uint32_t people[2];
	int tier;

	if (!session_select((struct session *)s, typed, people, 2, &tier) ||
	    tier > least)
		return PERSON_NONE;
	return people[0];
}

static int
refuse(struct adding *add, uint32_t person)
{
	const struct book *b = &add->s->book;
	const struct person *p = &b->people.v[person];

	diag_error(&add->s->diags, "duplicate-person",
	    person_source(b, p)->path, person_profile(b, p)->line, 0,
	    "%.*s is there already; netgrep set changes what is known",
	    STR_ARG(p->name));
	return -1;
}

/* -1 with an error where somebody of a note has that name or address. */
static int
check_new(struct adding *add, struct str name, uint32_t *known)
{
	const struct book *b = &add->s->book;
	struct str rest, part;
	uint32_t person;
	size_t i;

	*known = find_person(add->s, name, BOOK_TIER_WORD);
	if (*known != PERSON_NONE && b->people.v[*known].markdown)
		return refuse(add, *known);
	*known = find_person(add->s, name, 1);
	for (i = 0; i < add->assign.list.n; i++) {
		if (key_of(add->assign.list.v[i].key) != KEY_EMAIL)
			continue;
		rest = add->assign.list.v[i].value;
		while (str_cut(&rest, ',', &part)) {
			person = find_person(add->s, str_trim(part), 1);
			if (person != PERSON_NONE &&
			    b->people.v[person].markdown)
				return refuse(add, person);
		}
	}
	return 0;
}

/* The note as it is to be, in a new target; NULL with an error. */
static struct target *
make(struct adding *add, struct str name, uint32_t person)
{
	if (target_add(&add->targets, add->s, name, person, add->templated ?
		buf_str(&add->template) : STR_NONE) == -1)
		return NULL;
	return &add->targets.list.v[add->targets.list.n - 1];
}

/* Would the note be that text, made of what is typed or known? */
static bool
is_made(struct adding *add, struct str name, uint32_t person,
    struct str text)
{
	struct buf wanted = { 0 };
	struct target *t = make(add, name, person);
	bool same = t && assign_text(&add->assign, add->s, t, t->fresh,
	    &wanted) != -1 && str_eq(buf_str(&wanted), text);

	if (!same)
		vec_clear(&add->targets.list);
	buf_release(&wanted);
	return same;
}

/*
 * The note was made before by the same command: it holds what it would hold
 * now. Where HEAD does not have it, it is committed instead of made.
 */
static bool
take_up(struct adding *add, struct str name)
{
	struct session *s = add->s;
	uint32_t person = find_person(s, name, 1);
	const struct edited *e;
	const struct person *p;
	struct str path, text;

	if (person == PERSON_NONE || !s->book.people.v[person].markdown)
		return false;
	p = &s->book.people.v[person];
	path = person_source(&s->book, p)->path;
	e = writing_note(&add->writing, path);
	if (!e)
		return false;
	text = buf_str(&e->now.tree);
	if (!is_made(add, p->name, PERSON_NONE, text) &&
	    !is_made(add, p->name, person, text))
		return false;
	add->targets.list.v[0].path = add->targets.list.v[0].trailer = path;
	return true;
}

static int
draft(struct adding *add)
{
	struct str name = str_trim(str_of(add->s->options.operands[0]));
	struct target *t;
	uint32_t known, line;

	if (read_template(add) == -1)
		return -1;
	if (take_up(add, name))
		return 0;
	if (add->s->diags.errors || check_new(add, name, &known) == -1)
		return -1;
	if (known != PERSON_NONE)
		name = add->s->book.people.v[known].name;
	t = make(add, name, known);
	return t ? assign_edit(&add->assign, &add->writing, t, &line) : -1;
}

static int
finish(struct adding *add)
{
	const struct target *t = &add->targets.list.v[0];
	struct edited *e = writing_note(&add->writing, t->path);
	struct buf message = { 0 }, lines = { 0 }, said = { 0 };
	struct message_person person = { t->name, t->trailer };
	int status;

	assign_add_lines(&add->assign, &lines);
	message_write(&message, &(struct message){ .verb = "add",
		.people = &person, .people_n = 1, .day = add->s->today,
		.text = buf_str(&lines) });
	assign_say(&add->writing, e, e->written, 1, &said);
	status = writing_finish(&add->writing, buf_str(&message),
	    buf_str(&said));
	buf_release(&message);
	buf_release(&lines);
	buf_release(&said);
	return status;
}

int
cmd_add(struct session *s)
{
	struct adding add = { .s = s };
	int status = STATUS_TROUBLE;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	writing_init(&add.writing, s);
	if (take_operands(&add) == 0 && session_read_people(s, NULL) == 0 &&
	    writing_possible(&add.writing) == 0 && draft(&add) == 0)
		status = finish(&add);
	writing_release(&add.writing);
	targets_release(&add.targets);
	assign_release(&add.assign);
	buf_release(&add.template);
	return status;
}
