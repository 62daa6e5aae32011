#include "cmd/query.h"

#include <errno.h>

#include "base/plain.h"
#include "book/match.h"
#include "out/mail.h"

/* Those who fit, by how well they do; of each their addresses. */
struct query_rows {
	const struct book *book;
	struct buf rows[MATCH_WHOLE + 1];
	struct buf name, other;
	struct arena arena;
	size_t addresses, people;
};

/* Employers and tags: "Harbour Books, #friend #porto". */
static void
put_other(struct query_rows *q, const struct person *p)
{
	const struct str *values;
	size_t i, n;

	buf_clear(&q->other);
	n = person_facts(q->book, p, KEY_ORG, &q->arena, &values);
	for (i = 0; i < n; i++) {
		buf_puts(&q->other, i ? ", " : "");
		plain_line(&q->other, values[i]);
	}
	n = person_tags(q->book, p, &q->arena, &values);
	for (i = 0; i < n; i++) {
		buf_puts(&q->other, i ? " #" : q->other.len ? ", #" : "#");
		plain_line(&q->other, values[i]);
	}
}

static void
put_person(struct query_rows *q, const struct person *p, struct buf *out)
{
	const struct str *emails;
	size_t n = person_facts(q->book, p, KEY_EMAIL, &q->arena, &emails);
	size_t i, before = q->addresses;
	struct str address;

	buf_clear(&q->name);
	plain_line(&q->name, p->name);
	for (i = 0; i < n; i++) {
		address = mail_address(emails[i]);
		if (!address.len)
			continue;
		if (q->addresses++ == before)
			put_other(q, p);
		buf_add(out, address);
		buf_addc(out, '\t');
		buf_add(out, buf_str(&q->name));
		buf_addc(out, '\t');
		buf_add(out, buf_str(&q->other));
		buf_addc(out, '\n');
	}
	q->people += q->addresses > before;
}

static void
find(struct query_rows *q, struct str typed)
{
	const struct book *b = q->book;
	struct matching matching;
	enum match_grade grade;
	size_t i;

	match_init(&matching, b, typed);
	for (i = 0; i < b->people.n; i++) {
		grade = match_person(&matching, &b->people.v[i]);
		if (grade)
			put_person(q, &b->people.v[i], &q->rows[grade]);
	}
	match_release(&matching);
}

/* The line that is shown below the rows, and above them printed. */
static void
put_message(const struct query_rows *q, struct str typed, struct buf *out)
{
	if (q->addresses) {
		buf_printf(out, "netgrep: %zu address%s of %zu %s",
		    q->addresses, q->addresses == 1 ? "" : "es", q->people,
		    q->people == 1 ? "person" : "people");
	} else {
		buf_puts(out, "netgrep: no address of anybody who fits \"");
		plain_line(out, typed);
		buf_puts(out, "\"");
	}
	buf_addc(out, '\n');
}

static void
print(struct session *s, const struct query_rows *q, struct str typed)
{
	struct buf out = { 0 };
	int i;

	put_message(q, typed, &out);
	for (i = MATCH_WHOLE; i > MATCH_NONE; i--)
		buf_add(&out, buf_str(&q->rows[i]));
	errno = 0;
	if (fwrite(out.ptr, 1, out.len, s->out) != out.len)
		s->out_error = errno;
	buf_release(&out);
}

int
cmd_query(struct session *s)
{
	struct query_rows q = { .book = &s->book };
	struct buf typed = { 0 };
	int i;

	if (!s->options.operands_n) {
		session_error(s, "query whom? netgrep query TEXT; \"\" is "
		    "everybody");
		return STATUS_TROUBLE;
	}
	for (i = 0; i < s->options.operands_n; i++) {
		buf_puts(&typed, i ? " " : "");
		buf_puts(&typed, s->options.operands[i]);
	}
	find(&q, buf_str(&typed));
	print(s, &q, buf_str(&typed));
	for (i = MATCH_NONE; i <= MATCH_WHOLE; i++)
		buf_release(&q.rows[i]);
	buf_release(&q.name);
	buf_release(&q.other);
	arena_release(&q.arena);
	buf_release(&typed);
	return q.addresses ? STATUS_ROWS : STATUS_NO_ROWS;
}
