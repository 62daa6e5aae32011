#include "note/record.h"

const char *
source_kind_name(enum source_kind kind)
{
	static const char *const names[SOURCE_KINDS] = {
		[SOURCE_NONE] = "not a source",
		[SOURCE_FRIENDS] = "friends",
		[SOURCE_PEOPLE] = "people file",
		[SOURCE_PERSON] = "person note",
		[SOURCE_DATED] = "dated note",
		[SOURCE_INTERACTIONS] = "interaction table",
		[SOURCE_CONTACTS] = "contact table",
		[SOURCE_CARDS] = "vCards",
		[SOURCE_OTHER] = "other note",
	};

	return names[kind];
}

bool
source_kind_rows(enum source_kind kind)
{
	return kind == SOURCE_CONTACTS || kind == SOURCE_CARDS;
}

const char *
record_kind_name(enum record_kind kind)
{
	static const char *const names[RECORD_KINDS] = {
		[RECORD_ENTRY] = "entry",
		[RECORD_MENTION] = "mention",
		[RECORD_FOLLOWUP] = "followup",
		[RECORD_PROMISE] = "promise",
		[RECORD_WAITING] = "waiting",
		[RECORD_GAVE] = "gave",
		[RECORD_GOT] = "got",
		[RECORD_INTRO] = "intro",
		[RECORD_OPPORTUNITY] = "opportunity",
		[RECORD_TAG] = "tag",
	};

	return names[kind];
}

enum opportunity_state
record_opportunity(struct str word)
{
	if (str_ieq(word, STR("won")))
		return OPPORTUNITY_WON;
	return str_ieq(word, STR("lost")) ? OPPORTUNITY_LOST :
	    OPPORTUNITY_OPEN;
}
