#!/usr/bin/perl
# Golden cases: commands over a folder of notes, and what they must print.
#
#	tests/cases.t [--update] [NAME...]
#
# A case is a folder tests/cases/NAME or tests/cases/GROUP/NAME with
#
#	cmd	shell commands, run in a scratch copy of the notes with an
#		empty standard input and NETGREP_TODAY=2026-11-23
#	notes	the notes: a folder, or a file with the path of one, relative
#		to the case. They are the one commit of a git repository
#	plain	if it is there, the notes are not in a repository
#	setup	if it is there, shell commands run in the notes before cmd
#	out	the standard output; no file: none
#	err	the standard error; no file: none
#	status	the exit status; no file: 0
#	after/	the files that cmd makes or changes, as they are then. Without
#		it, cmd must leave every byte as it is, in .git too
#
# The scratch folder's own path is shown as @NOTES@ in out and err. --update
# writes what cmd has done into out, err, status and after/.
use strict;
use warnings;
use File::Glob qw(:bsd_glob);
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);

my $WORKERS = 2;

my $tests = dirname($0);
exec "$tests/run", $0, @ARGV or die "$tests/run: $!\n" if !$ENV{NETGREP_ROOT};

my $cases = "$ENV{NETGREP_ROOT}/tests/cases";
my $update = @ARGV && $ARGV[0] eq '--update' && shift @ARGV;
my %wanted = map { s{^(?:.*/)?tests/cases/|/+$}{}gr => 1 } @ARGV;
my $scratch = tempdir('cases.XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub slurp {
	my ($path) = @_;

	open my $in, '<:raw', $path or return '';
	local $/;
	return scalar(<$in>) // '';
}

sub spit {
	my ($path, $bytes) = @_;

	open my $out, '>:raw', $path or die "$path: $!\n";
	print $out $bytes;
	close $out or die "$path: $!\n";
}

# Runs a command quietly; it is the harness's own and must not fail.
sub must {
	system(@_) == 0 or die "failed: @_\n";
}

# All files below a folder: relative path => bytes, or where a link leads.
sub snapshot {
	my ($dir) = @_;
	my %files;

	find({ no_chdir => 1, wanted => sub {
		my $path = $File::Find::name;
		if (-l $path) {
			$files{ substr $path, 1 + length $dir } =
			    "-> " . readlink $path;
		} elsif (-f $path) {
			$files{ substr $path, 1 + length $dir } = slurp($path);
		}
	} }, $dir);
	return \%files;
}

sub notes_of {
	my ($case) = @_;

	return "$case/notes" if -d "$case/notes" || !-e "$case/notes";
	my $path = slurp("$case/notes");
	$path =~ s/\s+\z//;
	return "$case/$path";
}

sub copy {
	my ($from, $to) = @_;

	make_path($to);
	must('cp', '-RP', "$from/.", $to) if -d $from;
}

# The notes in a folder of their own, committed unless plain. Cases that share
# notes share the work: git is asked once a worker.
my %made;

sub prepare {
	my ($case, $dir) = @_;
	my $notes = notes_of($case);

	die "$notes: no such folder\n" if -e "$case/notes" && !-d $notes;
	return copy($notes, $dir) if -e "$case/plain";
	if (!$made{$notes}) {
		my $repo = "$scratch/made.$$." . keys %made;
		copy($notes, $repo);
		must('cp', '-RP', "$scratch/empty/.git", $repo);
		must('git', '-C', $repo, 'add', '-A');
		must('git', '-C', $repo, 'commit', '-q', '--allow-empty', '-m',
		    'Notes');
		$made{$notes} = $repo;
	}
	copy($made{$notes}, $dir);
}

sub shell {
	my ($dir, $out, $err, @args) = @_;
	my $pid = fork // die "fork: $!\n";

	if (!$pid) {
		chdir $dir or die "$dir: $!\n";
		open STDIN, '<', '/dev/null' or die;
		open STDOUT, '>', $out or die;
		open STDERR, '>', $err or die;
		exec 'sh', @args or die;
	}
	waitpid $pid, 0;
	return $? & 127 ? 128 + ($? & 127) : $? >> 8;
}

# What differs, as lines of TAP diagnostics.
sub difference {
	my ($what, $expected, $got) = @_;

	return '' if $expected eq $got;
	spit("$scratch/expected.$$", $expected);
	spit("$scratch/got.$$", $got);
	my $diff = `diff -a -u -L '$what expected' -L '$what' \\
	    '$scratch/expected.$$' '$scratch/got.$$'`;
	$diff =~ s/^/# /gm;
	return $diff;
}

# What cmd made or changed, but for .git.
sub changed {
	my ($before, $after) = @_;

	return { map { $_ => $after->{$_} }
		grep { !m{^\.git/} && ($before->{$_} // "\0") ne $after->{$_} }
		keys %$after };
}

sub compare {
	my ($case, $run) = @_;
	my $expected = -d "$case/after" ? snapshot("$case/after") : {};
	my $diff = '';

	for my $file (qw(out err)) {
		$diff .= difference($file, slurp("$case/$file"), $run->{$file});
	}
	my $status = -e "$case/status" ? slurp("$case/status") : "0\n";
	$diff .= difference('status', $status, $run->{status});
	my %paths = (%$expected, %{ $run->{changed} });
	for my $path (sort keys %paths) {
		my $was = $expected->{$path} // $run->{before}{$path} // '';
		$diff .= difference($path, $was, $run->{after}{$path} // '');
	}
	my @gone = grep { !exists $run->{after}{$_} } keys %{ $run->{before} };
	if (!-d "$case/after") {
		my %git = (%{ $run->{before} }, %{ $run->{after} });
		push @gone, grep { m{^\.git/} &&
		    ($run->{before}{$_} // "\0") ne ($run->{after}{$_} // "\0")
		} keys %git;
	}
	$diff .= "# gone or touched: $_\n"
	    for sort grep { !-d "$case/after" || !m{^\.git/} } @gone;
	return $diff;
}

sub write_expected {
	my ($case, $run) = @_;
	my %default = (out => '', err => '', status => "0\n");

	for my $file (sort keys %default) {
		if ($run->{$file} eq $default{$file}) {
			unlink "$case/$file";
		} else {
			spit("$case/$file", $run->{$file});
		}
	}
	return if !-d "$case/after" && !%{ $run->{changed} };
	remove_tree("$case/after");
	make_path("$case/after");
	for my $path (keys %{ $run->{changed} }) {
		make_path(dirname("$case/after/$path"));
		spit("$case/after/$path", $run->{changed}{$path});
	}
	# git keeps no empty folder: cmd commits, and changes no file
	spit("$case/after/.gitkeep", '') if !%{ $run->{changed} };
}

sub run_case {
	my ($case, $number) = @_;
	my $dir = "$scratch/$number/notes";
	my %run;

	prepare($case, $dir);
	# cases run side by side, and may call their files alike
	local $ENV{TMPDIR} = "$scratch/$number/tmp";
	mkdir $ENV{TMPDIR} or die "$ENV{TMPDIR}: $!\n";
	if (-e "$case/setup") {
		my $log = "$scratch/$number/setup";
		shell($dir, $log, $log, '-e', "$case/setup") == 0
		    or return "# setup failed: " . slurp($log) . "\n";
	}
	$run{before} = snapshot($dir);
	$run{status} = shell($dir, "$scratch/$number/out",
	    "$scratch/$number/err", "$case/cmd") . "\n";
	$run{after} = snapshot($dir);
	$run{changed} = changed($run{before}, $run{after});
	for my $file (qw(out err)) {
		$run{$file} = slurp("$scratch/$number/$file");
		$run{$file} =~ s/\Q$dir\E/\@NOTES\@/g;
	}
	my $diff = compare($case, \%run);
	$diff .= "# left behind in TMPDIR: $_\n"
	    for map { s{.*/}{}r } bsd_glob("$ENV{TMPDIR}/*");
	write_expected($case, \%run) if $update && $diff ne '';
	remove_tree("$scratch/$number");
	return $diff;
}

my @names;
for my $cmd (sort(glob("$cases/*/cmd"), glob("$cases/*/*/cmd"))) {
	my ($name) = $cmd =~ m{^\Q$cases\E/(.*)/cmd$};
	push @names, $name if !%wanted || $wanted{$name} ||
	    $name =~ m{^(.*)/} && $wanted{$1};
}
die "no such case: @ARGV\n" if %wanted && !@names;
if (!@names) {
	print "1..0 # SKIP no cases yet\n";
	exit;
}

must('git', 'init', '-q', '--template=', '-b', 'main', "$scratch/empty");
make_path("$scratch/results");
$ENV{NETGREP_TODAY} = '2026-11-23';
for my $worker (0 .. $WORKERS - 1) {
	my $pid = fork // die "fork: $!\n";
	next if $pid;
	for (my $i = $worker; $i < @names; $i += $WORKERS) {
		my $diff = eval { run_case("$cases/$names[$i]", $i) };
		$diff = "# $@" if $@;
		spit("$scratch/results/$i", $diff);
	}
	# not exit: the scratch folder is the parent's to remove
	require POSIX;
	POSIX::_exit(0);
}
1 while wait != -1;

my $failed = 0;
print "1.." . @names . "\n";
for my $i (0 .. $#names) {
	my $ok = -e "$scratch/results/$i";
	my $diff = $ok ? slurp("$scratch/results/$i") : "# the harness died\n";
	if ($update && $diff ne '' && $diff !~ /^# setup failed/) {
		print "ok ", $i + 1, " - $names[$i] # updated\n";
	} elsif ($diff eq '') {
		print "ok ", $i + 1, " - $names[$i]\n";
	} else {
		print "not ok ", $i + 1, " - $names[$i]\n$diff";
		$failed = 1;
	}
}
exit $failed;
