#!/usr/bin/perl
# Notes of real people, where they are at hand: nothing crashes or hangs,
# nothing is changed, and the people are counted right.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $data = "$ENV{NETGREP_ROOT}/../shared/data";
-d $data or plan skip_all => 'there is no sample data beside the project';

my @reports = ('stale --all', 'due --done', 'people', 'timeline',
    'find a.e', 'tags', 'scan', 'check', 'stale', 'due');
my @forms = ('', '--tsv', '--json', '--vimgrep');

# How many people each folder holds; a file alone as FOLDER/FILE.
my %people = (
	'kepano-obsidian' => 3,
	'hal-md-templates' => 1,
	'congress-legislators/legislators-current.csv' => 537,
	'congress-legislators' => 12767,
	'csv-headers' => 0,
	'logseq-docs' => 0,
	'obsidian-tasks-sample' => 0,
	'friends' => 3,
);

# Interactions: a row for each day and person.
my %timeline = ('friends' => 5, 'kepano-obsidian' => 1);

sub scratch_repository {
	my ($from) = @_;
	my $dir = tempdir('data.XXXXXX', TMPDIR => 1, CLEANUP => 1);

	system('cp', '-R', -d $from ? "$from/." : $from, $dir) == 0 or die;
	system('chmod', '-R', 'u+w', $dir) == 0 or die;
	system("cd '$dir' && git init -q . && git add -A &&
	    git commit -q --no-gpg-sign -m notes") == 0 or die;
	return $dir;
}

# The state of the folder: what git sees, and each file's own dates.
sub fingerprint {
	my ($dir) = @_;

	return `cd '$dir' && git status --porcelain && git rev-parse HEAD &&
	    find . -type f -exec ls -l --time-style=full-iso {} + | sort`;
}

sub run_reports {
	my ($dir, $name) = @_;
	my $before = fingerprint($dir);
	my @failed;

	# somebody whom show can show
	chomp(my $who = `cd '$dir' &&
	    netgrep people -n 1 --format '%{person}'`);

	for my $report (@reports, $who ? 'show ' . quotemeta $who : ()) {
		for my $form (@forms) {
			system("cd '$dir' && timeout 60 netgrep " .
			    "--today 2026-11-23 $report $form >/dev/null 2>&1");
			push @failed, "$report $form: $?"
			    if $? & 127 || $? >> 8 > 1;
		}
	}
	is("@failed", '', "$name: every report ends as it should");
	is(fingerprint($dir), $before, "$name: nothing is changed");
}

for my $name (sort map { s{.*/}{}r } grep { -d } glob "$data/*") {
	run_reports(scratch_repository("$data/$name"), $name);
}
for my $name (sort keys %people) {
	my $dir = scratch_repository("$data/$name");
	my @rows = `cd '$dir' && netgrep people --tsv`;

	is(scalar @rows, $people{$name}, "$name: people");
	next if !exists $timeline{$name};
	@rows = `cd '$dir' && netgrep timeline --tsv`;
	is(scalar @rows, $timeline{$name}, "$name: interactions");
}
done_testing();
