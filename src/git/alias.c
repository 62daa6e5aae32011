#include "git/alias.h"

#include <stdio.h>

#include "git/repo.h"

enum { ALIAS_MAX = 128 };

bool
alias_is_set(struct notes *notes, const char *name)
{
	char key[ALIAS_MAX];

	snprintf(key, sizeof(key), "alias.%s", name);
	return repo_config_value(notes, key) != NULL;
}

int
alias_set(struct notes *notes, const char *name, const char *command,
    struct diags *diags)
{
	char key[ALIAS_MAX], value[ALIAS_MAX];
	git_config *all = NULL, *own = NULL;
	int rc;

	snprintf(key, sizeof(key), "alias.%s", name);
	/* what begins with ! is a command of the shell */
	snprintf(value, sizeof(value), "!%s", command);
	rc = git_repository_config(&all, notes->repo) ||
	    git_config_open_level(&own, all, GIT_CONFIG_LEVEL_LOCAL) ||
	    git_config_set_string(own, key, value);
	if (rc)
		diag_error(diags, "config", STR_NONE, 0, 0,
		    "%s could not be set: %s", key, repo_error());
	git_config_free(own);
	git_config_free(all);
	return rc ? -1 : 0;
}
