#!/usr/bin/perl
# Every test that tests/statements.tsv names is there, and every case is named:
# whoever adds one says there what it holds.
use strict;
use warnings;
use File::Glob qw(:bsd_glob);
use Test::More;

my $table = 'tests/statements.tsv';
my %named;

chdir $ENV{NETGREP_ROOT} or die;

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or die "$path: $!\n";
	local $/;
	return scalar <$in>;
}

# The cases of a pattern, of which each has a command.
sub cases {
	return map { s{^tests/|/cmd$}{}gr } glob("tests/$_[0]/cmd");
}

# Whether there is such a test.
sub exists_test {
	my ($test) = @_;

	if ($test =~ m{^cases/[\w-]+/(?:[\w-]+|\*)$}) {
		my @cases = cases($test);
		@named{@cases} = (1) x @cases;
		return @cases > 0;
	}
	return slurp("tests/$1") =~ /^\Q$2\E\(void \*\*/m
	    if $test =~ m{^(unit/\w+\.c):(test_\w+)$} && -e "tests/$1";
	return $test =~ m{^(?:cmd|check)/[\w-]+\.t$|^fuzz/\w+\.c$} && -e "tests/$test";
}

my %sections;
my @lines = split /\n/, slurp($table);
for my $i (0 .. $#lines) {
	next if $lines[$i] =~ /^#|^$/;
	my ($section, $statement, $tests, $more) = split /\t/, $lines[$i], -1;
	my @wrong;

	$sections{$section} = 1;
	if (!$tests || defined $more || $statement eq '') {
		@wrong = ('it has three columns: section, statement, tests');
	} elsif ($tests !~ /^none: ./) {
		@wrong = map { "there is no $_" }
		    grep { !exists_test($_) } split / /, $tests;
	}
	ok(!@wrong, "$table:" . ($i + 1)) or diag(join "\n", @wrong);
}
ok($sections{$_}, "section $_ is in it") for 2 .. 9, map { "H$_" } 1 .. 61, 63;

my @unnamed = grep { !$named{$_} } cases('cases/*/*');
ok(!@unnamed, 'every case is named') or
    diag(join "\n", "to be named in $table beside what they hold:", @unnamed);
done_testing();
