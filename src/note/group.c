#include "note/group.h"

struct group *
group_find(const struct groups *groups, struct str key)
{
	const uint32_t *at = map_get(&groups->known, key);

	return at ? &groups->list.v[*at] : NULL;
}

/*
 * The text takes the place of the one before. Where that is too small there is
 * a new one of twice the size, so that what is left behind is no more than
 * what is used, however many texts there were.
 */
static struct str
set_text(struct group *group, struct reader *r, struct str text)
{
	size_t twice = 2 * (size_t)group->room_n;

	if (text.len > group->room_n) {
		group->room_n = (uint32_t)(twice > text.len ? twice : text.len);
		group->room = arena_alloc(&r->arena, group->room_n);
	}
	if (text.len)
		memcpy(group->room, text.ptr, text.len);
	return (struct str){ group->room, text.len };
}

void
group_begin(struct groups *groups, struct reader *r, struct str key,
    const struct record *record)
{
	struct group group = { .record = (uint32_t)r->records.n };
	struct record kept = *record;

	group.older.times = 1;
	group.older.line = record->line;
	kept.text = set_text(&group, r, record->text);
	map_put(&groups->known, arena_str(&r->scratch, key),
	    (uint32_t)groups->list.n, NULL);
	vec_push(&groups->list, group);
	vec_push(&r->records, kept);
}

void
group_add(struct group *group, struct reader *r, const struct record *record)
{
	struct record *newest = &r->records.v[group->record];

	group->older.times++;
	if (record->day < newest->day) {
		older_add(&group->days, record->day, record->direction);
		return;
	}
	if (record->day > newest->day) {
		older_add(&group->days, newest->day, newest->direction);
		newest->direction = 0;
	}
	newest->direction |= record->direction;
	newest->day = record->day;
	newest->line = record->line;
	newest->channel = record->channel;
	newest->text = set_text(group, r, record->text);
}

void
group_end(struct groups *groups, struct reader *r)
{
	struct group *group;
	size_t i;

	for (i = 0; i < groups->list.n; i++) {
		group = &groups->list.v[i];
		read_join(r, &r->records.v[group->record], &group->days,
		    group->older);
		older_release(&group->days);
	}
	map_release(&groups->known);
	vec_release(&groups->list);
}
