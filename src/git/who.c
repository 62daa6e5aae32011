#include "git/who.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { MINUTES_A_DAY = 24 * 60 };

/* git takes these off both ends of a name and "<>" and newlines out of it. */
static bool
is_crud(char c)
{
	return (unsigned char)c <= ' ' || strchr(".,:;<>\"\\'", c);
}

static char *
clean(const char *text)
{
	struct str s = str_of(text);
	struct buf out = { 0 };
	char *copy;
	size_t i;

	while (s.len && is_crud(s.ptr[0]))
		s = str_from(s, 1);
	while (s.len && is_crud(s.ptr[s.len - 1]))
		s.len--;
	for (i = 0; i < s.len; i++)
		if (!strchr("<>\n", s.ptr[i]))
			buf_addc(&out, s.ptr[i]);
	copy = mem_cstr(buf_str(&out));
	buf_release(&out);
	return copy;
}

/* +0100, +01:00, +01, Z: minutes east of Greenwich. */
static bool
read_zone(const char *text, int *minutes)
{
	int digits = 0, value = 0, sign = *text == '-' ? -1 : 1;

	if (!strcmp(text, "Z") || !strcmp(text, "UTC") ||
	    !strcmp(text, "GMT")) {
		*minutes = 0;
		return true;
	}
	if (*text != '+' && *text != '-')
		return false;
	for (text++; *text; text++) {
		if (*text == ':' && digits == 2)
			continue;
		if (!ch_digit(*text) || digits == 4)
			return false;
		value = value * 10 + (*text - '0');
		digits++;
	}
	if (digits == 2)
		value *= 100;
	else if (digits != 4)
		return false;
	*minutes = sign * (value / 100 * 60 + value % 100);
	return value % 100 < 60 && value / 100 * 60 < MINUTES_A_DAY;
}

/* "@1767225600 +0100", the '@' only needed for the first years. */
static bool
read_seconds(const char *text, git_time *when)
{
	bool marked = *text == '@';
	const char *begin = text + marked;
	char *end;
	long long value;

	if (!ch_digit(*begin))
		return false;
	errno = 0;
	value = strtoll(begin, &end, 10);
	if (errno || (!marked && end - begin < 9) || value > 253402300799)
		return false;
	when->time = value;
	when->offset = 0;
	while (*end == ' ')
		end++;
	return !*end || read_zone(end, &when->offset);
}

/* A date that strptime took but no calendar has: 30 February. */
static bool
is_date(const struct tm *tm)
{
	struct tm copy = *tm;
	time_t time = timegm(&copy);

	return time != -1 && copy.tm_mday == tm->tm_mday &&
	    copy.tm_mon == tm->tm_mon && copy.tm_hour == tm->tm_hour &&
	    copy.tm_min == tm->tm_min && tm->tm_year >= 70;
}

static bool
read_calendar(const char *text, git_time *when)
{
	static const char *const formats[] = {
		"%Y-%m-%dT%H:%M:%S",
		"%Y-%m-%d %H:%M:%S",
		"%Y-%m-%dT%H:%M",
		"%Y-%m-%d %H:%M",
		"%a, %d %b %Y %H:%M:%S",
		"%d %b %Y %H:%M:%S",
		"%a %b %d %H:%M:%S %Y",
	};
	struct tm tm, local;
	const char *end = NULL;
	time_t time;
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		memset(&tm, 0, sizeof(tm));
		end = strptime(text, formats[i], &tm);
		if (end && *end != ':' && *end != '.')
			break;
		end = NULL;
	}
	if (!end || !is_date(&tm))
		return false;
	while (*end == ' ')
		end++;
	if (*end) {
		if (!read_zone(end, &when->offset))
			return false;
		when->time = timegm(&tm) - when->offset * (time_t)60;
		return true;
	}
	tm.tm_isdst = -1;
	time = mktime(&tm);
	if (time == -1 || !localtime_r(&time, &local))
		return false;
	when->time = time;
	when->offset = (int)(local.tm_gmtoff / 60);
	return true;
}

/* Whose GIT_DATE it is, and what it says; now without one. */
static bool
read_date(const char *text, git_time *when)
{
	struct tm local;
	time_t now;

	if (text && *text)
		return read_seconds(text, when) || read_calendar(text, when);
	now = time(NULL);
	if (!localtime_r(&now, &local))
		return false;
	when->time = now;
	when->offset = (int)(local.tm_gmtoff / 60);
	return true;
}

/* Where each part of an identity may stand. */
struct places {
	const char *name, *email, *date;  /* in the environment */
	const char *own_name, *own_email; /* in the configuration */
};

static const struct places author = {
	"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE",
	"author.name", "author.email",
};
static const struct places committer = {
	"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE",
	"committer.name", "committer.email",
};

static const char *
first_of(struct notes *notes, const char *env, const char *own,
    const char *user)
{
	const char *value = getenv(env);

	if (!value || !*value)
		value = repo_config_value(notes, own);
	return value && *value ? value : repo_config_value(notes, user);
}

static int
read_one(git_signature **out, struct notes *notes,
    const struct places *places, struct diags *diags)
{
	const char *email = first_of(notes, places->email, places->own_email,
	    "user.email");
	const char *known = first_of(notes, places->name, places->own_name,
	    "user.name");
	char *name = clean(known);
	char *address = clean(email && *email ? email : getenv("EMAIL"));
	git_time when = { 0 };
	int rc = -1;

	if (known && *known && !*name)
		diag_error(diags, "identity", STR_NONE, 0, 0,
		    "git takes nothing of the %s's name \"%s\"; correct it",
		    places == &author ? "author" : "committer", known);
	else if (!*name || !*address)
		diag_error(diags, "identity", STR_NONE, 0, 0,
		    "git does not know your %s; git config --global user.%s "
		    "says it", *name ? "email address" : "name",
		    *name ? "email you@example.org" : "name \"Your Name\"");
	else if (!read_date(getenv(places->date), &when))
		diag_error(diags, "identity", STR_NONE, 0, 0,
		    "%s=%s is no date; write 2026-12-01T12:00:00+0100",
		    places->date, getenv(places->date));
	else if (git_signature_new(out, name, address, when.time,
	    when.offset))
		diag_error(diags, "identity", STR_NONE, 0, 0,
		    "the name of the %s can't be used: %s; correct it",
		    places == &author ? "author" : "committer", repo_error());
	else
		rc = 0;
	free(name);
	free(address);
	return rc;
}

int
who_read(struct who *who, struct notes *notes, struct diags *diags)
{
	if (!read_one(&who->author, notes, &author, diags) &&
	    !read_one(&who->committer, notes, &committer, diags))
		return 0;
	who_release(who);
	return -1;
}

void
who_release(struct who *who)
{
	git_signature_free(who->author);
	git_signature_free(who->committer);
	who->author = who->committer = NULL;
}
