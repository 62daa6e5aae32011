#!/usr/bin/perl
# Two machines that record to the same people and pull from each other, with a
# merge and with a rebase: merge=union keeps each entry once, without conflict.
use strict;
use warnings;
use Cwd qw(realpath);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $ROUNDS = 12;

my $scratch = realpath(tempdir('machines.XXXXXX', TMPDIR => 1, CLEANUP => 1));
my $netgrep = $ENV{NETGREP};
my $dir; # of the two clones and what they share

$ENV{NETGREP_TODAY} = '2026-11-23';
srand 63;

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or return '';
	local $/;
	return scalar(<$in>) // '';
}

sub spit {
	my ($path, $text) = @_;

	make_path($1) if $path =~ m{(.*)/};
	open my $out, '>', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

# What a command prints; it must succeed.
sub run {
	my @command = @_;

	open my $out, '-|', 'sh', '-c', 'exec "$@" 2>&1', 'sh', @command or die;
	local $/;
	my $said = <$out> // '';
	close $out or BAIL_OUT("@command: $?\n$said");
	return $said;
}

sub git {
	my ($machine, @words) = @_;

	return run('git', '-C', "$dir/$machine", @words);
}

sub record {
	my ($machine, @words) = @_;

	return run($netgrep, '-C', "$dir/$machine", 'log', @words);
}

# Machines a and b, with notes of both orders and of none.
sub two_machines {
	my ($name) = @_;

	$dir = "$scratch/$name";
	spit("$dir/a/.gitattributes", "*.md merge=union\n");
	spit("$dir/a/people/ana.md", "# Ana Ruiz\n\n## Log\n\n" .
	    "- 2026-10-01 call: one\n- 2026-10-02 call: two\n\n## Gifts\n");
	spit("$dir/a/people/bob.md", "# Bob Chen\n\n## Log\n\n" .
	    "- 2026-10-02 call: two\n- 2026-10-01 call: one\n\n## Gifts\n");
	spit("$dir/a/people/dana.md", "# Dana Fields\n");
	spit("$dir/a/contacts.md", "# Contacts\n\n## Eva Lind\n\n" .
	    "- 2026-10-01 call: one\n\n## Finn Moe\n\n" .
	    "- 2026-10-01 call: one\n");
	git('a', 'init', '-q', '-b', 'main');
	git('a', 'add', '-A');
	git('a', 'commit', '-qm', 'Notes');
	run('git', 'clone', '-q', '--bare', "$dir/a", "$dir/origin");
	git('a', 'remote', 'add', 'origin', "$dir/origin");
	git('a', 'fetch', '-q');
	git('a', 'branch', '-q', '-u', 'origin/main');
	run('git', 'clone', '-q', "$dir/origin", "$dir/b");
}

sub sync {
	my ($machine, @how) = @_;

	git($machine, 'pull', '-q', '--no-edit', @how);
	git($machine, 'push', '-q');
}

# Both hold what either has.
sub settle {
	sync('a', @_);
	sync('b', @_);
	git('a', 'pull', '-q', @_);
	return git('a', 'rev-parse', 'HEAD') eq git('b', 'rev-parse', 'HEAD');
}

sub notes {
	my ($machine) = @_;

	return join '', map { slurp("$dir/$machine/$_") }
	    split /\n/, git($machine, 'ls-files', '*.md');
}

sub count {
	my ($text, $part) = @_;

	return scalar(() = $text =~ /^\Q$part\E$/mg);
}

my @people = ('ana', 'ana', 'bob', 'bob', 'dana', 'eva', 'finn');

# One to three entries on either machine, and now and then a pull.
sub storm {
	my ($how) = @_;
	my @said;

	for my $round (1 .. $ROUNDS) {
		my $machine = rand() < 0.5 ? 'a' : 'b';

		for (0 .. rand 3) {
			my $day = sprintf '2026-11-%02d', 10 + rand 14;
			my $text = "said $how " . scalar @said;

			record($machine, '-d', $day, $people[rand @people],
			    "call: $text");
			push @said, "- $day call: $text";
		}
		sync($machine, $how) if rand() < 0.4;
	}
	return @said;
}

for my $how ('--no-rebase', '--rebase') {
	two_machines("storm$how");
	my @said = storm($how);

	ok(settle($how), "git pull $how both ways, without a conflict");
	for my $machine ('a', 'b') {
		my $notes = notes($machine);
		my @wrong = grep { count($notes, $_) != 1 } @said;

		ok(!@wrong, scalar(@said) . " entries once each on $machine")
		    or diag(join "\n", @wrong);
		is(git($machine, 'status', '--porcelain'), '',
		    "nothing is left to commit on $machine");
		is(git($machine, 'fsck', '--strict'), '',
		    "git fsck finds nothing on $machine");
		is(run($netgrep, '-C', "$dir/$machine", 'check'), '',
		    "check finds nothing on $machine");
	}
}

# The same words on both machines are one entry.
two_machines('same');
record($_, 'ana', 'bob', 'dinner: all of us') for 'a', 'b';
ok(settle('--no-rebase'), 'the same entry on both machines');
is(count(notes('a'), '- 2026-11-23 dinner: all of us'), 2,
    'stands once in each note');

# Who is new to both has one note, with the entries of both.
two_machines('new');
record($_, '--new', 'Gus Holt', "met: on machine $_") for 'a', 'b';
ok(settle('--no-rebase'), 'a new note of one person on both machines');
my $gus = slurp("$dir/a/people/gus-holt.md");
is(count($gus, "- 2026-11-23 met: on machine $_"), 1, "the entry of $_ is there")
    for 'a', 'b';
is(count($gus, 'name: Gus Holt') + count($gus, '# Gus Holt'), 1,
    'one head, not two');

# What git does with longer texts, HAZARDS finding 5: lines that two entries
# share at their ends are taken for one, so nothing conflicts, but they stand
# below the second entry only. One line an entry has no such lines.
two_machines('glue');
record($_, 'ana', "call: on $_\nas planned") for 'a', 'b';
ok(settle('--no-rebase'), 'longer texts that end alike');
like(slurp("$dir/a/people/ana.md"), qr/call: on [ab]\n- .* call: on [ab]\n  as planned\n/,
    'their last lines are one');
two_machines('apart');
record($_, 'ana', "call: on $_\nas planned\nby $_") for 'a', 'b';
ok(settle('--no-rebase'), 'longer texts that end otherwise');
like(slurp("$dir/a/people/ana.md"),
    qr/call: on ([ab])\n  as planned\n  by \1\n- .* on ([ab])\n  as planned\n  by \2\n/,
    'stay apart');

# What both have recorded, each in its own order, stands twice when they meet.
# check --fix on one machine or on both takes that out again, for good.
sub fix {
	my ($machine) = @_;

	return run($netgrep, '-C', "$dir/$machine", 'check', '--fix');
}

sub doubled {
	my ($how, $picked) = @_;
	my @said = map { "call: $_" } 'one more', 'another', 'a third';

	record('a', $_, $said[0]), record('a', $_, $said[1]) for 'ana', 'eva';
	record('b', $_, $said[1]), record('b', $_, $said[0]) for 'ana', 'eva';
	record('a', 'bob', $said[2]);
	if ($picked) {
		# what a has not pushed comes to b some other way, too
		git('b', 'fetch', '-q', "$dir/a", 'main');
		git('b', 'cherry-pick', '--no-edit', 'FETCH_HEAD');
		record('b', 'bob', $said[0]);
	}
	sync('a', $how);
	sync('b', $how);
	return map { "- 2026-11-23 $_" } @said;
}

sub once {
	my ($what, @said) = @_;

	for my $machine ('a', 'b') {
		my %notes = map { $_ => slurp("$dir/$machine/$_") }
		    'people/ana.md', 'people/bob.md', 'contacts.md';
		my @wrong = grep { count($notes{'people/ana.md'}, $_) != 1 ||
		    count($notes{'contacts.md'}, $_) != 1 } @said[0, 1];

		push @wrong, grep { count($notes{'people/bob.md'}, $_) > 1 }
		    @said;
		is("@wrong", '', "$what on $machine");
		is(git($machine, 'status', '--porcelain'), '',
		    "and nothing is left to commit on $machine");
		is(run($netgrep, '-C', "$dir/$machine", 'check'), '',
		    "and check finds nothing on $machine");
	}
}

for my $how ('--no-rebase', '--rebase') {
	for my $where ('one', 'both') {
		my $name = "doubled, $how, fixed on $where";

		two_machines("doubled$how$where");
		my @said = doubled($how, $where eq 'both');
		cmp_ok(count(notes('b'), $said[0]), '>', 2, "$name: twice");
		git('a', 'pull', '-q', '--no-edit', $how);
		fix('b');
		fix('a') if $where eq 'both';
		ok(settle($how), "$name: no conflict");
		once($name, @said);
		record($_, 'ana', "call: later on $_") for 'a', 'b';
		ok(settle($how), "$name: nor with what follows");
		once("$name, then more", @said);
		is(count(notes('a'), "- 2026-11-23 call: later on $_"), 1,
		    "$name: which is there, of $_") for 'a', 'b';
	}
}

# Without the attribute git asks, log refuses and check names it.
two_machines('plain');
git($_, 'rm', '-q', '.gitattributes'), git($_, 'commit', '-qm', 'No union')
    for 'a', 'b';
record($_, 'ana', "call: on $_") for 'a', 'b';
sync('a', '--no-rebase');
isnt(system("git -C $dir/b pull -q --no-rebase >/dev/null 2>&1"), 0,
    'without merge=union there is a conflict');
like(scalar(`$netgrep -C $dir/b check --tsv`), qr/^warning\tconflict-marker\t/m,
    'which check names');
like(scalar(`$netgrep -C $dir/b log ana 'call: more' 2>&1`), qr/merge/,
    'and log refuses');
isnt($? >> 8, 0, 'with a status');

done_testing;
