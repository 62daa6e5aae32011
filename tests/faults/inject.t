#!/usr/bin/perl
# Every command that writes is killed before each system call that changes
# something, and each of these calls is made to fail, once and from then on.
use strict;
use warnings;
use File::Basename qw(dirname);

exec dirname($0) . "/../run", $0, @ARGV or die
    if !$ENV{NETGREP_ROOT};

use lib dirname($0);
use Faults;

# What is injected; what may come of it is known by the exit status.
my @FAULTS = (
	[ kill => 'signal=KILL', '' ],
	[ error => 'error=EIO', '' ],
	[ full => 'error=ENOSPC', '+' ], # and all that come after it
);

# Whether the fault has come to pass: the trace of its call says so.
sub injected {
	my ($trace) = @_;

	open my $in, '<', $trace or die "$trace: $!\n";
	return scalar grep { /INJECTED|killed by SIGKILL/ } <$in>;
}

# A run with a fault, the state that it leaves, and the run that completes it;
# what is wrong with them.
sub try_point {
	my ($ref, $from, $fault, $point, $dir) = @_;
	my ($kind, $inject, $on) = @$fault;
	my ($call, $n) = @$point;
	my $command = quoted("exec $ref->{command}");

	copy($from, $dir);
	# not with --seccomp-bpf: strace 6.1 sends no signal then
	my $out = qx{cd '$dir' && strace -f -qq -o '$dir.trace' \\
	    -e trace=$call -e inject=$call:$inject:when=$n$on \\
	    sh -c $command 2>&1};
	my $status = $?;
	my @wrong = whole($ref, $dir);

	push @wrong, 'nothing was injected' if !injected("$dir.trace");
	push @wrong, map { "status 0, and yet $_" } claimed($ref, $dir)
	    if !$status;
	my $again = qx{cd '$dir' && $ref->{command} 2>&1};
	# 1: there was nothing left for it to do
	push @wrong, "again: $again" if $? && $? >> 8 != 1;
	push @wrong, finished($ref, $dir);
	return @wrong ? "$kind at $call $n: @wrong: $out" : ();
}

# of two threads nobody knows which makes a call, so which its number is
$ENV{NETGREP_THREADS} = 1;

begin(@SCENARIOS * @FAULTS, untraced());
for my $scenario (@SCENARIOS) {
	my ($name, $prepare, $command, $written) = @$scenario;
	my $from = template(scratch() . "/$name", $prepare, $written);
	my $ref = reference($from, $command);
	my @points = points($from, $command);

	for my $fault (@FAULTS) {
		in_two(sub {
			return try_point($ref, $from, $fault, @_);
		}, @points);
		figures("$name, $fault->[0]", @points . ' points, ' .
		    violations() . ' violations');
	}
}
exit 0;
