#!/usr/bin/perl
# A report gives up what it has no use for before it opens a note, and asks for
# none of it afterwards. tests/unit/sandbox.c proves that it would be refused.
use strict;
use warnings;
use Cwd qw(getcwd realpath);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use IPC::Open2 qw(open2);
use Test::More;

plan skip_all => 'make cover: a report keeps its rights'
    if -e "$ENV{BUILD}/src/main.gcno";
my $home = getcwd;
my $scratch = realpath(tempdir('reach.XXXXXX', TMPDIR => 1, CLEANUP => 1));
my $dir = "$scratch/notes";
my $netgrep = $ENV{NETGREP};

sub note_file {
	my ($path, $text) = @_;

	make_path("$dir/$1") if $path =~ m{(.*)/};
	open my $out, '>', "$dir/$path" or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

note_file('people/ana.md', "# Ana Ruiz\n\n- 2026-11-01 call #followup/1w\n");
note_file('contacts.csv', "First Name,Last Name\nBob,Chen\n");
note_file('.netgrep/patterns', "opportunity #lead\n");
note_file('.gitignore', "*.tmp.md\n");
# more than one thread has work
note_file("people/p$_.md", "# Person $_\n") for 1 .. 200;
chdir $dir or die "$dir: $!\n";
system('git init -q . && git add -A && git commit -q -m Notes') == 0 or die;
# all that git would run if it were asked to commit, add or look
note_file('.gitattributes', "*.md filter=upper\n");
note_file('run', "#!/bin/sh\ncat\n");
chmod 0755, 'run' or die;
make_path('.git/hooks');
for my $hook (qw(pre-commit commit-msg post-commit post-index-change)) {
	symlink "$dir/run", ".git/hooks/$hook" or die "$hook: $!\n";
}
system('git', 'config', split /=/, $_, 2) == 0 or die "$_\n"
    for "filter.upper.clean=$dir/run", "filter.upper.smudge=$dir/run",
    'filter.upper.required=true', 'commit.gpgSign=true',
    "gpg.program=$dir/run", "core.fsmonitor=$dir/run",
    "core.editor=$dir/run", "diff.external=$dir/run",
    'netgrep.backend=git';
symlink '/etc/passwd', 'people/passwd.md' or die;
note_file('people/new.md', "# New\n");
$ENV{NETGREP_TODAY} = '2026-11-23';

# What /proc says of a process, as soon as it is as it should be.
sub status {
	my ($pid, $key, $wanted) = @_;
	my $value = 'missing';

	for (1 .. 200) {
		open my $in, '<', "/proc/$pid/status" or return $value;
		while (<$in>) {
			$value = $1 if /^$key:\s*(\d+)/;
		}
		last if $value eq $wanted || $value eq 'missing';
		select undef, undef, undef, 0.05;
	}
	return $value;
}

# Runs a command that waits for its input, and says how it is held.
sub held {
	my ($wanted, @command) = @_;
	my $pid = open2(my $out, my $in, 'sh', '-c', 'exec "$@" 2>&1', 'sh',
	    @command);
	my $seccomp = status($pid, 'Seccomp', $wanted);
	my $privileges = status($pid, 'NoNewPrivs', $wanted ? 1 : 0);

	close $in;
	1 while <$out>;
	waitpid $pid, 0;
	return "$seccomp $privileges";
}

SKIP: {
	skip 'the kernel has no seccomp, or no /proc', 2
	    if status($$, 'Seccomp', 0) ne '0' ||
	    `uname -m` !~ /^(?:x86_64|aarch64|riscv64)$/;
	is(held(2, $netgrep, 'due', '-'), '2 1', 'a report is held');
	is(held(0, $netgrep, 'log', '--dry-run', 'ana', '-'), '0 0',
	    'a writer is not');
}

# What a program calls, one a line: where libraries and threads come from too.
sub calls {
	my (@command) = @_;
	my $log = "$scratch/calls";

	# a sanitizer can't look for leaks while it is looked at
	local $ENV{ASAN_OPTIONS} = ($ENV{ASAN_OPTIONS} // '') .
	    ':detect_leaks=0';
	system('strace', '-f', '-qq', '-s', '4096', '-o', $log, 'sh', '-c',
	    'exec "$@" >/dev/null 2>&1', 'sh', @command) & 127
	    and die "@command: $?\n";
	open my $in, '<', $log or die "$log: $!\n";
	my (%begun, @calls);
	while (<$in>) {
		my ($pid, $call) = /^(\d+)\s+(.*)/s or next;

		# another thread's call stands between its two halves
		next if $call =~ s/ <unfinished \.\.\.>\n// &&
		    ($begun{$pid} = $call);
		$call =~ s/^<\.\.\. \w+ resumed>/delete $begun{$pid}/e;
		push @calls, $call;
	}
	return (@calls, values %begun);
}

my $nothing = join '|', qw(execve execveat fork vfork clone3? socket connect
	bind unlink unlinkat rename renameat renameat2 mkdir mkdirat link
	linkat symlink symlinkat truncate ftruncate chmod fchmod fchmodat
	chown utimensat creat kill);

# Where a sanitizer may write what it finds: named in a rule, and not read.
my ($found) = ($ENV{ASAN_OPTIONS} // '') =~ m{log_path=([^:]*)/};

# Whose threads are ours, and what libc asks and can do without.
sub is_harmless {
	my ($call) = @_;

	return $call =~ /^clone3?\(.*CLONE_THREAD/ ||
	    $call =~ m{^open(?:at)?\([^"]*"/(?:proc|sys)[/"]} ||
	    $found && $call =~ /^openat\([^"]*"\Q$found\E", .*O_PATH\)/;
}

# Whether an open reads, and what is in the notes.
sub is_reading {
	my ($call) = @_;
	my ($path) = $call =~ /"((?:[^"\\]|\\.)*)"/;

	return 1 if $call =~ /= -1 E(?:NOENT|NOTDIR|LOOP)/;
	return 0 if $call =~ /O_(?:WRONLY|RDWR|CREAT|TRUNC)/;
	return $path !~ m{^/} || $path =~ m{^\Q$dir\E(?:/|$)};
}

sub wrong {
	my ($calls) = @_;
	my ($confined, @wrong) = 0;

	for (@$calls) {
		$confined = 1 if /^seccomp\(SECCOMP_SET_MODE_FILTER.*= 0/;
		if (!$confined) {
			push @wrong, "too early: $_"
			    if /^open.*"[^"]*(?:\.md|\.csv|patterns)"/;
		} elsif (!is_harmless($_)) {
			push @wrong, $_ if /^(?:$nothing)\(/ ||
			    /^open/ && !is_reading($_);
		}
	}
	push @wrong, 'not held' if !$confined;
	return "@wrong";
}

SKIP: {
	skip 'strace(1) is not there, or may not look', 1
	    if system('strace -qq -o /dev/null true 2>/dev/null');
	my @seen = calls($netgrep, 'stale');
	skip 'the kernel has no seccomp', 1
	    if !grep { /^seccomp\(SECCOMP_SET_MODE_FILTER.*= 0/ } @seen;
	for my $report (qw(stale due people timeline tags scan check patterns),
	    'find x', 'show ana', 'history ana', 'complete -- show a') {
		for my $at ([], ['--at', 'HEAD']) {
			my @command = ($netgrep, @$at, split / /, $report);

			is(wrong([calls(@command)]), '',
			    "@command[1 .. $#command]");
		}
	}
	like(wrong([calls($netgrep, 'log', '--dry-run', 'ana', 'call: x')]),
	    qr/not held/, 'a writer would be found out');
	ok(!grep({ /^execve.*"git"/ } calls($netgrep, 'log', '-n', 'ana',
	    'call: x')), 'a writer that only shows starts no git');
	ok(!grep({ /^execve.*"git"/ } calls($netgrep, 'log', '--no-commit',
	    'ana', 'call: x')), 'nor does one that leaves the commit to others');
	ok(grep({ /^execve.*"git"/ } calls($netgrep, 'log', 'ana',
	    'call: y')), 'one that commits would be seen to');
}

chdir $home;
done_testing;
