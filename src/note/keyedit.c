#include "note/keyedit.h"

#include "note/keyjob.h"
#include "note/scalar.h"

bool
keyedit_is_list(enum key key)
{
	return key == KEY_TAGS || key == KEY_ALIASES || key == KEY_EMAIL;
}

/* "Ana Ruiz" of that heading or line, the nearest where there are two. */
static bool
find_profile(struct keyjob *job)
{
	const struct edit_place *place = &job->edit->place;
	bool friends = job->source.kind == SOURCE_FRIENDS, found = false;
	uint32_t i, line, far, least = UINT32_MAX;

	for (i = 0; i < job->source.profiles_n; i++) {
		if (friends ? !str_eq(job->source.profiles[i].name,
		    job->edit->name) : place->anchor.len &&
		    !str_eq(job->source.profiles[i].anchor, place->anchor))
			continue;
		line = job->source.profiles[i].line;
		far = line > place->line ? line - place->line :
		    place->line - line;
		if (found && far >= least)
			continue;
		least = far;
		job->profile = i;
		found = true;
	}
	return found;
}

static void
begin(struct keyjob *job, struct read_options *options)
{
	struct diags none = { 0 };

	options->all_texts = true;
	options->people_only = false;
	reader_init(&job->reader, options);
	job->source.path = job->edit->path;
	read_file(&job->reader, job->text, &job->source);
	job->start = str_starts(job->text, STR("\xef\xbb\xbf")) ? 3 : 0;
	front_read(&job->front, str_from(job->text, job->start),
	    job->edit->path, &job->arena, &none);
	md_scan(&job->md, job->front.body, job->front.body_line);
	diag_release(&none);
	if (keyedit_is_list(job->known))
		keyjob_split(job);
	else if (job->value.len)
		vec_push(&job->values, job->value);
}

static int
edit_job(struct keyjob *job)
{
	bool section = job->edit->place.anchor.len > 0;

	if (job->edit->path.len && read_is_table(job->edit->path))
		return keyjob_refuse(job, 0, "a table is not written to");
	if (!scalar_holds(job->value))
		return keyjob_refuse(job, 0, "the value is no line of text");
	if (section != (job->source.kind == SOURCE_PEOPLE) ||
	    (section && !find_profile(job))) {
		diag_error(job->diags, "no-section", job->edit->path, 0, 0,
		    "the section \"%.*s\" is not committed yet; commit the "
		    "note first, or use --no-commit",
		    STR_ARG(job->edit->place.anchor));
		return -1;
	}
	if (section)
		return keylines_section(job);
	if (job->source.kind == SOURCE_FRIENDS)
		return find_profile(job) ? keyfriend_edit(job) :
		    keyjob_refuse(job, 0, "the line is not there");
	if (keylines_has(job) || (keylines_has_properties(job) &&
	    !job->front.present))
		return keylines_properties(job);
	return keyfront_edit(job);
}

static void
release(struct keyjob *job)
{
	buf_release(&job->with);
	vec_release(&job->values);
	front_release(&job->front);
	md_release(&job->md);
	arena_release(&job->arena);
	reader_release(&job->reader);
}

int
keyedit_text(struct buf *out, struct str text, const struct keyedit *edit,
    const struct read_options *options, uint32_t *line, struct diags *diags)
{
	struct read_options all = *options;
	struct keyjob job = { .edit = edit, .key = str_trim(edit->key),
		.value = str_trim(edit->value), .text = text, .diags = diags };
	struct buf edited = { 0 };
	int answer;

	job.known = key_of(job.key);
	begin(&job, &all);
	answer = edit_job(&job);
	if (answer == 1) {
		buf_add(&edited, str_upto(text, job.at));
		buf_add(&edited, buf_str(&job.with));
		buf_add(&edited, str_from(text, job.at + job.len));
		if (keycheck(&job, buf_str(&edited)) == -1)
			answer = -1;
		else
			buf_add(out, buf_str(&edited));
	}
	*line = job.line;
	buf_release(&edited);
	release(&job);
	return answer;
}
