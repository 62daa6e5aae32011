#!/usr/bin/perl
# Replays what the fuzzers have found (tests/fuzz/cases/TARGET), and what they
# begin with: the golden cases and the examples.
use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;

my $tests = dirname($0);
exec "$tests/run", $0, @ARGV or die "$tests/run: $!\n" if !$ENV{NETGREP_ROOT};

chdir $ENV{NETGREP_ROOT} or die;
my @targets = map { m{([^/]+)\.c$} } sort glob('tests/fuzz/*.c');

for my $target (@targets) {
	my @files = grep { -e } "tests/fuzz/cases/$target", 'tests/cases',
	    'examples/notes';
	my @said = `'$ENV{BUILD}/tests/fuzz-$target' @files 2>&1`;

	ok($? == 0, $target) or diag(@said > 9 ? @said[-9 .. -1] : @said);
	# what replays nothing proves nothing
	cmp_ok(scalar(@said), '>', 1000, "$target saw the cases");
}
my %known = map { $_ => 1 } @targets;
for my $dir (sort glob('tests/fuzz/cases/*')) {
	ok($known{ $dir =~ s{.*/}{}r }, "$dir has a target");
}
done_testing();
