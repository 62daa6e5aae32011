/*
 * libical CALENDAR: reads it with libical and prints each component's kind and
 * summary, then whatever is wrong with it, as the parser and the restrictions
 * of RFC 5545 have it.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *
next_line(char *s, size_t size, void *file)
{
	return fgets(s, (int)size, file);
}

static int
print_errors(icalcomponent *component)
{
	icalproperty *property;
	icalcomponent *inner;
	int n = 0;

	for (property = icalcomponent_get_first_property(component,
	    ICAL_XLICERROR_PROPERTY); property;
	    property = icalcomponent_get_next_property(component,
	    ICAL_XLICERROR_PROPERTY)) {
		printf("error: %s\n", icalproperty_get_xlicerror(property));
		n++;
	}
	for (inner = icalcomponent_get_first_component(component,
	    ICAL_ANY_COMPONENT); inner;
	    inner = icalcomponent_get_next_component(component,
	    ICAL_ANY_COMPONENT))
		n += print_errors(inner);
	return n;
}

int
main(int argc, char **argv)
{
	icalparser *parser = icalparser_new();
	icalcomponent *calendar = NULL, *inner;
	FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;
	int errors;

	if (!in)
		return 2;
	icalparser_set_gen_data(parser, in);
	calendar = icalparser_parse(parser, next_line);
	if (!calendar)
		return 2;
	for (inner = icalcomponent_get_first_component(calendar,
	    ICAL_ANY_COMPONENT); inner;
	    inner = icalcomponent_get_next_component(calendar,
	    ICAL_ANY_COMPONENT))
		printf("%s %s\n", icalcomponent_kind_to_string(
		    icalcomponent_isa(inner)),
		    icalcomponent_get_summary(inner));
	if (!icalrestriction_check(calendar))
		puts("error: a restriction");
	errors = print_errors(calendar);
	icalcomponent_free(calendar);
	icalparser_free(parser);
	fclose(in);
	return errors ? 1 : 0;
}
