#!/usr/bin/perl
# libical finds nothing wrong with the calendars.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

client('libical', 'pkg-config --modversion libical');
my $made = said("\${CC:-cc} -o '$DIR/libical' '$FindBin::Bin/libical.c' " .
    '$(pkg-config --cflags --libs libical)');
is($?, 0, 'the reader is built') or diag($made);

my @birthdays = map { qr/^VEVENT \Q$_\E: birthday(?: \(\d+\))?$/ } @NAMES;
for my $as (['ics'], ['ics', '--todo']) {
	my $said = said("'$DIR/libical' '" . exported(@$as) . "'");
	my $kind = @$as > 1 ? 'VTODO' : 'VEVENT';

	is($?, 0, "no error in @$as") or diag($said);
	unlike($said, qr/^error/m, 'and no restriction is broken');
	my @lines = split /\n/, $said;
	is(@lines, @DUE + @NAMES + ($kind eq 'VTODO'), 'all are there');
	for my $due (@DUE) {
		is(scalar(grep { $_ eq "$kind $due" } @lines), 1,
		    substr $due, 0, 40);
	}
	for my $birthday (@birthdays) {
		is(scalar(grep { $_ =~ $birthday } @lines), 1, 'a birthday');
	}
}

# the reader does find what is wrong
put("$DIR/bad.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" .
    "DTSTART;VALUE=DATE:2026\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
said("'$DIR/libical' '$DIR/bad.ics'");
isnt($?, 0, 'of a broken one it says so');
done_testing;
