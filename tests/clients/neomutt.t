#!/usr/bin/perl
# NeoMutt and mutt ask for addresses, and take the aliases as they were meant.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

my @mutts = grep { !system "command -v $_ >/dev/null" } qw(neomutt mutt);
client($mutts[0] // 'neomutt', ($mutts[0] // 'false') . ' -v');
my $aliases = exported('mutt');
my $rc = put("$DIR/rc", <<"END");
set folder = "$DIR/mail"
set spoolfile = "$DIR/mail"
set query_command = "netgrep -C '$DIR/notes' query -- %s"
set sleep_time = 0
source "$aliases"
END
-d "$DIR/mail" || mkdir "$DIR/mail" or die;
mkdir "$DIR/mail/$_" or die for qw(cur new tmp);
my $terminal = said("script -qec 'test -t 1 && echo yes' /dev/null") =~ /yes/;

# What an alias is read as.
sub alias {
	my ($mutt, $key) = @_;

	return said("$mutt -n -F '$rc' -A '$key'");
}

# The list of those who are found by this.
sub query {
	my ($mutt, $text) = @_;
	# it is shown when no more keys are to come, so it can't quit
	my $said = said("script -qec \"stty cols 250 rows 40; TERM=vt100 " .
	    "timeout --foreground 5 $mutt -n -F '$rc' " .
	    "-e 'push \\\"<query>$text<enter>\\\"'\" /dev/null");

	$said =~ s/\e\[[0-9;?]*[A-Za-z]|\e[()]\w|[\x0e\x0f]//g;
	return $said;
}

for my $mutt (@mutts) {
	diag(said("$mutt -v | head -n 1") =~ s/\n//r) if $mutt ne $mutts[0];
	is(alias($mutt, 'ana-ruiz'), "Ana Ruiz <ana\@example.org>\n",
	    "$mutt: an alias");
	is(alias($mutt, 'ana-ruiz-2'),
	    "Ana Ruiz <ruiz\@work.example.org>\n", 'a second one');
	is(alias($mutt, 'ruiz-bo-bobby'),
	    "\"Ruiz, Bo; \\\"Bobby\\\"\" <bo\@example.org>\n",
	    'quotes and commas');
	is(alias($mutt, '박준호'), "박준호 <junho\@example.org>\n",
	    'Korean');
	like(alias($mutt, 'zoe'), qr/^🎉 Zoë .* <zoe\@example.org>$/,
	    'emoji');
	like(alias($mutt, 'anastasia-' . '나' x 290),
	    qr/<long\@example.org>$/, '300 characters');
	is(alias($mutt, 'eve-end-vevent-begin-vevent-summary-evil'),
	    '"Eve END:VEVENT BEGIN:VEVENT SUMMARY:evil" ' .
	    "<eve\@example.org>\n", 'lines');
SKIP: {
		skip 'script(1) makes no terminal here', 5 if !$terminal;
		my $list = query($mutt, 'ruiz');
		for ('ana@example.org', 'ruiz@work.example.org', 'Ana Ruiz',
		    'bo@example.org', 'Ruiz, Bo; "Bobby"') {
			like($list, qr/\Q$_\E/, "query ruiz: $_");
		}
	}
}
done_testing;
