#!/usr/bin/perl
# What is exported and imported into other notes is what was there, but for
# what netgrep-export(1) and netgrep-import(1) say a form can't hold.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $root = $ENV{NETGREP_ROOT};
my $scratch = tempdir('trips.XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub spit {
	my ($path, $bytes) = @_;

	open my $out, '>:raw', $path or die "$path: $!\n";
	print $out $bytes;
	close $out or die "$path: $!\n";
}

# What a command prints; its status is $?.
sub run {
	my ($dir, $command) = @_;

	return scalar qx{cd '$dir' && $command 2>/dev/null};
}

# A repository of what prepare leaves in it.
sub repository {
	my ($name, $prepare) = @_;
	my $dir = "$scratch/$name";

	mkdir $dir or die "$dir: $!\n";
	run($dir, "$prepare; git init -q . && git add -A &&
	    git commit -q --allow-empty --no-gpg-sign -m Notes");
	die "no repository: $name\n" if $?;
	return $dir;
}

my %report = (
	people => q{netgrep people --format '%{person}\t%{emails}\t%{tags}} .
	    q{\t%{cadence}\t%{last}\t%{interactions}'},
	# that without which entries say: who is more than met once
	facts => q{netgrep people --format '%{person}\t%{emails}\t%{tags}'},
	timeline => q{netgrep timeline --format } .
	    q{'%{date}\t%{person}\t%{channel}\t%{text}' | sort},
	due => q{netgrep due --format '%{due}\t%{person}\t%{kind}\t%{state}} .
	    q{\t%{text}' | sort},
);

# The reports of two sets of notes.
sub same {
	my ($from, $to, @reports) = @_;

	is(run($to, $report{$_}), run($from, $report{$_}), "$_ as before")
	    for @reports;
}

# Nothing is new the second time, and HEAD has all of it.
sub once {
	my ($dir, $file) = @_;

	run($dir, "netgrep import '$file'");
	is($? >> 8, 1, 'the same again: nothing to import');
	is(run($dir, 'git status --short'), '', 'and nothing is changed');
}

$ENV{NETGREP_TODAY} = '2026-11-23';

# rules of cadence are by folder, too, and patterns are none of the people's
my $old = repository('old', "cp -R '$root/examples/notes/.' . &&
    rm -f .netgrep/config");
my $patterns = "mkdir .netgrep && cp '$old/.netgrep/patterns' .netgrep";

for my $form (qw(vcf csv)) {
	my $file = "$scratch/old.$form";
	my $new = repository($form, $patterns);

	run($old, "netgrep export --to $form >'$file'");
	is($?, 0, "$form: exported");
	run($new, "netgrep import '$file'");
	is($?, 0, "$form: imported");
	same($old, $new, 'facts');
	is(run($new, "netgrep export --to $form"),
	    run($old, "cat '$file'"), "$form: exported as before");
	once($new, $file);
}

{
	my $file = "$scratch/old.jsonl";
	my $new = repository('jsonl', $patterns);

	run($old, "netgrep export --to jsonl >'$file'");
	run($new, "netgrep import '$file'");
	is($?, 0, 'jsonl: imported');
	same($old, $new, qw(people timeline));
	once($new, $file);
}

# An export of the notes themselves has nothing new for those who have one.
for my $form (qw(vcf csv jsonl friends mutt ics)) {
	my $file = "$scratch/same.$form";

	run($old, "netgrep export --to $form people/*.md >'$file'");
	run($old, "netgrep import --from $form '$file'");
	is($? >> 8, 1, "$form: nothing new in the notes' own");
	is(run($old, 'git status --short'), '', "$form: nothing is changed");
}

{
	my $file = "$scratch/friends.md";

	spit($file, <<'END');
### Activities:
- 2026-11-03: Lunch with **Ana Ruiz** and **Bob Chen** at _Porto_. @food
- 2026-11-03: Called **Ana Ruiz**.
- 2026-10-30: **Ana Ruiz** and I went hiking with **Cy Fox**.
- 2026-10-01: Coffee with **Bob Chen**.
- 2026-09-01: email to **Dee**: #followup/2w

### Notes:

### Friends:
- Ana Ruiz (a.k.a. Anita a.k.a. The Bee) [Porto] @bees @work/acme
- Bob Chen
- Cy Fox [Lyon]
- Dee @x

### Locations:
- Lyon
- Porto
END
	my $from = repository('friends', "cp '$file' friends.md");
	my $to = repository('of-friends', 'true');

	run($to, "netgrep import '$file'");
	is($?, 0, 'friends.md: imported');
	same($from, $to, qw(people timeline due));
	is(run($to, 'netgrep export --to friends'), run($from,
	    'cat friends.md'), 'friends.md: exported as before');
	once($to, $file);
}
done_testing();
