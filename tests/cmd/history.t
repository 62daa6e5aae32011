#!/usr/bin/perl
# netgrep history beside git log: of commits that are made at random, on
# branches that are merged, it finds those that were made to touch a person, and
# in the order that git log has.
use strict;
use warnings;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $dir = tempdir('history.XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $time = 1767225600; # 2026-01-01
my %touched;           # subject => those whose facts it changed
my %name = (ana => 'Ana Ruiz', bob => 'Bob Chen', cy => 'Cy Gray');
my $number = 0;

sub sh {
	return scalar `$_[0]`;
}

sub add {
	my ($path, $text) = @_;

	make_path($1) if $path =~ m{(.*)/};
	open my $out, '>>', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

sub commit {
	my ($trailer, @people) = @_;
	my $subject = 'c' . $number++;

	$time += int rand 7200;
	$ENV{GIT_AUTHOR_DATE} = $ENV{GIT_COMMITTER_DATE} = "$time +0000";
	$touched{$subject}{$_} = 1 for @people;
	system("git add -A && git commit -q --allow-empty -m $subject $trailer")
	    == 0 or die;
}

# Each way to touch somebody, or nobody.
my @ways = (
	sub {
		add("people/$_[0].md", "- 2026-01-02 call: $number\n");
		commit('', $_[0]);
	},
	sub {
		add("journal/$number.md", "- call with [[$name{$_[0]}]]\n");
		add('journal/2026-01-0' . (1 + $number % 9) . '.md',
		    "- lunch with [[$name{$_[0]}]] $number\n");
		commit('', $_[0]);
	},
	sub {
		add("people/$_[0].md", "prose $number\n\n");
		commit('');
	},
	sub {
		add("work/$number.md", "- [ ] ask [[$_[0]]] $number\n");
		commit("-m 'Netgrep-Person: people/cy.md'", $_[0], 'cy');
	},
	sub {
		commit("-m 'Netgrep-Person: people/$_[0].md'", $_[0]);
	},
	sub {
		add('notes.md', "nobody $number\n");
		commit('');
	},
);

# The subjects of git log that touched one of these.
sub expected {
	my (@people) = @_;

	return join '', grep {
		chomp(my $subject = $_);
		grep { $touched{$subject}{$_} } @people;
	} split /^/, sh('git log --format=%s');
}

chdir $dir or die;
srand 7;
sh('git init -q -b main .');
add("people/$_.md", "# $name{$_}\n\n") for sort keys %name;
add('.gitattributes', "*.md merge=union\n");
commit('', keys %name);
for my $round (1 .. 8) {
	my @people = sort keys %name;

	sh("git switch -q -c side$round");
	$ways[rand @ways]->($people[rand @people]) for 1 .. 4;
	sh('git switch -q main');
	$ways[rand @ways]->($people[rand @people]) for 1 .. 4;
	$time += 60;
	$ENV{GIT_AUTHOR_DATE} = $ENV{GIT_COMMITTER_DATE} = "$time +0000";
	system("git merge -q -m merge side$round") == 0 or die;
}

for my $people (['ana'], ['bob'], ['cy'], ['ana', 'bob'], [sort keys %name]) {
	is(sh("$ENV{NETGREP} history @$people --format '%{subject}'"),
	    expected(@$people), "@$people");
}
is(sh("$ENV{NETGREP} history ana --tsv | cut -f 1-3"),
    sh("git log --date=short --format='%ad%x09%h%x09%an%x09%s'") =~
    s/^(.*)\t(.*)\n/$touched{$2}{ana} ? "$1\n" : ''/gemr,
    'days, names and authors are those of git log');
is(sh("git gc -q 2>&1; $ENV{NETGREP} history ana --format '%{subject}'"),
    expected('ana'), 'packed');
is(sh("$ENV{NETGREP} history ana -n 3 --format '%{subject}'"),
    join('', (split /^/, expected('ana'))[0 .. 2]), 'the first of them');
is(sh("$ENV{NETGREP} --at side5 history ana --format '%{subject}'"),
    sh('git log --format=%s side5') =~
    s/^(.*)\n/$touched{$1}{ana} ? "$1\n" : ''/gemr, 'from another branch');

chdir '/';
done_testing;
