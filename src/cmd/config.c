#include "cmd/config.h"

#define TABLE "table."

/* How one key is taken; value is trimmed. False: it can't be used. */
struct config_row {
	const char *key;
	const char *wants; /* for the error */
	bool (*take)(struct config *config, struct str value);
	bool trusted_only; /* not from .netgrep/config */
};

static bool
take_cadence(struct config *config, struct str value)
{
	struct cadence_rule rule = { 0 };
	size_t blank = str_rchr(value, ' ');
	struct str every = blank == SIZE_MAX ? value :
	    str_from(value, blank + 1);
	struct str what = blank == SIZE_MAX ? STR_NONE :
	    str_trim(str_upto(value, blank));

	if (!cadence_parse(every, &rule.every) &&
	    !(what.len && str_ieq(every, STR("none"))))
		return false;
	if (!what.len) {
		config->book.default_cadence = rule.every;
		return true;
	}
	if (str_starts(what, STR("#")) && what.len > 1)
		rule.tag = str_from(what, 1);
	else if (str_ends(what, STR("/")) && what.len > 1)
		rule.dir = str_upto(what, what.len - 1);
	else
		return false;
	vec_push(&config->rules, rule);
	return true;
}

static bool
take_first_followup(struct config *config, struct str value)
{
	return span_parse(value, true, &config->book.first_followup);
}

static bool
take_fresh(struct config *config, struct str value)
{
	return span_parse(value, true, &config->book.fresh);
}

static bool
take_lapsed(struct config *config, struct str value)
{
	return span_parse(value, true, &config->book.lapsed);
}

static bool
take_followup(struct config *config, struct str value)
{
	return span_parse(value, true, &config->book.followup);
}

/* A name, an email, or "Name <email>". */
static bool
take_me(struct config *config, struct str value)
{
	size_t open = str_chr(value, '<');

	if (open != SIZE_MAX && str_ends(value, STR(">"))) {
		vec_push(&config->me, str_trim((struct str){
		    value.ptr + open + 1, value.len - open - 2 }));
		value = str_trim(str_upto(value, open));
	}
	if (value.len)
		vec_push(&config->me, value);
	return true;
}

static bool
take_mentions(struct config *config, struct str value)
{
	config->mentions_all = str_ieq(value, STR("all"));
	return config->mentions_all || str_ieq(value, STR("contact"));
}

/* A path below the root: relative, and without "..". */
static bool
is_inside(struct str path)
{
	struct str part;

	if (!path.len || path.ptr[0] == '/' || str_chr(path, '\0') != SIZE_MAX)
		return false;
	while (str_cut(&path, '/', &part))
		if (str_eq(part, STR("..")) || str_ieq(part, STR(".git")))
			return false;
	return true;
}

static bool
take_path(struct str *path, struct str value)
{
	while (str_ends(value, STR("/")))
		value.len--;
	*path = value;
	return is_inside(value);
}

static bool
take_people(struct config *config, struct str value)
{
	return take_path(&config->people, value);
}

static bool
take_journal(struct config *config, struct str value)
{
	return take_path(&config->journal, value);
}

static bool
take_dir(struct config *config, struct str value)
{
	return take_path(&config->dir, value);
}

static bool
take_log_to(struct config *config, struct str value)
{
	config->log_to_journal = str_ieq(value, STR("journal"));
	return config->log_to_journal || str_ieq(value, STR("note"));
}

/* As git has booleans: true yes on 1, false no off 0 and nothing. */
static bool
take_truth(bool *truth, struct str value)
{
	static const char *const yes[] = { "true", "yes", "on", "1" };
	static const char *const no[] = { "false", "no", "off", "0", "" };
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (str_ieq(value, str_of(yes[i])))
			return *truth = true;
	for (i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (str_ieq(value, str_of(no[i]))) {
			*truth = false;
			return true;
		}
	return false;
}

static bool
take_commit(struct config *config, struct str value)
{
	return take_truth(&config->commit, value);
}

static bool
take_poll(struct config *config, struct str value)
{
	return take_truth(&config->poll, value);
}

bool
config_wait(struct str typed, int64_t *wait)
{
	int64_t n = 0, unit = 1000;
	size_t i;

	typed = str_trim(typed);
	for (i = 0; i < typed.len && ch_digit(typed.ptr[i]); i++) {
		n = n * 10 + (typed.ptr[i] - '0');
		if (n > 86400)
			return false;
	}
	if (!i || typed.len > i + 1)
		return false;
	if (typed.len > i && ch_lower(typed.ptr[i]) == 'm')
		unit = 60000;
	else if (typed.len > i && ch_lower(typed.ptr[i]) != 's')
		return false;
	*wait = n * unit;
	return n > 0;
}

static bool
take_quiet(struct config *config, struct str value)
{
	return config_wait(value, &config->quiet);
}

static bool
take_backend(struct config *config, struct str value)
{
	static const struct {
		const char *name;
		enum commit_backend backend;
	} backends[] = {
		{ "auto", COMMIT_AUTO },
		{ "libgit2", COMMIT_LIBGIT2 },
		{ "git", COMMIT_GIT },
	};
	size_t i;

	for (i = 0; i < sizeof(backends) / sizeof(*backends); i++)
		if (str_ieq(value, str_of(backends[i].name))) {
			config->backend = backends[i].backend;
			return true;
		}
	return false;
}

static bool
take_limit(struct config *config, struct str value)
{
	size_t i, n = 0;

	for (i = 0; i < value.len; i++) {
		if (!ch_digit(value.ptr[i]) || n > 100000000)
			return false;
		n = n * 10 + (size_t)(value.ptr[i] - '0');
	}
	config->limit = n;
	return value.len > 0;
}

static const struct config_row rows[] = {
	{ "cadence", "a duration (3m), or a condition and one (\"#friend 2w\" "
	    "in quotes, work/ 1m)", take_cadence, false },
	{ "firstfollowup", "a duration (2d)", take_first_followup, false },
	{ "fresh", "a duration (90d)", take_fresh, false },
	{ "lapsed", "a duration (365d)", take_lapsed, false },
	{ "followup", "a duration (2w)", take_followup, false },
	{ "me", "a name or an email", take_me, false },
	{ "mentions", "contact or all", take_mentions, false },
	{ "people", "a folder in the notes", take_people, false },
	{ "logto", "note or journal", take_log_to, false },
	{ "journal", "a path in the notes (journal/%Y-%m-%d.md)",
	    take_journal, false },
	{ "commit", "true or false", take_commit, false },
	{ "backend", "auto, libgit2 or git", take_backend, true },
	{ "dir", "a folder in the notes", take_dir, true },
	{ "limit", "a number of rows", take_limit, false },
	{ "quiet", "seconds or minutes (30s, 5m)", take_quiet, false },
	{ "poll", "true or false", take_poll, false },
};

static const struct config_row *
find_row(struct str key)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (str_ieq(key, str_of(rows[i].key)))
			return &rows[i];
	return NULL;
}

/* netgrep.table.GLOB.KEY: many keys, of which the user makes the names. */
static void
take_table(struct config *config, const struct setting *s,
    struct diags *diags)
{
	const char *wants = mapping_take(&config->tables,
	    str_from(s->key, sizeof(TABLE) - 1), str_trim(s->value));

	if (wants)
		diag_error(diags, "bad-setting", s->origin, s->line, 0,
		    "netgrep.%.*s is \"%.*s\"; it wants %s", STR_ARG(s->key),
		    STR_ARG(str_upto(s->value, 200)), wants);
}

static void
take(struct config *config, const struct setting *s, struct diags *diags)
{
	const struct config_row *row = find_row(s->key);

	if (str_istarts(s->key, STR(TABLE)) || str_ieq(s->key, STR("table"))) {
		take_table(config, s, diags);
	} else if (!row) {
		diag_warn(diags, "unknown-setting", s->origin, s->line, 0,
		    "netgrep.%.*s is no setting; see netgrep-config(5)",
		    STR_ARG(s->key));
	} else if (row->trusted_only && s->from_notes) {
		diag_error(diags, "untrusted-setting", s->origin, s->line, 0,
		    "netgrep.%.*s may not be set in the notes; "
		    "set it with git config", STR_ARG(s->key));
	} else if (!row->take(config, str_trim(s->value))) {
		diag_error(diags, "bad-setting", s->origin, s->line, 0,
		    "netgrep.%.*s is \"%.*s\"; it wants %s", STR_ARG(s->key),
		    STR_ARG(str_upto(s->value, 200)), row->wants);
	}
}

/* -c netgrep.KEY=VALUE; without "=" it is true, as git has it. */
static void
take_extra(struct config *config, struct str extra, struct diags *diags)
{
	struct setting setting = { .origin = STR("-c") };
	size_t equals = str_chr(extra, '=');

	setting.key = str_upto(extra, equals);
	setting.value = equals == SIZE_MAX ? STR("true") :
	    str_from(extra, equals + 1);
	if (str_istarts(setting.key, STR("netgrep."))) {
		setting.key = str_from(setting.key, 8);
		take(config, &setting, diags);
		return;
	}
	diag_error(diags, "bad-setting", STR_NONE, 0, 0,
	    "-c %.*s: only netgrep.* can be set; see netgrep-config(5)",
	    STR_ARG(str_upto(extra, 200)));
}

int
config_read(struct config *config, struct notes *notes,
    const struct strs *extra, struct diags *diags)
{
	size_t i, errors = diags->errors;
	struct str name, email;

	*config = (struct config){
		.book = { .default_cadence = { .months = 3 },
		    .followup = { .days = 14 },
		    .first_followup = { .days = 2 }, .fresh = { .days = 90 },
		    .lapsed = { .days = 365 } },
		.commit = true,
		.quiet = 300000,
	};
	settings_read(&config->settings, notes, diags);
	for (i = 0; i < config->settings.list.n; i++)
		take(config, &config->settings.list.v[i], diags);
	for (i = 0; i < extra->n; i++)
		take_extra(config, extra->v[i], diags);
	if (!config->me.n) {
		settings_identity(notes, &name, &email);
		if (name.len)
			vec_push(&config->me, name);
		if (email.len)
			vec_push(&config->me, email);
	}
	config->book.rules = config->rules.v;
	config->book.rules_n = config->rules.n;
	config->book.me = config->me.v;
	config->book.me_n = config->me.n;
	return diags->errors > errors ? -1 : 0;
}

void
config_release(struct config *config)
{
	vec_release(&config->rules);
	vec_release(&config->me);
	mapping_release(&config->tables);
	settings_release(&config->settings);
}
