#include "note/opportunity.h"

#include "note/link.h"
#include "note/profile.h"

/*
 * "#opportunity", "opp/won", "[[Types/Opportunity]]"; *state is what follows
 * the word.
 */
static bool
is_opportunity(struct str value, enum opportunity_state *state)
{
	struct str link = link_target(str_trim(value)), word;
	size_t slash = str_rchr(link, '/');

	if (link.ptr != str_trim(value).ptr && slash != SIZE_MAX)
		link = str_from(link, slash + 1);
	if (str_starts(link, STR("#")))
		link = str_from(link, 1);
	str_cut(&link, '/', &word);
	*state = record_opportunity(link);
	return str_ieq(word, STR("opportunity")) || str_ieq(word, STR("opp"));
}

/* What a value of a key says of how it stands; and whether it is one at all. */
static bool
says(enum key key, struct str value, enum opportunity_state *state)
{
	enum opportunity_state said;
	struct str list, word;
	bool is = false;

	*state = OPPORTUNITY_OPEN;
	if (key == KEY_STATUS)
		*state = record_opportunity(link_target(str_trim(value)));
	if (key != KEY_TYPE && key != KEY_TAGS)
		return false;
	while (str_cut(&value, ',', &list))
		while (str_cut(&list, ' ', &word)) {
			if (!is_opportunity(word, &said))
				continue;
			is = true;
			if (said != OPPORTUNITY_OPEN)
				*state = said;
		}
	return is;
}

bool
opportunity_says(const struct front *front, uint32_t *line,
    enum opportunity_state *state)
{
	const struct front_field *f;
	enum opportunity_state said;
	bool is = false;
	size_t i, k;

	*state = OPPORTUNITY_OPEN;
	for (i = 0; i < front->fields.n; i++) {
		f = &front->fields.v[i];
		for (k = 0; k < f->n; k++) {
			if (says(f->known, f->values[k].text, &said) &&
			    f->known == KEY_TYPE && !is) {
				is = true;
				*line = f->values[k].line;
			}
			if (said != OPPORTUNITY_OPEN)
				*state = said;
		}
	}
	return is;
}

/* The date: of a note that need not be a dated one. */
static day_t
day_of(const struct walk *w)
{
	const struct front_field *f;
	day_t day;
	size_t i;

	for (i = 0; i < w->r->front.fields.n; i++) {
		f = &w->r->front.fields.v[i];
		if (f->n && f->known == KEY_DATE &&
		    profile_date(f->values[0].text, &day))
			return day;
	}
	return w->source->day;
}

void
opportunity_add(struct walk *w, struct str title, uint32_t number,
    enum opportunity_state state)
{
	const struct md_line line = { .number = number };
	struct frame frame = { .day = day_of(w) };
	const struct place p = { .line = &line, .frame = &frame,
		.text = title };
	struct record *record = walk_record(w, &p, RECORD_OPPORTUNITY, 0,
	    w->file_who, w->file_n);

	record->state = (uint8_t)state;
	record->flags |= RECORD_KEY;
}
