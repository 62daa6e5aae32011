#!/usr/bin/perl
# check --fix on notes made at random: only lines go, what is known of people
# stays as it was, and what was staged or not stays that.
use strict;
use warnings;
use Cwd qw(realpath);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $ROUNDS = 16;

my $scratch = realpath(tempdir('fix.XXXXXX', TMPDIR => 1, CLEANUP => 1));
my $netgrep = $ENV{NETGREP};

$ENV{NETGREP_TODAY} = '2026-11-23';
srand 40;

sub spit {
	my ($path, $text) = @_;

	make_path($1) if $path =~ m{(.*)/};
	open my $out, '>:raw', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

# Output and status of a command.
sub run {
	my ($dir, $command) = @_;
	my $out = qx{cd '$dir' && ( $command ) 2>&1};

	return ($out, $? >> 8);
}

sub git {
	my ($dir, @words) = @_;
	my ($out, $status) = run($dir, "git @words");

	BAIL_OUT("git @words: $out") if $status;
	return $out;
}

sub pick { return $_[rand @_] }

# What stands on a line or more, and may stand there again.
sub block {
	my $day = sprintf '2026-11-%02d', 10 + rand 4;

	return pick(
		(map { "- $day $_: " . pick('one', 'two', '[[Bob]] was there')
		} 'call', 'lunch'),
		"- $day call: one\n  " . pick('below', '- item', '%% x', '```'),
		"- $day met: [[Bob Chen]] #followup/2w #gave it\n\n  - below",
		"* $day letter: one",
		"$day email: text", "$day email: text\nwith a second line",
		"1. $day call: counted", "- call [[Ana Ruiz]]: as there",
		"- [ ] write to [[Bob Chen]] 📅 $day",
		"  - $day call: within", '- an item', "> - $day call: quoted",
		'Text.', '', '', '%%', '%% a %%', '<!--', '-->', '```', '---',
		"| $day | call |", '## Log', '## More', "### $day",
		"- $day call: caf\xe9 \x1b[1m", '- email: ana@example.org',
	);
}

sub a_note {
	my ($name) = @_;
	my $eol = pick("\n", "\n", "\r\n");
	my @blocks = map { block() } 1 .. 3 + rand 12;
	my $text = join "\n", "# $name", '', @blocks,
	    map { rand() < 0.3 ? block() : pick(@blocks) } 1 .. 12;

	$text .= "\n" if rand() < 0.7;
	return (rand() < 0.2 ? "\xef\xbb\xbf" : '') . $text =~ s/\n/$eol/gr;
}

# What is known, with no regard to where it stands and how often.
sub known {
	my ($dir) = @_;
	my ($timeline) = run($dir, "$netgrep timeline --tsv");
	my ($rest) = run($dir, "$netgrep due --tsv; $netgrep scan --tsv");
	my ($people) = run($dir, "$netgrep people --tsv");
	my %seen;

	# without path:line, of due also without the column
	s/\t[^\t]*\.md\t\d+(?:\t\d+)?$//mg for $timeline, $rest, $people;
	$seen{$_} = 1 for split /\n/, $timeline . $rest;
	return join "\n", $people, sort keys %seen;
}

# The lines of a diff that add something.
sub added {
	my ($diff) = @_;

	return grep { /^\+(?!\+\+ )/ } split /\n/, $diff;
}

my ($gone, $rounds) = (0, 0);
for my $round (1 .. $ROUNDS) {
	my $dir = "$scratch/$round";
	my %paths = ('people/ana.md' => 'Ana Ruiz', 'people/bob.md' =>
	    'Bob Chen', 'contacts.md' => 'Contacts',
	    'journal/2026-11-12.md' => 'A day');

	spit("$dir/$_", a_note($paths{$_})) for sort keys %paths;
	git($dir, 'init -q -b main');
	git($dir, 'add -A');
	git($dir, 'commit -qm Notes');
	my $before = known($dir);
	my ($listed, $would) = run($dir, "$netgrep check --fix --dry-run");
	is(git($dir, 'status --porcelain'), '', 'a dry run writes nothing');
	my ($said, $status) = run($dir, "$netgrep check --fix");
	my $commits = git($dir, 'rev-list --count HEAD') - 1;

	is($status, $would, "round $round: the dry run foretold the status");
	is($said =~ s/^\[.*\n//mr, $listed, 'and what is said');
	is($commits, $status ? 0 : 1, 'one commit, or none');
	is(git($dir, 'status --porcelain'), '', 'which has all of it');
	is(known($dir), $before, 'what is known is the same');
	is((run($dir, "$netgrep check --fix"))[1], 1, 'nothing is left');
	next if !$commits;

	# with --text, since some bytes are no text
	my $diff = git($dir, 'show --text --format= --ignore-cr-at-eol');
	ok(!added($diff), 'only lines are gone') or diag($diff);
	$gone += () = $said =~ /^\S+:\d+: /mg;
	$rounds++;

	# as if the commit had failed
	my $tree = git($dir, 'rev-parse HEAD^{tree}');
	git($dir, 'reset -q HEAD~1');
	is((run($dir, "$netgrep check --fix"))[1], 0, 'again completes');
	is(git($dir, 'rev-parse HEAD^{tree}'), $tree, 'to the same');
}
cmp_ok($gone, '>', $rounds, "$gone copies went in $rounds rounds");

done_testing;
