#include "note/mapping.h"

#include "base/wild.h"

/* The part of a name behind the last dot: a glob may have dots. */
static struct str
take_key(struct str *name)
{
	size_t dot = str_rchr(*name, '.');
	struct str key = dot == SIZE_MAX ? *name : str_from(*name, dot + 1);

	*name = dot == SIZE_MAX ? STR_NONE : str_upto(*name, dot);
	return key;
}

static const char *
take_kind(struct mapping *mapping, struct str value)
{
	static const char *const kinds[] = {
		[MAPPING_CONTACTS] = "contacts",
		[MAPPING_INTERACTIONS] = "interactions",
		[MAPPING_IGNORE] = "ignore",
	};
	int i;

	for (i = MAPPING_CONTACTS; i <= MAPPING_IGNORE; i++)
		if (str_ieq(value, str_of(kinds[i])))
			mapping->kind = (uint8_t)i;
	return mapping->kind ? NULL : "contacts, interactions or ignore";
}

static const char *
take_order(struct mapping *mapping, struct str value)
{
	if (str_ieq(value, STR("dmy")))
		mapping->order = STAMP_DMY;
	else if (str_ieq(value, STR("mdy")))
		mapping->order = STAMP_MDY;
	return mapping->order ? NULL : "dmy or mdy";
}

const char *
mapping_take(struct mappings *m, struct str name, struct str value)
{
	struct mapping mapping = { .column = STR_NONE };
	struct str key = take_key(&name);
	const char *wants = NULL;

	mapping.glob = name;
	if (!name.len)
		return "a table, as in [netgrep \"table.crm/deals.csv\"]";
	if (key_eq(key, STR("kind"))) {
		wants = take_kind(&mapping, value);
	} else if (key_eq(key, STR("dateorder"))) {
		wants = take_order(&mapping, value);
	} else {
		mapping.heading = heading_of(key);
		mapping.column = value;
		if (!value.len)
			wants = "the name of a column";
		else if (!mapping.heading.role && !key_eq(key, STR("ignore")))
			wants = "another KEY: kind, date-order, ignore, or "
			    "what a column says, such as name or email";
	}
	if (!wants)
		vec_push(&m->list, mapping);
	return wants;
}

/* As in .gitignore: without a slash the pattern is of the last part. */
bool
mapping_fits(const struct mapping *mapping, struct str path)
{
	struct str glob = mapping->glob;
	size_t slash = str_rchr(path, '/');

	if (str_starts(glob, STR("/")))
		glob = str_from(glob, 1);
	else if (str_chr(glob, '/') == SIZE_MAX && slash != SIZE_MAX)
		path = str_from(path, slash + 1);
	return wild_match(glob, path, WILD_PATH);
}

enum mapping_kind
mapping_kind(const struct mappings *m, struct str path)
{
	enum mapping_kind kind = MAPPING_UNSAID;
	size_t i;

	for (i = 0; m && i < m->list.n; i++)
		if (m->list.v[i].kind && mapping_fits(&m->list.v[i], path))
			kind = m->list.v[i].kind;
	return kind;
}

enum stamp_order
mapping_order(const struct mappings *m, struct str path)
{
	enum stamp_order order = STAMP_NONE;
	size_t i;

	for (i = 0; m && i < m->list.n; i++)
		if (m->list.v[i].order && mapping_fits(&m->list.v[i], path))
			order = m->list.v[i].order;
	return order;
}

void
mapping_release(struct mappings *m)
{
	vec_release(&m->list);
}
