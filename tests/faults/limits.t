#!/usr/bin/perl
# A disk that is full at any point, files that may not grow, and notes that
# may not be written: nothing is lost, and no success is claimed.
use strict;
use warnings;
use File::Basename qw(dirname);

exec dirname($0) . "/../run", $0, @ARGV or die
    if !$ENV{NETGREP_ROOT};

use lib dirname($0);
use Faults;

# Room that is left on the disk, in blocks of 4 KiB; a limit of file sizes.
my @ROOM = 0 .. 60;
my @SIZES = (0 .. 8, 16, 32, 64);

my $mounted = scratch() . '/mounted';

END {
	system("umount '$mounted' 2>/dev/null") if -d $mounted;
}

sub mount_disk {
	my ($options) = @_;

	mkdir $mounted;
	return !system("mount -t tmpfs -o $options netgrep '$mounted' " .
	    '2>/dev/null');
}

# A command that was hindered, what it left, and the same command unhindered.
sub try_hindered {
	my ($ref, $dir, $name, $command, $free) = @_;
	my $out = qx{cd '$dir' && $command 2>&1};
	my $status = $?;

	$free->();
	my @wrong = ($status & 127 ? 'died of a signal' : (),
	    whole($ref, $dir),
	    $status ? () : map { "status 0, and yet $_" } claimed($ref, $dir));
	my $again = qx{cd '$dir' && $ref->{command} 2>&1};
	# 1: there was nothing left for it to do
	push @wrong, "again: $again" if $? && $? >> 8 != 1;
	push @wrong, finished($ref, $dir);
	complain("$name: " . join('; ', @wrong) . "\n$out") if @wrong;
	return $status;
}

sub fill {
	my ($room) = @_;
	my $free = (split ' ', sh($mounted, "stat -f -c '%a %S' ."))[0];

	sh($mounted, 'dd if=/dev/zero of=filler bs=4096 status=none count=' .
	    ($free - $room)) if $free > $room;
}

sub full_disk {
	my ($from, $ref) = @_;
	my $hindered = 0;

	for my $room (@ROOM) {
		my $dir = copy($from, "$mounted/notes");

		fill($room);
		$hindered++ if try_hindered($ref, $dir, "room for $room blocks",
		    $ref->{command}, sub { unlink "$mounted/filler" });
	}
	complain('no command was hindered') if !$hindered;
	return $hindered;
}

sub small_files {
	my ($from, $ref) = @_;
	my $hindered = 0;

	for my $size (@SIZES) {
		my $dir = copy($from, scratch() . '/small');

		$hindered++ if try_hindered($ref, $dir, "ulimit -f $size",
		    "(ulimit -f $size; $ref->{command})", sub { });
	}
	complain('no command was hindered') if !$hindered;
	return $hindered;
}

# Not a byte changes, and reports are as ever.
sub read_only {
	my ($from, $ref) = @_;
	my $dir = copy($from, "$mounted/notes");
	my $stale = sh($dir, 'netgrep stale -a; true');

	sh('/', "mount -o remount,ro '$mounted'");
	my $out = qx{cd '$dir' && $ref->{command} 2>&1};
	complain("status $?: $out") if $? >> 8 != 2 || $out !~ /Read-only/;
	complain('stale prints something else')
	    if sh($dir, 'netgrep stale -a; true') ne $stale;
	sh('/', "mount -o remount,rw '$mounted'");
	complain(whole($ref, $dir));
}

my $is_root = mount_disk('size=4m');
begin(@SCENARIOS * 3);
for my $scenario (@SCENARIOS) {
	my ($name, $prepare, $command, $written) = @$scenario;
	my $from = template(scratch() . "/$name", $prepare, $written);
	my $ref = reference($from, $command);

	figures("$name, small files", small_files($from, $ref) . ' of ' .
	    @SIZES . ' limits refused');
	if (!$is_root) {
		skip("$name, $_", 'only root mounts') for 'full disk',
		    'read-only';
		next;
	}
	figures("$name, full disk", full_disk($from, $ref) . ' of ' . @ROOM .
	    ' disks were full');
	read_only($from, $ref);
	figures("$name, read-only", 'refused, and reported as ever');
}
exit 0;
