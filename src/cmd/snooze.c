#include "cmd/snooze.h"

#include "cmd/marker.h"
#include "cmd/target.h"
#include "note/keyedit.h"

static int
take_day(struct session *s, const char *typed, day_t *day)
{
	if (!when_parse(str_of(typed), s->today, WHEN_COMING, day)) {
		session_error(s, "until \"%s\" is no day; the last operand is "
		    "one, as 2w, friday or 2026-12-01", typed);
		return -1;
	}
	if (*day >= s->today)
		return 0;
	session_error(s, "until \"%s\" is in the past", typed);
	return -1;
}

/* A person whose key is set, in each text of their note. */
struct silenced {
	struct session *s;
	struct keyedit edit;
	struct str fresh; /* the note that is yet to be made, or empty */
	uint32_t line;    /* of the key in the work tree */
};

static int
set_key(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct silenced *d = context;
	bool fresh = which == WRITING_TREE && d->fresh.len && !text.len;
	uint32_t line;
	int answer = keyedit_text(out, fresh ? d->fresh : text, &d->edit,
	    &d->s->read_options, &line, &d->s->diags);

	if (which == WRITING_TREE)
		d->line = line;
	return answer;
}

static int
snooze_target(struct marker *m, const struct target *t)
{
	char date[DAY_TEXT];
	struct silenced d = { .s = m->s, .fresh = t->fresh, .edit = {
	    .path = t->path, .place = t->place, .name = t->name,
	    .key = STR("snooze") } };
	/* the targets are gone when it is written */
	struct edited *e = writing_note(&m->writing,
	    arena_str(&m->texts, t->path));
	bool written;

	if (!e)
		return -1;
	day_format(m->mark.day, date);
	d.edit.value = str_of(date);
	written = e->written;
	e->written = false;
	if (writing_apply(&m->writing, e, set_key, &d) == -1)
		return -1;
	marker_say(m, e, d.line, !e->written);
	e->written = e->written || written;
	marker_person(m, t->name, t->trailer);
	return 0;
}

static int
snooze_people(struct marker *m, const struct naming *naming)
{
	struct targets targets = { 0 };
	int status = 0;
	char date[DAY_TEXT];
	size_t i;

	if (naming->people.n) {
		day_format(m->mark.day, date);
		buf_printf(&m->words, "%ssnooze: %s", m->words.len ? "\n" : "",
		    date);
	}
	for (i = 0; i < naming->people.n && status == 0; i++)
		status = target_person(&targets, m->s, naming->people.v[i]);
	for (i = 0; i < targets.list.n && status == 0; i++)
		status = snooze_target(m, &targets.list.v[i]);
	targets_release(&targets);
	return status;
}

static int
snooze(struct session *s, const struct naming *naming, day_t day)
{
	struct marker m;
	size_t i;
	int status = STATUS_TROUBLE;

	marker_init(&m, s, MARK_SNOOZE, day);
	if (writing_possible(&m.writing) == -1)
		goto out;
	for (i = 0; i < naming->lines.n; i++)
		if (marker_line(&m, &naming->lines.v[i]) == -1)
			goto out;
	if (snooze_people(&m, naming) == 0)
		status = marker_finish(&m);
out:
	marker_release(&m);
	return status;
}

int
cmd_snooze(struct session *s)
{
	struct naming naming = { 0 };
	int n = s->options.operands_n, status = STATUS_TROUBLE;
	day_t day;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	if (n < 2) {
		session_error(s, "what, and until when? netgrep snooze "
		    "FOLLOW-UP|PERSON ... WHEN");
		return STATUS_TROUBLE;
	}
	if (take_day(s, s->options.operands[n - 1], &day) == -1 ||
	    session_read(s, false) == -1)
		return STATUS_TROUBLE;
	if (naming_read(&naming, s, s->options.operands, n - 1, true) == 0)
		status = naming.lines.n || naming.people.n ?
		    snooze(s, &naming, day) : STATUS_NO_ROWS;
	naming_release(&naming);
	return status;
}
