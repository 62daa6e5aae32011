#include "note/exchange.h"

#include "base/buf.h"
#include "note/link.h"
#include "note/stamp.h"

enum {
	WHOS_MAX = 1000,  /* people of one row */
	TEXT_BYTES = 200, /* kept of a text, unless all are asked for */
	WORDS_MAX = 1000, /* of which it is remembered what they say */
};

static bool
add_who(struct sheet *t, struct str target, uint32_t tier, bool otherwise,
    uint32_t first)
{
	struct who who = { .profile = UINT32_MAX, .column = 1, .tier = tier,
		.otherwise = otherwise };

	who.target = sheet_intern(t, link_target(str_trim(target)));
	if (!who.target.len || t->r->whos.n - first == WHOS_MAX)
		return false;
	vec_push(&t->r->whos, who);
	return true;
}

/*
 * One person, by all that is said of who it is. "Ana Ruiz <ana@example.org>":
 * the address says more than the name.
 */
static void
add_person(struct sheet *t, struct str url, struct str name, uint32_t tier,
    uint32_t first)
{
	bool otherwise = add_who(t, url, tier, false, first);
	size_t open = str_rchr(name, '<');

	if (open != SIZE_MAX && str_ends(name, STR(">")) &&
	    str_chr(str_from(name, open), '@') != SIZE_MAX) {
		otherwise |= add_who(t, (struct str){ name.ptr + open + 1,
		    name.len - open - 2 }, tier, otherwise, first);
		name = str_upto(name, open);
	}
	add_who(t, sheet_unlinked(str_trim(name)), tier, otherwise, first);
}

/* The next that is not empty, of a list with commas or semicolons. */
static bool
cut_person(struct str *rest, struct str *part)
{
	size_t n;

	*part = STR_NONE;
	while (rest->len && !part->len) {
		for (n = 0; n < rest->len; n++)
			if (rest->ptr[n] == ',' || rest->ptr[n] == ';')
				break;
		*part = str_trim(str_upto(*rest, n));
		*rest = str_from(*rest, n < rest->len ? n + 1 : n);
	}
	return part->len > 0;
}

static size_t
count_people(struct str list)
{
	struct str part;
	size_t n = 0;

	while (cut_person(&list, &part))
		n++;
	return n;
}

/*
 * The people of one pair of columns. A sender, and who has the only URL, is
 * one person: a comma in the name is part of it ("Ana Ruiz, PhD").
 */
static void
add_people(struct sheet *t, struct str names, struct str urls, bool several,
    uint32_t first)
{
	size_t n = count_people(urls);
	struct str name, url = STR_NONE;

	if (!several || n == 1) {
		cut_person(&urls, &url);
		add_person(t, url, names, 0, first);
		return;
	}
	if (n && n != count_people(names)) {
		while (cut_person(&urls, &url))
			add_who(t, url, 0, false, first);
		while (cut_person(&names, &name))
			add_person(t, STR_NONE, name, 1, first);
		return;
	}
	while (cut_person(&names, &name)) {
		cut_person(&urls, &url);
		add_person(t, url, name, 0, first);
	}
}

static void
add_everyone(struct sheet *t, const struct csv_row *row, uint32_t first)
{
	const struct header_column *column;
	struct str from_url = sheet_first(t, row, HEADER_FROM_URL, KEY_OTHER);
	struct str to_url = sheet_first(t, row, HEADER_TO_URL, KEY_OTHER);
	size_t i;

	add_people(t, sheet_first(t, row, HEADER_FROM, KEY_OTHER), from_url,
	    false, first);
	for (i = first; i < t->r->whos.n; i++)
		t->r->whos.v[i].sender = true;
	for (i = 0; i < t->columns; i++) {
		column = &t->header.columns.v[i];
		if (column->role != HEADER_TO)
			continue;
		add_people(t, sheet_cell(row, column), to_url, true, first);
		to_url = STR_NONE;
	}
	add_people(t, STR_NONE, to_url, true, first);
}

/* LinkedIn says Yes, or DRAFT as the folder, of what was never sent. */
static bool
is_draft(const struct sheet *t, const struct csv_row *row)
{
	const struct header_column *column;
	struct str value;
	size_t i;

	for (i = 0; i < t->columns; i++) {
		column = &t->header.columns.v[i];
		if (column->role != HEADER_DRAFT)
			continue;
		value = sheet_cell(row, column);
		if (str_ieq(value, STR("yes")) || str_ieq(value, STR("true")) ||
		    str_istarts(value, STR("draft")))
			return true;
	}
	return false;
}

/* The first line of what was written, as far as reports need it. */
static struct str
text_of(struct sheet *t, const struct csv_row *row)
{
	struct str text = STR_NONE;
	const struct header_column *column;
	size_t i, n;

	for (i = 0; i < t->columns && !text.len; i++) {
		column = &t->header.columns.v[i];
		if (column->role == HEADER_TEXT ||
		    column->role == HEADER_CONTENT)
			text = sheet_cell(row, column);
	}
	for (n = 0; n < text.len; n++)
		if (text.ptr[n] == '\n' || text.ptr[n] == '\r')
			break;
	if (!t->r->options->all_texts && n > TEXT_BYTES)
		for (n = TEXT_BYTES; n > TEXT_BYTES - 4 &&
		    ((unsigned char)text.ptr[n] & 0xc0) == 0x80; n--)
			;
	return str_rtrim(str_upto(text, n));
}

/* The value of a column in lower case, until the next is asked for. */
static struct str
word_of(struct sheet *t, const struct csv_row *row, enum header_role role)
{
	struct str value = sheet_first(t, row, role, KEY_OTHER);
	char *lower;
	size_t i;

	buf_clear(&t->word);
	lower = buf_reserve(&t->word, value.len);
	for (i = 0; i < value.len; i++)
		lower[i] = ch_lower(value.ptr[i]);
	return (struct str){ lower, value.len };
}

static bool
has_any(struct str s, const char *const *words)
{
	for (; s.len && *words; words++)
		if (str_find(s, str_of(*words)) != SIZE_MAX)
			return true;
	return false;
}

/*
 * What telephones say of a call, as it begins or as a part of it, in lower
 * case but for letters beyond ASCII: English, then the languages of heading.c.
 */
static const char *const failed[] = { "missed", "rejected", "declined",
	"blocked", "cancel", "no answer", "unanswered", "not answered",
	"entgangen", "verpasst", "abgelehnt", "blockiert", "manqu", "refus",
	"rejet", "perdid", "rechaz", "no contest", "persa", "rifiutat",
	"n\xc3\xa3o atend", "nao atend", "rejeitad", "recusad", "gemist",
	"geweigerd", NULL };
static const char *const outgoing[] = { "outgoing", "outbound", "dialed",
	"dialled", "ausgehend", "sortant", "saliente", "realizad", "in uscita",
	"effettuat", "efetuad", "uitgaand", NULL };
static const char *const incoming[] = { "incoming", "inbound", "received",
	"eingehend", "angenommen", "entrant", "recibid", "in arrivo",
	"ricevut", "recebid", "inkomend", "ontvangen", NULL };

enum call {
	CALL_FAILED = 1, /* nobody was talked to */
	CALL_OUT = 2,
	CALL_IN = 4,
};

/*
 * What a type or direction says, as a set of enum call. They are a handful of
 * words, each looked through once.
 */
static unsigned
call_of(struct sheet *t, struct str word)
{
	unsigned call = 0;
	uint32_t *at;

	if (!word.len)
		return 0;
	at = map_get(&t->calls, word);
	if (at)
		return *at;
	if (has_any(word, failed))
		call |= CALL_FAILED;
	if (has_any(word, outgoing))
		call |= CALL_OUT;
	if (has_any(word, incoming))
		call |= CALL_IN;
	if (t->calls.n < WORDS_MAX)
		map_put(&t->calls, sheet_intern(t, word), call, NULL);
	return call;
}

/* "0", "00:00:00" and "0s" are none. */
static bool
took_time(struct str duration)
{
	size_t i;

	for (i = 0; i < duration.len; i++)
		if (duration.ptr[i] >= '1' && duration.ptr[i] <= '9')
			return true;
	return false;
}

/*
 * The type of a call is its direction, which is no channel. False when nobody
 * was talked to: one of no time is nothing, unless it is said what it is.
 */
static bool
take_channel(struct sheet *t, const struct csv_row *row,
    struct str *channel)
{
	struct str duration = sheet_first(t, row, HEADER_DURATION, KEY_OTHER);
	struct str word;

	unsigned call;

	if ((call_of(t, word_of(t, row, HEADER_CALL)) & CALL_FAILED) ||
	    (call_of(t, word_of(t, row, HEADER_DIRECTION)) & CALL_FAILED))
		return false;
	word = word_of(t, row, HEADER_CHANNEL);
	call = call_of(t, word);
	if (call & CALL_FAILED)
		return false;
	*channel = t->header.channel;
	if (call) {
		*channel = STR("call");
		return true;
	}
	if (str_eq(t->header.channel, STR("call")) && duration.len &&
	    !t->header.has[HEADER_CALL] && !took_time(duration))
		return false;
	if (word.len)
		*channel = sheet_intern(t, word);
	return true;
}

/* Who reached out, as columns say it; a call that took place is both's. */
static uint8_t
direction_of(struct sheet *t, const struct csv_row *row)
{
	static const enum header_role roles[] = { HEADER_DIRECTION,
		HEADER_CALL, HEADER_CHANNEL };
	uint8_t direction = 0;
	struct str word;
	unsigned call;
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]) && !direction; i++) {
		word = word_of(t, row, roles[i]);
		call = call_of(t, word);
		if ((call & CALL_OUT) || str_eq(word, STR("out")) ||
		    str_find(word, STR("sent")) != SIZE_MAX)
			direction = DIRECTION_OUT;
		else if ((call & CALL_IN) || str_eq(word, STR("in")))
			direction = DIRECTION_IN;
	}
	if (!direction)
		return DIRECTION_UNTOLD;
	return took_time(sheet_first(t, row, HEADER_DURATION, KEY_OTHER)) ?
	    DIRECTION_BOTH : direction;
}

/* All that the row says of who it is, each cell with its length before it. */
static struct str
key_of_row(struct sheet *t, const struct csv_row *row)
{
	const struct header_column *column;
	struct str cell;
	size_t i;

	buf_clear(&t->key);
	for (i = 0; i < t->columns; i++) {
		column = &t->header.columns.v[i];
		if (column->role < HEADER_FROM || column->role > HEADER_TO_URL)
			continue;
		cell = sheet_cell(row, column);
		buf_add(&t->key, (struct str){ (const char *)&cell.len,
		    sizeof(cell.len) });
		buf_add(&t->key, cell);
	}
	return buf_str(&t->key);
}

/* Sets whom the record is about. False: nobody. */
static bool
take_people(struct sheet *t, const struct csv_row *row,
    const struct group *group, struct record *record)
{
	const struct record *known;

	if (group) {
		known = &t->r->records.v[group->record];
		record->who = known->who;
		record->who_n = known->who_n;
		return true;
	}
	record->who = (uint32_t)t->r->whos.n;
	add_everyone(t, row, record->who);
	record->who_n = (uint16_t)(t->r->whos.n - record->who);
	return record->who_n > 0;
}

void
exchange_read(struct sheet *t, const struct csv_row *row)
{
	const struct read_options *options = t->r->options;
	struct record record = { .due = DAY_NONE, .line = row->line,
		.column = 1, .kind = RECORD_ENTRY };
	struct str date = sheet_first(t, row, HEADER_DATE, KEY_OTHER);
	struct group *group = NULL;

	if (is_draft(t, row) || !take_channel(t, row, &record.channel))
		return;
	if (!options->all_texts)
		group = group_find(&t->groups, key_of_row(t, row));
	if (!take_people(t, row, group, &record))
		return;
	if (!stamp_parse(date, t->order, &record.day)) {
		sheet_bad_date(t, date, row->line);
		if (!group)
			t->r->whos.n = record.who;
		return;
	}
	record.text = text_of(t, row);
	record.direction = direction_of(t, row);
	if (options->all_texts || record.day > options->texts_until) {
		record.text = arena_str(&t->r->arena, record.text);
		vec_push(&t->r->records, record);
	} else if (group) {
		group_add(group, t->r, &record);
	} else {
		group_begin(&t->groups, t->r, buf_str(&t->key), &record);
	}
}
