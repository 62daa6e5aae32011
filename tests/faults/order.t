#!/usr/bin/perl
# What a command has brought to the disk when it ends, after the trace of its
# system calls, and without root, which power.t needs: all that it has written,
# before that gets its name; and each folder that has got a name.
use strict;
use warnings;
use File::Basename qw(dirname);

exec dirname($0) . "/../run", $0, @ARGV or die
    if !$ENV{NETGREP_ROOT};

use lib dirname($0);
use Faults;

# git's notes of what it did, which no commit needs, and names of our own, under
# which nobody else looks for anything
my $UNIMPORTANT = qr{/\.git/(?:logs(?:/|$)|COMMIT_EDITMSG$|index\.netgrep|
    netgrep[./])}x;
my $CALLS = join ',', map { "?$_" } qw(open openat creat mkdir mkdirat rename
    renameat renameat2 link linkat write writev pwrite64 ftruncate fsync
    fdatasync);

# What somebody writes who does not wait for the disk; and a branch that git has
# packed, whose folder is gone with it.
push @SCENARIOS,
    [ hand => '', 'echo "- 2026-11-22 call: by hand" >>people/bob.md; ' .
	'netgrep commit' ],
    [ branch => '', 'netgrep log people/ana.md "call: the grant"',
	'git checkout -q -b notes/ana && git pack-refs --all' ]
    if !$ENV{FAULTS};

# The calls in the order in which they ended: a name, and what is between the
# parentheses.
sub calls {
	my ($trace) = @_;
	my (@calls, %begun);

	open my $in, '<', $trace or die "$trace: $!\n";
	while (<$in>) {
		my ($pid, $rest) = /^(\d+) +(.*)/ or next;

		if ($rest =~ s/ <unfinished \.\.\.>$//) {
			$begun{$pid} = $rest;
			next;
		}
		$rest = $begun{$pid} . $1
		    if $rest =~ /^<\.\.\. \w+ resumed>(.*)/;
		push @calls, [ $1, $2 ] if $rest =~ /^(\w+)\((.*)\) += \d/;
	}
	return @calls;
}

# The paths that a call names, below the folder in which it is run.
sub paths {
	my ($dir, $arguments) = @_;
	my @paths;

	while ($arguments =~ m{(?:(?:\d+|AT_FDCWD)<([^>]*)>,\ )?
	    "((?:[^"\\]|\\.)*)"}gx) {
		my ($at, $path) = ($1 // $dir, $2);

		push @paths, $path =~ m{^/} ? $path : "$at/$path";
	}
	s{/(?:\./|/)+}{/}g for @paths;
	return @paths;
}

# What is wrong with the order; %was are the paths that there were before.
sub disorder {
	my ($dir, $was, @calls) = @_;
	my (%written, %synced, %named, @wrong);
	my $n = 0;

	for my $call (@calls) {
		my ($name, $arguments) = @$call;
		my ($from, $to) = paths($dir, $arguments);
		my ($open) = $arguments =~ /^\d+<([^>]*)>/;

		$n++;
		if ($name =~ /sync$/) {
			$synced{$open} = $n;
		} elsif ($name =~ /write|truncate/) {
			$written{$open} = $n if $open;
		} elsif ($name =~ /^(?:rename|link)/) {
			push @wrong, "$to is named before it is on the disk"
			    if $to !~ $UNIMPORTANT &&
			    ($written{$from} // 0) > ($synced{$from} // 0);
			$_->{$to} = delete $_->{$from} for \%written, \%synced;
			$named{$to} = $n;
		} elsif ($name =~ /mkdir/ || $arguments =~ /O_CREAT/) {
			$named{$from} = $n if !$was->{$from};
			$written{$from} = $n if $arguments =~ /O_TRUNC/;
		}
	}
	for my $path (grep { m{^\Q$dir\E/} && !/$UNIMPORTANT/ && -e }
	    sort keys %{{ %written, %named }}) {
		push @wrong, "$path is not on the disk"
		    if ($written{$path} // 0) > ($synced{$path} // 0);
		push @wrong, dirname($path) . " does not have $path on the disk"
		    if ($named{$path} // 0) > ($synced{dirname($path)} // 0);
	}
	return @wrong;
}

# What can't be brought to the disk: the command, in what, what is said of it,
# and how many commits there are then.
my @REFUSED = (
	[ 'netgrep commit', 'people/bob.md',
	    qr{^people/bob\.md: .*can't be brought to the disk: Input}m, 1 ],
	[ 'netgrep -c netgrep.backend=git log people/bob.md "call: maps"',
	    '.git/refs/heads', qr/the commit is made, but it can't be brought/,
	    2 ],
	[ 'netgrep log people/bob.md "call: maps"', '.git/refs',
	    qr/the commit is made, but it can't be brought/, 2 ],
);

# The disk fails at one place, and then no more.
sub refuse {
	my ($command, $place, $words, $commits) = @_;
	my $dir = template(scratch() . '/refused', '',
	    'echo "- 2026-11-22 call: by hand" >>people/bob.md');
	my $out = qx{cd '$dir' && strace -f -qq -o /dev/null -P '$dir/$place' \\
	    -e trace=fsync -e inject=fsync:error=EIO $command 2>&1};

	complain("status $?: $out") if $? >> 8 != 2;
	complain("says $out") if $out !~ $words;
	my $made = sh($dir, 'git rev-list --count HEAD');
	complain("$made commits") if $made != $commits;
	$out = qx{cd '$dir' && $command 2>&1};
	complain("again: $out") if $?;
	complain('not committed') if system("cd '$dir' && git grep -q " .
	    "-e 'call: maps' -e 'call: by hand' HEAD -- people/bob.md");
	sh(scratch(), 'rm -rf refused');
}

my @backends = ([ '', '' ], [ ', git', ' -c netgrep.backend=git' ]);

begin(@SCENARIOS * @backends + @REFUSED, untraced());
for my $scenario (@SCENARIOS) {
	my ($name, $prepare, $command, $written) = @$scenario;
	my $from = template(scratch() . "/$name", $prepare, $written);

	for my $backend (@backends) {
		my $dir = copy($from, scratch() . '/run');
		my %was = map { $_ => 1 } split /\0/, sh($dir,
		    "find '$dir' -print0");
		my $trace = scratch() . '/trace';
		my $run = $command =~ s/netgrep/$&$backend->[1]/r;

		sh($dir, "strace -f -qq -y -s 1 -o '$trace' " .
		    "-e trace=$CALLS sh -c " . quoted($run));
		my @calls = calls($trace);
		complain(disorder($dir, \%was, @calls));
		complain('nothing was brought to the disk')
		    if !grep { $_->[0] eq 'fsync' } @calls;
		figures("$name$backend->[0]", @calls . ' calls, ' .
		    violations() . ' violations');
	}
}
for my $refused (@REFUSED) {
	refuse(@$refused);
	figures("$refused->[1] on a disk that fails", violations() .
	    ' violations');
}
exit 0;
