/* Keys that are changed in notes, which keep every other byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "note/keyedit.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static struct patterns *patterns;

static int
set_up(void **state)
{
	(void)state;
	patterns = patterns_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	patterns_free(patterns);
	return 0;
}

static int
edit(struct buf *out, struct str text, const struct keyedit *k,
    uint32_t *line, struct diags *diags)
{
	struct read_options options = { .patterns = patterns };

	return keyedit_text(out, text, k, &options, line, diags);
}

struct row {
	const char *key, *value;
	const char *text;
	const char *wanted; /* NULL: refused; text: so already */
	uint32_t line;
};

static void
holds_rows(const struct row *rows, size_t n, struct keyedit k)
{
	struct diags diags = { 0 };
	struct buf out = { 0 };
	uint32_t line;
	size_t i;
	int answer;

	for (i = 0; i < n; i++) {
		k.key = str_of(rows[i].key);
		k.value = str_of(rows[i].value);
		line = 0;
		buf_clear(&out);
		answer = edit(&out, str_of(rows[i].text), &k, &line, &diags);
		if (answer == 0)
			buf_puts(&out, rows[i].text);
		if ((answer == -1) != !rows[i].wanted || (rows[i].wanted &&
		    (strcmp(buf_cstr(&out), rows[i].wanted) != 0 ||
		    (answer == 1) == !strcmp(rows[i].wanted, rows[i].text))) ||
		    (rows[i].line && rows[i].line != line))
			fail_msg("row %zu: %s=%s of\n%s\nanswered %d, line %u"
			    "\n%s\n%s", i, rows[i].key, rows[i].value,
			    rows[i].text, answer, line, buf_cstr(&out),
			    diags.list.n ? diags.list.v[diags.list.n - 1]
			    .text.ptr : "");
		/* what is done is not done again */
		if (answer != 1 || !rows[i].value[0])
			continue;
		if (edit(&out, str_of(rows[i].wanted), &k, &line, &diags))
			fail_msg("row %zu: not seen to be so\n%s\n%s", i,
			    rows[i].wanted, diags.list.n ?
			    diags.list.v[diags.list.n - 1].text.ptr : "");
	}
	buf_release(&out);
	diag_release(&diags);
}

static const struct row front_rows[] = {
	/* a value for a value: the comment, the quotes, the blanks stay */
	{ "cadence", "2w", "---\nname: Ana\ncadence: 1m   # often\n---\n\nx\n",
	    "---\nname: Ana\ncadence: 2w   # often\n---\n\nx\n", 3 },
	{ "cadence", "2w", "---\ncontact_frequency:   monthly\n---\n",
	    "---\ncontact_frequency:   2w\n---\n", 2 },
	{ "Last Contact", "2026-05-02", "---\nlast-contact: x\n---\n",
	    "---\nlast-contact: 2026-05-02\n---\n", 2 },
	{ "via", "[[Bob]]", "---\nvia: \"[[Al]]\"\n---\n",
	    "---\nvia: \"[[Bob]]\"\n---\n", 2 },
	{ "via", "[[Bob]]", "---\nvia: [[Al]] # x\n---\n",
	    "---\nvia: [[Bob]] # x\n---\n", 2 },
	{ "via", "it's Bob", "---\nvia: 'Al'\n---\n",
	    "---\nvia: 'it''s Bob'\n---\n", 2 },
	{ "via", "a \"b\" \\", "---\nvia: \"Al\" # x\n---\n",
	    "---\nvia: \"a \\\"b\\\" \\\\\" # x\n---\n", 2 },
	{ "org", "no", "---\norg: yes sir\n---\n",
	    "---\norg: \"no\"\n---\n", 2 },
	{ "org", "a: b", "---\norg: x\n---\n",
	    "---\norg: \"a: b\"\n---\n", 2 },
	{ "paused", "true", "---\npaused: false\n---\n",
	    "---\npaused: true\n---\n", 2 },
	{ "rating", "5", "---\nx: 1\n---\n",
	    "---\nx: 1\nrating: 5\n---\n", 3 },
	{ "rating", "null", "---\nx: 1\n---\n",
	    "---\nx: 1\nrating: \"null\"\n---\n", 3 },
	/* line ends, byte order marks, marks that end with dots */
	{ "met", "2026-05-02", "---\r\nname: Ana\r\nmet: x\r\n---\r\ny\r\n",
	    "---\r\nname: Ana\r\nmet: 2026-05-02\r\n---\r\ny\r\n", 3 },
	{ "met", "2026-05-02", "---\r\nname: Ana\r\n---\r\ny\r\n",
	    "---\r\nname: Ana\r\nmet: 2026-05-02\r\n---\r\ny\r\n", 3 },
	{ "met", "2026-05-02", "\xef\xbb\xbf---\nname: Ana\n...\ny",
	    "\xef\xbb\xbf---\nname: Ana\nmet: 2026-05-02\n...\ny", 3 },
	{ "met", "2026-05-02", "---\nname: Ana\n---",
	    "---\nname: Ana\nmet: 2026-05-02\n---", 3 },
	/* no value yet */
	{ "met", "2026-05-02", "---\nmet:\n---\n",
	    "---\nmet: 2026-05-02\n---\n", 2 },
	{ "met", "2026-05-02", "---\nmet: \n---\n",
	    "---\nmet: 2026-05-02\n---\n", 2 },
	{ "met", "2026-05-02", "---\nmet:   # when\n---\n",
	    "---\nmet: 2026-05-02   # when\n---\n", 2 },
	{ "met", "2026-05-02", "---\nmet: null\n---\n",
	    "---\nmet: 2026-05-02\n---\n", 2 },
	{ "tags", "a", "---\ntags:\n---\n", "---\ntags: [a]\n---\n", 2 },
	{ "tags", "a,b", "---\ntags: []\n---\n",
	    "---\ntags: [a, b]\n---\n", 2 },
	/* lists in the form that is there */
	{ "tags", "b, c", "---\ntags: [a, \"b\"]  # x\n---\n",
	    "---\ntags: [\"b\", c]  # x\n---\n", 2 },
	{ "tags", "c", "---\ntags: [ 'a' ]\n---\n",
	    "---\ntags: [ 'c' ]\n---\n", 2 },
	{ "tags", "a, c", "---\ntags:\n  - a\n  - b # old\n\nx: 1\n---\n",
	    "---\ntags:\n  - a\n  - c\n\nx: 1\n---\n", 2 },
	{ "tags", "a, b, c", "---\ntags: # mine\n# all\n- a # x\n- b\n---\n",
	    "---\ntags: # mine\n# all\n- a # x\n- b\n- c\n---\n", 2 },
	{ "tags", "b, a", "---\ntags:\n- a\n- b\n---\n",
	    "---\ntags:\n- b\n- a\n---\n", 2 },
	{ "tags", "b, a", "---\ntags:\n- a # x\n- b\n---\n", NULL, 2 },
	{ "emails", "c@d", "---\nemail:\n  -   \"a@b\"\n---\n",
	    "---\nemail:\n  -   \"c@d\"\n---\n", 2 },
	{ "tags", "x, y", "---\ntags: a, b\n---\n",
	    "---\ntags: x, y\n---\n", 2 },
	{ "tags", "x, y", "---\ntags: a b # x\n---\n",
	    "---\ntags: x y # x\n---\n", 2 },
	{ "tags", "x, y", "---\ntags: \"#a #b\"\n---\n",
	    "---\ntags: \"#x #y\"\n---\n", 2 },
	{ "tags", "x, old friend", "---\ntags: a b\n---\n",
	    "---\ntags: [x, old friend]\n---\n", 2 },
	{ "tags", "old friend", "---\ntags: a\n---\n",
	    "---\ntags: [old friend]\n---\n", 2 },
	{ "email", "x@y, z@y", "---\nemail: a@b\n---\n",
	    "---\nemail: [x@y, z@y]\n---\n", 2 },
	{ "email", "x@y", "---\nemail: a@b, c@d\n---\n",
	    "---\nemail: x@y\n---\n", 2 },
	{ "friends", "al, bo", "---\nfriends: [cy]\n---\n",
	    "---\nfriends: [al, bo]\n---\n", 2 },
	{ "cadence", "1m", "---\ncadence:\n- 2w\n---\n",
	    "---\ncadence: 1m\n---\n", 2 },
	{ "cadence", "1m", "---\ncadence: [2w]\n---\n",
	    "---\ncadence: 1m\n---\n", 2 },
	/* values of several lines are replaced whole */
	{ "likes", "tea", "---\nlikes: |\n  a\n  # no comment\n\n  b\n\nx: 1\n"
	    "---\n", "---\nlikes: tea\n\nx: 1\n---\n", 2 },
	{ "likes", "tea", "---\nlikes: >-\n  a\n---\n",
	    "---\nlikes: tea\n---\n", 2 },
	{ "likes", "tea", "---\nlikes: a\n  b\nx: 1\n---\n",
	    "---\nlikes: tea\nx: 1\n---\n", 2 },
	{ "likes", "tea", "---\nlikes: \"a\n  b\" # x\nx: 1\n---\n",
	    "---\nlikes: \"tea\" # x\nx: 1\n---\n", 2 },
	{ "likes", "tea", "---\nlikes:\n  a b\nx: 1\n---\n",
	    "---\nlikes: tea\nx: 1\n---\n", 2 },
	{ "tags", "tea", "---\ntags: [a,\n  b\n  ] # x\nx: 1\n---\n",
	    "---\ntags: [tea] # x\nx: 1\n---\n", 2 },
	/* new keys: at the end, spelt as the others */
	{ "cadence", "1m", "---\nname: Ana\n# end\n---\n",
	    "---\nname: Ana\n# end\ncadence: 1m\n---\n", 4 },
	{ "cadence", "1m", "---\nname: Ana\n\n---\n",
	    "---\nname: Ana\ncadence: 1m\n\n---\n", 3 },
	{ "cadence", "1m", "---\n---\nx\n", "---\ncadence: 1m\n---\nx\n", 2 },
	{ "cadence", "1m", "---\nName: Ana\nType: person\n---\n",
	    "---\nName: Ana\nType: person\nCadence: 1m\n---\n", 4 },
	{ "last_contact", "2026-05-02", "---\nFirst Name: Ana\nOrg: x\n---\n",
	    "---\nFirst Name: Ana\nOrg: x\nLast Contact: 2026-05-02\n---\n",
	    4 },
	{ "last_contact", "2026-05-02", "---\nfirst-name: Ana\n---\n",
	    "---\nfirst-name: Ana\nlast-contact: 2026-05-02\n---\n", 3 },
	{ "snooze", "2026-12-01", "---\nLAST_HOWDY: 2026-01-01\n---\n",
	    "---\nLAST_HOWDY: 2026-01-01\nSNOOZE: 2026-12-01\n---\n", 3 },
	{ "my_own", "x", "---\nfirst-name: Ana\n---\n",
	    "---\nfirst-name: Ana\nmy_own: x\n---\n", 3 },
	{ "github", "ana", "---\ntwitter: bo\n---\n",
	    "---\ntwitter: bo\ngithub: ana\n---\n", 3 },
	{ "cadence", "1m", "---\n  name: Ana\n  x: 1\n---\n",
	    "---\n  name: Ana\n  x: 1\n  cadence: 1m\n---\n", 4 },
	{ "tags", "a, b", "---\naliases:\n  - Anita\n---\n",
	    "---\naliases:\n  - Anita\ntags:\n  - a\n  - b\n---\n", 4 },
	{ "email", "a@b", "---\naliases:\n  - Anita\n---\n",
	    "---\naliases:\n  - Anita\nemail: a@b\n---\n", 4 },
	{ "via", "[[Bob]]", "---\nname: Ana\n---\n",
	    "---\nname: Ana\nvia: \"[[Bob]]\"\n---\n", 3 },
	{ "cadence", "1m", "---\nlikes: |\n  a\n---\n",
	    "---\nlikes: |\n  a\ncadence: 1m\n---\n", 4 },
	{ "cadence", "1m", "---\nlikes: |\n  cadence: no\n---\n",
	    "---\nlikes: |\n  cadence: no\ncadence: 1m\n---\n", 4 },
	/* front matter is made */
	{ "cadence", "1m", "# Ana\n", "---\ncadence: 1m\n---\n\n# Ana\n", 2 },
	{ "cadence", "1m", "", "---\ncadence: 1m\n---\n", 2 },
	{ "tags", "a", "\xef\xbb\xbf\r\n# Ana\r\n- 2026-05-02 call\r\n",
	    "\xef\xbb\xbf---\r\ntags: [a]\r\n---\r\n\r\n# Ana\r\n"
	    "- 2026-05-02 call\r\n", 2 },
	/* a key goes */
	{ "cadence", "", "---\nname: Ana\ncadence: 1m # x\n# y\n---\n",
	    "---\nname: Ana\n# y\n---\n", 3 },
	{ "tag", "", "---\ntags:\n  - a\n\n  - b\nx: 1\n---\n",
	    "---\nx: 1\n---\n", 2 },
	{ "likes", "", "---\nx: 1\nlikes: |\n  a\n\n  b\n\ny: 1\n---\n",
	    "---\nx: 1\n\ny: 1\n---\n", 3 },
	{ "cadence", "", "---\nname: Ana\n---\n", "---\nname: Ana\n---\n", 0 },
	{ "cadence", "", "# Ana\n", "# Ana\n", 0 },
	/* so already */
	{ "cadence", "1m", "---\nCadence: \"1m\"\n---\n",
	    "---\nCadence: \"1m\"\n---\n", 2 },
	{ "tags", "a,b", "---\ntags: '#a #b'\n---\n",
	    "---\ntags: '#a #b'\n---\n", 2 },
	{ "aliases", "a, b", "---\naliases:\n- a\n- b\n---\n",
	    "---\naliases:\n- a\n- b\n---\n", 2 },
	/* below another key */
	{ "first_name", "Eva", "---\nname:\n  first: Ana\n  last: R\n---\n",
	    "---\nname:\n  first: Eva\n  last: R\n---\n", 3 },
	/* refused */
	{ "name", "Eva", "---\nname:\n  first: Ana\n---\n", NULL, 0 },
	{ "name", "Eva", "---\nname: {first: Ana}\n---\n", NULL, 0 },
	{ "first_name", "Eva", "---\nname: {first: Ana}\n---\n", NULL, 0 },
	{ "org", "x", "---\norg: {}\n---\n", NULL, 0 },
	{ "org", "x", "---\norg: &a b\n---\n", NULL, 0 },
	{ "org", "x", "---\norg: !!str b\n---\n", NULL, 0 },
	{ "cadence", "x", "---\na: &a b\nc: *a\n---\n", NULL, 0 },
	{ "cadence", "1m", "---\ncadence: 1w\ncadence: 2w\n---\n", NULL, 0 },
	{ "cadence", "1m", "---\ncadence: 1w\nstay_in_touch: 2w\n---\n",
	    NULL, 0 },
	{ "cadence", "1m", "---\naliases:\n- @ana\n---\n", NULL, 0 },
	{ "cadence", "1m", "---\nname:\tAna\n\tx: 1\n---\n", NULL, 0 },
	{ "cadence", "1m", "---\nname: \"Ana\n---\n", NULL, 0 },
	{ "cadence", "1m", "---\nname: Ana\n", NULL, 0 },
	{ "cadence", "1m", "---\n\n# Ana\n", NULL, 0 },
	{ "cadence", "1m", "---\n{name: Ana}\n---\n", NULL, 0 },
	{ "cadence", "1m", "---\nname: {{title}}\n---\n", NULL, 0 },
	{ "emails", "a@b", "---\nemails:\n - address: c@d\n   kind: x\n---\n",
	    NULL, 0 },
	{ "type", "meeting", "---\ndate: 2026-05-02\ntype: person\n---\n",
	    "---\ndate: 2026-05-02\ntype: meeting\n---\n", 3 },
	{ "cadence", "a\nb", "---\nname: Ana\n---\n", NULL, 0 },
	{ "cadence", "a\x1b", "---\nname: Ana\n---\n", NULL, 0 },
};

static void
test_front(void **state)
{
	(void)state;
	holds_rows(front_rows, N(front_rows), (struct keyedit){
	    .path = STR("people/ana.md") });
}

/* A note that would be no person's any more is left alone. */
static void
test_kind(void **state)
{
	static const struct row rows[] = {
		{ "type", "meeting", "---\ntype: person\n---\n", NULL, 0 },
		{ "type", "", "---\ntype: person\n---\n", NULL, 0 },
		{ "tags", "x", "---\ntags: [person, a]\n---\n", NULL, 0 },
		{ "tags", "person, x", "---\ntags: [person, a]\n---\n",
		    "---\ntags: [person, x]\n---\n", 2 },
		{ "org", "x", "---\ntype: contact\n---\n",
		    "---\ntype: contact\norg: x\n---\n", 3 },
	};

	(void)state;
	holds_rows(rows, N(rows), (struct keyedit){ .path = STR("ana.md") });
}

static void
test_properties(void **state)
{
	static const struct row rows[] = {
		{ "cadence", "1m", "type:: person\ntags:: a, b\n\n- x\n",
		    "type:: person\ntags:: a, b\ncadence:: 1m\n\n- x\n", 3 },
		{ "tags", "c, d", "type:: person\ntags:: a, b\n\n- x\n",
		    "type:: person\ntags:: c, d\n\n- x\n", 2 },
		{ "cadence", "1m", "type:: person\r\ncadence::\r\n",
		    "type:: person\r\ncadence:: 1m\r\n", 2 },
		{ "cadence", "1m", "- type:: person\n  met:: x\n- y\n",
		    "- type:: person\n  met:: x\n  cadence:: 1m\n- y\n", 3 },
		{ "cadence", "", "type:: person\ncadence:: 1m\nx:: 1",
		    "type:: person\nx:: 1", 2 },
		{ "cadence", "1m", "type:: person", "type:: person\n"
		    "cadence:: 1m\n", 2 },
		{ "type", "page", "type:: person\n", NULL, 0 },
		{ "tags", "old friend", "type:: person\ntags:: a\n", NULL,
		    0 },
		{ "cadence", "1m", "cadence:: 1w\ncadence:: 2w\n"
		    "type:: person\n", NULL, 0 },
		{ "org", "x", "---\na: b\n---\ntype:: person\n",
		    "---\na: b\norg: x\n---\ntype:: person\n", 3 },
		{ "org", "%% x", "type:: person\n\n- [[Al]] %% y\n", NULL, 0 },
	};

	(void)state;
	holds_rows(rows, N(rows), (struct keyedit){ .path = STR("ana.md") });
}

#define HEAD "# Contacts\n\n## Bob\n\n- email: bob@example.org\n\n"

static void
test_sections(void **state)
{
	static const struct row rows[] = {
		{ "cadence", "1m", HEAD "## Ana\n- email: a@b.c\n- 2026-05-02 "
		    "call\n## Cy\n- email: c@d.e\n",
		    HEAD "## Ana\n- email: a@b.c\n- cadence: 1m\n- 2026-05-02 "
		    "call\n## Cy\n- email: c@d.e\n", 9 },
		{ "cadence", "1m", HEAD "## Ana\n\n- 2026-05-02 call\n",
		    HEAD "## Ana\n- cadence: 1m\n\n- 2026-05-02 call\n", 8 },
		{ "cadence", "1m", HEAD "## Ana\nShe has a boat.\n"
		    "- 2026-05-02 call\n",
		    HEAD "## Ana\n- cadence: 1m\n\nShe has a boat.\n"
		    "- 2026-05-02 call\n", 8 },
		{ "email", "x@y.z", HEAD "## Ana\n- **Email:** a@b.c\n",
		    HEAD "## Ana\n- **Email:** x@y.z\n", 8 },
		{ "cadence", "1m", HEAD "## Ana\n* **Email:** a@b.c\n",
		    HEAD "## Ana\n* **Email:** a@b.c\n* **Cadence:** 1m\n",
		    9 },
		{ "email", "x@y.z", HEAD "## Ana\n- a@b.c\n",
		    HEAD "## Ana\n- x@y.z\n", 8 },
		{ "tags", "x, y", HEAD "## Ana\n- tags: [a, b]\n",
		    HEAD "## Ana\n- tags: [x, y]\n", 8 },
		{ "tags", "x, y", HEAD "## Ana\n- tags: #a, #b\n- 2026-05-02 "
		    "x #c\n", HEAD "## Ana\n- tags: #x, #y\n- 2026-05-02 "
		    "x #c\n", 8 },
		{ "via", "[[Bob]]", HEAD "## Ana\n- via: [[Cy]]\n- email: "
		    "a@b.c\n", HEAD "## Ana\n- via: [[Bob]]\n- email: "
		    "a@b.c\n", 8 },
		{ "cadence", "", HEAD "## Ana\n- cadence: 1m\n- email: "
		    "a@b.c\n", HEAD "## Ana\n- email: a@b.c\n", 8 },
		{ "cadence", "", HEAD "## Ana\n- email: a@b.c\n- cadence: 1m",
		    HEAD "## Ana\n- email: a@b.c\n", 9 },
		{ "org", "x", HEAD "## Ana\n- email: a@b.c",
		    HEAD "## Ana\n- email: a@b.c\n- org: x\n", 9 },
		{ "shoes", "41", HEAD "## Ana\n- email: a@b.c\n",
		    HEAD "## Ana\n- email: a@b.c\n- shoes: 41\n", 9 },
		{ "org", "x", HEAD "Ana\n---\n- 2026-05-02 call\n",
		    HEAD "Ana\n---\n- org: x\n- 2026-05-02 call\n", 9 },
		{ "org", "x", HEAD "## Ana\r\n- email: a@b.c\r\n",
		    HEAD "## Ana\r\n- email: a@b.c\r\n- org: x\r\n", 9 },
		{ "cadence", "", HEAD "## Ana\n- cadence: 1m\n  - 2026-05-02 "
		    "call\n- email: a@b.c\n", NULL, 0 },
		{ "email", "x@y.z", HEAD "## Ana\n- a@b.c\n- d@e.f\n", NULL,
		    0 },
		{ "org", "%% x", HEAD "## Ana\n- 2026-05-02 call\n\ny %%\n",
		    NULL, 0 },
		{ "org", "a %% x", HEAD "## Ana\n- email: a@b.c\n\ny %% z\n",
		    NULL, 0 },
	};

	(void)state;
	holds_rows(rows, N(rows), (struct keyedit){ .path = STR("contacts.md"),
	    .place = { .anchor = STR("Ana"), .line = 7 } });
}

#define FRIENDS "### Activities:\n- 2026-05-02: **Ana** and I\n\n" \
	"### Friends:\n* Bob [Rome]\n"

static void
test_friends(void **state)
{
	static const struct row rows[] = {
		{ "tags", "x, y", FRIENDS "* Ana @a @b\n",
		    FRIENDS "* Ana @x @y\n", 6 },
		{ "place", "Porto", FRIENDS "* Ana (a.k.a. An) @a\n",
		    FRIENDS "* Ana (a.k.a. An) [Porto] @a\n", 6 },
		{ "location", "Porto", FRIENDS "* Ana [Rome] @a\n",
		    FRIENDS "* Ana [Porto] @a\n", 6 },
		{ "place", "", FRIENDS "* Ana [Rome] @a\n",
		    FRIENDS "* Ana @a\n", 6 },
		{ "aliases", "An, Nan", FRIENDS "* Ana\n",
		    FRIENDS "* Ana (a.k.a. An a.k.a. Nan)\n", 6 },
		{ "tags", "", FRIENDS "* Ana @a\r\n", FRIENDS "* Ana\r\n", 6 },
		{ "tags", "a", FRIENDS "* Ana @a\n", FRIENDS "* Ana @a\n", 6 },
		{ "cadence", "1m", FRIENDS "* Ana @a\n", NULL, 6 },
		{ "tags", "a b", FRIENDS "* Ana @c\n", NULL, 6 },
		{ "place", "a]b", FRIENDS "* Ana @c\n", NULL, 6 },
	};

	(void)state;
	holds_rows(rows, N(rows), (struct keyedit){ .path = STR("friends.md"),
	    .place = { .line = 6 }, .name = STR("Ana") });
}

/* In HEAD a section may not stand yet. */
static void
test_no_section(void **state)
{
	struct keyedit k = { .path = STR("contacts.md"),
		.place = { .anchor = STR("Ana") }, .key = STR("cadence"),
		.value = STR("1m") };
	struct diags diags = { 0 };
	struct buf out = { 0 };
	uint32_t line;

	(void)state;
	assert_int_equal(edit(&out, STR(HEAD), &k, &line, &diags), -1);
	assert_string_equal(diags.list.v[0].code, "no-section");
	assert_int_equal(out.len, 0);
	diag_release(&diags);
	buf_release(&out);
}

/* A small generator of its own, so that a failure can be had again. */
static uint32_t
next_number(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 10) % n;
}

static const char *const pieces[] = {
	"name: Ana\n", "cadence: 1m\n", "cadence: 1m # how often\n",
	"tags: [a, b]\n", "tags:\n  - a\n  - b\n", "tags:\n- a # x\n# y\n- b\n",
	"# a remark\n", "\n", "  # indented remark\n", "aliases: a, b\n",
	"likes: |\n  tea\n\n  # no remark\n", "likes: >\n  tea\n",
	"org: \"x: y\" # z\n", "org: 'it''s'\n", "name:\n  first: Ana\n",
	"note: a\n  b\n", "note: \"a\n  b\"\n", "via: [[Bob]]\n",
	"via: \"[[Bob]]\"\n", "met:\n", "met: 2026-05-02\r\n", "x: {a: b}\n",
	"\"y\": 1\n", "? z\n", "- item\n", "\tt: 1\n", "u: &a 1\n", "v: *a\n",
	"w: !!str 1\n", "cadence:\n", "Cadence: 2w\n", "contact_cadence: 2w\n",
	"email: [a@b.c,\n  d@e.f]\n", "email:\n  - a@b.c\n", "---x\n", "%%\n",
	"emails:\n- address: a@b.c\n", "birthday: --04-17\n", "k: [\n",
	"\xef\xbb\xbfl: 1\n", "m: \xff\n", "status: let-go # y\n", "a:b: c\n",
	"key with blanks : 1\n", "follow_up: 2026-12-01\n", " indented: 1\n",
};

static const struct {
	const char *key, *value;
} changes[] = {
	{ "cadence", "2w" }, { "tags", "a, c" }, { "tags", "b" },
	{ "likes", "tea: green" }, { "org", "'x' \"y\"" }, { "name", "Eva" },
	{ "via", "[[Cy]]" }, { "met", "2026-05-03" }, { "note", "# x" },
	{ "email", "x@y.z" }, { "cadence", "" }, { "tags", "" },
	{ "likes", "" }, { "unknown", "- x" }, { "aliases", "Al, Bo" },
	{ "snooze", "2026-12-01" }, { "follow_up", "2026-12-02" },
	{ "y", "2" }, { "x", "3" }, { "birthday", "--04-18" },
};

/* Lines that say nothing of the key: they may neither go nor change. */
static bool
is_foreign(struct str line, const char *key)
{
	if (str_starts(line, STR("# a remark")))
		return true;
	return line.len && ch_alpha(line.ptr[0]) &&
	    str_chr(line, ':') != SIZE_MAX &&
	    key_of(str_upto(line, str_chr(line, ':'))) !=
	    key_of(str_of(key)) && !str_istarts(line, str_of(key)) &&
	    line.ptr[line.len - 1] != ',';
}

/* Every foreign line of a stands in b, in that order, to the byte. */
static bool
keeps_foreign(struct str a, struct str b, const char *key)
{
	struct str line, other, left = a;

	while (str_line(&left, &line)) {
		bool found = !is_foreign(line, key);

		while (!found && str_line(&b, &other))
			found = str_eq(line, other);
		if (!found)
			return false;
	}
	return true;
}

static bool
keeps_body(struct str b)
{
	return str_starts(b, STR("---\n")) &&
	    str_ends(b, STR("---\n\n# Ana\n- 2026-05-02 call [[Bob]]\n"));
}

static void
test_hostile(void **state)
{
	struct keyedit k = { .path = STR("people/ana.md") };
	struct buf text = { 0 }, out = { 0 };
	struct diags diags = { 0 };
	uint32_t seed = 1, line, i, n, c;
	size_t done = 0;
	int answer;

	(void)state;
	for (i = 0; i < 5000; i++) {
		buf_clear(&text);
		buf_clear(&out);
		buf_puts(&text, "---\n");
		for (n = next_number(&seed, 6); n; n--)
			buf_puts(&text, pieces[next_number(&seed,
			    N(pieces))]);
		buf_puts(&text, "---\n\n# Ana\n- 2026-05-02 call [[Bob]]\n");
		c = next_number(&seed, N(changes));
		k.key = str_of(changes[c].key);
		k.value = str_of(changes[c].value);
		answer = edit(&out, buf_str(&text), &k, &line, &diags);
		if (answer != 1) {
			assert_int_equal(out.len, 0);
			continue;
		}
		done++;
		if (!keeps_body(buf_str(&out)) ||
		    !keeps_foreign(buf_str(&text), buf_str(&out),
			changes[c].key))
			fail_msg("%s=%s of\n%s\nis\n%s", changes[c].key,
			    changes[c].value, buf_cstr(&text),
			    buf_cstr(&out));
		diag_release(&diags);
	}
	/* most of them are none that must be refused */
	assert_true(done > 1200);
	buf_release(&text);
	buf_release(&out);
	diag_release(&diags);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_front),
		cmocka_unit_test(test_kind),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_friends),
		cmocka_unit_test(test_no_section),
		cmocka_unit_test(test_hostile),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
