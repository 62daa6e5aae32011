#include "note/header.h"

#include <stdlib.h>

/* contacts.csv, Connections (2).csv, people/2019.csv */
static bool
named_for_people(struct str path)
{
	static const char *const names[] = { "contacts", "people",
		"connections" };
	size_t slash = str_rchr(path, '/'), i, up;
	struct str base = slash == SIZE_MAX ? path : str_from(path, slash + 1);
	struct str folder = slash == SIZE_MAX ? STR_NONE :
	    str_upto(path, slash);

	up = str_rchr(folder, '/');
	if (up != SIZE_MAX)
		folder = str_from(folder, up + 1);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_ieq(folder, str_of(names[i])))
			return true;
		if (str_istarts(base, str_of(names[i])) &&
		    base.len > strlen(names[i]) &&
		    !ch_alpha(base.ptr[strlen(names[i])]))
			return true;
	}
	return false;
}

/* What the name and what is beside it make of it; or what is missing. */
static enum source_kind
decide_contacts(struct header *h, const bool *key, struct str path)
{
	bool name = h->has[HEADER_FULL] || h->has[HEADER_FIRST];
	bool named = named_for_people(path);

	if (h->has[HEADER_FIRST] && h->has[HEADER_LAST])
		h->reason = "columns: first and last name";
	else if (name && key[KEY_EMAIL])
		h->reason = "columns: name and email";
	else if (name && key[KEY_PHONE])
		h->reason = "columns: name and phone";
	else if (name && key[KEY_LAST_CONTACT])
		h->reason = "columns: name and last contact";
	else if (name && named && (key[KEY_ORG] || key[KEY_URL] ||
	    h->has[HEADER_SITE] || key[KEY_CADENCE]))
		h->reason = "column: name; named for people";
	else
		return SOURCE_OTHER;
	return SOURCE_CONTACTS;
}

/* Of a record that is none of the headers: what it has, and what it lacks. */
static const char *
missing(const struct header *h, const bool *key)
{
	if (h->has[HEADER_DATE] && (h->has[HEADER_FULL] ||
	    h->has[HEADER_FIRST]))
		return "a date and a name, but no column with, who, from or to,"
		    " email or phone";
	if (h->has[HEADER_DATE])
		return "a date, but no column with, who, from or to";
	if (h->has[HEADER_FULL] || h->has[HEADER_FIRST])
		return "a name, but no column email or phone";
	if (h->has[HEADER_LAST])
		return "a last name, but no column first name";
	if (key[KEY_EMAIL] || key[KEY_PHONE])
		return "an email or phone, but no column name";
	if (h->has[HEADER_TO] || h->has[HEADER_FROM])
		return "people, but no column date";
	return NULL;
}

static void
turn(struct header *h, enum header_role from, enum header_role to)
{
	size_t i;

	for (i = 0; i < h->columns.n; i++)
		if (h->columns.v[i].role == from)
			h->columns.v[i].role = (uint8_t)to;
	h->has[to] |= h->has[from];
	h->has[from] = false;
}

/*
 * A name with a date is how lists of people begin, too: what took time makes
 * it a log, of calls as telephones export it.
 */
static bool
take_names(struct header *h)
{
	if (!h->has[HEADER_FULL] ||
	    (!h->has[HEADER_DURATION] && !h->has[HEADER_CALL]))
		return false;
	turn(h, HEADER_FULL, HEADER_TO);
	h->channel = STR("call");
	return true;
}

static bool
has_people(const struct header *h)
{
	return h->has[HEADER_FROM] || h->has[HEADER_TO] ||
	    h->has[HEADER_FROM_URL] || h->has[HEADER_TO_URL];
}

static enum source_kind
decide(struct header *h, const bool *key, struct str path)
{
	if (!h->has[HEADER_DATE] || (!has_people(h) && !take_names(h))) {
		/* Contact, Email, Phone */
		if (h->has[HEADER_TO] && !h->has[HEADER_FULL] &&
		    !h->has[HEADER_FIRST] &&
		    (key[KEY_EMAIL] || key[KEY_PHONE]))
			turn(h, HEADER_TO, HEADER_FULL);
		return decide_contacts(h, key, path);
	}
	h->reason = "columns: date and people";
	if (h->has[HEADER_FROM] &&
	    (h->has[HEADER_CONTENT] || h->has[HEADER_THREAD]))
		h->channel = STR("message");
	else if (h->has[HEADER_FROM] && h->has[HEADER_DIRECTION])
		h->channel = STR("invitation");
	else if (h->has[HEADER_CALL])
		h->channel = STR("call");
	/* these are LinkedIn's, too */
	if (h->channel.len && h->has[HEADER_FROM])
		h->order = STAMP_MDY;
	return SOURCE_INTERACTIONS;
}

/* What the owner said goes before what the columns say. */
static enum source_kind
obey(struct header *h, const bool *key, enum mapping_kind said)
{
	bool name = h->has[HEADER_FULL] || h->has[HEADER_FIRST] ||
	    h->has[HEADER_LAST];

	h->reason = "by netgrep.table";
	if (said == MAPPING_CONTACTS) {
		if (!name && h->has[HEADER_TO])
			turn(h, HEADER_TO, HEADER_FULL);
		if (name || h->has[HEADER_FULL] || key[KEY_EMAIL])
			return SOURCE_CONTACTS;
		h->reason = "no column is a name or an email";
		return SOURCE_OTHER;
	}
	if (!has_people(h) && h->has[HEADER_FULL])
		turn(h, HEADER_FULL, HEADER_TO);
	if (h->has[HEADER_DATE] && has_people(h))
		return SOURCE_INTERACTIONS;
	h->reason = h->has[HEADER_DATE] ?
	    "no column says with whom" : "no column is a date";
	return SOURCE_OTHER;
}

/* What settings say of columns by their names. */
static void
take_mappings(struct heading *headings, const struct str *cells, size_t n,
    struct str path, const struct mappings *m)
{
	const struct mapping *mapping;
	size_t i, k;

	for (k = 0; m && k < m->list.n; k++) {
		mapping = &m->list.v[k];
		if (!mapping->column.len || !mapping_fits(mapping, path))
			continue;
		for (i = 0; i < n; i++)
			if (cells[i].len <= mapping->column.len + 64 &&
			    heading_eq(cells[i], mapping->column))
				headings[i] = mapping->heading;
	}
}

/* Thunderbird's Birth Day is a day of a month, not a birthday. */
static void
part_birthday(struct header *h)
{
	size_t i;

	for (i = 0; h->has[HEADER_BIRTH_MONTH] && i < h->columns.n; i++) {
		if (h->columns.v[i].role != HEADER_FACT ||
		    h->columns.v[i].key != KEY_BIRTHDAY)
			continue;
		h->columns.v[i].role = HEADER_BIRTH_DAY;
		h->columns.v[i].key = KEY_OTHER;
		h->has[HEADER_BIRTH_DAY] = true;
	}
}

bool
header_read(struct header *h, const struct str *cells, size_t n,
    struct str path, const struct mappings *mappings)
{
	enum mapping_kind said = mapping_kind(mappings, path);
	bool key[KEY_END] = { false }; /* of facts */
	struct heading *headings = mem_zalloc(n * sizeof(*headings));
	size_t i;

	vec_clear(&h->columns);
	memset(h->has, 0, sizeof(h->has));
	h->n = n;
	h->channel = STR_NONE;
	h->order = STAMP_NONE;
	heading_read(cells, n, headings);
	take_mappings(headings, cells, n, path, mappings);
	for (i = 0; i < n; i++) {
		if (headings[i].role == HEADER_NONE)
			continue;
		h->has[headings[i].role] = true;
		if (headings[i].role == HEADER_FACT)
			key[headings[i].key] = true;
		/* LinkedIn's are American in all countries */
		if (str_ieq(str_trim(cells[i]), STR("Connected On")))
			h->order = STAMP_MDY;
		vec_push(&h->columns, (struct header_column){
		    .index = (uint32_t)i, .role = headings[i].role,
		    .key = headings[i].key });
	}
	free(headings);
	part_birthday(h);
	h->kind = said ? obey(h, key, said) : decide(h, key, path);
	if (h->kind == SOURCE_OTHER && !said)
		h->reason = missing(h, key);
	return h->kind != SOURCE_OTHER;
}

struct str
header_twice(const struct header *h, const struct str *cells)
{
	static const bool once[HEADER_ROLES] = {
		[HEADER_FULL] = true,
		[HEADER_FIRST] = true,
		[HEADER_LAST] = true,
		[HEADER_DATE] = true,
		[HEADER_FROM] = true,
		[HEADER_FROM_URL] = true,
		[HEADER_TO_URL] = true,
		[HEADER_CHANNEL] = true,
	};
	struct str seen[HEADER_ROLES] = { 0 }, name;
	const struct header_column *column;
	size_t i;

	for (i = 0; i < h->columns.n; i++) {
		column = &h->columns.v[i];
		name = str_trim(cells[column->index]);
		if (once[column->role] && str_ieq(seen[column->role], name))
			return name;
		seen[column->role] = name;
	}
	return STR_NONE;
}

/* Is a value of that role read in a table of that kind? */
static bool
is_read(enum source_kind kind, enum header_role role)
{
	if (kind == SOURCE_CONTACTS)
		return role < HEADER_DATE && role != HEADER_SITE &&
		    role != HEADER_JOB;
	return role >= HEADER_DATE;
}

size_t
header_unused(const struct header *h, const struct str *cells,
    uint32_t *indices)
{
	size_t i, k = 0, n = 0;

	for (i = 0; i < h->n; i++) {
		while (k < h->columns.n && h->columns.v[k].index < i)
			k++;
		if (str_trim(cells[i]).len && (k == h->columns.n ||
		    h->columns.v[k].index != i ||
		    !is_read(h->kind, h->columns.v[k].role)))
			indices[n++] = (uint32_t)i;
	}
	return n;
}

void
header_release(struct header *h)
{
	vec_release(&h->columns);
}
