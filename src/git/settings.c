#include "git/config.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "git/ini.h"
#include "git/repo.h"

#define SECTION "netgrep."
#define IN_NOTES ".netgrep/config"
/* A configuration is a page, not a book. */
enum { CONFIG_MAX = 1 << 20 };

struct reading {
	struct settings *settings;
	const char *origin;
};

/* A setting of one of git's files, or of the notes where it has a line. */
static void
add(struct settings *settings, struct str key, struct str value,
    struct str origin, uint32_t line)
{
	struct arena *texts = &settings->texts;

	if (!str_starts(key, STR(SECTION)))
		return;
	vec_push(&settings->list, (struct setting){
	    arena_str(texts, str_from(key, sizeof(SECTION) - 1)),
	    arena_str(texts, value), arena_str(texts, origin), line,
	    line > 0 });
}

static int
add_entry(const git_config_entry *entry, void *context)
{
	const struct reading *reading = context;

	add(reading->settings, str_of(entry->name),
	    entry->value ? str_of(entry->value) : STR("true"),
	    str_of(reading->origin), 0);
	return 0;
}

static int
read_source(struct settings *settings, struct notes *notes,
    const struct repo_source *source, struct diags *diags)
{
	struct reading reading = { settings, source->shown };
	git_config *config = NULL;
	struct stat st;
	int rc = 0;

	if (stat(source->path, &st) || S_ISDIR(st.st_mode))
		return 0;
	if (git_config_new(&config) ||
	    git_config_add_file_ondisk(config, source->path, source->level,
	    notes->repo, 0) ||
	    git_config_foreach(config, add_entry, &reading)) {
		diag_error(diags, "config", STR_NONE, 0, 0,
		    "%s: %s; correct that line", source->shown, repo_error());
		rc = -1;
	}
	git_config_free(config);
	return rc;
}

static int
add_variable(struct settings *settings, const struct ini *ini,
    struct diags *diags)
{
	struct str key = buf_str(&ini->key);

	if (str_starts(key, STR("include.")) ||
	    str_starts(key, STR("includeif."))) {
		diag_error(diags, "config", STR(IN_NOTES), ini->line, 0,
		    "a configuration that travels with the notes may not "
		    "include others; move this to ~/.gitconfig");
		return -1;
	}
	add(settings, key, ini->valued ? buf_str(&ini->value) : STR("true"),
	    STR(IN_NOTES), ini->line);
	return 0;
}

static int
read_in_notes(struct settings *settings, struct notes *notes,
    struct diags *diags)
{
	struct buf text = { 0 };
	struct ini ini = { 0 };
	int more, rc = notes_read(notes, STR(IN_NOTES), &text, true, diags);

	if (!rc && text.len > CONFIG_MAX) {
		diag_error(diags, "config", STR(IN_NOTES), 0, 0,
		    "larger than 1 MiB, which is no configuration; not read");
		rc = -1;
	} else if (!rc) {
		ini.rest = buf_str(&text);
		while ((more = ini_next(&ini)) > 0)
			rc |= add_variable(settings, &ini, diags);
		if (more < 0) {
			diag_error(diags, "config", STR(IN_NOTES), ini.line,
			    0, "this line is no git configuration (\"[netgrep]"
			    "\" and below it \"key = value\"); correct it");
			rc = -1;
		}
	}
	ini_release(&ini);
	buf_release(&text);
	return rc < 0 ? -1 : 0;
}

int
settings_read(struct settings *settings, struct notes *notes,
    struct diags *diags)
{
	struct repo_sources sources = { 0 };
	bool in_notes = false;
	size_t i;
	int rc = 0;

	repo_config_sources(notes, &sources);
	for (i = 0; i < sources.list.n; i++) {
		const struct repo_source *source = &sources.list.v[i];

		/* the notes' own stands between the user's and the clone's */
		if (!in_notes && source->level >= GIT_CONFIG_LEVEL_LOCAL) {
			in_notes = true;
			rc |= read_in_notes(settings, notes, diags);
		}
		rc |= read_source(settings, notes, source, diags);
	}
	if (!in_notes)
		rc |= read_in_notes(settings, notes, diags);
	repo_config_release(&sources);
	return rc;
}

/* Of one file, over what the ones before it said. */
static void
read_user_value(struct notes *notes, const struct repo_source *source,
    const char *key, const char **value)
{
	git_config *config = NULL;
	git_config_entry *entry = NULL;
	struct stat st;

	if (!stat(source->path, &st) && !S_ISDIR(st.st_mode) &&
	    !git_config_new(&config) &&
	    !git_config_add_file_ondisk(config, source->path, source->level,
	    notes->repo, 0) &&
	    !git_config_get_entry(&entry, config, key) && entry->value)
		*value = arena_str(&notes->texts, str_of(entry->value)).ptr;
	git_config_entry_free(entry);
	git_config_free(config);
}

const char *
settings_user(struct notes *notes, const char *key)
{
	struct repo_sources sources = { 0 };
	const char *value = NULL;
	size_t i;

	repo_config_sources(notes, &sources);
	for (i = 0; i < sources.list.n; i++)
		if (!sources.list.v[i].in_repository)
			read_user_value(notes, &sources.list.v[i], key,
			    &value);
	repo_config_release(&sources);
	return value;
}

void
settings_release(struct settings *settings)
{
	vec_release(&settings->list);
	arena_release(&settings->texts);
}

/* Of the environment, of the configuration, of the environment as a last. */
static struct str
identity(struct notes *notes, const char *first, const char *author,
    const char *user, const char *last)
{
	const char *value = getenv(first);

	if (!value || !*value)
		value = repo_config_value(notes, author);
	if (!value || !*value)
		value = repo_config_value(notes, user);
	if ((!value || !*value) && last)
		value = getenv(last);
	return arena_str(&notes->texts, str_of(value));
}

void
settings_identity(struct notes *notes, struct str *name, struct str *email)
{
	*name = identity(notes, "GIT_AUTHOR_NAME", "author.name", "user.name",
	    NULL);
	*email = identity(notes, "GIT_AUTHOR_EMAIL", "author.email",
	    "user.email", "EMAIL");
}
