/* The notes' folder: what is found, listed, read, configured, committed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "git/commit.h"
#include "git/config.h"
#include "git/ini.h"
#include "git/notes.h"

/* git_config_foreach_match of libgit2 1.5 leaks, in formats above 0. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libpcre2\n";
}

const char *__lsan_default_options(void);
const char *
__lsan_default_options(void)
{
	return "print_suppressions=0";
}

/* In place of libc's, so that ten seconds can be waited for in none. */
static bool hurry;
int
nanosleep(const struct timespec *time, struct timespec *left)
{
	return hurry ? 0 : clock_nanosleep(CLOCK_MONOTONIC, 0, time, left);
}

/* Runs a shell command in the scratch folder; its exit status. */
static int
sh(const char *script)
{
	int status = -1;
	pid_t pid = fork();

	if (!pid) {
		execl("/bin/sh", "sh", "-ec", script, (char *)NULL);
		_exit(127);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
must(const char *script)
{
	int status = sh(script);

	if (status)
		print_error("%s: %d\n", script, status);
	assert_int_equal(status, 0);
}

/* A scratch folder with a home of its own; the test runs in it. */
static int
setup(void **state)
{
	static const char *const unset[] = {
		"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
		"GIT_CEILING_DIRECTORIES", "XDG_CONFIG_HOME",
		"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM",
		"GIT_CONFIG_PARAMETERS", "GIT_AUTHOR_NAME",
		"GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE",
		"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
		"GIT_COMMITTER_DATE", "EMAIL", "GIT_CONFIG_COUNT",
		"GIT_DISCOVERY_ACROSS_FILESYSTEM",
	};
	const char *parent = getenv("TMPDIR");
	char *folder = NULL, *home = NULL;
	size_t i;

	for (i = 0; i < sizeof(unset) / sizeof(unset[0]); i++)
		unsetenv(unset[i]);
	if (asprintf(&folder, "%s/netgrep-git-XXXXXX",
	    parent ? parent : "/tmp") < 0 || !mkdtemp(folder) || chdir(folder) ||
	    asprintf(&home, "%s/home", folder) < 0)
		return -1;
	setenv("HOME", home, 1);
	setenv("SCRATCH", folder, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("LC_ALL", "C", 1);
	free(home);
	must("mkdir home; git config --global user.name Owner;"
	    "git config --global user.email owner@example.org;"
	    "git config --global init.defaultBranch main;"
	    "mkdir notes; git init -q notes");
	*state = folder;
	return 0;
}

static int
teardown(void **state)
{
	int rc = chdir("/");

	must("chmod -R u+rwx \"$SCRATCH\"; rm -rf \"$SCRATCH\"");
	free(*state);
	return rc;
}

static bool
is_note(struct str path)
{
	return str_iends(path, STR(".md"));
}

static bool
any(struct str path)
{
	return path.len > 0;
}

static bool
has_code(const struct diags *diags, const char *code)
{
	size_t i;

	for (i = 0; i < diags->list.n; i++)
		if (!strcmp(diags->list.v[i].code, code))
			return true;
	return false;
}

/* The list as lines, in a buffer. */
static void
list(struct notes *notes, struct buf *out, struct diags *diags)
{
	struct strs paths = { 0 };
	size_t i;

	buf_clear(out);
	notes_list(notes, is_note, &paths, diags);
	for (i = 0; i < paths.n; i++) {
		buf_add(out, paths.v[i]);
		buf_addc(out, '|');
	}
	buf_cstr(out);
	vec_release(&paths);
}

static void
lists(const char *dir, bool plain, const char *expected)
{
	struct notes *notes;
	struct diags diags = { 0 };
	struct buf out = { 0 };

	assert_int_equal(notes_open(&notes, dir, plain, &diags), 0);
	list(notes, &out, &diags);
	assert_string_equal(out.ptr ? out.ptr : "", expected);
	assert_int_equal(diags.errors, 0);
	buf_release(&out);
	diag_release(&diags);
	notes_close(notes);
}

static void
refuses(const char *dir, const char *code)
{
	struct notes *notes;
	struct diags diags = { 0 };

	assert_int_equal(notes_open(&notes, dir, true, &diags), -1);
	assert_null(notes);
	assert_int_equal(diags.list.n, 1);
	if (!has_code(&diags, code))
		print_error("%s: %.*s\n", code,
		    STR_ARG(diags.list.v[0].text));
	assert_true(has_code(&diags, code));
	diag_release(&diags);
}

static void
test_open(void **state)
{
	struct notes *notes;
	struct diags diags = { 0 };
	const char *scratch = *state;

	must("mkdir -p notes/people/work plain; ln -s notes link");
	assert_int_equal(notes_open(&notes, "notes/people/work", false,
	    &diags), 0);
	assert_true(str_starts(notes_root(notes), str_of(scratch)));
	assert_true(str_ends(notes_root(notes), STR("/notes")));
	assert_true(str_eq(notes_prefix(notes), STR("people/work")));
	assert_true(notes_is_git(notes));
	assert_int_equal(notes_narrow(notes, STR("people/"), &diags), 0);
	assert_int_equal(notes_narrow(notes, STR("../plain"), &diags), -1);
	notes_close(notes);

	assert_int_equal(notes_open(&notes, "link/people", false, &diags), 0);
	assert_true(str_eq(notes_prefix(notes), STR("people")));
	notes_close(notes);

	assert_int_equal(notes_open(&notes, "plain", true, &diags), 0);
	assert_false(notes_is_git(notes));
	assert_true(str_eq(notes_prefix(notes), STR("")));
	notes_close(notes);
	assert_int_equal(notes_open(&notes, "plain", false, &diags), -1);
	assert_null(notes);
	assert_true(has_code(&diags, "no-notes"));
	diag_release(&diags);
	refuses("nowhere", "no-notes");
	refuses("notes/.git", "no-notes");
	refuses("notes/.git/refs", "no-notes");
}

/* H21 to H23: who made the files does not choose what is read. */
static void
test_hostile_repository(void **state)
{
	(void)state;
	must("git init -q --bare bare; mkdir victim;"
	    "echo secret >victim/a.md; cp -r bare embedded;"
	    "git -C embedded config core.bare false;"
	    "git -C embedded config core.worktree \"$SCRATCH/victim\";"
	    "cp -r embedded victim/up; cd victim/up;"
	    "git config -f config core.worktree ..;"
	    "cd ../..; git init -q tree;"
	    "git -C tree config core.worktree \"$SCRATCH/victim\"");
	refuses("bare", "bare");
	refuses("embedded", "worktree");
	refuses("victim/up", "worktree");
	refuses("tree", "worktree");
	must("echo '[' >>notes/.git/config");
	refuses("notes", "config");
	if (!geteuid()) {
		must("git init -q foreign; chown -R 1234 foreign;"
		    "mkdir file link; ln -s ../foreign/.git link/.git;"
		    "echo 'gitdir: ../foreign/.git' >file/.git");
		refuses("foreign", "owner");
		refuses("file", "owner");
		refuses("link", "owner");
		must("git config --global --add safe.directory "
		    "\"$SCRATCH/foreign\"");
		lists("foreign", false, "");
	}
	must("git init -q x; echo '[broken' >home/.gitconfig");
	refuses("x", "config");
}

static void
test_worktrees(void **state)
{
	(void)state;
	must("cd notes; echo a >a.md; git add a.md; git commit -qm a;"
	    "git worktree add -q ../linked; git init -q ../sub; cd ../sub;"
	    "echo b >b.md; git add b.md; git commit -qm b; cd ../notes;"
	    "git -c protocol.file.allow=always submodule --quiet add ../sub;"
	    "git init -q nested; echo c >nested/c.md;"
	    "git config extensions.worktreeConfig true;"
	    "git config core.repositoryFormatVersion 1");
	lists("notes", false, "a.md|");
	lists("linked", false, "a.md|");
	lists("notes/sub", false, "b.md|");
	lists("notes/nested", false, "c.md|");
	setenv("GIT_DIR", "notes/.git", 1);
	setenv("GIT_WORK_TREE", "linked", 1);
	assert_int_equal(chdir("linked"), 0);
	setenv("GIT_DIR", "../notes/.git", 1);
	setenv("GIT_WORK_TREE", ".", 1);
	lists(NULL, false, "a.md|");
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	assert_int_equal(chdir(".."), 0);
}

static void
test_list(void **state)
{
	struct notes *notes;
	struct diags diags = { 0 };
	struct buf out = { 0 };

	(void)state;
	must("cd notes; mkdir -p sub/deep out kept;"
	    "printf 'out/\\n*.tmp.md\\n/kept/*\\n' >.gitignore;"
	    "touch b.md a.md x.txt x.tmp.md sub/t.tmp.md sub/deep/c.md;"
	    "touch out/o.md kept/k.md kept/l.md gone.md;"
	    "touch -- -dash.md 'new\nline.md'; touch \"$(printf '\\377.md')\";"
	    "git add a.md sub/deep/c.md gone.md; git add -f kept/k.md;"
	    "git commit -qm one; rm gone.md; git rm -q --cached a.md;"
	    "ln -s a.md link.md; ln -s sub dirlink; ln -s a.md link.txt;"
	    "mkfifo pipe.md; mkdir .git/hidden; touch .git/hidden/h.md");
	lists("notes/sub", false, "-dash.md|a.md|b.md|kept/k.md|new\nline.md|"
	    "sub/deep/c.md|\377.md|");
	assert_int_equal(notes_open(&notes, "notes", false, &diags), 0);
	list(notes, &out, &diags);
	assert_int_equal(diags.list.n, 2);
	assert_int_equal(diags.errors, 0);
	assert_true(has_code(&diags, "symlink"));
	must("printf 'b.md\\n!keep.md\\n/sub/deep\\n' >notes/.netgrepignore;"
	    "printf '*.md\\n' >notes/kept/.netgrepignore");
	list(notes, &out, &diags);
	assert_string_equal(out.ptr, "-dash.md|a.md|new\nline.md|\377.md|");
	must("rm notes/.netgrepignore");
	assert_int_equal(notes_narrow(notes, STR("sub"), &diags), 0);
	list(notes, &out, &diags);
	assert_string_equal(out.ptr, "sub/deep/c.md|");
	/* a corrupt index: everything that is not ignored */
	must("echo x >notes/.git/index");
	list(notes, &out, &diags);
	assert_string_equal(out.ptr, "sub/deep/c.md|");
	assert_true(has_code(&diags, "index"));
	assert_int_equal(diags.errors, 0);
	notes_close(notes);
	diag_release(&diags);
	buf_release(&out);
}

/* H55: what libgit2 does not open is walked. */
static void
test_refused_format(void **state)
{
	struct notes *notes;
	struct diags diags = { 0 };
	struct buf out = { 0 };

	(void)state;
	must("cd notes; mkdir out sub; touch out/o.md sub/a.md b.md;"
	    "echo out >.gitignore; echo /b.md >.git/info/exclude;"
	    "git config netgrep.limit 3;"
	    "git config core.repositoryFormatVersion 1;"
	    "git config extensions.refStorage reftable");
	assert_int_equal(notes_open(&notes, "notes/sub", false, &diags), 0);
	assert_true(notes_is_git(notes));
	assert_true(str_eq(notes_prefix(notes), STR("sub")));
	list(notes, &out, &diags);
	assert_string_equal(out.ptr, "sub/a.md|");
	assert_int_equal(diags.list.n, 1);
	assert_int_equal(diags.errors, 0);
	notes_close(notes);
	diag_release(&diags);
	buf_release(&out);
	must("git init -q --object-format=sha256 hash; touch hash/a.md");
	assert_int_equal(notes_open(&notes, "hash", false, &diags), 0);
	notes_close(notes);
	diag_release(&diags);
	/* but its objects can't be read */
	assert_int_equal(notes_open_at(&notes, "hash", "HEAD", &diags), -1);
	assert_null(notes);
	assert_true(has_code(&diags, "repository"));
	diag_release(&diags);
}

static void
test_plain(void **state)
{
	(void)state;
	must("mkdir -p plain/a plain/b; touch plain/a/a.md plain/b/b.md;"
	    "echo b/ >plain/.netgrepignore; echo a >plain/.gitignore");
	lists("plain", true, "a/a.md|");
}

/* Our matcher against git's own. */
static void
test_ignore(void **state)
{
	static const char *const rules =
	    "# note\\n\\n*.a\\n!keep.a\\n/top\\nmid/dle\\nonly/\\n"
	    "**/any/where\\nfrom/**\\nx/**/y\\n[a-c][!0-9]z\\n"
	    "t[[:digit:]]t\\n\\\\#hash\\n\\\\!bang\\nblank\\\\ \\ntrail  \\n"
	    "*a*a*a*b\\nq?st\\n[]]x\\nopen[\\nend\\\\\\n**/deep/*\\nc\\\\*d\\r\\n";
	static const char *const make =
	    "mkdir -p mid/dle sub/mid/dle only sub/only any/where z/any/where"
	    " from/x sub/from/x x/y x/1/2/y top sub/top deep/in z/deep/in;"
	    "for d in . sub mid/dle only sub/only any/where z/any/where from"
	    " from/x sub/from x x/y x/1/2/y top sub/top deep deep/in"
	    " z/deep/in; do (cd $d; for f in f.a keep.a top only dle abz a1z"
	    " axz t1t tat '#hash' '!bang' 'blank ' blank 'trail' 'c*d' cxd"
	    " aaaaaaaaaaaaaaab aaaaaaaaaaaac qust quest ']x' 'open[' 'end\\'"
	    " y; do [ -d \"$f\" ] || touch -- \"$f\"; done); done";
	struct notes *notes;
	struct diags diags = { 0 };
	struct strs paths = { 0 };
	struct buf text = { 0 };
	FILE *file;
	size_t i;

	(void)state;
	must("mkdir plain");
	assert_int_equal(chdir("plain"), 0);
	must(make);
	buf_printf(&text, "printf '%s' >.netgrepignore; "
	    "printf '!f.a\\n*d\\n' >sub/.netgrepignore", rules);
	must(buf_cstr(&text));
	assert_int_equal(chdir(".."), 0);
	must("cp -r plain asked; cd asked; git init -q;"
	    "find . -name .netgrepignore -execdir mv {} .gitignore ';';"
	    "git ls-files -z -o --exclude-standard |"
	    "tr '\\0' '\\n' | grep -v ignore$ | sort >../expected");
	assert_int_equal(notes_open(&notes, "plain", true, &diags), 0);
	assert_int_equal(notes_list(notes, any, &paths, &diags), 0);
	file = fopen("got", "w");
	for (i = 0; i < paths.n; i++)
		if (!str_ends(paths.v[i], STR("ignore")))
			fprintf(file, "%.*s\n", STR_ARG(paths.v[i]));
	fclose(file);
	must("diff expected got");
	assert_true(paths.n > 50);
	notes_close(notes);
	vec_release(&paths);
	buf_release(&text);
	diag_release(&diags);
}

/* H19, H20 */
static void
test_read(void **state)
{
	static const struct {
		const char *path;
		int rc;
	} cases[] = {
		{ "a.md", 0 }, { "sub/a.md", 0 }, { "./a.md", 0 },
		{ "link.md", -1 }, { "dirlink/a.md", -1 },
		{ "../secret", -1 }, { "sub/../../secret", -1 },
		{ "/etc/passwd", -1 }, { "pipe", -1 }, { "sub", -1 },
		{ "none", 1 }, { "none/none", 1 }, { "a.md/x", 1 },
		{ "huge", -1 }, { "", -1 }, { "sock", -1 },
	};
	struct notes *notes;
	struct diags diags = { 0 };
	struct buf out = { 0 };
	size_t i, errors = 0;

	(void)state;
	must("echo s >secret; cd notes; mkdir sub; echo x >sub/a.md;"
	    "printf 'a\\0b' >a.md; ln -s a.md link.md; ln -s sub dirlink;"
	    "mkfifo pipe; truncate -s 2G huge");
	assert_int_equal(notes_open(&notes, "notes", false, &diags), 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool missing = !strcmp(cases[i].path, "sock");

		buf_clear(&out);
		buf_puts(&out, "before");
		if (notes_read(notes, str_of(cases[i].path), &out, !missing,
		    &diags) != cases[i].rc)
			fail_msg("%s", cases[i].path);
		errors += cases[i].rc < 0;
		assert_int_equal(diags.errors, errors);
		if (cases[i].rc)
			assert_true(str_eq(buf_str(&out), STR("before")));
		assert_int_equal(notes_has(notes, str_of(cases[i].path)),
		    !cases[i].rc || !strcmp(cases[i].path, "huge"));
	}
	buf_clear(&out);
	notes_read(notes, STR("a.md"), &out, false, &diags);
	assert_true(str_eq(buf_str(&out), ((struct str){ "a\0b", 3 })));
	notes_close(notes);
	diag_release(&diags);
	buf_release(&out);
}

/* The same from a folder that stays open, and is moved away meanwhile. */
static void
test_read_in(void **state)
{
	static const char *const refused[] = {
		"link.md", "dirlink/a.md", "../secret", "sub/../../secret",
		"/etc/passwd", "sub/..", "sub/.", "sub/", "", ".", "..",
		"pipe", "none/a.md", "sub/none", "a.md/x",
	};
	struct notes_folder folder = { .fd = -1 };
	struct notes *notes;
	struct diags diags = { 0 };
	struct buf out = { 0 };
	size_t i;

	(void)state;
	must("echo s >secret; cd notes; mkdir sub; echo x >sub/a.md;"
	    "echo y >a.md; ln -s a.md link.md; ln -s sub dirlink; mkfifo pipe;"
	    "mkdir ../out; echo s >../out/a.md; echo s >../out/b.md");
	assert_int_equal(notes_open(&notes, "notes", false, &diags), 0);
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (notes_read_in(notes, &folder, str_of(refused[i]), &out,
		    &diags) != -1)
			fail_msg("%s", refused[i]);
		assert_int_equal(diags.errors, 2 * i + 1);
		buf_clear(&out);
		/* whatever went wrong, the next file is read */
		notes_read_in(notes, &folder, STR("sub/a.md"), &out, &diags);
		notes_read_in(notes, &folder, STR("a.md"), &out, &diags);
		notes_read_in(notes, &folder, STR("sub/a.md"), &out, &diags);
		assert_true(str_eq(buf_str(&out), STR("x\ny\nx\n")));
		buf_clear(&out);
		notes_read_in(notes, &folder, STR("sub/none"), &out, &diags);
	}
	must("mv notes/sub was; ln -s ../out notes/sub");
	assert_int_equal(notes_read_in(notes, &folder, STR("sub/b.md"), &out,
	    &diags), -1);
	notes_read_in(notes, &folder, STR("a.md"), &out, &diags);
	assert_int_equal(notes_read_in(notes, &folder, STR("sub/a.md"), &out,
	    &diags), -1);
	assert_true(str_eq(buf_str(&out), STR("y\n")));
	notes_read_in_end(&folder);
	notes_close(notes);
	diag_release(&diags);
	buf_release(&out);
}

/* "key=value(origin)|…", origins by their last component. */
static void
settings(const char *dir, const char *expected, size_t errors)
{
	struct notes *notes;
	struct diags diags = { 0 };
	struct settings read = { 0 };
	struct buf out = { 0 };
	size_t i;

	assert_int_equal(notes_open(&notes, dir, true, &diags), 0);
	assert_int_equal(settings_read(&read, notes, &diags),
	    errors ? -1 : 0);
	assert_int_equal(diags.errors, errors);
	for (i = 0; i < read.list.n; i++) {
		const struct setting *s = &read.list.v[i];
		size_t slash = str_rchr(s->origin, '/') + 1;

		buf_printf(&out, "%.*s=%.*s(%.*s%s)|", STR_ARG(s->key),
		    STR_ARG(s->value), STR_ARG(str_from(s->origin, slash)),
		    s->from_notes ? "*" : "");
	}
	assert_string_equal(buf_cstr(&out), expected);
	for (i = 0; i < diags.list.n; i++)
		assert_true(diags.list.v[i].text.len > 0);
	buf_release(&out);
	settings_release(&read);
	diag_release(&diags);
	notes_close(notes);
}

static void
test_settings(void **state)
{
	(void)state;
	must("git config --global netgrep.limit 1;"
	    "git config --global --add netgrep.cadence '#a 2w';"
	    "git config --global --add netgrep.cadence 1m;"
	    "echo '[netgrep] commit' >>home/.gitconfig;"
	    "mkdir -p home/.config/git notes/.netgrep plain/.netgrep;"
	    "git config -f home/.config/git/config netgrep.limit 0;"
	    "git config -f notes/.netgrep/config netgrep.firstFollowup 3d;"
	    "git config -f notes/.netgrep/config user.name x;"
	    "cp notes/.netgrep/config plain/.netgrep;"
	    "git -C notes config netgrep.limit 4;"
	    "git -C notes config netgrep.Sub.Key v");
	settings("notes", "limit=0(config)|limit=1(.gitconfig)|"
	    "cadence=#a 2w(.gitconfig)|cadence=1m(.gitconfig)|"
	    "commit=true(.gitconfig)|firstfollowup=3d(config*)|"
	    "limit=4(config)|Sub.key=v(config)|", 0);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "netgrep.a", 1);
	setenv("GIT_CONFIG_VALUE_0", "x \"y\"\\z\n ", 1);
	setenv("GIT_CONFIG_PARAMETERS",
	    "'netgrep.b'='it'\\''s' 'netgrep.c=d' 'netgrep.e'", 1);
	settings("plain", "firstfollowup=3d(config*)|"
	    "a=x \"y\"\\z\n (the environment)|b=it's(the environment)|"
	    "c=d(the environment)|e=true(the environment)|", 0);
	unsetenv("GIT_CONFIG_COUNT");
	unsetenv("GIT_CONFIG_PARAMETERS");
	must("git config -f other netgrep.limit 9;"
	    "git config -f sys netgrep.limit 8;"
	    "git config -f notes/.git/config include.path ../../other;"
	    "cd notes/.netgrep; echo '[include] path = x' >>config;"
	    "echo '[netgrep] a = \"open' >>config");
	setenv("GIT_CONFIG_SYSTEM", "sys", 1);
	unsetenv("GIT_CONFIG_NOSYSTEM");
	settings("notes", "limit=8(sys)|firstfollowup=3d(config*)|"
	    "limit=4(config)|Sub.key=v(config)|limit=9(config)|", 2);
	must("rm notes/.netgrep/config; ln -s ../../other "
	    "notes/.netgrep/config");
	settings("notes", "limit=8(sys)|limit=4(config)|Sub.key=v(config)|"
	    "limit=9(config)|", 1);
}

static void
test_identity(void **state)
{
	struct notes *notes;
	struct diags diags = { 0 };
	struct str name, email;

	(void)state;
	must("git -C notes config user.name 'Own Name'");
	setenv("GIT_AUTHOR_EMAIL", "ana@example.org", 1);
	assert_int_equal(notes_open(&notes, "notes", false, &diags), 0);
	settings_identity(notes, &name, &email);
	assert_true(str_eq(name, STR("Own Name")));
	assert_true(str_eq(email, STR("ana@example.org")));
	notes_close(notes);
	unsetenv("GIT_AUTHOR_EMAIL");
	must("rm home/.gitconfig");
	setenv("EMAIL", "last@example.org", 1);
	assert_int_equal(notes_open(&notes, "notes", false, &diags), 0);
	settings_identity(notes, &name, &email);
	assert_true(str_eq(email, STR("last@example.org")));
	unsetenv("EMAIL");
	settings_identity(notes, &name, &email);
	assert_int_equal(email.len, 0);
	notes_close(notes);
	diag_release(&diags);
}

static void
test_ini(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "", "" },
		{ "[a]\nb=c\n", "a.b=c|" },
		{ "\xef\xbb\xbf[A]B = c d  ; x\r\n\tE\r\n", "a.b=c d|a.e|" },
		{ "[a \"B.\\\"c\\\\\"]\nk=\"x # y\" z\n", "a.B.\"c\\.k=x # y z|" },
		{ "[a.B] k = 1\\\n 2\n", "a.b.k=1 2|" },
		{ "[a]\nk = \\t\\n\\\\\\\"\n", "a.k=\t\n\\\"|" },
		{ "[a]\nk = \"  x  \"  \n", "a.k=  x  |" },
		{ "[a]\nk=\nl = ;\n# c\n;c\nm # c\n", "a.k=|a.l=|a.m|" },
		{ "[a]\nk=v", "a.k=v|" },
		{ "[a]\nk = b\vc \f d \f\n", "a.k=b\vc \f d \f|" },
		{ "k=v\n", "!1" }, { "[a\n", "!1" }, { "[]\nk=v", "!1" },
		{ "[a]\n\nk=\"v\n", "!3" }, { "[a]\nk=\\x\n", "!2" },
		{ "[a]\nb=c\nk v\n", "a.b=c|!3" }, { "[a \"b]\n", "!1" },
		{ "[a]\n1k=v\n", "!2" }, { "[a \"b\" ]\n", "!1" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ini ini = { .rest = str_of(cases[i].text) };
		struct buf out = { 0 };
		int more;

		while ((more = ini_next(&ini)) > 0) {
			buf_add(&out, buf_str(&ini.key));
			if (ini.valued)
				buf_addc(&out, '=');
			buf_add(&out, buf_str(&ini.value));
			buf_addc(&out, '|');
		}
		if (more < 0)
			buf_printf(&out, "!%u", ini.line);
		assert_string_equal(buf_cstr(&out), cases[i].expected);
		ini_release(&ini);
		buf_release(&out);
	}
}

#define LINE "- 2026-11-23 call: x"

/* text and the line below it, with the line ends that it has */
static struct str
appended(struct buf *out, struct str text)
{
	bool crlf = str_find(text, STR("\r\n")) != SIZE_MAX;

	buf_add(out, text);
	buf_puts(out, crlf ? LINE "\r\n" : LINE "\n");
	return buf_str(out);
}

/* Who makes the commits of record. */
static enum commit_backend backend;

/*
 * Adds the line to a note as netgrep log does. The code of the first error
 * in code, "" for none; between runs after the note was read.
 */
static void
record(const char *dir, const char *path, const char *between,
    char code[64])
{
	struct notes *notes = NULL;
	struct diags diags = { 0 };
	struct versions v = { 0 };
	struct buf texts[3] = { { 0 } };
	struct change change = { .path = str_of(path) };
	char id[COMMIT_ID];
	int rc;
	size_t i;

	rc = notes_open(&notes, dir, false, &diags);
	if (!rc)
		commit_choose(notes, backend);
	rc = rc || commit_possible(notes, &diags) ||
	    commit_path_possible(notes, change.path, &diags) ||
	    versions_read(notes, change.path, true, &v, &diags);
	if (!rc) {
		if (between)
			must(between);
		change.was = buf_str(&v.tree);
		change.was_there = v.in_tree;
		change.tree = appended(&texts[0], change.was);
		if (v.in_index || !v.in_head)
			change.index = appended(&texts[1],
			    buf_str(v.in_index ? &v.index : &v.tree));
		change.head = appended(&texts[2],
		    buf_str(v.in_head ? &v.head : &v.tree));
		rc = commit_write(notes, &change, &diags) ||
		    commit_create(notes, &change, 1,
		    STR("log: Ana: call (2026-11-23)\n\nx\n"), id, &diags);
	}
	assert_int_equal(!rc, !diags.errors);
	snprintf(code, 64, "%s", diags.errors ? diags.list.v[0].code : "");
	if (!rc)
		assert_int_equal(strlen(id), 40);
	for (i = 0; i < diags.list.n; i++)
		if (getenv("GIT_TEST_VERBOSE"))
			print_message("%s: %.*s\n", diags.list.v[i].code,
			    STR_ARG(diags.list.v[i].text));
	for (i = 0; i < 3; i++)
		buf_release(&texts[i]);
	versions_release(&v);
	diag_release(&diags);
	notes_close(notes);
}

static void
records(const char *path, const char *expected)
{
	char code[64];

	record("notes", path, NULL, code);
	assert_string_equal(code, expected);
	if (!*expected)
		must("cd notes; git fsck --strict --no-dangling;"
		    "test ! -e .git/index.lock; test ! -e .git/index.netgrep;"
		    "! find . -name '.netgrep*' | grep .");
}

static const char *const start =
    "cd notes; printf '# Ana\\n\\n- 2026-01-01 met\\n' >ana.md;"
    "echo bob >bob.md; mkdir sub; echo cy >sub/cy.md;"
    "git add .; git commit -qm start";

static void
test_commit(void **state)
{
	(void)state;
	setenv("GIT_AUTHOR_DATE", "@1767225600 +0100", 1);
	setenv("GIT_COMMITTER_DATE", "2026-02-03T04:05:06-0230", 1);
	must(start);
	must("chmod 640 notes/ana.md; touch -d 2020-01-01 notes/*.md;"
	    "cd notes; git status >/dev/null");
	records("ana.md", "");
	must("cd notes; test -z \"$(git status --porcelain)\";"
	    "test \"$(git show --format=%an,%ae,%ai,%ci,%s --stat=60"
	    " | head -1)\" = 'Owner,owner@example.org,"
	    "2026-01-01 01:00:00 +0100,2026-02-03 04:05:06 -0230,"
	    "log: Ana: call (2026-11-23)';"
	    "git diff HEAD^ HEAD --numstat | grep -qx '1	0	ana.md';"
	    "test \"$(stat -c %a ana.md)\" = 640;"
	    "git reflog -1 | grep -q 'commit: log: Ana: call';"
	    "git reflog -1 main | grep -q 'commit: log: Ana: call';"
	    "test \"$(git rev-list --count HEAD)\" = 2");
	records("sub/cy.md", "");
	records("sub/deep/new.md", "");
	must("cd notes; test -z \"$(git status --porcelain)\";"
	    "test \"$(git show --stat --format= | wc -l)\" = 2;"
	    "git ls-files -s sub/deep/new.md | grep -q ^100644");
	unsetenv("GIT_AUTHOR_DATE");
	unsetenv("GIT_COMMITTER_DATE");
}

/* H48, H54: the first commit of all, with and without an index. */
static void
test_commit_unborn(void **state)
{
	(void)state;
	must("cd notes; echo a >ana.md; echo b >bob.md");
	records("ana.md", "");
	must("cd notes; test \"$(git log --format=%s)\" ="
	    " 'log: Ana: call (2026-11-23)';"
	    "git reflog | grep -q 'commit (initial): log';"
	    "test \"$(git ls-tree -r --name-only HEAD)\" = ana.md;"
	    "test \"$(git status --porcelain)\" = '?? bob.md';"
	    "git checkout -q --orphan other; git reset -q; git add bob.md");
	records("ana.md", "");
	must("cd notes; test \"$(git ls-tree -r --name-only HEAD)\" = ana.md;"
	    "test \"$(git status --porcelain)\" = 'A  bob.md'");
}

/* H53: other work, staged and not, in the same file too, stays as it was. */
static void
test_commit_dirty(void **state)
{
	(void)state;
	must(start);
	must("cd notes; sed -i 's/Ana/Ana S/' ana.md; git add ana.md;"
	    "sed -i 's/Ana S/Ana SU/' ana.md; echo staged >>bob.md;"
	    "git add bob.md; echo more >>bob.md; echo n >new.md;"
	    "git add new.md; echo u >untracked.md; git rm -q sub/cy.md;"
	    "echo i >ita.md; git add -N ita.md;"
	    "git status --porcelain=v2 | cut -d' ' -f1,2,9- >../before;"
	    "git diff bob.md new.md >../diff; git diff --cached -- bob.md"
	    " new.md sub >>../diff;"
	    "git diff ana.md | grep '^[-+#]' >>../diff");
	records("ana.md", "");
	must("cd notes; git status --porcelain=v2 | cut -d' ' -f1,2,9-"
	    " | diff ../before -;"
	    "{ git diff bob.md new.md; git diff --cached -- bob.md new.md sub;"
	    "git diff ana.md | grep '^[-+#]'; } | grep -v ^index >../after;"
	    "grep -v ^index ../diff | diff - ../after;"
	    "test \"$(git show HEAD:ana.md | head -1)\" = '# Ana';"
	    "test \"$(git show :ana.md | head -1)\" = '# Ana S';"
	    "test \"$(git show --format= --numstat)\" = '1	0	ana.md'");
	/* a removal that is staged stays staged */
	must("cd notes; git rm -qf --cached bob.md");
	records("bob.md", "");
	must("cd notes; git status --porcelain | grep -qx 'D  bob.md';"
	    "git status --porcelain | grep -qx '?? bob.md'");
	/* an intended one is committed whole */
	records("ita.md", "");
	must("cd notes; git show HEAD:ita.md | cmp - ita.md;"
	    "! git status --porcelain | grep ita");
	/* flags and modes */
	must("cd notes; chmod +x untracked.md; git add untracked.md;"
	    "git commit -qm x untracked.md;"
	    "git update-index --assume-unchanged untracked.md");
	records("untracked.md", "");
	must("cd notes; git ls-files -v untracked.md | grep -q '^h';"
	    "git ls-tree HEAD untracked.md | grep -q ^100755");
}

static void
test_commit_refused(void **state)
{
	static const struct {
		const char *before, *path, *code, *after;
		bool alone; /* refused where git is not to do it */
	} cases[] = {
		{ "git checkout -q --detach", "ana.md", "detached",
		    "git checkout -q main", false },
		{ "git checkout -qb o; echo o >>bob.md; git commit -qam o;"
		    "git checkout -q main; echo m >>bob.md;"
		    "git commit -qam m; ! git merge -q o >&2", "ana.md",
		    "state", "git merge --abort", false },
		{ "! git rebase -q o >&2", "ana.md", "state",
		    "git rebase --abort", false },
		{ "! git cherry-pick o >&2", "ana.md", "state",
		    "git cherry-pick --abort", false },
		{ "git bisect start >&2", "ana.md", "state",
		    "git bisect reset >&2", false },
		{ "git format-patch -q -1 o -o ..; ! git am -q ../0001* >&2",
		    "ana.md", "state", "git am --abort", false },
		{ "! git revert o >&2", "ana.md", "state",
		    "git revert --abort", false },
		{ "mv .git/index ..", "ana.md", "index", ":", false },
		{ ": >.git/index", "ana.md", "index", ":", false },
		{ "echo junk >.git/index", "ana.md", "index",
		    "mv ../index .git", false },
		{ "git update-index --split-index", "ana.md", "index",
		    "git update-index --no-split-index", true },
		{ "git config user.name ''; git config user.email ''",
		    "ana.md", "identity", "git config --unset user.name;"
		    "git config --unset user.email", false },
		{ "echo '#!/bin/sh' >.git/hooks/pre-commit; "
		    "chmod +x .git/hooks/pre-commit", "ana.md", "hook",
		    "chmod -x .git/hooks/pre-commit", true },
		{ "mkdir ../h; echo >../h/commit-msg; chmod +x ../h/*;"
		    "git config core.hooksPath ../h", "ana.md", "hook",
		    "git config --unset core.hooksPath", true },
		{ "git config commit.gpgSign yes", "ana.md", "signing",
		    "git config --unset commit.gpgSign", true },
		{ "git config core.sharedRepository group", "ana.md",
		    "shared", "git config --unset core.sharedRepository", true },
		{ "cp .git/refs/heads/main ..; : >.git/refs/heads/main",
		    "ana.md", "head", "mv ../main .git/refs/heads", false },
		{ "git replace HEAD o", "ana.md", "head",
		    "git replace -d HEAD >&2", true },
		{ "echo 'i*' >.gitignore", "ignored.md", "ignored",
		    "rm .gitignore", false },
		{ "echo 'ana.md filter=crypt' >.gitattributes", "ana.md",
		    "attributes", "rm .gitattributes", true },
		{ "echo '*.md working-tree-encoding=UTF-16'"
		    " >.git/info/attributes", "ana.md", "attributes",
		    "rm .git/info/attributes", true },
		{ "git init -q nest", "nest/a.md", "repository",
		    "rm -rf nest", false },
		{ "git init -q mod; cd mod; git commit -q --allow-empty -m m;"
		    "cd ..; git add mod 2>/dev/null; rm -rf mod/.git",
		    "mod/a.md", "submodule",
		    "git rm -qf --cached mod; rm -rf mod", false },
		{ "git update-index --skip-worktree ana.md", "ana.md",
		    "path", "git update-index --no-skip-worktree ana.md", false },
		{ ":", "../out.md", "path", ":", false },
		{ ":", ".git/x.md", "path", ":", false },
		{ ":", "sub/.GIT/x.md", "path", ":", false },
		{ ":", "/x.md", "path", ":", false },
		{ "ln -s ana.md l.md", "l.md", "unreadable", "rm l.md", false },
		{ "ln ana.md l.md", "ana.md", "unwritable", "rm l.md", false },
		{ "cp .git/config ../c; git config core.repositoryFormat"
		    "Version 1; git config extensions.refStorage reftable",
		    "ana.md", "format", "cp ../c .git/config", true },
	};
	char code[64];
	size_t i;
	int j;

	(void)state;
	must(start);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf script = { 0 };

		buf_printf(&script, "exec 2>/dev/null; cd notes; %s",
		    cases[i].before);
		must(buf_cstr(&script));
		must("cd notes; cat ana.md >../ana; rm -f ../index.was;"
		    "cp .git/index ../index.was 2>/dev/null || :");
		for (j = COMMIT_AUTO; j <= COMMIT_GIT; j++) {
			if (cases[i].alone && j != COMMIT_LIBGIT2)
				continue;
			backend = (enum commit_backend)j;
			record("notes", cases[i].path, NULL, code);
			if (strcmp(code, cases[i].code))
				fail_msg("%d: %s: %s", j, cases[i].before,
				    code);
			must("cd notes; cmp ana.md ../ana;"
			    "test ! -e ../index.was ||"
			    "cmp .git/index ../index.was");
		}
		backend = COMMIT_AUTO;
		buf_clear(&script);
		buf_printf(&script, "exec 2>/dev/null; cd notes; %s",
		    cases[i].after);
		must(buf_cstr(&script));
		buf_release(&script);
	}
	setenv("GIT_INDEX_FILE", "other", 1);
	record("notes", "ana.md", NULL, code);
	assert_string_equal(code, "environment");
	unsetenv("GIT_INDEX_FILE");
	setenv("GIT_AUTHOR_DATE", "2026-02-30T00:00:00Z", 1);
	record("notes", "ana.md", NULL, code);
	assert_string_equal(code, "identity");
	unsetenv("GIT_AUTHOR_DATE");
	records("ana.md", "");
}

/* What others do between our reading and our commit. */
static void
test_commit_meanwhile(void **state)
{
	static const struct {
		const char *between, *code, *check;
	} cases[] = {
		{ "cd notes; echo x >>bob.md; git add bob.md", "",
		    "git diff --cached --quiet HEAD -- ana.md;"
		    "git status --porcelain | grep -qx 'M  bob.md'" },
		{ "cd notes; git commit -qam other", "",
		    "git log -2 --format=%s | grep -qx other" },
		{ "cd notes; echo y >>ana.md", "changed",
		    "tail -1 ana.md | grep -qx y; git checkout -q ana.md" },
		{ "cd notes; sed -i 's/Ana/Ann/' ana.md; git commit -qam z;"
		    "git show HEAD^:ana.md >ana.md", "changed",
		    "git show HEAD:ana.md | grep -q Ann;"
		    "git checkout -q HEAD ana.md" },
		{ "cd notes; cp ana.md ../a; echo q >>ana.md;"
		    "git add ana.md; cat ../a >ana.md", "changed",
		    "git show :ana.md | grep -qx q; git reset -q --hard" },
		{ "echo 'netgrep 1' >notes/.git/index.lock", "", ":" },
		{ "cd notes; git pack-refs --all; git gc -q --prune=now", "",
		    ":" },
	};
	char code[64];
	size_t i;

	(void)state;
	must(start);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf script = { 0 };

		record("notes", "ana.md", cases[i].between, code);
		if (strcmp(code, cases[i].code))
			fail_msg("%s: %s", cases[i].between, code);
		buf_printf(&script, "cd notes; git fsck --strict "
		    "--no-dangling 2>&1; test ! -e .git/index.lock; %s",
		    cases[i].check);
		must(buf_cstr(&script));
		buf_release(&script);
	}
}

/* A foreign lock is waited for, and left alone. */
static void
test_commit_locked(void **state)
{
	char code[64];

	(void)state;
	must(start);
	record("notes", "ana.md", "cd notes; : >.git/index.lock;"
	    "(sleep 0.3; rm .git/index.lock) >/dev/null 2>&1 &", code);
	assert_string_equal(code, "");
	must("cd notes; : >.git/refs/heads/main.lock;"
	    "(sleep 0.3; rm .git/refs/heads/main.lock) >/dev/null 2>&1 &");
	records("ana.md", "");
	must(": >notes/.git/index.lock");
	hurry = true;
	record("notes", "ana.md", NULL, code);
	hurry = false;
	assert_string_equal(code, "busy");
	must("cd notes; test -e .git/index.lock; git diff --quiet ana.md");
}

/* What is stored is what git would store. */
static void
test_commit_line_ends(void **state)
{
	(void)state;
	must(start);
	must("cd notes; git config core.autocrlf true; rm ana.md;"
	    "git checkout -q ana.md; grep -q '\r' ana.md;"
	    "printf 'a\\r\\n' >new.md");
	records("ana.md", "");
	records("new.md", "");
	must("cd notes; ! git show HEAD:ana.md | grep '\r';"
	    "! git show HEAD:new.md | grep '\r';"
	    "test \"$(grep -c '\r' ana.md)\" = 4;"
	    "test -z \"$(git status --porcelain)\"; git add --renormalize .;"
	    "test -z \"$(git status --porcelain)\"");
}

/* An entry as young as its index: a later change must stay visible. */
static void
test_commit_racy(void **state)
{
	int i;

	(void)state;
	must(start);
	for (i = 0; i < 5; i++) {
		must("cd notes; printf 'b%s\\n' 1 >bob.md; git add bob.md;"
		    "printf 'b%s\\n' 2 >bob.md");
		records("ana.md", "");
		must("cd notes; git status --porcelain | grep -q '^.M bob';"
		    "git diff bob.md | grep -qx '+b2'");
	}
}

/* Many at once: nothing is lost and nothing is doubled. */
static void
test_commit_storm(void **state)
{
	enum { WRITERS = 6, ENTRIES = 3 };
	pid_t pids[WRITERS];
	char path[64], code[64];
	int i, j, status;

	(void)state;
	must(start);
	for (i = 0; i < WRITERS; i++) {
		pids[i] = fork();
		if (pids[i])
			continue;
		snprintf(path, sizeof(path), "new%d.md", i);
		for (j = 0; j < ENTRIES; j++) {
			do
				record("notes", i % 2 ? "ana.md" : path, NULL,
				    code);
			while (!strcmp(code, "changed"));
			if (*code)
				_exit(1);
		}
		_exit(0);
	}
	must("cd notes; for i in 1 2 3 4 5; do echo $i >>bob.md;"
	    "until git add bob.md; do sleep 0.05; done; done 2>/dev/null");
	for (i = 0; i < WRITERS; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	must("cd notes; git fsck --strict --no-dangling;"
	    "test \"$(git rev-list --count HEAD)\" = 19;"
	    "test \"$(git show HEAD:ana.md | grep -c 'call: x')\" = 9;"
	    "test \"$(git status --porcelain)\" = 'M  bob.md'");
}

static void
test_commit_plain(void **state)
{
	struct notes *notes;
	struct diags diags = { 0 };
	struct versions v;
	struct change change = { .path = STR("people/ana.md"),
		.tree = STR("one\n") };

	(void)state;
	must("mkdir plain");
	assert_int_equal(notes_open(&notes, "plain", true, &diags), 0);
	assert_int_equal(versions_read(notes, change.path, true, &v, &diags), 0);
	assert_false(v.in_tree);
	versions_release(&v);
	assert_int_equal(commit_write(notes, &change, &diags), 0);
	must("test \"$(cat plain/people/ana.md)\" = one");
	assert_int_equal(commit_write(notes, &change, &diags), -1);
	assert_true(has_code(&diags, "changed"));
	assert_int_equal(commit_possible(notes, &diags), -1);
	assert_true(has_code(&diags, "no-repository"));
	notes_close(notes);
	diag_release(&diags);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_open, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hostile_repository,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(test_worktrees, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_list, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused_format, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_plain, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ignore, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read_in, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_settings, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_identity, setup,
		    teardown),
		cmocka_unit_test(test_ini),
		cmocka_unit_test_setup_teardown(test_commit, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_unborn, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_dirty, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_refused, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_meanwhile, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_locked, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_line_ends, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_racy, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_storm, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_commit_plain, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
