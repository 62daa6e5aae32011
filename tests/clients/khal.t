#!/usr/bin/perl
# khal imports follow-ups and birthdays, and what is imported again is an update.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

client('khal', 'khal --version');
$ENV{TZ} = 'Etc/UTC'; # it wants a name
mkdir "$DIR/calendar" or die;
mkdir "$DIR/contacts" or die;
my $dates = join "\n", map { "$_ = %Y-%m-%d" } qw(dateformat longdateformat
    datetimeformat longdatetimeformat);
put("$ENV{HOME}/.config/khal/config", <<"END");
[calendars]
[[people]]
path = $DIR/calendar
[[cards]]
path = $DIR/contacts
type = birthdays
[locale]
timeformat = %H:%M
$dates
[default]
default_calendar = people
END

sub import {
	my $file = exported('ics');
	my $said = said("khal import --batch -a people '$file'");

	is($?, 0, 'khal import') or diag($said);
	return glob("$DIR/calendar/*");
}

# Titles of a calendar on days from one on.
sub list {
	my ($calendar, $from, $days) = @_;

	return map { s/^\Q$calendar\E\|//r } grep { /^\Q$calendar\E\|/ }
	    split /\n/, said("khal list -a $calendar " .
	    "--format '{calendar}|{start-date} {title}' $from ${days}d");
}

my @files = import();
is(@files, @DUE + @NAMES, 'a file each');
is_deeply([map { s/^\S+ //r } list('people', '2026-12-01', 25)], \@DUE,
    'khal list shows follow-ups');
is_deeply([list('people', '2027-02-25', 10)], [
    map { "2027-02-28 $_" } "$LONG: birthday (2000)",
    'Eve END:VEVENT BEGIN:VEVENT SUMMARY:evil: birthday (1948)',
    'Ruiz, Bo; "Bobby": birthday' ],
    'and birthdays, of 29 February on the 28th');
is_deeply([list('people', '2028-04-10', 10)],
    ['2028-04-17 Ana Ruiz: birthday (1984)'], 'every year');

vdir('contacts', 'vcf');
like(join("\n", list('cards', '2027-04-10', 10)), qr/^2027-04-17 Ana Ruiz's/,
    'it makes birthdays of the cards, too');

said("sed -i 's/2026-12-24/2026-12-28/' '$DIR/notes/people/ana.md'");
is_deeply([import()], \@files, 'imported again they are the same');
is_deeply([list('people', '2026-12-24', 5)],
    ['2026-12-28 Ana Ruiz: send her the map 📅 2026-12-28'],
    'what was put off has moved');
done_testing;
