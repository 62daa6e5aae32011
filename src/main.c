/*
 * netgrep: whom to get back to, and why, from notes as they are.
 *
 *     files -> source -> reader -> records -> book -> report -> rows -> out
 *
 *     base/    memory, slices, civil days, Unicode, findings, threads, and
 *              the sandbox that a report reads in
 *     git/     all that knows libgit2: list, read, configuration, commit
 *     note/    text <-> records: front matter, Markdown, tables, patterns,
 *              and an entry into a text without touching another byte
 *     book/    records -> people: identity, interactions, follow-ups, states
 *     report/  book + query -> rows; one file a report
 *     out/     rows -> table, TSV, JSON, vimgrep, templates; safe text
 *     cmd/     options, configuration, and one file a command
 *     complete/ what shells load, so that Tab asks cmd/complete.c
 *
 * A layer includes only what stands above it here; git and note do not know
 * each other. A new command is a file in cmd/ (a report: in report/) and a
 * line in the table below.
 */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "cmd/add.h"
#include "cmd/check.h"
#include "cmd/choose.h"
#include "cmd/commit.h"
#include "cmd/complete.h"
#include "cmd/done.h"
#include "cmd/drop.h"
#include "cmd/export.h"
#include "cmd/help.h"
#include "cmd/import.h"
#include "cmd/init.h"
#include "cmd/keep.h"
#include "cmd/log.h"
#include "cmd/patterns.h"
#include "cmd/query.h"
#include "cmd/report.h"
#include "cmd/run.h"
#include "cmd/set.h"
#include "cmd/snooze.h"
#include "cmd/watch.h"

#define SELECT "[-t TAG] [--under DIR] [--state S,...] [-n N] "
#define OUTPUT \
	"[--tsv [--header] [-z] | --json | --vimgrep | --format TEMPLATE]"
#define REPORT (OPTIONS_SELECT | OPTIONS_OUTPUT)

static const struct command commands[] = {
	{ "stale", "who is going cold, worst first, and the line that "
	    "proves it",
	    "[-a] [--explain] " SELECT OUTPUT " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_ALL | OPTIONS_EXPLAIN, cmd_report },
	{ "due", "every follow-up tag and open promise, by date",
	    "[--done] [--within DUR] [--kind K,...] " SELECT OUTPUT
	    " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_DUE | OPTIONS_KIND, cmd_report },
	{ "drift", "who is silent for longer than is usual between you",
	    "[-a] [--explain] " SELECT OUTPUT " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_ALL | OPTIONS_EXPLAIN, cmd_report },
	{ "today", "what to do about people today, in a few lines",
	    "[--explain] " SELECT OUTPUT " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_EXPLAIN, cmd_report },
	{ "choose", "encounters that wait to be followed up, or let go",
	    "[-i] [-a] " SELECT OUTPUT " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_ALL | OPTIONS_CHOOSE, cmd_choose },
	{ "balance", "what was given and received, and is still promised",
	    "[--since DATE] [--until DATE] [--sort COLUMN] [--explain] "
	    SELECT OUTPUT " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_PAST | OPTIONS_SORT |
	    OPTIONS_EXPLAIN, cmd_report },
	{ "stats", "the network in numbers, on one screen",
	    "[--since DATE] [--until DATE] [--ascii] " SELECT OUTPUT
	    " [PERSON ...]",
	    NEEDS_TEXTS, REPORT | OPTIONS_PAST | OPTIONS_STATS, cmd_report },
	{ "via", "how you know somebody, and whom you know through them",
	    SELECT OUTPUT " PERSON ...",
	    NEEDS_BOOK, REPORT, cmd_report },
	{ "path", "the shortest chain of introductions and shared interactions",
	    SELECT OUTPUT " PERSON PERSON",
	    NEEDS_BOOK, REPORT, cmd_report },
	{ "graph", "who is joined to whom, to be drawn",
	    "[--around PERSON [--depth N]] [-a] " SELECT OUTPUT
	    " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_GRAPH | OPTIONS_ALL, cmd_report },
	{ "opportunities", "what came up, with whom, and through whom",
	    "[--by person] [--since DATE] [--until DATE] " SELECT OUTPUT
	    " [PERSON ...]",
	    NEEDS_BOOK, REPORT | OPTIONS_PAST | OPTIONS_BY, cmd_report },
	{ "people", "everybody whom the notes know",
	    SELECT OUTPUT " [PERSON ...]",
	    NEEDS_BOOK, REPORT, cmd_report },
	{ "timeline", "every interaction, oldest first",
	    "[--since DATE] [--until DATE] [--channel C,...] " SELECT OUTPUT
	    " [PERSON ...]",
	    NEEDS_TEXTS, REPORT | OPTIONS_PAST | OPTIONS_CHANNEL, cmd_report },
	{ "show", "the brief before meeting someone, on one screen",
	    SELECT OUTPUT " PERSON ...",
	    NEEDS_TEXTS, REPORT, cmd_report },
	{ "find", "the lines about people that match",
	    SELECT OUTPUT " REGEX [PERSON ...]",
	    NEEDS_TEXTS, REPORT, cmd_report },
	{ "tags", "the tags, and how many people have them",
	    SELECT OUTPUT " [PERSON ...]",
	    NEEDS_TEXTS, REPORT, cmd_report },
	{ "history", "the commits that touched what the notes say of somebody",
	    "[--since DATE] [--until DATE] " SELECT OUTPUT " PERSON ...",
	    NEEDS_HISTORY, REPORT | OPTIONS_PAST, cmd_report },
	{ "scan", "every record as it was read",
	    "[--kind K,...] " SELECT OUTPUT " [PERSON ...]",
	    NEEDS_TEXTS, REPORT | OPTIONS_KIND, cmd_report },
	{ "check", "what in the notes could not be read, or may be meant "
	    "otherwise",
	    "[--fix [--no-commit] [--dry-run]] [--no-notes] " SELECT
	    OUTPUT " [PERSON ...]",
	    NEEDS_FINDINGS, REPORT | OPTIONS_CHECK, cmd_check },
	{ "export", "people and follow-ups, for other programs",
	    "--to FORM [--raw] [--todo] " SELECT "[PERSON ...]",
	    NEEDS_NOTES, OPTIONS_SELECT | OPTIONS_EXPORT, cmd_export },
	{ "query", "the addresses of people, for a program that writes mail",
	    "TEXT ...",
	    NEEDS_PEOPLE, 0, cmd_query },
	{ "patterns", "the regular expressions in force", "",
	    NEEDS_NOTES, 0, cmd_patterns },
	{ "log", "record what happened: one line, one commit",
	    "[-d DATE] [-c CHANNEL] [--next WHEN] [--new] [--again] "
	    "[--no-commit] [--dry-run] PERSON ... TEXT",
	    NEEDS_WRITER, OPTIONS_LOG | OPTIONS_NEXT | OPTIONS_DAY |
	    OPTIONS_WRITE, cmd_log },
	{ "keep", "choose to keep in touch with somebody",
	    "[--every DUR] [--next WHEN] [--no-commit] [--dry-run] PERSON ...",
	    NEEDS_WRITER, OPTIONS_KEEP | OPTIONS_NEXT | OPTIONS_WRITE,
	    cmd_keep },
	{ "drop", "choose to let somebody go",
	    "[--why TEXT] [--no-commit] [--dry-run] PERSON ...",
	    NEEDS_WRITER, OPTIONS_DROP | OPTIONS_WRITE, cmd_drop },
	{ "done", "mark follow-ups as done: one commit",
	    "[-d DATE] [--no-commit] [--dry-run] FOLLOW-UP ...",
	    NEEDS_WRITER, OPTIONS_DAY | OPTIONS_WRITE, cmd_done },
	{ "snooze", "put follow-ups and people off until another day",
	    "[--no-commit] [--dry-run] FOLLOW-UP|PERSON ... WHEN",
	    NEEDS_WRITER, OPTIONS_WRITE, cmd_snooze },
	{ "add", "a note for somebody new",
	    "[--no-commit] [--dry-run] NAME [KEY=VALUE ...]",
	    NEEDS_WRITER, OPTIONS_WRITE, cmd_add },
	{ "set", "change what a note says of a person: a key, a value",
	    "[--no-commit] [--dry-run] PERSON ... KEY=VALUE ...",
	    NEEDS_WRITER, OPTIONS_WRITE, cmd_set },
	{ "import", "people from address books and tables, into notes",
	    "[--from FORM] [--tag TAG] [--no-commit] [--dry-run] FILE ...",
	    NEEDS_WRITER, OPTIONS_IMPORT | OPTIONS_WRITE, cmd_import },
	{ "init", "write down how these notes are kept, as far as it shows",
	    "[--union | --no-union] [--aliases | --no-aliases] [--no-commit] "
	    "[--dry-run]",
	    NEEDS_WRITER, OPTIONS_INIT | OPTIONS_WRITE, cmd_init },
	{ "commit", "commit what an editor wrote about people, and nothing "
	    "else",
	    "[--squash] [-a] [--dry-run] [PATH | PERSON ...]",
	    NEEDS_WRITER, OPTIONS_COMMIT | OPTIONS_ALL, cmd_commit },
	{ "watch", "commit what editors write about people, by itself",
	    "[--quiet TIME]",
	    NEEDS_WRITER, OPTIONS_WATCH, cmd_watch },
	{ "complete", "what the last word of a command line may become, for "
	    "shells",
	    "[--] [WORD ...]",
	    NEEDS_NOTHING, 0, cmd_complete },
	{ "help", "what a command is for and takes", "[COMMAND]",
	    NEEDS_NOTHING, 0, cmd_help },
	{ 0 },
};

/*
 * A closed descriptor must not become a note that something prints into; what
 * is written to it fails as it would have.
 */
static void
open_standard_files(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= 2);
	if (fd > 2)
		close(fd);
}

/*
 * A file that may not grow (ulimit -f) is an error of the write, and not our
 * death. A handler, since what is ignored would be so in programs we start.
 */
static void
pass(int signal)
{
	(void)signal;
}

int
main(int argc, char **argv)
{
	open_standard_files();
	signal(SIGXFSZ, pass);
	return run_main(commands, argc, argv);
}
