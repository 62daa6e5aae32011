#include "cmd/recording.h"

#include "cmd/message.h"

static void
add_message(const struct recording *rec, struct buf *out)
{
	const struct said *said = &rec->said;
	VEC(struct message_person) people = { 0 };
	struct message m = {
		.verb = "log",
		.what = said->channel.len ? said->channel : STR("note"),
		.day = said->entry.day,
		.text = said->told,
		.body = said->entry.body,
	};
	size_t i;

	for (i = 0; i < rec->targets.list.n; i++) {
		const struct target *t = &rec->targets.list.v[i];

		vec_push(&people, ((struct message_person){ t->name,
		    t->trailer }));
	}
	m.people = people.v;
	m.people_n = people.n;
	message_write(out, &m);
	vec_release(&people);
}

/* "people/ana-ruiz.md:12", safe for a terminal, and what is new about it. */
static void
add_place(const struct recording *rec, const struct place *place,
    struct buf *out)
{
	const struct edited *e = &rec->writing.notes.v[place->note];
	struct out_options paths = { 0 };
	struct buf path = { 0 };

	if (!place->written)
		buf_puts(out, e->to_commit ? "already written, now committed: "
		    : "already recorded at ");
	session_show_paths(rec->s, &paths);
	out_path(&path, e->path, &paths);
	out_safe(out, buf_str(&path));
	buf_printf(out, ":%u\n", place->line);
	buf_release(&path);
}

int
recording_write(struct recording *rec)
{
	struct buf message = { 0 }, said = { 0 };
	int status;
	size_t i;

	add_message(rec, &message);
	for (i = 0; i < rec->places.n; i++)
		add_place(rec, &rec->places.v[i], &said);
	status = writing_finish(&rec->writing, buf_str(&message),
	    buf_str(&said));
	buf_release(&message);
	buf_release(&said);
	return status;
}

void
recording_release(struct recording *rec)
{
	writing_release(&rec->writing);
	buf_release(&rec->drafted.was);
	buf_release(&rec->drafted.became);
	vec_release(&rec->places);
	targets_release(&rec->targets);
	said_release(&rec->said);
	buf_release(&rec->journal);
}
