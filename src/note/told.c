#include "note/told.h"

#include "note/direction.h"

void
told_later(struct walk *w, const struct place *p, uint32_t below,
    uint32_t above)
{
	vec_push(&w->r->tellings, ((struct telling){
	    .record = (uint32_t)w->r->records.n - 1, .line = p->index,
	    .from = p->text_at, .below = below, .above = above,
	    .marked = p->direction != 0 }));
}

/* What the words of a line say from an offset on. */
static uint8_t
told_by(struct walk *w, uint32_t line, size_t from)
{
	uint8_t direction = direction_of(w->r->matcher,
	    str_from(w->lines[line].prose, from));

	walk_gave_up(w, &w->lines[line]);
	return direction;
}

/* Many bullets may stand below one line: it is read once. */
static uint8_t
told_above(struct walk *w, uint32_t line)
{
	struct frame *frame = &w->frames[line];

	if (!frame->direction)
		frame->direction = told_by(w, line, w->lines[line].content);
	return frame->direction;
}

/* "- emailed" and below it "- she replied": that was no word into the void. */
static bool
is_answered(struct walk *w, const struct telling *t)
{
	uint32_t i, n = (uint32_t)w->r->md.lines.n;
	const struct md_line *line;
	bool answered = false;

	for (i = t->line + 1; i < n && !answered; i++) {
		line = &w->lines[i];
		if (w->frames[i].record == t->record + 1)
			answered = direction_answers(w->r->matcher,
			    str_from(line->prose, line->content));
		else if (line->type == MD_TEXT || line->type == MD_ITEM ||
		    line->type == MD_HEADING || line->type == MD_TABLE)
			break;
	}
	return answered;
}

static void
tell(struct walk *w, const struct telling *t)
{
	uint8_t *direction = &w->r->records.v[t->record].direction;

	if (!t->marked)
		*direction = told_by(w, t->line, t->from);
	if (*direction == DIRECTION_UNTOLD && t->below != MD_NONE)
		*direction = told_by(w, t->below, w->lines[t->below].content);
	if (*direction == DIRECTION_UNTOLD && t->above != MD_NONE)
		*direction = told_above(w, t->above);
	if (*direction == DIRECTION_OUT && is_answered(w, t))
		*direction = DIRECTION_BOTH;
}

/*
 * Is it about nobody but the person of the note? Such an entry on the day of
 * the newest that was no mere outreach, or before, has no say.
 */
static bool
is_own(const struct walk *w, const struct record *r)
{
	return w->source->kind == SOURCE_PERSON && r->who_n == 1 &&
	    !w->r->whos.v[r->who].target.len && r->day != DAY_NONE;
}

/* The day of the newest of them, or DAY_NONE. */
static day_t
newest_day(const struct walk *w)
{
	const struct record *r;
	day_t newest = DAY_NONE;
	size_t i;

	for (i = 0; i < w->r->tellings.n; i++) {
		r = &w->r->records.v[w->r->tellings.v[i].record];
		if (is_own(w, r) && r->day > newest &&
		    r->day <= w->r->options->texts_until)
			newest = r->day;
	}
	return newest;
}

void
told_read(struct walk *w)
{
	day_t newest = newest_day(w);
	const struct record *r;
	bool out = true;
	size_t i;

	for (i = 0; i < w->r->tellings.n; i++) {
		r = &w->r->records.v[w->r->tellings.v[i].record];
		if (is_own(w, r) && r->day != newest)
			continue;
		tell(w, &w->r->tellings.v[i]);
		if (is_own(w, r) && r->direction != DIRECTION_OUT)
			out = false;
	}
	for (i = 0; out && i < w->r->tellings.n; i++) {
		r = &w->r->records.v[w->r->tellings.v[i].record];
		if (is_own(w, r) && r->day != newest)
			tell(w, &w->r->tellings.v[i]);
	}
	vec_clear(&w->r->tellings);
}
