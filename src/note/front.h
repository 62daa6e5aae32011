#ifndef NOTE_FRONT_H
#define NOTE_FRONT_H

#include "base/diag.h"
#include "note/keys.h"

/*
 * The front matter of a note: YAML between a first line "---" and a line "---"
 * or "...", or TOML between lines "+++" (note/toml.h). Everything is a string:
 * no, 1e3 and 2026-05-02 stay as written. A mapping in a mapping is a field
 * with a dotted key (name.first), a list of mappings gives one field a key
 * with all its values. Unquoted [[x]], a nested list in YAML, is the string
 * "[[x]]".
 */
struct front_value {
	struct str text;
	uint32_t line, column; /* where it stands, from 1; column in bytes */
	uint32_t item; /* of the mappings in a list, the one it is in, from 1;
	                  0: in none */
};

struct front_field {
	struct str key;        /* as written, trimmed, unquoted */
	enum key known;        /* what it means */
	uint32_t line, column; /* of the key */
	struct front_value *values;
	uint32_t n;            /* 0: empty, null or an empty list */
	bool list;             /* the values, even one, stand in a list */
};

struct front {
	VEC(struct front_field) fields; /* in the order of the file */
	bool present;       /* there was a front matter */
	bool template;      /* it holds {{…}} or <% … %> */
	bool toml;          /* it is TOML, between lines +++ */
	struct str body;    /* the file behind it; the whole file without one */
	uint32_t body_line; /* number of the body's first line */
};

/*
 * Cuts and reads the front matter of file (BOM already taken off). Values
 * live in a, or are slices of file. A block of plain "key: value" and [a, b]
 * lines is read by our line parser, the rest by libyaml (event interface;
 * aliases and anchors refused, at most 64 KiB, depth 32); a line that libyaml
 * refuses is read by itself (note/mend.h), with a warning "front-matter" at
 * path:line. Duplicate keys: the
 * last counts, with a warning "duplicate-key". An unterminated block is body,
 * with a warning only if its second line looks like a key; so is, silently,
 * what stands between two rules and holds no key at all. A template is read
 * without warnings.
 */
void front_read(struct front *front, struct str file, struct str path,
    struct arena *a, struct diags *diags);
/*
 * Only the line parser, on the lines between the marks, the first of which is
 * line; yaml_read (note/yaml.h) takes the same. -1, and no field added, where
 * it does not fully understand a line. Where both read a block they agree.
 */
int front_read_plain(struct front *front, struct str block, uint32_t line,
    struct arena *a);
/* The first field with that key, compared by key_eq (note/keys.h), or NULL. */
const struct front_field *front_find(const struct front *front,
    const char *key);
void front_release(struct front *front);

/* For the parsers. */

/* A new field without values, valid until the next one. */
struct front_field *front_add_field(struct front *front, struct str key,
    uint32_t line, uint32_t column);
/* One more value, trimmed; none when it is empty. */
void front_add_value(struct front_field *field, struct str text,
    uint32_t line, uint32_t column, struct arena *a);
/* YAML's words for no value at all: ~ and null. */
bool front_is_null(struct str text);
/*
 * Offset of the colon that ends an unquoted key at the start of line (blanks
 * before it are not the key's), or SIZE_MAX where the line has no key.
 */
size_t front_key_end(struct str line);

#endif
