#include "note/compose.h"

#include "base/unicode.h"
#include "note/direction.h"
#include "note/row.h"
#include "note/style.h"

/* What is inserted, and how it is written. */
struct run {
	struct buf text;
	struct str eol;
	uint32_t lines; /* ended so far */
	uint32_t entry; /* how many of them stand before the entry's line */
	struct style style;
	const struct entries *e;
	const struct spot *spot;
	const struct entry *said;
};

struct str
compose_eol(struct str text, size_t end)
{
	size_t lf;

	if (str_starts(str_from(text, end), STR("\r\n")))
		return STR("\r\n");
	if (str_starts(str_from(text, end), STR("\n")))
		return STR("\n");
	lf = str_rchr(text, '\n');
	return lf != SIZE_MAX && lf && text.ptr[lf - 1] == '\r' ?
	    STR("\r\n") : STR("\n");
}

/* The neighbour's line end, else that of the line above, else the file's. */
static struct str
find_eol(const struct entries *e, const struct spot *spot)
{
	uint32_t i = spot->neighbour ? spot->neighbour->index :
	    spot->at ? spot->at - 1 : 0;
	const struct md_line *line;

	if (i >= e->n)
		return compose_eol(e->text, e->text.len);
	line = &e->lines[i];
	return compose_eol(e->text, entries_offset(e, i) + line->raw.len);
}

static void
end_line(struct run *run)
{
	buf_add(&run->text, run->eol);
	run->lines++;
}

static void
add_clean(struct buf *out, struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		buf_addc(out, s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' :
		    s.ptr[i]);
}

void
compose_line(struct buf *out, struct str s)
{
	add_clean(out, str_trim(s));
}

/* "call: sent the deck" */
static void
add_said(struct buf *out, const struct entry *entry)
{
	compose_line(out, entry->channel);
	if (str_trim(entry->channel).len && str_trim(entry->text).len)
		buf_puts(out, ": ");
	compose_line(out, entry->text);
}

void
compose_mark(struct buf *out, struct str *text)
{
	uint8_t direction;
	size_t n = direction_mark(*text, &direction);
	struct str mark = str_rtrim(str_upto(*text, n));

	if (!n)
		return;
	if (str_eq(mark, STR(">")))
		mark = STR("→");
	buf_add(out, mark);
	*text = str_from(*text, n);
	buf_puts(out, text->len ? " " : "");
}

static void
add_body(struct run *run, bool indent)
{
	struct str rest = run->said->body, line;

	while (str_line(&rest, &line)) {
		line = str_rtrim(line);
		if (line.len && indent && run->style.lead.len)
			style_add_indent(&run->text, &run->style);
		else if (line.len && indent)
			buf_puts(&run->text, "  ");
		add_clean(&run->text, line);
		end_line(run);
	}
}

static void
write_line(struct run *run)
{
	const struct entry *entry = run->said;

	if (entry->day == DAY_NONE)
		buf_add(&run->text, buf_str(&run->style.lead));
	else
		style_add(&run->text, &run->style, entry->day,
		    str_trim(entry->channel).len || str_trim(entry->text).len);
	add_said(&run->text, entry);
	end_line(run);
	add_body(run, true);
}

/* Text that would begin a block of its own at the start of a line. */
static bool
begins_block(struct str text)
{
	int32_t cp;

	text = str_trim(text);
	return text.len && unicode_next(text, &cp) &&
	    (ch_digit(text.ptr[0]) || (cp < 128 && !ch_alpha(text.ptr[0])));
}

/* Index of the first line below the neighbour's heading that says something. */
static uint32_t
below_neighbour(const struct run *run, bool *blank)
{
	const struct entries_item *n = run->spot->neighbour;
	uint32_t i = entries_below(run->e, n->index);

	*blank = i < n->end && run->e->lines[i].type == MD_BLANK;
	while (i < n->end && run->e->lines[i].type == MD_BLANK)
		i++;
	return i < n->end && run->e->lines[i].type != MD_HEADING ? i :
	    MD_NONE;
}

/* Takes over the marker of the item at index, if there is one. */
static void
take_marker(struct run *run, uint32_t index, bool next)
{
	buf_clear(&run->style.lead);
	if (index != MD_NONE && run->e->lines[index].type == MD_ITEM &&
	    !run->e->lines[index].quoted)
		style_set_lead(&run->style, &run->e->lines[index], next);
}

/* "### DATE — Call", and what was said below it, as the neighbour has it. */
static void
write_heading(struct run *run)
{
	const struct entry *entry = run->said;
	const struct entries_item *n = run->spot->neighbour;
	struct str channel = str_trim(entry->channel);
	struct buf word = { 0 };
	bool blank;
	uint32_t below = below_neighbour(run, &blank);

	if (!channel.len || below == MD_NONE || begins_block(entry->text)) {
		write_line(run);
		return;
	}
	style_add(&run->text, &run->style, entry->day, true);
	compose_line(&word, channel);
	if (word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z' &&
	    n->what.len && n->what.ptr[0] >= 'A' && n->what.ptr[0] <= 'Z')
		word.ptr[0] = (char)(word.ptr[0] - ('a' - 'A'));
	buf_add(&run->text, buf_str(&word));
	buf_release(&word);
	end_line(run);
	if (blank && (str_trim(entry->text).len || entry->body.len))
		end_line(run);
	take_marker(run, below, false);
	if (str_trim(entry->text).len) {
		buf_add(&run->text, buf_str(&run->style.lead));
		compose_line(&run->text, entry->text);
		end_line(run);
	}
	add_body(run, run->style.lead.len > 0);
}

/* A bullet below a heading of nothing but its date, which may be made. */
static void
write_bullet(struct run *run)
{
	struct entry said = *run->said;
	bool blank;

	if (run->spot->into) {
		take_marker(run, run->spot->item, true);
	} else {
		style_add(&run->text, &run->style, run->said->day, false);
		end_line(run);
		take_marker(run, below_neighbour(run, &blank), false);
		if (blank)
			end_line(run);
	}
	if (!run->style.lead.len)
		buf_puts(&run->style.lead, "- ");
	run->entry = run->lines;
	buf_add(&run->text, buf_str(&run->style.lead));
	said.text = str_trim(said.text);
	if (!str_trim(said.channel).len)
		compose_mark(&run->text, &said.text);
	add_said(&run->text, &said);
	end_line(run);
	add_body(run, true);
}

static void
write_row(struct run *run)
{
	row_add(&run->text, run->e, run->spot->neighbour, run->said);
	end_line(run);
}

static void
write_log_heading(struct run *run)
{
	if (!run->spot->log)
		return;
	buf_add(&run->text, str_upto(STR("######"), run->spot->log));
	buf_puts(&run->text, " Log");
	end_line(run);
	if (run->spot->spaced)
		end_line(run);
}

static void
write_run(struct run *run)
{
	const struct spot *spot = run->spot;
	unsigned kind = spot->neighbour ? spot->neighbour->kind : ENTRIES_LINE;

	if (spot->blank_before)
		end_line(run);
	write_log_heading(run);
	run->entry = run->lines;
	if (kind == ENTRIES_DAY)
		write_bullet(run);
	else if (kind == ENTRIES_HEADING)
		write_heading(run);
	else if (kind == ENTRIES_ROW)
		write_row(run);
	else
		write_line(run);
	if (spot->blank_behind)
		end_line(run);
}

static void
find_style(struct run *run)
{
	if (run->spot->neighbour) {
		style_of(&run->style, run->e, run->spot->neighbour,
		    run->spot->behind);
		return;
	}
	style_default(&run->style);
	if (run->spot->item != MD_NONE)
		style_set_lead(&run->style,
		    &run->e->lines[run->spot->item], true);
	if (run->e->friends) {
		buf_clear(&run->style.behind);
		buf_puts(&run->style.behind, ": ");
	}
}

uint32_t
compose_entry(struct buf *out, const struct entries *e, const struct spot *spot,
    const struct entry *entry)
{
	struct run run = { .e = e, .spot = spot, .said = entry };
	size_t at = entries_offset(e, spot->at);

	run.eol = find_eol(e, spot);
	find_style(&run);
	write_run(&run);
	buf_add(out, str_upto(e->text, at));
	if (at == e->text.len && at && e->text.ptr[at - 1] != '\n' &&
	    (e->n || e->start > 3)) /* more than a byte order mark */
		buf_add(out, run.eol);
	buf_add(out, buf_str(&run.text));
	buf_add(out, str_from(e->text, at));
	buf_release(&run.text);
	style_release(&run.style);
	return e->first_number + spot->at + run.entry;
}
