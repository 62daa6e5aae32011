/*
 * A JSON object a person and line, with all that is known. Keys are called as
 * those of notes are; of some there may be several, which are arrays always.
 * Keys are only ever added.
 */
#include "out/export-forms.h"
#include "out/json.h"

static void
put_key(struct buf *out, const char *key)
{
	buf_puts(out, ",\"");
	buf_puts(out, key);
	buf_puts(out, "\":");
}

/* Missing is null. */
static void
put_text(struct buf *out, const char *key, struct str value)
{
	put_key(out, key);
	if (value.len)
		json_quote(out, value);
	else
		buf_puts(out, "null");
}

static void
put_day(struct buf *out, const char *key, day_t day)
{
	char text[DAY_TEXT];

	day_format(day, text);
	put_text(out, key, str_of(text));
}

static void
put_number(struct buf *out, const char *key, uint32_t n)
{
	put_key(out, key);
	buf_printf(out, "%u", n);
}

static void
put_list(struct buf *out, const char *key, const struct export_list *list)
{
	size_t i;

	put_key(out, key);
	buf_addc(out, '[');
	for (i = 0; i < list->n; i++) {
		buf_puts(out, i ? "," : "");
		json_quote(out, list->v[i]);
	}
	buf_addc(out, ']');
}

/* The first key of an inner object has no comma before it. */
static void
put_first_day(struct buf *out, const char *key, day_t day)
{
	size_t comma;

	buf_addc(out, '{');
	comma = out->len;
	put_day(out, key, day);
	buf_splice(out, comma, 1, STR_NONE);
}

static void
put_entry(struct buf *out, const struct export_entry *entry)
{
	put_first_day(out, "date", entry->day);
	put_text(out, "channel", entry->channel);
	put_text(out, "text", entry->text);
	put_text(out, "direction", entry->direction);
	put_list(out, "people", &entry->names);
	put_text(out, "path", entry->path);
	put_number(out, "line", entry->line);
	buf_addc(out, '}');
}

static void
put_followup(struct buf *out, const struct export_followup *f)
{
	put_first_day(out, "due", f->due);
	put_text(out, "kind", f->kind);
	put_text(out, "state", f->state);
	put_day(out, "date", f->day);
	put_text(out, "text", f->text);
	put_list(out, "people", &f->names);
	put_text(out, "path", f->path);
	put_number(out, "line", f->line);
	buf_addc(out, '}');
}

static void
put_records(struct exporting *e, const struct export_person *p)
{
	size_t i;

	put_key(&e->out, "followups");
	buf_addc(&e->out, '[');
	for (i = 0; i < p->followups.n; i++) {
		buf_puts(&e->out, i ? "," : "");
		put_followup(&e->out, &e->x->followups[p->followups.v[i]]);
	}
	buf_addc(&e->out, ']');
	put_key(&e->out, "entries");
	buf_addc(&e->out, '[');
	for (i = 0; i < p->entries.n; i++) {
		buf_puts(&e->out, i ? "," : "");
		put_entry(&e->out, &e->x->entries[p->entries.v[i]]);
	}
	buf_addc(&e->out, ']');
}

static void
person(struct exporting *e, const struct export_person *p)
{
	struct buf *out = &e->out;
	int i;

	buf_puts(out, "{\"v\":1");
	put_text(out, "name", p->name);
	for (i = 0; i < EXPORT_FACTS; i++)
		put_list(out, export_fact_name((enum export_fact)i),
		    &p->facts[i]);
	put_day(out, "met", p->met);
	put_text(out, "cadence", p->cadence);
	put_text(out, "status", p->status);
	put_day(out, "snooze", p->snooze);
	put_day(out, "last", p->last);
	put_number(out, "interactions", p->days);
	put_text(out, "state", p->state);
	put_day(out, "due", p->due);
	put_text(out, "uid", p->uid);
	put_text(out, "path", p->path);
	put_number(out, "line", p->line);
	put_records(e, p);
	buf_puts(out, "}\n");
}

const struct export_form export_jsonl_form = {
	.name = "jsonl",
	.texts = true,
	.person = person,
};
