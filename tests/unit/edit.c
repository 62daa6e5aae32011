/* Entries that are put into notes, which keep every other byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "note/edit.h"
#include "note/read.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static struct patterns *patterns;
static struct matcher *matcher;

static int
set_up(void **state)
{
	(void)state;
	patterns = patterns_new();
	matcher = matcher_new(patterns);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	matcher_free(matcher);
	patterns_free(patterns);
	return 0;
}

static struct entry
entry_of(const char *date, const char *channel, const char *text)
{
	struct entry entry = { .channel = str_of(channel),
		.text = str_of(text) };

	assert_true(day_parse(str_of(date), &entry.day));
	return entry;
}

/* out is text with one run of bytes put into it. */
static bool
one_run(struct str text, struct str out)
{
	size_t before = 0, behind = 0;

	if (out.len < text.len)
		return false;
	while (before < text.len && text.ptr[before] == out.ptr[before])
		before++;
	while (behind < text.len && text.ptr[text.len - 1 - behind] ==
	    out.ptr[out.len - 1 - behind])
		behind++;
	return before + behind >= text.len;
}

struct reading {
	size_t entries; /* in all */
	size_t same;    /* of that day and text … */
	uint32_t line;  /* … the last of them */
};

/* What the reader finds, which knows nothing of editing. */
static struct reading
read_back(struct str bytes, const char *path, const struct entry *entry)
{
	struct read_options options = { .patterns = patterns,
		.all_texts = true, .texts_until = entry->day };
	struct source source = { .path = str_of(path) };
	struct reading reading = { 0 };
	struct reader r;
	const struct record *record;
	struct str text = str_trim(entry->text);
	size_t i;

	if (!text.len)
		text = entry->channel;
	reader_init(&r, &options);
	read_file(&r, bytes, &source);
	for (i = 0; i < source.records_n; i++) {
		record = &source.records[i];
		if (record->kind != RECORD_ENTRY)
			continue;
		reading.entries++;
		if (record->day != entry->day ||
		    !str_ieq(record->channel, entry->channel) ||
		    !str_eq(record->text, text))
			continue;
		reading.same++;
		reading.line = record->line;
	}
	reader_release(&r);
	return reading;
}

/* Inserts; whatever else is said of it, this must hold. */
static uint32_t
insert(struct buf *out, struct str text, const char *anchor,
    const struct entry *entry)
{
	struct edit_place place = { .anchor = str_of(anchor) };
	struct reading before, after;
	uint32_t line = 0;
	const char *path = anchor ? "people.md" : "people/ana-ruiz.md";

	assert_int_equal(edit_insert(out, text, &place, entry, matcher, &line),
	    0);
	assert_true(one_run(text, buf_str(out)));
	assert_int_equal(edit_find(buf_str(out), &place, entry, matcher),
	    line);
	before = read_back(text, path, entry);
	after = read_back(buf_str(out), path, entry);
	assert_int_equal(after.entries, before.entries + 1);
	assert_int_equal(after.same, before.same + 1);
	return line;
}

struct golden {
	const char *name, *text, *date, *channel, *said, *body, *expected;
	uint32_t line;
	const char *anchor;
};

static const struct golden golden[] = {
	{ "empty file", "", "2026-11-23", "call", "sent the deck", NULL,
	    "## Log\n\n- 2026-11-23 call: sent the deck\n", 3, NULL },
	{ "front matter only", "---\nname: Ana Ruiz\n---\n", "2026-11-23",
	    "call", "sent the deck", NULL,
	    "---\nname: Ana Ruiz\n---\n\n## Log\n\n"
	    "- 2026-11-23 call: sent the deck\n", 7, NULL },
	{ "front matter without a newline at its end",
	    "---\nname: Ana Ruiz\n---", "2026-11-23", "call", "x", NULL,
	    "---\nname: Ana Ruiz\n---\n\n## Log\n\n- 2026-11-23 call: x\n",
	    7, NULL },
	{ "byte order mark only", "\xef\xbb\xbf", "2026-11-23", "", "x",
	    NULL, "\xef\xbb\xbf## Log\n\n- 2026-11-23 x\n", 3, NULL },
	{ "no entries", "# Ana Ruiz\n\nA friend.", "2026-11-23", "call", "x",
	    NULL, "# Ana Ruiz\n\nA friend.\n\n## Log\n\n"
	    "- 2026-11-23 call: x\n", 7, NULL },
	{ "tight headings", "# Ana Ruiz\nA friend.\n\n", "2026-11-23", "",
	    "x", NULL, "# Ana Ruiz\nA friend.\n\n## Log\n- 2026-11-23 x\n", 5,
	    NULL },
	{ "an empty log", "# Ana\n\n## log\n\n## Notes\n\nx\n", "2026-11-23",
	    "call", "", NULL,
	    "# Ana\n\n## log\n\n- 2026-11-23 call\n\n## Notes\n\nx\n", 5,
	    NULL },
	{ "an empty log, tight", "# Ana\nx\n## Log\n## Notes\nx\n",
	    "2026-11-23", "", "x", NULL,
	    "# Ana\nx\n## Log\n- 2026-11-23 x\n## Notes\nx\n", 4, NULL },
	{ "an empty log at the end", "# Ana\n\n#### Log", "2026-11-23", "",
	    "x", NULL, "# Ana\n\n#### Log\n\n- 2026-11-23 x\n", 5, NULL },
	{ "an empty log at the end, with a blank line", "## Log\n\n",
	    "2026-11-23", "", "x", NULL, "## Log\n\n- 2026-11-23 x\n", 3,
	    NULL },
	{ "a log with text", "## Log\n\nSince 2020.\n\n## Notes\n\nx\n",
	    "2026-11-23", "", "x", NULL,
	    "## Log\n\nSince 2020.\n\n- 2026-11-23 x\n\n## Notes\n\nx\n", 5,
	    NULL },
	{ "a log, setext", "Log\n---\n\n- 2026-11-20 a\n\nNotes\n---\n",
	    "2026-11-23", "", "x", NULL,
	    "Log\n---\n\n- 2026-11-20 a\n- 2026-11-23 x\n\nNotes\n---\n", 5,
	    NULL },
	{ "dates elsewhere than in the log",
	    "## Log\n- 2026-11-20 a\n## Gifts\n- 2026-12-24 book\n",
	    "2026-12-25", "", "x", NULL,
	    "## Log\n- 2026-11-20 a\n- 2026-12-25 x\n## Gifts\n"
	    "- 2026-12-24 book\n", 3, NULL },

	{ "ascending", "- 2026-11-01 a\n- 2026-11-05 b\n", "2026-11-23", "",
	    "x", NULL, "- 2026-11-01 a\n- 2026-11-05 b\n- 2026-11-23 x\n", 3,
	    NULL },
	{ "ascending, between", "- 2026-11-01 a\n- 2026-11-05 b\n",
	    "2026-11-01", "", "x", NULL,
	    "- 2026-11-01 a\n- 2026-11-01 x\n- 2026-11-05 b\n", 2, NULL },
	{ "ascending, before all", "- 2026-11-01 a\n- 2026-11-05 b",
	    "2026-10-01", "", "x", NULL,
	    "- 2026-10-01 x\n- 2026-11-01 a\n- 2026-11-05 b", 1, NULL },
	{ "descending", "- 2026-11-05 b\n- 2026-11-01 a\n", "2026-11-23", "",
	    "x", NULL, "- 2026-11-23 x\n- 2026-11-05 b\n- 2026-11-01 a\n", 1,
	    NULL },
	{ "descending, between", "- 2026-11-05 b\n- 2026-11-01 a\n",
	    "2026-11-03", "", "x", NULL,
	    "- 2026-11-05 b\n- 2026-11-03 x\n- 2026-11-01 a\n", 2, NULL },
	{ "descending, same day", "- 2026-11-05 b\n- 2026-11-01 a\n",
	    "2026-11-01", "", "x", NULL,
	    "- 2026-11-05 b\n- 2026-11-01 x\n- 2026-11-01 a\n", 2, NULL },
	{ "descending, behind all", "- 2026-11-05 b\n- 2026-11-01 a",
	    "2026-10-01", "", "x", NULL,
	    "- 2026-11-05 b\n- 2026-11-01 a\n- 2026-10-01 x\n", 3, NULL },
	{ "one", "- 2026-11-05 b\n\nThe end.\n", "2026-10-01", "", "x", NULL,
	    "- 2026-11-05 b\n- 2026-10-01 x\n\nThe end.\n", 2, NULL },
	{ "mixed", "- 2026-11-05 b\n- 2026-11-09 c\n- 2026-11-01 a\n",
	    "2026-10-01", "", "x", NULL, "- 2026-11-05 b\n- 2026-11-09 c\n"
	    "- 2026-10-01 x\n- 2026-11-01 a\n", 3, NULL },
	{ "all of one day", "- 2026-11-05 b\n- 2026-11-05 c\n", "2026-11-05",
	    "", "x", NULL,
	    "- 2026-11-05 b\n- 2026-11-05 c\n- 2026-11-05 x\n", 3, NULL },
	{ "all of one day, earlier", "- 2026-11-05 b\n- 2026-11-05 c\n",
	    "2026-11-04", "", "x", NULL,
	    "- 2026-11-04 x\n- 2026-11-05 b\n- 2026-11-05 c\n", 1, NULL },

	{ "blocks", "- 2026-11-01 a\n  goes on\n  - nested\n\n    more\n"
	    "lazy\n- 2026-11-05 b\n", "2026-11-02", "", "x", NULL,
	    "- 2026-11-01 a\n  goes on\n  - nested\n\n    more\nlazy\n"
	    "- 2026-11-02 x\n- 2026-11-05 b\n", 7, NULL },
	{ "dated bullets in an entry",
	    "- 2026-11-05 b\n  - 2026-11-09 thanked\n- 2026-11-01 a\n",
	    "2026-11-06", "", "x", NULL,
	    "- 2026-11-06 x\n- 2026-11-05 b\n  - 2026-11-09 thanked\n"
	    "- 2026-11-01 a\n", 1, NULL },
	{ "loose", "- 2026-11-01 a\n\n- 2026-11-05 b\n\n## Notes\n",
	    "2026-11-23", "", "x", NULL, "- 2026-11-01 a\n\n- 2026-11-05 b\n\n"
	    "- 2026-11-23 x\n\n## Notes\n", 5, NULL },
	{ "loose, descending", "- 2026-11-05 b\n\n- 2026-11-01 a\n",
	    "2026-11-23", "", "x", NULL,
	    "- 2026-11-23 x\n\n- 2026-11-05 b\n\n- 2026-11-01 a\n", 1, NULL },
	{ "what is no entry",
	    "- [ ] 2026-12-01 task\n> - 2026-12-02 quoted\n\n```\n"
	    "- 2026-12-03 code\n```\n\n<!--\n- 2026-12-04\n-->\n\n"
	    "- 2026-11-05 b\n", "2026-11-23", "", "x", NULL,
	    "- [ ] 2026-12-01 task\n> - 2026-12-02 quoted\n\n```\n"
	    "- 2026-12-03 code\n```\n\n<!--\n- 2026-12-04\n-->\n\n"
	    "- 2026-11-05 b\n- 2026-11-23 x\n", 13, NULL },
	{ "a fence that never closes", "# Ana\n\nx\n\n```\ncode\n",
	    "2026-11-23", "", "x", NULL,
	    "# Ana\n\nx\n\n## Log\n\n- 2026-11-23 x\n\n```\ncode\n", 7, NULL },

	{ "bold", "* **2026-11-20**: a\n", "2026-11-23", "call",
	    "sent the deck", NULL,
	    "* **2026-11-20**: a\n* **2026-11-23**: call: sent the deck\n", 2,
	    NULL },
	{ "bold, colon inside", "- **2026-11-20:** a\n", "2026-11-23", "call",
	    "x", NULL, "- **2026-11-20:** a\n- **2026-11-23:** call: x\n", 2,
	    NULL },
	{ "link", "- [[2026-11-20]] — a\n", "2026-11-23", "call", "x", NULL,
	    "- [[2026-11-20]] — a\n- [[2026-11-23]] — call: x\n", 2, NULL },
	{ "bold link with a shown text", "+ **[[2026-11-20|Friday]]**: a\n",
	    "2026-11-23", "call", "x", NULL,
	    "+ **[[2026-11-20|Friday]]**: a\n+ **[[2026-11-23]]**: call: x\n",
	    2, NULL },
	{ "link to a note", "- [2026-11-20](../daily/2026-11-20.md) a\n",
	    "2026-11-23", "", "x", NULL,
	    "- [2026-11-20](../daily/2026-11-20.md) a\n"
	    "- [2026-11-23](../daily/2026-11-23.md) x\n", 2, NULL },
	{ "weekday", "- **2026-11-20 Fri** — a\n", "2026-11-23", "", "x", NULL,
	    "- **2026-11-20 Fri** — a\n- **2026-11-23 Mon** — x\n", 2, NULL },
	{ "weekday in parentheses", "- 2026-11-20, (Friday): a\n",
	    "2026-11-23", "", "x", NULL,
	    "- 2026-11-20, (Friday): a\n- 2026-11-23, (Monday): x\n", 2, NULL },
	{ "link with a folder", "- [[daily/2026-11-20]]: a\n", "2026-11-23",
	    "", "x", NULL, "- [[daily/2026-11-20]]: a\n- 2026-11-23 x\n", 2,
	    NULL },
	{ "slashes", "* 2026/11/20 a\n", "2026-11-23", "call", "x", NULL,
	    "* 2026/11/20 a\n* 2026/11/23 call: x\n", 2, NULL },
	{ "bare digits", "- 20261120: a\n", "2026-11-23", "", "x", NULL,
	    "- 20261120: a\n- 20261123: x\n", 2, NULL },
	{ "times", "- 2026-11-20 14:30 - a\n", "2026-11-23", "", "x", NULL,
	    "- 2026-11-20 14:30 - a\n- 2026-11-23 - x\n", 2, NULL },
	{ "times with an end", "- 2026-11-20 14:30-15:30 a\n", "2026-11-23",
	    "", "x", NULL, "- 2026-11-20 14:30-15:30 a\n- 2026-11-23 x\n", 2,
	    NULL },
	{ "times behind", "- **2026-11-20** 2:30 pm: a\n", "2026-11-23",
	    "", "x", NULL,
	    "- **2026-11-20** 2:30 pm: a\n- **2026-11-23**: x\n", 2, NULL },
	{ "times in ISO 8601", "- 2026-11-20T14:30:00+01:00: a\n",
	    "2026-11-23", "", "x", NULL,
	    "- 2026-11-20T14:30:00+01:00: a\n- 2026-11-23: x\n", 2, NULL },
	{ "numbers", "1. 2026-11-19 a\n2. 2026-11-20 b\n", "2026-11-23", "",
	    "x", NULL, "1. 2026-11-19 a\n2. 2026-11-20 b\n3. 2026-11-23 x\n",
	    3, NULL },
	{ "struck", "- ~~2026-11-20 a~~\n", "2026-11-23", "", "x", NULL,
	    "- ~~2026-11-20 a~~\n- 2026-11-23 x\n", 2, NULL },
	{ "all bold", "- **2026-11-20 a**\n", "2026-11-23", "", "x", NULL,
	    "- **2026-11-20 a**\n- 2026-11-23 x\n", 2, NULL },
	{ "indented with a tab", "- Log\n\t- 2026-11-20 a\n", "2026-11-23",
	    "", "x", "more\n\n- item\n", "- Log\n\t- 2026-11-20 a\n"
	    "\t- 2026-11-23 x\n\t  more\n\n\t  - item\n", 3, NULL },
	{ "text", "2026-11-20 a\nb\n\n2026-11-21 c\n", "2026-11-23", "call",
	    "x", NULL, "2026-11-20 a\nb\n\n2026-11-21 c\n\n"
	    "2026-11-23 call: x\n", 6, NULL },
	{ "text without blank lines", "2026-11-20: a\n2026-11-21: c\n\nx\n",
	    "2026-11-23", "", "x", "more",
	    "2026-11-20: a\n2026-11-21: c\n2026-11-23: x\n  more\n\nx\n", 3,
	    NULL },
	{ "CRLF", "\xef\xbb\xbf---\r\nname: Ana\r\n---\r\n- 2026-11-20 a",
	    "2026-11-23", "", "x", "more",
	    "\xef\xbb\xbf---\r\nname: Ana\r\n---\r\n- 2026-11-20 a\r\n"
	    "- 2026-11-23 x\r\n  more\r\n", 5, NULL },
	{ "mixed line ends", "a\r\n\r\n- 2026-11-20 a  \n- 2026-11-21 b\r\n",
	    "2026-11-20", "", "x", NULL,
	    "a\r\n\r\n- 2026-11-20 a  \n- 2026-11-20 x\n- 2026-11-21 b\r\n",
	    4, NULL },
	{ "body", "- 2026-11-20 a\n", "2026-11-23", "call", "x",
	    "one\r\n  two \n```\ncode", "- 2026-11-20 a\n"
	    "- 2026-11-23 call: x\n  one\n    two\n  ```\n  code\n", 2, NULL },
	{ "two lines for one", "- 2026-11-20 a\n", "2026-11-23", "call",
	    "x y", NULL, "- 2026-11-20 a\n- 2026-11-23 call: x y\n", 2,
	    NULL },

	{ "years, ascending", "## 2025\n- 2025-12-01 a\n## 2026\n"
	    "- 2026-03-01 b\n", "2026-01-05", "", "x", NULL,
	    "## 2025\n- 2025-12-01 a\n## 2026\n- 2026-01-05 x\n"
	    "- 2026-03-01 b\n", 4, NULL },
	{ "months, descending", "## 2026-11\n\n- 2026-11-20 c\n"
	    "- 2026-11-10 b\n\n## 2026-10\n\n- 2026-10-01 a\n",
	    "2026-11-02", "", "x", NULL, "## 2026-11\n\n- 2026-11-20 c\n"
	    "- 2026-11-10 b\n- 2026-11-02 x\n\n## 2026-10\n\n"
	    "- 2026-10-01 a\n", 5, NULL },
	{ "a year without a heading yet", "## 2025\n\n- 2025-12-01 a\n",
	    "2026-01-05", "", "x", NULL,
	    "## 2025\n\n- 2025-12-01 a\n- 2026-01-05 x\n", 4, NULL },

	{ "headings", "### 2026-11-19 — Call\n\nabc\n\n"
	    "### 2026-11-20 — Email\n\ndef\n\n## Notes\n", "2026-11-23",
	    "call", "sent the deck", "more",
	    "### 2026-11-19 — Call\n\nabc\n\n### 2026-11-20 — Email\n\ndef\n"
	    "\n### 2026-11-23 — Call\n\nsent the deck\nmore\n\n## Notes\n", 9,
	    NULL },
	{ "headings, descending and tight",
	    "# Ana\n## 2026-11-20 14:30 - email\ndef\n"
	    "## 2026-11-19 10:00 - call\nabc\n", "2026-11-23", "call", "x",
	    NULL, "# Ana\n## 2026-11-23 - call\nx\n"
	    "## 2026-11-20 14:30 - email\ndef\n## 2026-11-19 10:00 - call\n"
	    "abc\n", 2, NULL },
	{ "headings with all in them", "## 2026-11-19 call: a\n\n"
	    "## 2026-11-20 mail: b\n", "2026-11-23", "call", "x", NULL,
	    "## 2026-11-19 call: a\n\n## 2026-11-20 mail: b\n\n"
	    "## 2026-11-23 call: x\n", 5, NULL },
	{ "headings with bullets", "### 2026-11-20 — Email\n* a\n* b\n",
	    "2026-11-23", "call", "x", NULL,
	    "### 2026-11-20 — Email\n* a\n* b\n\n### 2026-11-23 — Call\n"
	    "* x\n", 5, NULL },
	{ "headings, without a channel", "### 2026-11-20 — Email\n\na\n",
	    "2026-11-23", "", "x", NULL,
	    "### 2026-11-20 — Email\n\na\n\n### 2026-11-23 — x\n", 5, NULL },
	{ "headings, text that would be a block",
	    "### 2026-11-20 — Email\n\na\n", "2026-11-23", "call", "# x",
	    NULL, "### 2026-11-20 — Email\n\na\n\n### 2026-11-23 — call: # x\n",
	    5, NULL },
	{ "setext headings", "2026-11-20 — Email\n---\n\na\n", "2026-11-23",
	    "call", "x", NULL, "2026-11-20 — Email\n---\n\na\n\n"
	    "## 2026-11-23 — Call\n\nx\n", 6, NULL },
	{ "days, a new one", "## [[2026-11-20]]\n\n- call: a\n* b\n\n"
	    "## Notes\n", "2026-11-23", "call", "x", NULL,
	    "## [[2026-11-20]]\n\n- call: a\n* b\n\n## [[2026-11-23]]\n\n"
	    "- call: x\n\n## Notes\n", 8, NULL },
	{ "days, one that is there",
	    "## [[2026-11-20]]\n\n- call: a\n  - c\n\n### Notes\n\ny\n\n"
	    "## [[2026-11-21]]\n\n- b\n", "2026-11-20", "call", "x", "more",
	    "## [[2026-11-20]]\n\n- call: a\n  - c\n- call: x\n  more\n\n"
	    "### Notes\n\ny\n\n## [[2026-11-21]]\n\n- b\n", 5, NULL },

	{ "section without a log",
	    "# People\n\n## Ana Ruiz\n\n- email: ana@example.org\n\n"
	    "## Bob Chen\n\n- email: bob@example.org\n", "2026-11-23", "call",
	    "x", NULL, "# People\n\n## Ana Ruiz\n\n- email: ana@example.org\n"
	    "\n### Log\n\n- 2026-11-23 call: x\n\n## Bob Chen\n\n"
	    "- email: bob@example.org\n", 9, "Ana Ruiz" },
	{ "section, others hold entries",
	    "# People\n\n## Ana Ruiz\n* email: ana@example.org\n\n"
	    "## Bob Chen\n- 2026-11-20 call: y\n", "2026-11-23", "call", "x",
	    NULL, "# People\n\n## Ana Ruiz\n* email: ana@example.org\n"
	    "* 2026-11-23 call: x\n\n## Bob Chen\n- 2026-11-20 call: y\n", 5,
	    "Ana Ruiz" },
	{ "section with a log",
	    "# People\n\n## Ana Ruiz\n\n### Log\n\n- 2026-11-20 y\n\n"
	    "## Bob Chen\n\n### Log\n\n- 2026-11-25 z\n", "2026-11-23",
	    "call", "x", NULL,
	    "# People\n\n## Ana Ruiz\n\n### Log\n\n- 2026-11-20 y\n"
	    "- 2026-11-23 call: x\n\n## Bob Chen\n\n### Log\n\n"
	    "- 2026-11-25 z\n", 8, "Ana Ruiz" },
	{ "section at the end", "# People\n\n## Ana\n\n- 2026-11-25 z\n\n"
	    "## Bob Chen #friend\n\n- 2026-11-25 z", "2026-11-23", "", "x",
	    NULL, "# People\n\n## Ana\n\n- 2026-11-25 z\n\n"
	    "## Bob Chen #friend\n\n- 2026-11-25 z\n- 2026-11-23 x\n", 10,
	    "Bob Chen #friend" },
};

static void
test_golden(void **state)
{
	const struct golden *g;
	struct buf out = { 0 };
	struct entry entry;
	uint32_t line;
	size_t i;

	(void)state;
	for (i = 0; i < N(golden); i++) {
		g = &golden[i];
		entry = entry_of(g->date, g->channel, g->said);
		entry.body = str_of(g->body);
		buf_clear(&out);
		print_message("# %s\n", g->name);
		line = insert(&out, str_of(g->text), g->anchor, &entry);
		assert_string_equal(buf_cstr(&out), g->expected);
		assert_int_equal(line, g->line);
	}
	buf_release(&out);
}

static void
test_friends(void **state)
{
	static const char text[] = "### Activities:\n"
	    "- 2026-11-20: Coffee with **Ana Ruiz**.\n"
	    "- 2026-11-10: Lunch with **Bob Chen**.\n\n"
	    "### Notes:\n- 2026-11-22: **Ana Ruiz** moved.\n\n"
	    "### Friends:\n- Ana Ruiz\n- Bob Chen\n";
	static const char none[] = "### Activities:\n\n### Friends:\n";
	struct edit_place place = { .anchor = STR_NONE };
	struct entry entry = entry_of("2026-11-23", "",
	    "Tea with **Ana Ruiz**.");
	struct buf out = { 0 };
	uint32_t line;

	(void)state;
	assert_int_equal(edit_insert(&out, STR(text), &place, &entry, matcher,
	    &line), 0);
	assert_int_equal(line, 2);
	assert_true(one_run(STR(text), buf_str(&out)));
	assert_non_null(strstr(buf_cstr(&out), "### Activities:\n"
	    "- 2026-11-23: Tea with **Ana Ruiz**.\n- 2026-11-20: Coffee"));
	buf_clear(&out);
	assert_int_equal(edit_insert(&out, STR(none), &place, &entry, matcher,
	    &line), 0);
	assert_string_equal(buf_cstr(&out), "### Activities:\n\n"
	    "- 2026-11-23: Tea with **Ana Ruiz**.\n\n### Friends:\n");
	buf_release(&out);
}

static void
test_missing_section(void **state)
{
	struct edit_place place = { .anchor = STR("Cy Park"), .line = 3 };
	struct entry entry = entry_of("2026-11-23", "call", "x");
	struct str text = STR("# People\n\n## Ana\n\n- 2026-11-23 call: x\n");
	struct buf out = { 0 };
	uint32_t line;

	(void)state;
	assert_int_equal(edit_insert(&out, text, &place, &entry, matcher,
	    &line), -1);
	assert_int_equal(out.len, 0);
	assert_int_equal(edit_find(text, &place, &entry, matcher), 0);
	place.anchor = STR("Ana");
	assert_int_equal(edit_find(text, &place, &entry, matcher), 5);
}

/* Of two sections of one name the one nearer to the hint. */
static void
test_hint(void **state)
{
	struct str text = STR("## Ana\n\n- 2026-11-01 a\n\n"
	    "## Ana\n\n- 2026-11-02 b\n");
	struct edit_place place = { .anchor = STR("Ana"), .line = 5 };
	struct entry entry = entry_of("2026-11-01", "", "a");

	(void)state;
	assert_int_equal(edit_find(text, &place, &entry, matcher), 0);
	place.line = 2;
	assert_int_equal(edit_find(text, &place, &entry, matcher), 3);
}

static void
test_find(void **state)
{
	static const struct {
		const char *line, *channel, *text;
		bool same;
	} cases[] = {
		{ "- 2026-11-23 call: sent", "call", "sent", true },
		{ "- 2026-11-23 call: sent  ", "call", " sent ", true },
		{ "- 2026-11-23 Call: sent", "call", "sent", true },
		{ "- 2026-11-23 call sent", "call", "sent", true },
		{ "- 2026-11-23 call: sent", "", "call: sent", true },
		{ "- **2026-11-23**: call: sent", "call", "sent", true },
		{ "- [[2026-11-23]] — call — sent", "call", "sent", true },
		{ "- 2026/11/23, 14:30 call: sent", "call", "sent", true },
		{ "### 2026-11-23 — Call\n\nsent", "call", "sent", true },
		{ "### 2026-11-23\n\nsent", "", "sent", true },
		{ "## 2026-11-23\n- a\n- call: sent", "call", "sent", true },
		{ "- 2026-11-23 call", "call", "", true },
		{ "- 2026-11-23 14:30 sent", "", "14:30 sent", true },
		{ "- 2026-11-23 `sent` %% x %%", "", "`sent` %% x %%", true },
		{ "- 2026-11-20 a\n  - 2026-11-23 sent", "", "sent", true },
		{ "- 2026-11-22 call: sent", "call", "sent", false },
		{ "- 2026-11-23 email: sent", "call", "sent", false },
		{ "- 2026-11-23 calling: sent", "call", "sent", false },
		{ "- 2026-11-23 call: sent it", "call", "sent", false },
		{ "- 2026-11-23 call: Sent", "call", "sent", false },
		{ "- 2026-11-23 sent", "call", "sent", false },
		{ "- [ ] 2026-11-23 call: sent", "call", "sent", false },
		{ "> - 2026-11-23 call: sent", "call", "sent", false },
		{ "```\n- 2026-11-23 call: sent", "call", "sent", false },
	};
	struct edit_place place = { .anchor = STR_NONE };
	struct entry entry;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		entry = entry_of("2026-11-23", cases[i].channel,
		    cases[i].text);
		if (!edit_find(str_of(cases[i].line), &place, &entry,
			matcher) == cases[i].same)
			fail_msg("%s", cases[i].line);
	}
}

/* Lines of which notes are put together at random. */
static const char *const pieces[] = {
	"# Ana Ruiz", "## Log", "### Log", "## Notes", "### 2026-11-20 — Email",
	"## [[2026-11-21]]", "## 2026-11-18", "- 2026-11-20 call: a",
	"- 2026-11-24 b", "* **2026-11-19**: c", "  - 2026-11-22 nested",
	"\t- 2026-11-10 deep", "1. 2026-11-11 one", "2026-11-20 plain",
	"2026-11-25: more", "text", "- item", "  continued", "", "", "",
	"- [ ] 2026-12-01 task", "- [x] done", "> - 2026-11-20 quoted", "> q",
	"```", "~~~~", "<!--", "-->", "<div>", "</div>", "%%", "---", "===",
	"| a | b |", "| - | - |", "2026-11-20 | c", "**2026-11-20 x**",
	"- [[2026-11-20|F]] — z", "- ![[2026-11-20]]", "- - 2026-11-20 two",
	"- # 2026-11-20 h", "    - 2026-11-20 code?", "\xff\xfd", "- 2026-02-30",
	"- 2026-11-20", "## 2026-11-20 ##", "> ## Log", "- `2026-11-20`", "-",
	"10) 2026-11-09 ten", "- 2026/11/23 14:30-15:30: x y",
};

static uint64_t seed = 1;

static size_t
random_below(size_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(seed >> 33) % n;
}

static void
random_note(struct buf *text)
{
	size_t n = random_below(14);
	bool crlf = !random_below(8);

	if (!random_below(8))
		buf_puts(text, "\xef\xbb\xbf");
	if (!random_below(4))
		buf_puts(text, "---\nname: Ana\n---\n");
	while (n--) {
		buf_puts(text, pieces[random_below(N(pieces))]);
		if (n || random_below(4))
			buf_puts(text, crlf ? "\r\n" : "\n");
	}
}

static void
check_random(struct str text, struct buf *out, const char *date)
{
	struct edit_place place = { .anchor = STR_NONE };
	struct entry entry = entry_of(date, "call", "sent the deck");
	struct reading before, after;
	uint32_t line;
	bool fine;

	buf_clear(out);
	assert_int_equal(edit_insert(out, text, &place, &entry, matcher,
	    &line), 0);
	before = read_back(text, "people/ana.md", &entry);
	after = read_back(buf_str(out), "people/ana.md", &entry);
	fine = one_run(text, buf_str(out)) &&
	    edit_find(buf_str(out), &place, &entry, matcher) == line &&
	    after.entries == before.entries + 1 &&
	    after.same == before.same + 1 && after.line == line;
	if (!fine)
		fail_msg("%zu %zu %zu %u %u\n---\n%.*s\n====\n%s", before.entries,
		    after.entries, after.same, after.line, line,
		    STR_ARG(text), buf_cstr(out));
}

static void
test_random_notes(void **state)
{
	static const char *const dates[] = { "2026-11-01", "2026-11-20",
		"2026-11-21", "2026-11-30" };
	struct buf text = { 0 }, out = { 0 };
	unsigned i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		buf_clear(&text);
		random_note(&text);
		check_random(buf_str(&text), &out, dates[i % 4]);
	}
	buf_release(&text);
	buf_release(&out);
}

/* What stands in other sections of a people file does not matter. */
static void
test_random_sections(void **state)
{
	struct edit_place place = { .anchor = STR("Ana Ruiz") };
	struct entry entry = entry_of("2026-11-21", "call", "sent the deck");
	struct reading before, after;
	struct buf text = { 0 }, out = { 0 };
	const char *piece;
	uint32_t line;
	unsigned i;
	size_t n;

	(void)state;
	for (i = 0; i < 10000; i++) {
		buf_clear(&text);
		buf_clear(&out);
		buf_puts(&text, "# People\n\n## Bob Chen\n\n"
		    "- email: bob@example.org\n");
		if (random_below(2))
			buf_puts(&text, "- 2026-11-20 call: y\n");
		buf_puts(&text, "\n## Ana Ruiz\n");
		for (n = random_below(8); n;) {
			piece = pieces[random_below(N(pieces))];
			if (!strncmp(piece, "# ", 2) ||
			    !strncmp(piece, "## ", 3) ||
			    !strcmp(piece, "---") || !strcmp(piece, "===") ||
			    !strcmp(piece, "-"))
				continue; /* they may end the section */
			buf_printf(&text, "%s\n", piece);
			n--;
		}
		if (random_below(2))
			buf_puts(&text, "\n## Cy Park\n\n"
			    "- email: cy@example.org\n");
		assert_int_equal(edit_insert(&out, buf_str(&text), &place,
		    &entry, matcher, &line), 0);
		before = read_back(buf_str(&text), "people.md", &entry);
		after = read_back(buf_str(&out), "people.md", &entry);
		if (!one_run(buf_str(&text), buf_str(&out)) ||
		    edit_find(buf_str(&out), &place, &entry, matcher) !=
		    line || after.entries != before.entries + 1 ||
		    after.line != line)
			fail_msg("%zu %zu %u %u\n%s====\n%s",
			    before.entries, after.entries, after.line, line,
			    buf_cstr(&text), buf_cstr(&out));
	}
	buf_release(&text);
	buf_release(&out);
}

/* Entries that only the user's patterns know are looked for, not imitated. */
static void
test_patterns(void **state)
{
	static const char file[] = "reset entry\n"
	    "entry ^Saw (?:them|her) on (?<date>[0-9/-]+): (?<what>.*)\n"
	    "entry ^[-*] (?<date>[0-9-]{10})(?<what>.*)\n";
	struct str text = STR("Saw her on 2026-11-20: a\n\n"
	    "* 2026-11-21 b\n");
	struct edit_place place = { .anchor = STR_NONE };
	struct entry entry = entry_of("2026-11-20", "", "a");
	struct patterns *own = patterns_new();
	struct matcher *m;
	struct diags diags = { 0 };
	struct buf out = { 0 };
	uint32_t line;

	(void)state;
	patterns_add(own, STR(file), STR("patterns"), &diags);
	assert_int_equal(diags.list.n, 0);
	m = matcher_new(own);
	assert_int_equal(edit_find(text, &place, &entry, m), 1);
	entry.text = STR("x");
	assert_int_equal(edit_insert(&out, text, &place, &entry, m, &line), 0);
	assert_string_equal(buf_cstr(&out), "Saw her on 2026-11-20: a\n\n"
	    "- 2026-11-20 x\n\n* 2026-11-21 b\n");
	assert_int_equal(line, 3);
	entry = entry_of("2026-11-25", "call", "y");
	buf_clear(&out);
	assert_int_equal(edit_insert(&out, text, &place, &entry, m, &line), 0);
	assert_int_equal(edit_find(buf_str(&out), &place, &entry, m), line);
	matcher_free(m);
	patterns_free(own);
	diag_release(&diags);
	buf_release(&out);
}

static void
test_random_bytes(void **state)
{
	static const char bytes[] = "\n\n\n -*+#>`~|[]:_2026-11-20/0\t\r"
	    "ax\xe2\x80\x94\xff%<!\0.)(";
	struct edit_place place = { .anchor = STR_NONE };
	struct entry entry = entry_of("2026-11-20", "call", "");
	struct buf text = { 0 }, out = { 0 };
	uint32_t line;
	unsigned i;
	size_t n;

	(void)state;
	for (i = 0; i < 20000; i++) {
		buf_clear(&text);
		buf_clear(&out);
		for (n = random_below(60); n; n--)
			if (random_below(5))
				buf_addc(&text, bytes[random_below(
				    sizeof(bytes) - 1)]);
			else
				buf_puts(&text, "\n- 2026-11-20");
		entry.text = (struct str){ bytes + random_below(20),
			random_below(20) };
		place.anchor = i % 3 ? STR_NONE : STR("a");
		edit_find(buf_str(&text), &place, &entry, matcher);
		if (edit_insert(&out, buf_str(&text), &place, &entry, matcher,
			&line) == 0)
			assert_true(one_run(buf_str(&text), buf_str(&out)));
	}
	buf_release(&text);
	buf_release(&out);
}

static void
test_append(void **state)
{
	static const struct {
		const char *text, *added, *expected;
		bool again, there;
		uint32_t line;
	} cases[] = {
		{ "", "- call [[Ana]]: x", "- call [[Ana]]: x\n", false,
		    false, 1 },
		{ "# Day\n\n- a", "- b", "# Day\n\n- a\n- b\n", false, false,
		    4 },
		{ "- a\r\n", "- b ", "- a\r\n- b\r\n", false, false, 2 },
		{ "x\n- b \n- a\n", "- b", "x\n- b \n- a\n", false, true, 2 },
		{ "- b\n- a\n", "- b", "- b\n- a\n- b\n", true, false, 3 },
		{ "\xef\xbb\xbf- b", "- b", "\xef\xbb\xbf- b", false, true,
		    1 },
		{ "- a\n", "- b\nc", "- a\n- b c\n", false, false, 2 },
	};
	struct buf text = { 0 };
	uint32_t line;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&text);
		buf_puts(&text, cases[i].text);
		assert_int_equal(edit_append(&text, str_of(cases[i].added),
		    STR_NONE, cases[i].again, &line), cases[i].there);
		assert_string_equal(buf_cstr(&text), cases[i].expected);
		assert_int_equal(line, cases[i].line);
	}
	buf_clear(&text);
	buf_puts(&text, "- a\r\n");
	edit_append(&text, STR("- b"), STR("c\n\nd "), false, &line);
	assert_string_equal(buf_cstr(&text),
	    "- a\r\n- b\r\n  c\r\n\r\n  d\r\n");
	buf_release(&text);
}

static void
test_new_note(void **state)
{
	struct edit_key keys[] = {
		{ "name", STR("Ana Ruiz"), .list = false },
		{ "type", STR("person"), .list = false },
		{ "email", STR(""), .list = false },
		{ "tags", STR("friend, work/x, #a, 12"), .list = true },
		{ "met", STR("2026-05-02"), .list = false },
		{ "via", STR("[[Bob Chen]]"), .list = false },
	};
	struct buf out = { 0 };

	(void)state;
	edit_new_note(&out, keys, N(keys), STR_NONE);
	assert_string_equal(buf_cstr(&out), "---\nname: Ana Ruiz\n"
	    "type: person\ntags: [friend, work/x, \"#a\", \"12\"]\n"
	    "met: 2026-05-02\nvia: \"[[Bob Chen]]\"\n---\n");
	buf_clear(&out);
	edit_new_note(&out, keys, 1, STR("Ana Ruiz"));
	assert_string_equal(buf_cstr(&out),
	    "---\nname: Ana Ruiz\n---\n\n# Ana Ruiz\n");
	buf_clear(&out);
	edit_new_note(&out, keys, 0, STR("Ana Ruiz"));
	assert_string_equal(buf_cstr(&out), "# Ana Ruiz\n");
	buf_release(&out);
}

/* Whatever the value, it is read as it was written. */
/* What YAML may not hold, or takes for a line end, becomes a blank. */
static void
test_no_yaml(void **state)
{
	static const char *const cases[][2] = {
		{ "a\x7f" "b", "a b" }, { "a\xc2\x81" "b", "a b" },
		{ "a\xc2\x85" "b", "a b" }, { "a\xe2\x80\xa8" "b", "a b" },
		{ "\"a\xe2\x80\xa9" "b\"", "\"a b\"" },
		{ "a\xef\xbb\xbf" "b", "a b" }, { "a\xff" "b", "a b" },
		{ "a\xef\xbf\xbe\xef\xbf\xbf" "b", "a  b" },
		{ "a\xc2\xa0" "b", "a\xc2\xa0" "b" },
	};
	struct edit_key key = { .key = "name" };
	struct buf out = { 0 };
	struct front front = { 0 };
	struct arena a = { 0 };
	struct diags diags = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		key.value = str_of(cases[i][0]);
		buf_clear(&out);
		edit_new_note(&out, &key, 1, STR_NONE);
		front_read(&front, buf_str(&out), STR("x.md"), &a, &diags);
		if (front.fields.n != 1 || front.fields.v[0].n != 1 ||
		    !str_eq(front.fields.v[0].values[0].text,
		    str_of(cases[i][1])))
			fail_msg("%s: %s", cases[i][0], buf_cstr(&out));
	}
	assert_int_equal(diags.list.n, 0);
	front_release(&front);
	arena_release(&a);
	diag_release(&diags);
	buf_release(&out);
}

static void
test_values(void **state)
{
	static const struct {
		const char *value;
		bool quoted;
	} cases[] = {
		{ "Ana Ruiz", false }, { "O'Neil, Ana", false },
		{ "ana@example.org", false }, { "2026-05-02", false },
		{ "https://example.org/a", false }, { "Zoë — x", false },
		{ "a: b", true }, { "a:", true }, { "a #b", true },
		{ "a#b", false }, { "#a", true }, { "[a]", true },
		{ "\"a\" b", true }, { "'a' b", true }, { "a \"b\"", false },
		{ "C:\\x: y", true }, { "yes", true }, { "No", true },
		{ "null", true }, { "~", true }, { "12", true },
		{ "1e3", true }, { "0x1f", true }, { "12:30", true },
		{ ".5", true }, { "+49123", true }, { "+49 123", false },
		{ "20260502", true }, { "1m", false }, { "3com", false },
		{ "0b1", true }, { "2026/05/02", false }, { "- a", true }, { "? a", true },
		{ "* a", true }, { "&a", true }, { "!a", true },
		{ "%a", true }, { "@ana", true }, { "`a`", true },
		{ "{{a}}", true }, { "> a", true }, { "| a", true },
		{ "a\tb", true }, { "...", true },
	};
	struct edit_key key = { .key = "name" };
	struct buf out = { 0 };
	struct front front = { 0 };
	struct arena a = { 0 };
	struct diags diags = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		key.value = str_of(cases[i].value);
		buf_clear(&out);
		edit_new_note(&out, &key, 1, STR_NONE);
		front_read(&front, buf_str(&out), STR("x.md"), &a, &diags);
		if (strchr(cases[i].value, '\t'))
			key.value = STR("a b");
		if (front.fields.n != 1 || front.fields.v[0].n != 1 ||
		    !str_eq(front.fields.v[0].values[0].text, key.value) ||
		    (strchr(buf_cstr(&out), ' ')[1] == '"') !=
		    cases[i].quoted)
			fail_msg("%s: %s", cases[i].value, buf_cstr(&out));
	}
	assert_int_equal(diags.list.n, 0);
	front_release(&front);
	arena_release(&a);
	diag_release(&diags);
	buf_release(&out);
}

static void
test_file_name(void **state)
{
	static const struct {
		const char *name, *slug, *plain;
	} cases[] = {
		{ "Ana Ruiz", "ana-ruiz.md", "Ana Ruiz.md" },
		{ " René O'Neil ", "rene-o-neil.md", "René O'Neil.md" },
		{ "a/b\\c: \"x\"", "a-b-c-x.md", "a-b-c- -x.md" },
		{ "../../etc", "etc.md", "etc.md" },
		{ ".hidden", "hidden.md", "hidden.md" },
		{ "a\nb\x1b[0m", "a-b-0m.md", "a-b--0m.md" },
		{ "", "person.md", "person.md" },
		{ "..", "person.md", "person.md" },
		{ "!?", "person.md", "!.md" },
		{ "Dr. X.", "dr-x.md", "Dr. X.md" },
		{ "李雷", "李雷.md", "李雷.md" },
		{ "Index", "index-person.md", "Index (person).md" },
	};
	struct buf out = { 0 }, name = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&out);
		edit_file_name(&out, str_of(cases[i].name), true);
		assert_string_equal(buf_cstr(&out), cases[i].slug);
		buf_clear(&out);
		edit_file_name(&out, str_of(cases[i].name), false);
		assert_string_equal(buf_cstr(&out), cases[i].plain);
	}
	for (i = 0; i < 60; i++)
		buf_puts(&name, "李");
	for (i = 0; i < 2; i++) {
		buf_clear(&out);
		edit_file_name(&out, buf_str(&name), i);
		assert_int_equal(out.len, 99 + 3);
		assert_true(unicode_valid(buf_str(&out)));
	}
	buf_release(&out);
	buf_release(&name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_friends),
		cmocka_unit_test(test_missing_section),
		cmocka_unit_test(test_hint),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_random_notes),
		cmocka_unit_test(test_random_sections),
		cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_random_bytes),
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_new_note),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_no_yaml),
		cmocka_unit_test(test_file_name),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
