#include "cmd/init.h"

#include <unistd.h>

#include "cmd/found.h"
#include "cmd/message.h"
#include "cmd/writing.h"
#include "git/alias.h"
#include "note/compose.h"

#define CONFIG ".netgrep/config"
#define ATTRIBUTES ".gitattributes"

static const char *const aliases[] = { "stale", "due" };

enum { ALIASES = sizeof(aliases) / sizeof(*aliases) };

struct starting {
	struct session *s;
	struct found found;
	struct writing writing;
	struct buf what; /* files of the commit, for its message */
	struct buf said;
};

/* y or n, where somebody is there to be asked. */
static bool
ask(const struct starting *init, bool yes, bool no, const char *question)
{
	struct session *s = init->s;
	char *line = NULL;
	size_t cap = 0;
	bool said = false;

	if (yes || no || s->options.dry_run || !isatty(STDIN_FILENO) ||
	    !s->out_terminal)
		return yes && !no;
	fprintf(s->out, "%s [y/N] ", question);
	fflush(s->out);
	if (getline(&line, &cap, s->in) > 0)
		said = line[0] == 'y' || line[0] == 'Y';
	free(line);
	return said;
}

static void
will_change(struct starting *init, const struct edited *e)
{
	if (!e->written && !e->to_commit) {
		buf_printf(&init->said, "already so: %.*s\n",
		    STR_ARG(e->path));
		return;
	}
	buf_puts(&init->what, init->what.len ? ", " : "");
	buf_add(&init->what, e->path);
	buf_printf(&init->said, "%s%.*s\n", e->written ? "" :
	    "already written, now committed: ", STR_ARG(e->path));
}

/* Only where nothing stands. */
static int
put_config(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	const struct starting *init = context;

	(void)which;
	if (text.len)
		return 0;
	buf_add(out, buf_str(&init->found.config));
	return 1;
}

/* One that is there, and says something else, is left alone. */
static int
write_config(struct starting *init)
{
	struct session *s = init->s;
	struct buf now = { 0 };
	struct edited *e;
	int there = notes_read(s->notes, STR(CONFIG), &now, true, &s->diags);
	bool other = there == 0 && !str_eq(buf_str(&now),
	    buf_str(&init->found.config));

	buf_release(&now);
	if (there == -1)
		return -1;
	if (other) {
		buf_puts(&init->said, "already there, and left as it is: "
		    CONFIG "\n");
		return 0;
	}
	e = writing_note(&init->writing, STR(CONFIG));
	if (!e || writing_apply(&init->writing, e, put_config, init) == -1)
		return -1;
	will_change(init, e);
	return 0;
}

static bool
has_line(struct str text, struct str wanted)
{
	struct str line;

	while (str_line(&text, &line))
		if (str_eq(str_trim(line), wanted))
			return true;
	return false;
}

/* The lines that are not there, at the end. */
static int
put_unions(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	const struct starting *init = context;
	const struct strs *lines = &init->found.unions;
	struct str eol = compose_eol(text, text.len);
	int any = 0;
	size_t i;

	(void)which;
	buf_add(out, text);
	for (i = 0; i < lines->n; i++) {
		if (has_line(text, lines->v[i]))
			continue;
		if (out->len && out->ptr[out->len - 1] != '\n')
			buf_add(out, eol);
		buf_add(out, lines->v[i]);
		buf_add(out, eol);
		any = 1;
	}
	return any;
}

static bool
lacks_unions(const struct starting *init, struct str text)
{
	size_t i;

	for (i = 0; i < init->found.unions.n; i++)
		if (!has_line(text, init->found.unions.v[i]))
			return true;
	return false;
}

static void
say_unions(struct starting *init)
{
	const struct strs *lines = &init->found.unions;
	size_t i;

	buf_puts(&init->said, "netgrep init --union would add to "
	    ATTRIBUTES ", so that what two\nmachines log merges without a "
	    "conflict:\n");
	for (i = 0; i < lines->n; i++) {
		buf_puts(&init->said, "\t");
		out_safe(&init->said, lines->v[i]);
		buf_addc(&init->said, '\n');
	}
}

static int
write_unions(struct starting *init)
{
	struct session *s = init->s;
	const struct options *o = &s->options;
	struct buf now = { 0 };
	struct edited *e;
	bool lacks;

	if (notes_read(s->notes, STR(ATTRIBUTES), &now, true, &s->diags) == -1)
		return -1;
	lacks = lacks_unions(init, buf_str(&now));
	buf_release(&now);
	if (!init->found.unions.n || (!lacks && !o->add_union) || o->no_union)
		return 0;
	if (!ask(init, o->add_union, false, "Merge what two machines log "
	    "without conflicts (merge=union in " ATTRIBUTES ")?")) {
		say_unions(init);
		return 0;
	}
	e = writing_note(&init->writing, STR(ATTRIBUTES));
	if (!e || writing_apply(&init->writing, e, put_unions, init) == -1)
		return -1;
	will_change(init, e);
	return 0;
}

static void
say_mixed(struct starting *init)
{
	size_t i;

	for (i = 0; i < init->found.mixed.n; i++) {
		out_safe(&init->said, init->found.mixed.v[i]);
		buf_puts(&init->said, ": entries have headings there, which "
		    "a union merge would mix up\n");
	}
}

/* Of those that git does not have yet. */
static int
write_aliases(struct starting *init)
{
	const struct options *o = &init->s->options;
	char command[64];
	size_t i, n = 0;
	bool set;

	for (i = 0; i < ALIASES; i++)
		n += !alias_is_set(init->s->notes, aliases[i]);
	if (!n || o->no_aliases)
		return 0;
	set = ask(init, o->aliases, false,
	    "Have git stale and git due, too (aliases of this repository)?");
	if (!set)
		buf_puts(&init->said, "netgrep init --aliases would set, in "
		    "this repository:\n");
	for (i = 0; i < ALIASES; i++) {
		if (alias_is_set(init->s->notes, aliases[i]))
			continue;
		snprintf(command, sizeof(command), "netgrep %s", aliases[i]);
		if (set && !o->dry_run && alias_set(init->s->notes, aliases[i],
			command, &init->s->diags) == -1)
			return -1;
		buf_printf(&init->said, "%sgit %s = %s\n", set ? "" : "\t",
		    aliases[i], command);
	}
	return 0;
}

static int
draft(struct starting *init)
{
	found_look(&init->found, init->s);
	if (write_config(init) == -1)
		return -1;
	if (!notes_is_git(init->s->notes)) {
		buf_puts(&init->said, "git init would bring the history of "
		    "every entry, a commit for each, and notes\nthat travel "
		    "between machines\n");
		return 0;
	}
	if (write_unions(init) == -1)
		return -1;
	if (!init->s->options.no_union)
		say_mixed(init);
	return 0;
}

static int
finish(struct starting *init)
{
	struct buf message = { 0 };
	int status;

	message_write(&message, &(struct message){ .verb = "init",
		.what = buf_str(&init->what), .day = init->s->today });
	status = writing_finish(&init->writing, buf_str(&message),
	    buf_str(&init->said));
	if (status == STATUS_ROWS && notes_is_git(init->s->notes)) {
		buf_clear(&init->said);
		if (write_aliases(init) == -1)
			status = STATUS_TROUBLE;
		fwrite(init->said.ptr ? init->said.ptr : "", 1,
		    init->said.len, init->s->out);
	}
	buf_release(&message);
	return status;
}

int
cmd_init(struct session *s)
{
	struct starting init = { .s = s };
	int status = STATUS_TROUBLE;

	if (s->options.operands_n)
		session_error(s, "init takes no operands; -C names the notes");
	if ((s->options.add_union && s->options.no_union) ||
	    (s->options.aliases && s->options.no_aliases))
		session_error(s, "yes and no; say one of them");
	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	writing_init(&init.writing, s);
	if (session_read(s, true) == 0 &&
	    writing_possible(&init.writing) == 0 && draft(&init) == 0)
		status = finish(&init);
	writing_release(&init.writing);
	found_release(&init.found);
	buf_release(&init.what);
	buf_release(&init.said);
	return status;
}
