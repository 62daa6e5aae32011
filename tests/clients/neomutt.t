#!/usr/bin/perl
# NeoMutt and mutt ask for addresses, and take the aliases as they were meant.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

my ($mutt) = grep { !system "command -v $_ >/dev/null" } qw(neomutt mutt);
client($mutt // 'neomutt', ($mutt // 'false') . ' -v');
my $aliases = exported('mutt');
my $rc = put("$DIR/rc", <<"END");
set folder = "$DIR/mail"
set spoolfile = "$DIR/mail"
set query_command = "netgrep -C '$DIR/notes' query -- %s"
set sleep_time = 0
set quit = yes
set move = no
set query_format = "[%a|%n|%e]"
source "$aliases"
END
-d "$DIR/mail" || mkdir "$DIR/mail" or die;
mkdir "$DIR/mail/$_" or die for qw(cur new tmp);

sub alias { return said("$mutt -n -F '$rc' -A '$_[0]'") }

is(alias('ana-ruiz'), "Ana Ruiz <ana\@example.org>\n", 'an alias');
is(alias('ana-ruiz-2'), "Ana Ruiz <ruiz\@work.example.org>\n", 'a second one');
is(alias('ruiz-bo-bobby'),
    "\"Ruiz, Bo; \\\"Bobby\\\"\" <bo\@example.org>\n", 'quotes and commas');
is(alias('박준호'), "박준호 <junho\@example.org>\n", 'Korean');
like(alias('zoe'), qr/^🎉 Zoë .* <zoe\@example.org>$/, 'emoji');
like(alias('anastasia-' . '나' x 290), qr/<long\@example.org>$/,
    '300 characters');
is(alias('eve-end-vevent-begin-vevent-summary-evil'),
    "\"Eve END:VEVENT BEGIN:VEVENT SUMMARY:evil\" <eve\@example.org>\n",
    'lines');

SKIP: {
	skip 'script(1) makes no terminal here', 5
	    if said("script -qec 'test -t 1 && echo yes' /dev/null") !~ /yes/;

	# What the list of addresses has that are found by this.
	sub query {
		my ($text) = @_;
		# it is shown when no more keys are to come, so it can't quit
		my $said = said("script -qec \"stty cols 250 rows 40; " .
		    "TERM=vt100 timeout --foreground 5 $mutt -n -F '$rc' " .
		    "-e 'push \\\"<query>$text<enter>\\\"'\" /dev/null");

		$said =~ s/\e\[[0-9;?]*[A-Za-z]|\e[()]\w|[\x0e\x0f]//g;
		return $said;
	}

	my $list = query('ruiz');
	for ('ana@example.org', 'ruiz@work.example.org', 'Ana Ruiz',
	    'bo@example.org', 'Ruiz, Bo; "Bobby"') {
		like($list, qr/\Q$_\E/, "query ruiz: $_");
	}
}
done_testing;
