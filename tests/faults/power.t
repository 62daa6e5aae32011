#!/usr/bin/perl
# The power is cut while somebody records: what was acknowledged before is
# there when the disk is mounted again, once, and recording goes on.
#
# The disk is a file with ext4 in it that lies on XFS, of which a clone at any
# moment (cp --reflink) is what a disk without power would hold: all that has
# been sent to it, in order, and nothing that only memory has.
#
#	CUTS=200	how often
use strict;
use warnings;
use File::Basename qw(dirname);
use POSIX ();
use Time::HiRes qw(sleep);

exec dirname($0) . "/../run", $0, @ARGV or die
    if !$ENV{NETGREP_ROOT};

use lib dirname($0);
use Faults;

my $CUTS = $ENV{CUTS} // 200;
my @PEOPLE = qw(ana bob cy p1);
my ($host, $disk, $cut) = map { scratch() . "/$_" } qw(host disk cut);
my $acknowledged = scratch() . '/acknowledged';
my $writer;

$SIG{$_} = sub { exit 1 } for qw(INT TERM); # and let go of the disks

sub stop {
	return if !$writer;
	kill KILL => -$writer; # and what it runs, which is in its group
	waitpid $writer, 0;
	$writer = undef;
}

# What was killed takes a moment to let go of a disk.
sub release {
	my ($folder) = @_;

	for (1 .. 50) {
		return if system("mountpoint -q '$folder'") ||
		    !system("umount '$folder' 2>/dev/null");
		sleep 0.1;
	}
}

END {
	stop();
	release($_) for grep { defined } $cut, $disk, $host;
}

# A file system on the disk, and that below it; false where this can't be had.
sub make_disks {
	my $image = scratch() . '/image';

	mkdir $_ for $host, $disk, $cut;
	return !system(qq{( truncate -s 8G '$image' &&
	    mkfs.xfs -q -m reflink=1 '$image' &&
	    mount -o loop '$image' '$host' &&
	    truncate -s 2G '$host/disk' && mkfs.ext4 -q -F '$host/disk' &&
	    mount -o loop '$host/disk' '$disk' ) >/dev/null 2>&1});
}

# Records until it is killed, and says what was acknowledged: every third is
# written by somebody who does not wait for the disk, and every seventh begins
# a note.
sub record {
	my ($by) = @_;

	open my $out, '>>', $acknowledged or die "$acknowledged: $!\n";
	for (my $n = 1;; $n++) {
		my $note = "people/$PEOPLE[$n % @PEOPLE].md";
		my $how = "netgrep $by log $note 'call: cut $n'";

		$how = "echo '- 2026-11-23 call: cut $n' >>$note && " .
		    "netgrep $by commit" if $n % 3 == 0;
		$how = "netgrep $by log --new 'New $n' 'call: cut $n'"
		    if $n % 7 == 0;

		syswrite $out, "$n\n"
		    if !system("cd '$disk/notes' && { $how; } " .
		    '>/dev/null 2>&1');
	}
}

sub lines_of {
	my ($path) = @_;

	open my $in, '<', $path or return ();
	chomp(my @lines = <$in>);
	return @lines;
}

# How often "cut N" stands in each of the texts.
sub stands {
	my (%count);

	$count{$1}++ while $_[0] =~ /cut (\d+)$/mg;
	return \%count;
}

sub check_cut {
	my ($by, @done) = @_;
	my $notes = "$cut/notes";
	my %texts = (
		notes => sh($notes, 'cat people/*.md'),
		HEAD => sh($notes, "git grep -h 'cut [0-9]' HEAD || :"),
		log => sh($notes, 'git log --format=%b'),
	);

	for my $name (sort keys %texts) {
		my $count = stands($texts{$name});

		complain(map { "entry $_ is lost from $name" }
		    grep { !$count->{$_} } @done);
		complain(map { "entry $_ is in $name $count->{$_} times" }
		    grep { $count->{$_} > 1 } sort keys %$count);
	}
	my $fsck = qx{cd '$notes' && git fsck --no-dangling 2>&1};
	complain("git fsck: $fsck") if $fsck;
	unlink "$notes/.git/HEAD.lock", "$notes/.git/refs/heads/main.lock"
	    if $by ne ''; # git's own, which are left to the user
	my $again = qx{cd '$notes' &&
	    netgrep log people/ana.md 'call: after the cut' 2>&1};
	complain("recording goes on: $again") if $?;
}

# By libgit2, or by git.
sub cut_power {
	my ($name, $by, $cuts) = @_;
	my $done = 0;

	unlink $acknowledged;
	template("$disk/notes", '');
	sh('/', 'sync');
	$writer = fork // die "fork: $!\n";
	if (!$writer) {
		setpgrp;
		record($by);
		POSIX::_exit(0);
	}
	for my $n (1 .. $cuts) {
		sleep rand 0.2;
		my @done = lines_of($acknowledged);
		sh($host, 'cp --reflink=always disk cut');
		sh('/', "mount -o loop '$host/cut' '$cut'");
		eval { check_cut($by, @done); 1 } or
		    complain("not to be read: $@");
		sh('/', "umount '$cut'");
		$done = @done;
	}
	stop();
	sh('/', "rm -rf '$disk/notes'");
	complain('nothing was acknowledged') if !$done;
	figures($name, "$cuts cuts among $done acknowledged entries, " .
	    violations() . ' violations');
}

begin(2, !make_disks() &&
    'needs root, loop devices, mkfs.ext4 and mkfs.xfs');
cut_power('power', '', $CUTS);
cut_power('power, git', '-c netgrep.backend=git', POSIX::ceil($CUTS / 4));
exit 0;
