#include "cmd/marker.h"

#include "cmd/placing.h"
#include "note/compare.h"

void
marker_init(struct marker *m, struct session *s, enum mark_action action,
    day_t day)
{
	*m = (struct marker){ .s = s, .options = s->read_options,
		.mark = { .action = action, .day = day } };
	m->options.all_texts = true;
	reader_init(&m->reader, &m->options);
	writing_init(&m->writing, s);
}

void
marker_release(struct marker *m)
{
	writing_release(&m->writing);
	reader_release(&m->reader);
	vec_release(&m->people);
	buf_release(&m->words);
	buf_release(&m->said);
	arena_release(&m->texts);
}

int
marker_day(struct session *s, day_t *day)
{
	const char *typed = s->options.date;

	*day = s->today;
	if (typed && !when_parse(str_of(typed), s->today, WHEN_RECENT, day)) {
		session_error(s, "-d \"%s\" is no date; write 2026-12-01, "
		    "yesterday, a weekday or \"2w ago\"", typed);
		return -1;
	}
	if (*day > s->today) {
		session_error(s, "-d \"%s\" is in the future; what is done has "
		    "happened", typed);
		return -1;
	}
	return 0;
}

/* A line of a note, and what becomes of it in each of the note's texts. */
struct marked {
	struct marker *m;
	const struct named_line *line;
	const struct edited *note;
	struct mark mark;
	struct buf now;      /* the line, and those below that change with it */
	uint32_t lines;
	bool missing;        /* HEAD has no such line, nor a place for it */
};

/* What the follow-ups of a line are. */
struct found {
	unsigned kinds;      /* 1 << their enum record_kind */
	bool open, done;
	struct str text;     /* of the first */
	bool other_day;      /* an open one is due on another day than … */
	bool day;            /* … the one asked for, as one is */
};

static struct found
find_followups(const struct source *source, uint32_t line, day_t day)
{
	struct found found = { 0 };
	const struct record *r;
	uint32_t i;

	for (i = 0; i < source->records_n; i++) {
		r = &source->records[i];
		if (r->line != line || (r->kind != RECORD_FOLLOWUP &&
		    r->kind != RECORD_PROMISE && r->kind != RECORD_WAITING))
			continue;
		if (!found.kinds)
			found.text = r->text;
		found.kinds |= 1u << r->kind;
		if (r->state != FOLLOWUP_OPEN) {
			found.done = true;
			continue;
		}
		found.open = true;
		if (r->due == day)
			found.day = true;
		else if (r->due != DAY_NONE)
			found.other_day = true;
	}
	return found;
}

/* What it says is the reader's for as long as the marker lives. */
static struct source
read_text(struct marker *m, struct str path, struct str text)
{
	struct source source = { .path = path };

	read_file(&m->reader, text, &source);
	return source;
}

static int
refuse(struct marked *d, const char *why)
{
	diag_error(&d->m->s->diags, "followup", d->line->path, d->line->line,
	    0, "%s", why);
	return -1;
}

static const char by_hand[] = "this follow-up can't be marked so that it is "
    "read back; edit the line by hand";

static int
check_after(struct marked *d, const struct source *before,
    const struct source *after)
{
	struct found found = find_followups(after, d->line->line,
	    d->mark.day);
	uint32_t line = compare_sources(before, after, d->line->line,
	    d->line->line + d->lines - 1);

	if (d->mark.action == MARK_DONE ? found.open : !found.day ||
	    (d->mark.action == MARK_SNOOZE && found.other_day))
		return refuse(d, by_hand);
	if (!line)
		return 0;
	diag_error(&d->m->s->diags, "disturbs", d->line->path, line, 0,
	    "this line would be read otherwise when line %u is marked; edit "
	    "it by hand", d->line->line);
	return -1;
}

static void
add_kinds(struct marker *m, const struct found *before,
    const struct found *after)
{
	struct str text = after->kinds ? after->text : before->text;

	m->kinds |= before->kinds ? before->kinds : after->kinds;
	if (!text.len)
		return;
	if (m->words.len)
		buf_addc(&m->words, '\n');
	out_safe(&m->words, text); /* a NUL would end the message */
}

/* Appends text with those lines in the place of what stands there. */
static void
put_lines(struct buf *out, struct str text, struct str was, struct str now)
{
	size_t at = (size_t)(was.ptr - text.ptr);

	buf_add(out, str_upto(text, at));
	buf_add(out, now);
	buf_add(out, str_from(text, at + was.len));
}

/* -1, or that it can be marked. */
static int
check_before(struct marked *d, const struct mark_text *t,
    const struct found *found)
{
	bool key = mark_is_key(t, d->line->line);

	if (d->mark.action == MARK_TAG)
		return 0; /* it need not have one */
	if (d->mark.action == MARK_SNOOZE && found->done && !found->open)
		return refuse(d, "this is done, and can't be snoozed");
	if (found->open || found->done || (key && d->mark.action == MARK_DONE))
		return 0;
	return refuse(d, "no follow-up stands here; `netgrep due` lists them");
}

static int
mark_tree(struct marked *d, struct mark_text *t, struct buf *out)
{
	struct marker *m = d->m;
	struct source before = read_text(m, d->line->path, t->text), after;
	struct found found = find_followups(&before, d->line->line,
	    d->mark.day), then;
	struct str was;
	day_t day;

	if (check_before(d, t, &found) == -1)
		return -1;
	d->mark.style = mark_style(t, d->line->line, d->mark.action,
	    m->reader.matcher);
	day = mark_done_day(t, d->line->line, m->reader.matcher);
	if (!found.open && d->mark.action == MARK_DONE && day != DAY_NONE)
		d->mark.day = day;
	d->lines = mark_line(&d->now, t, d->line->line, &d->mark,
	    m->reader.matcher);
	if (!d->lines)
		return refuse(d, by_hand);
	was = mark_slice(t, d->line->line, d->lines);
	if (str_eq(was, buf_str(&d->now))) {
		add_kinds(m, &found, &found);
		return check_after(d, &before, &before) == -1 ? -1 : 0;
	}
	put_lines(out, t->text, was, buf_str(&d->now));
	after = read_text(m, d->line->path, buf_str(out));
	then = find_followups(&after, d->line->line, d->mark.day);
	add_kinds(m, &found, &then);
	return check_after(d, &before, &after) == -1 ? -1 : 1;
}

/* A line that is not there yet, as the work tree has it now. */
static int
place_line(struct marked *d, struct str text, struct buf *out)
{
	uint32_t number = placing_put(out, text, buf_str(&d->note->tree),
	    d->line->line, d->lines);
	struct source after;
	struct found found;

	if (!number)
		return 0;
	after = read_text(d->m, d->line->path, buf_str(out));
	found = find_followups(&after, number, d->mark.day);
	return d->mark.action == MARK_DONE ? !found.open : found.day;
}

/* HEAD and the index may hold the line elsewhere, or not at all. */
static int
mark_other(struct marked *d, enum writing_text which, struct mark_text *t,
    struct buf *out)
{
	struct buf now = { 0 };
	uint32_t number, lines;
	int answer = 0;
	bool same;

	number = mark_find(t, d->line->line, buf_str(&d->now), &d->mark,
	    d->m->reader.matcher, &lines, &same);
	if (number && !same) {
		mark_line(&now, t, number, &d->mark, d->m->reader.matcher);
		put_lines(out, t->text, mark_slice(t, number, lines),
		    buf_str(&now));
		answer = 1;
	} else if (!number && !d->missing) {
		answer = place_line(d, t->text, out);
		d->missing = !answer && which == WRITING_HEAD;
		if (!answer && which == WRITING_INDEX)
			answer = refuse(d, "what is staged of this line is "
			    "neither what HEAD nor what the note holds; "
			    "commit it, or use --no-commit");
	}
	buf_release(&now);
	return answer;
}

static int
mark_one(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct marked *d = context;
	struct mark_text t;
	int answer;

	mark_read(&t, text);
	answer = which == WRITING_TREE ? mark_tree(d, &t, out) :
	    mark_other(d, which, &t, out);
	mark_release(&t);
	return answer;
}

void
marker_person(struct marker *m, struct str name, struct str path)
{
	struct message_person named = { arena_str(&m->texts, name),
		arena_str(&m->texts, path) };
	size_t i;

	for (i = 0; i < m->people.n; i++)
		if (str_eq(m->people.v[i].path, path))
			return;
	vec_push(&m->people, named);
}

static void
add_people(struct marker *m, const struct named_line *line)
{
	const struct book *b = &m->s->book;
	const struct followup *f;
	const struct source *source;
	const struct person *p;
	size_t i;

	for (i = 0; i < b->followups.n; i++) {
		f = &b->followups.v[i];
		source = &b->sources[f->at.source];
		if (f->person == PERSON_NONE ||
		    source->records[f->at.record].line != line->line ||
		    !str_eq(source->path, line->path))
			continue;
		p = &b->people.v[f->person];
		marker_person(m, p->name, person_path(b, p, &m->texts));
	}
}

void
marker_say(struct marker *m, const struct edited *e, uint32_t line,
    bool already)
{
	struct out_options paths = { 0 };
	struct buf path = { 0 };

	if (already)
		buf_printf(&m->said, "already %s%s", m->mark.action ==
		    MARK_DONE ? "done" : "snoozed", e->to_commit ?
		    ", now committed: " : " at ");
	session_show_paths(m->s, &paths);
	out_path(&path, e->path, &paths);
	out_safe(&m->said, buf_str(&path));
	buf_printf(&m->said, ":%u\n", line);
	buf_release(&path);
}

/* It is written, and left to be committed with what is around it. */
static void
say_missing(const struct marked *d)
{
	struct marker *m = d->m;

	if (!d->missing || !m->writing.commits)
		return;
	m->said.len--; /* the newline */
	buf_puts(&m->said, ": written, and not committed\n");
	m->writing.uncommitted = "HEAD does not have the line yet; commit it";
}

int
marker_line(struct marker *m, const struct named_line *line)
{
	struct marked d = { .m = m, .line = line, .mark = m->mark };
	struct edited *e = writing_note(&m->writing, line->path);
	bool written, changed = false;
	int status = -1;

	if (!e)
		return -1;
	written = e->written;
	e->written = false;
	d.note = e;
	status = writing_apply(&m->writing, e, mark_one, &d);
	changed = e->written;
	e->written = e->written || written;
	if (status == 0) {
		m->mark.day = d.mark.day; /* it may be done since yesterday */
		add_people(m, line);
		marker_say(m, e, line->line, !changed);
		say_missing(&d);
	}
	buf_release(&d.now);
	return status;
}

static void
add_what(const struct marker *m, struct buf *what)
{
	char date[DAY_TEXT];
	int kind;

	if (m->mark.action == MARK_SNOOZE) {
		day_format(m->mark.day, date);
		buf_printf(what, "until %s", date);
		return;
	}
	for (kind = 0; kind < RECORD_KINDS; kind++)
		if (m->kinds & 1u << kind)
			buf_printf(what, "%s%s", what->len ? ", " : "",
			    record_kind_name((enum record_kind)kind));
}

int
marker_finish(struct marker *m)
{
	bool done = m->mark.action == MARK_DONE;
	struct buf what = { 0 }, message = { 0 };
	struct message text = {
		.verb = done ? "done" : "snooze",
		.people = m->people.v,
		.people_n = m->people.n,
		.day = done ? m->mark.day : m->s->today,
		.text = buf_str(&m->words),
	};
	int status;

	add_what(m, &what);
	text.what = buf_str(&what);
	message_write(&message, &text);
	status = writing_finish(&m->writing, buf_str(&message),
	    buf_str(&m->said));
	buf_release(&what);
	buf_release(&message);
	return status;
}
