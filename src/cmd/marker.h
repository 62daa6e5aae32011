#ifndef CMD_MARKER_H
#define CMD_MARKER_H

#include "cmd/message.h"
#include "cmd/naming.h"
#include "cmd/writing.h"
#include "note/mark.h"

/* Follow-ups that a command marks: in their notes, and in one commit. */
struct marker {
	struct session *s;
	struct mark mark;
	struct writing writing;
	struct read_options options; /* as the session's, with all texts */
	struct reader reader;
	VEC(struct message_person) people; /* whose they are … */
	unsigned kinds;              /* … 1 << their enum record_kind … */
	struct buf words;            /* … and what they say, a line each */
	struct buf said;             /* what is printed of them */
	struct arena texts;
};

void marker_init(struct marker *m, struct session *s,
    enum mark_action action, day_t day);
void marker_release(struct marker *m);
/*
 * Marks the follow-ups of a line in all texts of its note: the line is the one
 * that says the same, nearest to its number. -1 with an error: there are none,
 * or the note would be read otherwise than it was but for them.
 */
int marker_line(struct marker *m, const struct named_line *line);
/* One more whom the message names, as in struct message_person. */
void marker_person(struct marker *m, struct str name, struct str path);
/* What is printed: path:line, and whether it was so already. */
void marker_say(struct marker *m, const struct edited *e, uint32_t line,
    bool already);
/* Writes, commits and says so. Returns an exit status. */
int marker_finish(struct marker *m);

/* The option -d: the day it is done on; today without it. -1 with an error. */
int marker_day(struct session *s, day_t *day);

#endif
