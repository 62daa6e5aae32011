#!/usr/bin/perl
# Every page passes the linter, every command has a page, and what -h says is
# the page's SYNOPSIS.
use strict;
use warnings;
use Test::More;

chdir $ENV{NETGREP_ROOT} or die;
my @pages = sort glob('man/*.[1-9]');
my $mandoc = !system 'command -v mandoc >/dev/null';

# Without the runs of white space, and with one name for a command.
sub normal {
	my ($text) = @_;

	$text =~ s/\bnetgrep-(?=[a-z])/netgrep /g;
	$text =~ s/\x{2026}/.../g;
	$text =~ s/\s+/ /g;
	# "[person ...]" and "[person...]" are the same to a reader
	$text =~ s/ \.\.\./.../g;
	return $text =~ s/^ | $//gr;
}

sub synopsis {
	my ($page) = @_;
	my $text = `mandoc -Tascii -Owidth=1000 '$page'`;

	$text =~ s/.\x08//g;
	my ($section) = $text =~ /^SYNOPSIS\n(.*?)^\S/ms;
	return normal($section // '');
}

# The first paragraph of what -h prints.
sub usage {
	my ($command) = @_;
	my $text = `'$ENV{NETGREP}' $command -h`;

	unlike($text, qr/.{81}/, "$command -h fits into 80 columns");
	$text =~ s/\n\n.*//s;
	$text =~ s/^(?:usage:|   or:)/ /gm;
	return normal($text);
}

SKIP: {
	skip 'mandoc is not installed', 1 if !$mandoc;
	skip 'no manual pages yet', 1 if !@pages;
	for my $page (@pages) {
		my $said = `mandoc -Tlint -W warning '$page' 2>&1`;
		ok($? == 0, "$page is clean") or diag($said);
	}
}

my @commands = map { /^ +([a-z][a-z-]*)  +\S/ ? $1 : () } `'$ENV{NETGREP}' help`;
ok(scalar(@commands), 'netgrep help lists the commands');

for my $command (@commands) {
	my $page = "man/netgrep-$command.1";
	SKIP: {
		skip 'no manual pages yet', 2 if !@pages;
		ok(-e $page, "$command has a page") or skip $page, 1;
		skip 'mandoc is not installed', 1 if !$mandoc;
		is(usage($command), synopsis($page),
		    "$command -h is the SYNOPSIS of $page");
	}
}
done_testing();
