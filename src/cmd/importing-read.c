#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/importing.h"
#include "note/calendar.h"
#include "note/jsonl.h"
#include "note/muttalias.h"
#include "note/table.h"
#include "note/vcard.h"

enum {
	PIECE = 1 << 16, /* bytes that are read at once */
	ENDS = 4,
};

/* One FILE while it is read. */
struct opened {
	int fd;
	struct buf head; /* read, to see what it is; given first */
	int error;       /* errno of a read that failed, or 0 */
};

/* Appends the next piece: 1; 0 at the end; -1, and error says why. */
static int
read_piece(struct opened *o, struct buf *out)
{
	ssize_t n;

	do
		n = read(o->fd, buf_reserve(out, PIECE), PIECE);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		out->len += (size_t)n;
	else if (n < 0)
		o->error = errno;
	return n > 0 ? 1 : (int)n;
}

/* The more of a struct input whose context is a struct opened. */
static int
read_more(void *context, struct buf *out)
{
	struct opened *o = context;

	if (!o->head.len)
		return read_piece(o, out);
	buf_add(out, buf_str(&o->head));
	buf_clear(&o->head);
	return 1;
}

static void
read_with(struct importing *im, struct opened *o, struct source *source,
    read_form *form)
{
	struct input input = { read_more, o };

	read_by(&im->reader, &input, source, form);
}

static int
read_vcf(struct importing *im, struct opened *o, struct source *source)
{
	read_with(im, o, source, vcard_read);
	if (source->kind == SOURCE_CARDS || o->error)
		return 0;
	session_error(im->s, "%.*s has no card in it: no BEGIN:VCARD",
	    STR_ARG(source->path));
	return -1;
}

static int
read_ics(struct importing *im, struct opened *o, struct source *source)
{
	read_with(im, o, source, calendar_read);
	if (source->kind == SOURCE_CONTACTS || o->error)
		return 0;
	session_error(im->s, "%.*s has no calendar in it: no BEGIN:VCALENDAR",
	    STR_ARG(source->path));
	return -1;
}

static int
read_jsonl(struct importing *im, struct opened *o, struct source *source)
{
	read_with(im, o, source, jsonl_read);
	return 0;
}

static int
read_mutt(struct importing *im, struct opened *o, struct source *source)
{
	read_with(im, o, source, muttalias_read);
	return 0;
}

static int
read_csv(struct importing *im, struct opened *o, struct source *source)
{
	read_with(im, o, source, table_read);
	if (source->kind == SOURCE_CONTACTS || o->error)
		return 0;
	session_error(im->s, source->kind == SOURCE_INTERACTIONS ?
	    "%.*s is a table of what happened, which is not imported; in the "
	    "folder of the notes it is read as it is" :
	    "%.*s is no table of people: none of its first 10 rows is a "
	    "header with their names, and email or phone",
	    STR_ARG(source->path));
	return -1;
}

/* All of it. */
static void
slurp(struct opened *o, struct buf *text)
{
	while (read_more(o, text) == 1)
		;
}

static int
read_friends(struct importing *im, struct opened *o,
    struct source *source)
{
	struct buf text = { 0 };

	slurp(o, &text);
	read_file(&im->reader, buf_str(&text), source);
	buf_release(&text);
	if (source->kind == SOURCE_FRIENDS || o->error)
		return 0;
	session_error(im->s, "%.*s is no friends.md: it lacks the headings "
	    "\"### Activities:\" and \"### Friends:\"", STR_ARG(source->path));
	return -1;
}

static bool
looks_like_friends(struct str head)
{
	return str_find(head, STR("### Friends:")) != SIZE_MAX ||
	    str_find(head, STR("### Activities:")) != SIZE_MAX;
}

static bool
looks_like_cards(struct str head)
{
	return str_istarts(str_ltrim(head), STR("BEGIN:VCARD"));
}

static bool
looks_like_calendar(struct str head)
{
	return str_istarts(str_ltrim(head), STR("BEGIN:VCALENDAR"));
}

static bool
looks_like_json(struct str head)
{
	return str_starts(str_ltrim(head), STR("{"));
}

/* Its first line that is no comment. */
static bool
looks_like_aliases(struct str head)
{
	struct str line;

	while (str_line(&head, &line)) {
		line = str_ltrim(line);
		if (line.len && line.ptr[0] != '#')
			return str_starts(line, STR("alias "));
	}
	return false;
}

/* A table has no sign but its commas, and comes last. */
static bool
looks_like_table(struct str head)
{
	head = str_upto(head, str_chr(head, '\n'));
	return str_chr(head, ',') != SIZE_MAX ||
	    str_chr(head, '\t') != SIZE_MAX ||
	    str_chr(head, ';') != SIZE_MAX;
}

/* Adding a form is a line here. */
static const struct form {
	const char *name;
	const char *ends[ENDS]; /* of file names */
	bool (*looks)(struct str head);
	int (*read)(struct importing *im, struct opened *o,
	    struct source *source);
	bool known_only; /* it says too little of people to make notes of */
} forms[] = {
	{ "vcf", { ".vcf", ".vcard" }, looks_like_cards, read_vcf, false },
	{ "ics", { ".ics", ".ical" }, looks_like_calendar, read_ics, true },
	{ "jsonl", { ".jsonl", ".ndjson", ".json" }, looks_like_json,
	    read_jsonl, false },
	{ "friends", { ".md", ".markdown" }, looks_like_friends,
	    read_friends, false },
	{ "mutt", { ".mutt", "aliases" }, looks_like_aliases, read_mutt,
	    false },
	{ "csv", { ".csv", ".tsv" }, looks_like_table, read_csv, false },
};

enum { FORMS = sizeof(forms) / sizeof(*forms) };

/* What is typed as --from, else what the name ends in; or NULL. */
static const struct form *
named_form(const char *from, struct str name)
{
	size_t i, k;

	for (i = 0; i < FORMS; i++) {
		if (from && !strcmp(forms[i].name, from))
			return &forms[i];
		for (k = 0; !from && k < ENDS && forms[i].ends[k]; k++)
			if (str_iends(name, str_of(forms[i].ends[k])))
				return &forms[i];
	}
	return NULL;
}

static void
refuse_form(struct importing *im, struct str name)
{
	const char *from = im->s->options.from;
	struct buf known = { 0 };
	size_t i;

	for (i = 0; i < FORMS; i++)
		buf_printf(&known, "%s%s", i ? ", " : "", forms[i].name);
	if (from)
		session_error(im->s, "--from \"%s\" is no form; it is one of "
		    "%s", from, buf_cstr(&known));
	else
		session_error(im->s, "what is %.*s? Say it with --from: %s",
		    STR_ARG(name), buf_cstr(&known));
	buf_release(&known);
}

/* As it is called, else by how it begins; NULL with an error. */
static const struct form *
find_form(struct importing *im, struct str name, struct str head)
{
	const char *from = im->s->options.from;
	const struct form *form = named_form(from, name);
	size_t i;

	for (i = 0; i < FORMS && !form && !from; i++)
		if (!str_eq(name, STR("-")) && forms[i].looks(head))
			form = &forms[i];
	if (!form)
		refuse_form(im, name);
	return form;
}

/* From where we are, which -C has changed. */
static int
open_file(struct importing *im, struct str name)
{
	const char *dir = im->s->options.dir;
	struct buf path = { 0 };
	struct stat st;
	int fd, number;

	if (str_eq(name, STR("-")))
		return dup(fileno(im->s->in));
	if (dir && *dir && !str_starts(name, STR("/")))
		buf_printf(&path, "%s/", dir);
	buf_add(&path, name);
	fd = open(buf_cstr(&path), O_RDONLY | O_CLOEXEC);
	buf_release(&path);
	if (fd < 0 || fstat(fd, &st))
		return -1;
	if (!S_ISDIR(st.st_mode))
		return fd;
	number = EISDIR;
	close(fd);
	errno = number;
	return -1;
}

static int
read_opened(struct importing *im, struct opened *o, struct source *source)
{
	const struct form *form;

	if (read_piece(o, &o->head) == -1)
		return 0;
	form = find_form(im, source->path, buf_str(&o->head));
	if (form)
		im->known_only[source - im->sources] = form->known_only;
	return form ? form->read(im, o, source) : -1;
}

static int
read_one(struct importing *im, struct source *source)
{
	struct opened o = { .fd = open_file(im, source->path) };
	int status;

	if (o.fd < 0) {
		session_error(im->s, "%.*s can't be read: %s",
		    STR_ARG(source->path), strerror(errno));
		return -1;
	}
	status = read_opened(im, &o, source);
	if (o.error) {
		session_error(im->s, "%.*s can't be read: %s",
		    STR_ARG(source->path), strerror(o.error));
		status = -1;
	}
	close(o.fd);
	buf_release(&o.head);
	return status;
}

/* What was found wrong in FILEs: no check lists it, so it is all told. */
static int
tell_findings(struct importing *im)
{
	struct diags *d = &im->reader.diags;
	size_t errors = d->errors, i;

	diag_sort(d);
	for (i = 0; i < d->list.n; i++) {
		out_safe(&im->told, d->list.v[i].path);
		if (d->list.v[i].line)
			buf_printf(&im->told, ":%u", d->list.v[i].line);
		buf_puts(&im->told, ": ");
		out_safe(&im->told, d->list.v[i].text);
		buf_addc(&im->told, '\n');
	}
	if (errors)
		session_error(im->s, "nothing was imported, as not all of it "
		    "can be read");
	return errors ? -1 : 0;
}

static int
compare(const void *x, const void *y)
{
	const struct source *a = x, *b = y;

	return str_cmp(a->path, b->path);
}

/* Each FILE once, in the order of their names, as a book has its sources. */
static void
make_sources(struct importing *im)
{
	const struct options *o = &im->s->options;
	size_t i, n = (size_t)o->operands_n, kept = 0;

	im->sources = mem_zalloc(n * sizeof(*im->sources));
	for (i = 0; i < n; i++)
		im->sources[i].path = str_of(o->operands[i]);
	qsort(im->sources, n, sizeof(*im->sources), compare);
	for (i = 0; i < n; i++)
		if (!i || !str_eq(im->sources[i].path,
		    im->sources[kept - 1].path))
			im->sources[kept++] = im->sources[i];
	im->sources_n = kept;
	im->known_only = mem_zalloc(kept * sizeof(*im->known_only));
}

int
importing_read(struct importing *im)
{
	struct session *s = im->s;
	struct diags none = { 0 };
	size_t i;
	int status = 0;

	if (!s->options.operands_n) {
		session_error(s, "what? netgrep import FILE ...");
		return -1;
	}
	make_sources(im);
	im->options = s->read_options;
	im->options.all_texts = im->options.imported = true;
	reader_init(&im->reader, &im->options);
	for (i = 0; i < im->sources_n; i++)
		if (read_one(im, &im->sources[i]) == -1)
			status = -1;
	if (tell_findings(im) == -1 || status == -1)
		return -1;
	/* who is two people there, and the like, is seen by matching */
	book_make(&im->book, im->sources, im->sources_n, &s->config.book,
	    &none);
	diag_release(&none);
	im->made = true;
	return 0;
}
