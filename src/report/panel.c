#include "report/panel.h"

#include <stdio.h>

#include "base/unicode.h"
#include "report/spark.h"

enum {
	WIDTH = 80,  /* where nobody says */
	LABEL = 10,  /* columns of the widest label and the gap behind it */
	ROOM = 10,   /* the least for the rest of a line */
	WORDS = 40,  /* of it, those beside a line of blocks */
	MARGIN = 4,  /* of a calendar: "Mon " */
	WEEKS = 53,
	CHANNELS = 16, /* the commonest; the others are one number */
};

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
	"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
	"Sat", "Sun" };

struct panel {
	struct tally *t;
	const struct book *book;
	const struct query *query;
	struct sink *sink;
	const char *label;
	struct buf line;
	size_t room;  /* columns of a line */
	size_t shown; /* months, the last ones */
};

static const struct column columns[] = {
	{ "part", CELL_TEXT, SHOW_PARTS }, /* there is one, and no header */
	{ "section", CELL_TEXT, SHOW_LABEL },
	{ "text", CELL_TEXT, SHOW_FLEX },
};

const struct columns panel_columns = { REPORT_COLUMNS(columns), "%{text}" };

/* Ends the line. */
static void
put_line(struct panel *p)
{
	p->sink->row(p->sink, (const struct cell[]){
		cell_none(),
		cell_text(str_of(p->label)),
		cell_text(buf_str(&p->line)),
	});
	buf_clear(&p->line);
}

/* "9 overdue", on the next line where this one has no room for it. */
static void
put_number(struct panel *p, uint32_t n, struct str name)
{
	char number[16];
	size_t width = (size_t)snprintf(number, sizeof(number), "%u ", n) +
	    unicode_columns(name);

	if (!n)
		return;
	/* a comma goes before it, and may have to stand behind it */
	if (p->line.len && unicode_columns(buf_str(&p->line)) + width + 3 >
	    p->room) {
		buf_addc(&p->line, ',');
		put_line(p);
	}
	buf_puts(&p->line, p->line.len ? ", " : "");
	buf_puts(&p->line, number);
	buf_add(&p->line, name);
}

static void
put_numbers(struct panel *p, const char *label,
    void (*put)(struct panel *p))
{
	p->label = label;
	put(p);
	if (p->line.len)
		put_line(p);
}

static void
put_states(struct panel *p)
{
	int i;

	for (i = 0; i < STATE_COUNT; i++)
		put_number(p, p->t->states[i],
		    str_of(state_name((enum person_state)i)));
}

static void
put_channels(struct panel *p)
{
	const struct map_item *v = p->t->channels.v;
	uint32_t others = 0;
	size_t i;

	for (i = 0; i < p->t->channels.n; i++)
		if (i < CHANNELS)
			put_number(p, v[i].value,
			    (struct str){ v[i].key, v[i].len });
		else
			others += v[i].value;
	put_number(p, others, STR("others"));
}

static void
put_followups(struct panel *p)
{
	put_number(p, p->t->kept, STR("kept"));
	put_number(p, p->t->late, STR("late"));
}

static void
put_gifts(struct panel *p)
{
	put_number(p, p->t->gave, STR("given"));
	put_number(p, p->t->got, STR("received"));
}

/* Blocks of the last months that there is room for. */
static void
put_spark(struct panel *p, const uint32_t *v)
{
	v += p->t->months_n - p->shown;
	spark_put(&p->line, spark_scale(v, p->shown, p->query->ascii), v,
	    p->shown);
}

static void
put_months(struct panel *p)
{
	const struct tally *t = p->t;
	char text[TALLY_MONTH], since[DAY_TEXT];
	size_t i, most = 0;

	p->label = "month";
	put_spark(p, t->months);
	for (i = 0; i < t->months_n; i++)
		if (t->months[i] > t->months[most])
			most = i;
	day_format(t->since, since);
	tally_month(t, most, text);
	buf_printf(&p->line, " %u since %s, %u in %s", t->interactions, since,
	    t->months[most], text);
	put_line(p);
	for (i = t->months_n - p->shown; i < t->months_n; i++)
		buf_addc(&p->line, *months[(t->first_month + (int)i) % 12]);
	put_line(p);
}

/* The Monday on or before it. */
static day_t
monday(day_t day)
{
	return day - (day_weekday(day) + 6) % 7;
}

static void
put_weekday(struct panel *p, day_t first, size_t weeks, int weekday)
{
	const struct tally *t = p->t;
	struct spark spark = spark_scale(t->days, t->days_n,
	    p->query->ascii);
	day_t day;
	size_t i;

	buf_printf(&p->line, "%s ", weekdays[weekday]);
	for (i = 0; i < weeks; i++) {
		day = first + (day_t)i * 7 + weekday;
		if (day < t->since || day > t->until)
			buf_addc(&p->line, ' ');
		else
			spark_shade(&p->line, spark, t->days[day - t->since]);
	}
	put_line(p);
}

/* Names of months, above the weeks in which they begin. */
static void
put_axis(struct panel *p, day_t first, size_t weeks)
{
	int year, month, mday;
	size_t i;

	for (i = 0; i < weeks; i++) {
		/* the month of a week's last day has begun in it, or not */
		day_split(first + (day_t)i * 7 + 6, &year, &month, &mday);
		if (mday > 7 || p->line.len > MARGIN + i ||
		    MARGIN + i + 3 > p->room)
			continue;
		while (p->line.len < MARGIN + i)
			buf_addc(&p->line, ' ');
		buf_printf(&p->line, "%s ", months[month - 1]);
	}
	put_line(p);
}

static void
put_calendar(struct panel *p)
{
	const struct tally *t = p->t;
	day_t last = monday(t->until), first = monday(t->since);
	size_t weeks = (size_t)(last - first) / 7 + 1, most = WEEKS;
	int i;

	if (most > p->room - MARGIN)
		most = p->room - MARGIN;
	if (weeks > most)
		weeks = most;
	first = last - 7 * (day_t)(weeks - 1);
	p->label = "day";
	put_axis(p, first, weeks);
	for (i = 0; i < 7; i++)
		put_weekday(p, first, weeks, i);
}

static void
put_talked(struct panel *p)
{
	const struct tally_person *v = p->t->talked.v;
	size_t n = query_limit(p->query, p->t->talked.n), i;

	p->label = "talked";
	for (i = 0; i < n; i++) {
		buf_printf(&p->line, "%4u ", v[i].days);
		put_spark(p, tally_months(p->t, p->book, v[i].person));
		buf_addc(&p->line, ' ');
		buf_add(&p->line, p->book->people.v[v[i].person].name);
		put_line(p);
	}
}

void
panel_draw(struct tally *t, const struct book *book,
    const struct query *query, struct sink *sink)
{
	size_t width = query->width ? query->width : WIDTH;
	struct panel p = { .t = t, .book = book, .query = query,
	    .sink = sink };

	p.room = width < LABEL + ROOM ? ROOM : width - LABEL;
	p.shown = p.room > WORDS + 12 ? p.room - WORDS : 12;
	if (p.shown > t->months_n)
		p.shown = t->months_n;
	put_numbers(&p, "people", put_states);
	if (t->interactions) {
		put_months(&p);
		put_calendar(&p);
	}
	put_numbers(&p, "channel", put_channels);
	put_numbers(&p, "followup", put_followups);
	put_numbers(&p, "gift", put_gifts);
	put_talked(&p);
	buf_release(&p.line);
}
