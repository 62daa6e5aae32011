#ifndef NOTE_WALK_H
#define NOTE_WALK_H

#include "note/attend.h"
#include "note/read.h"

/*
 * The walk over the lines of a Markdown note that turns them into records.
 * Each line leaves a frame, from which the lines in and below it inherit.
 */
enum known {
	NOT_KNOWN,
	KNOWN_NO,
	KNOWN_YES,
};

/* How far a line is that of a dated note. */
enum logged {
	NOT_LOGGED,
	LOGGED_ITEM, /* it, or the item above it, begins with a date */
	LOGGED_DAY,  /* it stands in a dated note, or below a heading or item of
	                nothing but a date */
};

struct frame {
	day_t day;      /* the line's own or inherited, or DAY_NONE */
	uint32_t above; /* index of the heading or item one level up */
	uint32_t links; /* its mentions, in walk.links … */
	uint32_t links_n;
	uint32_t who;   /* in a person's note: who takes part … */
	uint16_t who_n;
	uint8_t contact; /* enum known: a contact word stands on it … */
	struct str channel; /* … and which … */
	uint8_t direction;  /* … and what it tells, once that is known */
	uint32_t record; /* from 1, of the entry that the line is or stands
	                    in; 0: none */
	bool entry;      /* it starts with a date and is no task */
	bool in_entry;   /* it is, or stands in, an entry */
	bool dates;      /* a heading of nothing but a date: what stands below
	                    are the entries */
	uint8_t logged;  /* enum logged, in a note of nobody */
};

/* A mention on a line. */
struct link {
	struct str target;
	uint32_t start, end; /* offsets in the line */
	bool bound;          /* an interaction, no mention */
	bool named;          /* by a name alone: never one */
};

/* A line being read, and what it takes from above. */
struct place {
	const struct md_line *line;
	struct frame *frame;
	uint32_t index;    /* of the line */
	bool inherited;    /* the date is */
	bool dated;        /* the line starts with a date, a task may too */
	struct str text;   /* without bullet, box and dates at its start */
	uint32_t text_at;  /* offset of text in the line */
	bool task;         /* it is one, open or not */
	uint8_t direction; /* that a mark says, or 0 */
	char status;       /* of the task: ' ' open, 'x' done, '-' cancelled */
	bool people_known; /* whom its follow-ups are about: */
	uint32_t who;
	uint16_t who_n;
};

struct pipes;

struct walk {
	struct reader *r;
	struct pipes *pipes; /* the table that was begun last */
	struct source *source;
	const struct md_line *lines;
	bool personal;      /* a person note or people file */
	bool of_day;        /* a dated note, whose lines tell of its day */
	uint32_t self_who;  /* the shared who that says self … */
	uint16_t self_n;    /* … 1, or 0 outside of any section */
	uint32_t next;      /* the profile whose section begins next */
	uint32_t file_who;  /* those whom the whole note names … */
	uint16_t file_n;
	struct attend attend; /* … and all on its list of attendees */
	struct frame *frames; /* one a line */
	VEC(struct link) links;
};

/* Reads all lines of a source whose kind and profiles are known. */
void walk_lines(struct reader *r, struct source *source);
/*
 * Adds a record of the place at an offset of its line, about whos from who
 * on. Valid until the next one is added.
 */
struct record *walk_record(struct walk *w, const struct place *p,
    enum record_kind kind, size_t offset, uint32_t who, size_t who_n);
/*
 * Sets whom the place's follow-ups are about: the person of the note, or
 * whoever the line, the ones above it and the note name, in tiers.
 */
void walk_people(struct walk *w, struct place *p);
/* Reports a pattern that gave up on that line, which hides what it finds. */
void walk_gave_up(struct walk *w, const struct md_line *line);
/* Adds a who; its index. */
uint32_t walk_who(struct walk *w, struct str target, size_t offset,
    uint32_t tier);

#endif
