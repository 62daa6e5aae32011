#!/usr/bin/perl
# What netgrep-log(1) says of the record in git: git's own commands find what
# was recorded by person, by day and by line.
use strict;
use warnings;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $dir = tempdir('record.XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub sh {
	return scalar `$_[0]`;
}

make_path("$dir/people");
chdir $dir or die;
for ('people/ana.md', 'people/bob.md') {
	open my $out, '>', $_ or die;
	print $out '# ', $_ =~ /ana/ ? 'Ana Ruiz' : 'Bob Chen', "\n";
	close $out or die;
}
$ENV{NETGREP_TODAY} = '2026-11-23';
sh('git init -q . && git add -A && git commit -qm Notes');
sh("$ENV{NETGREP} log $_") for 'ana "call: one"',
    '-d 2026-11-20 bob "email: two"', 'ana bob "lunch: three"';

is(sh(q(git log --format=%s --grep='^Netgrep-Person: people/ana.md$')),
    "log: Ana Ruiz, Bob Chen: lunch (2026-11-23)\n" .
    "log: Ana Ruiz: call (2026-11-23)\n", 'git log --grep, by person');
is(sh(q(git log -3 --format='%(trailers:key=Netgrep-Person,valueonly,separator=%x2C)')),
    "people/ana.md,people/bob.md\npeople/bob.md\npeople/ana.md\n",
    'the trailers with the people');
is(sh(q(git log -3 --format='%(trailers:key=Netgrep-Date,valueonly,separator=%x2C) %s')),
    "2026-11-23 log: Ana Ruiz, Bob Chen: lunch (2026-11-23)\n" .
    "2026-11-20 log: Bob Chen: email (2026-11-20)\n" .
    "2026-11-23 log: Ana Ruiz: call (2026-11-23)\n", 'the trailer with the day');
is(sh(q(git shortlog --grep='^log: ' HEAD)), <<'OUT', 'git shortlog');
Kim Doe (3):
      log: Ana Ruiz: call (2026-11-23)
      log: Bob Chen: email (2026-11-20)
      log: Ana Ruiz, Bob Chen: lunch (2026-11-23)

OUT
is(sh(q{git blame -s people/ana.md | sed -n 's/^[^ ]* *[0-9]*) - /- /p'}),
    "- 2026-11-23 call: one\n- 2026-11-23 lunch: three\n",
    'the lines that git blame has');
my %commits = map { $_ => 1 } sh('git blame -s people/ana.md') =~ /^(\S+).* - /mg;
is(scalar(keys %commits), 2, 'git blame has a commit for each entry');

done_testing;
