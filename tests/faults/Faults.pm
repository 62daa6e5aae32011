package Faults;

# What the fault tests share: a repository in which somebody is at work, the
# commands that write in it, and what must hold of it whatever is done to them.
#
# What a command does is learnt from a run without faults. Of one that was cut
# off each text of a note is then either what it was or what it is to be, never
# anything else; the index has what is to be only if the work tree has it, HEAD
# only if the index has it; and the same command again brings all of them there
# in one commit, with everything else as it was.

use strict;
use warnings;
use Exporter qw(import);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use POSIX ();

our @EXPORT = qw(@SCENARIOS spit sh begin scratch template copy reference
    whole claimed finished complain violations figures skip points in_two
    quoted untraced);

# FAULTS=log,two in the environment takes these alone.
# A name, what prepares the repository (it is committed), the command, and what
# an editor has written before it.
our @SCENARIOS = (
	[ log => '', 'netgrep log people/ana.md "call: the grant"' ],
	[ two => '', 'netgrep log ana bob "lunch: plans #followup/2w"' ],
	[ new => '', 'netgrep log --new "Zoe Lind" "met: at the fair"' ],
	[ journal => 'mkdir -p .netgrep && ' .
	    'printf "[netgrep]\n\tlogTo = journal\n" >.netgrep/config',
	    'netgrep log ana "call: the grant"' ],
	[ done => '', 'netgrep done people/ana.md:10' ],
	[ snooze => '', 'netgrep snooze people/bob.md:10 1m' ],
	[ set => '', 'netgrep set ana cadence=2w' ],
	[ keep => '', 'netgrep keep ana bob --every 2m --next 2w' ],
	[ drop => '', 'netgrep drop bob --why "has moved"' ],
	[ import => 'mkdir .in && printf "Name,Email,Company\nAna Ruiz,,Acme\n' .
	    'Zoe Lind,zoe@example.org,\n" >.in/new.csv',
	    'netgrep import .in/new.csv' ],
	[ add => '', 'netgrep add "Zoe Lind" email=zoe@example.org' ],
	[ commit => '', 'netgrep commit',
	    'printf -- "- 2026-11-22 call: by hand\n" >>people/bob.md' ],
	[ fix => 'sed -i "/number [37]/p" people/ana.md people/bob.md ' .
	    'people/cy.md', 'netgrep check --fix' ],
);

my %only = map { $_ => 1 } split /,/, $ENV{FAULTS} // '';
@SCENARIOS = grep { $only{$_->[0]} } @SCENARIOS if %only;

# The days of entries are the same whenever this runs.
$ENV{NETGREP_TODAY} = '2026-11-23';

my $scratch = tempdir('faults.XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $tests = 0;
my @violations;

sub scratch { return $scratch }

sub spit {
	my ($path, $bytes) = @_;

	$path =~ m{^(.*)/} and make_path($1);
	open my $out, '>:raw', $path or die "$path: $!\n";
	print $out $bytes;
	close $out or die "$path: $!\n";
}

sub quoted { return "'" . $_[0] =~ s/'/'\\''/gr . "'" }

# Why nothing can be traced here, or false.
sub untraced {
	return system('strace -qq -o /dev/null true 2>/dev/null') &&
	    'there is no strace, or it may not trace';
}

# The output of shell commands in a folder; they must not fail.
sub sh {
	my ($dir, $commands) = @_;
	my $out = qx{cd '$dir' && ( $commands ) 2>&1};

	die "failed in $dir: $commands\n$out" if $?;
	return $out;
}

# A person with so many entries, newest first, and a second paragraph.
sub person {
	my ($name) = @_;

	return "---\nname: $name\ntype: person\n---\n\n# $name\n\n" .
	    "Likes tea.\n\n- [ ] send the book 📅 2026-12-01\n\n## Log\n\n" .
	    join('', map { "- 2026-0$_-10 call: number $_\n" } reverse 1 .. 9) .
	    "\nThe end.\n";
}

# The repository: committed, staged, unstaged, promised and unknown work.
sub template {
	my ($dir, $prepare, $written) = @_;

	make_path($dir);
	spit("$dir/people/$_->[0].md", person($_->[1]))
	    for [ ana => 'Ana Ruiz' ], [ bob => 'Bob Chen' ],
	    [ cy => 'Cy Moss' ];
	# so many that the index is not small
	spit("$dir/people/p$_.md", person("Person $_")) for 1 .. 9;
	spit("$dir/journal/2026-11-20.md", "- call [[Cy Moss]]: nothing\n");
	sh($dir, "git init -q --template= -b main . && " .
	    "git config gc.auto 0");
	sh($dir, $prepare) if $prepare;
	sh($dir, <<'END');
git add . && git commit -q -m Notes
sed -i 's/Likes tea/Likes green tea/' people/ana.md && git add people/ana.md
echo 'Unstaged.' >>people/ana.md
echo 'Staged.' >>people/cy.md && git add people/cy.md
echo 'Unstaged.' >>people/cy.md
echo new >promised.md && git add -N promised.md
echo unknown >unknown.md
END
	sh($dir, $written) if $written;
	return $dir;
}

sub copy {
	my ($from, $to) = @_;

	remove_tree($to);
	system('cp', '-a', $from, $to) == 0 or die "cp $from $to\n";
	return $to;
}

# What the commands print, each ended by a line of its own: one shell for all
# of them, since a fault test looks thousands of times.
sub looks {
	my ($dir, @commands) = @_;
	my $end = "--end of a look--\n";

	return split /\Q$end\E/, sh($dir, join ";\n",
	    map { "$_; echo '--end of a look--'" } @commands), -1;
}

# Blobs by path: of the work tree, the index, HEAD; how many commits; what git
# fsck complains of; and files that nobody should find.
sub state_of {
	my ($dir) = @_;
	my %state = (tree => {}, index => {}, head => {});
	my ($paths, $index, $head, $commits, $fsck, $left) = looks($dir,
	    'find . -path ./.git -prune -o -type f -printf "%P\0"',
	    'git ls-files -s -z', 'git ls-tree -r -z HEAD',
	    'git rev-list --count HEAD', 'git fsck --no-dangling',
	    'find . -name "*.lock" ! -name netgrep.lock -o ' .
	    '-name netgrep.ref -o -name .netgrep.tmp -o -name "tmp_objdir-*"');

	for (split /\0/, $paths) {
		open my $in, '<:raw', "$dir/$_" or die "$dir/$_: $!\n";
		local $/;
		$state{tree}{$_} = scalar(<$in>) // '';
	}
	for (split /\0/, $index) {
		/^\d+ (\w+) \d\t(.*)/s and $state{index}{$2} = $1;
	}
	for (split /\0/, $head) {
		/^\d+ blob (\w+)\t(.*)/s and $state{head}{$2} = $1;
	}
	return { %state, commits => 0 + $commits, fsck => $fsck,
		left => $left };
}

# Before and after a run without faults.
sub reference {
	my ($from, $command) = @_;
	my $dir = copy($from, "$scratch/reference");
	my $before = state_of($dir);

	sh($dir, $command);
	my $after = state_of($dir);
	die "no commit: $command\n" if $after->{commits} != $before->{commits} + 1;
	return { before => $before, after => $after, command => $command };
}

sub same { return ($_[0] // '') eq ($_[1] // '') }

# Is the place, of one path, what it is after the command? Neither: undef.
sub arrived {
	my ($ref, $now, $place, $path) = @_;
	my ($is, $was, $will) = map { $_->{$place}{$path} }
	    $now, $ref->{before}, $ref->{after};

	return 1 if same($is, $will);
	return same($is, $was) ? 0 : undef;
}

sub changing {
	my ($ref, $place, $path) = @_;

	return !same($ref->{before}{$place}{$path},
	    $ref->{after}{$place}{$path});
}

# What is wrong with one path of a repository that a fault was put into.
sub path_faults {
	my ($ref, $now, $path) = @_;
	my @wrong;
	my $before = 1;

	for my $place (qw(tree index head)) {
		my $there = arrived($ref, $now, $place, $path);

		push @wrong, "$place of $path is neither old nor new"
		    if !defined $there;
		next if !changing($ref, $place, $path);
		push @wrong, "$place of $path is ahead" if $there && !$before;
		$before = $there;
	}
	return @wrong;
}

sub all_paths {
	my %paths = map { $_ => 1 } map { keys %{$_->{tree}},
	    keys %{$_->{index}}, keys %{$_->{head}} } @_;

	return sort keys %paths;
}

# What may be left where somebody was killed, and is nobody's note.
sub remains {
	my ($now) = @_;

	delete $now->{tree}{$_} for grep { m{(^|/)\.netgrep\.tmp$} }
	    keys %{$now->{tree}};
	return $now;
}

# What is wrong after a fault, and before the command has run again.
sub whole {
	my ($ref, $dir) = @_;
	my $now = remains(state_of($dir));

	return ($now->{fsck} ? "git fsck: $now->{fsck}" : (),
	    map { path_faults($ref, $now, $_) }
	    all_paths($now, $ref->{before}, $ref->{after}));
}

# What is wrong where the command must have done all that it does; where it was
# not let remove a file, that may still be there.
sub arrived_all {
	my ($ref, $now) = @_;
	my @wrong = map { "git fsck: $_" } split /\n/, $now->{fsck};

	for my $path (all_paths($now, $ref->{after})) {
		for my $place (qw(tree index head)) {
			push @wrong, "$place of $path is not as it is to be"
			    if !same($now->{$place}{$path},
			    $ref->{after}{$place}{$path});
		}
	}
	push @wrong, "$now->{commits} commits"
	    if $now->{commits} != $ref->{after}{commits};
	return @wrong;
}

sub claimed {
	my ($ref, $dir) = @_;

	return arrived_all($ref, remains(state_of($dir)));
}

# The same, and no trace of what went before: git's own temporary objects are
# for git prune.
sub finished {
	my ($ref, $dir) = @_;
	my $now = state_of($dir);

	return arrived_all($ref, $now),
	    map { "left behind: $_" } split /\n/, $now->{left};
}

sub complain { push @violations, @_ }
sub violations { return @violations }

sub begin {
	my ($plan, $skip) = @_;

	if ($skip) {
		print "1..0 # skip $skip\n";
		exit 0;
	}
	print "1..$plan\n";
}

# Calls try(thing, folder) for each of the things in two processes, and
# complains of what they return.
sub in_two {
	my ($try, @things) = @_;
	my @readers;

	for my $worker (0, 1) {
		my $pid = open(my $reader, '-|') // die "fork: $!\n";
		if (!$pid) {
			for (grep { $_ % 2 == $worker } 0 .. $#things) {
				my @wrong = $try->($things[$_],
				    "$scratch/try$worker");
				print map { s/\n/; /gr . "\n" } @wrong;
			}
			close STDOUT;
			POSIX::_exit(0); # the scratch folder is our parent's
		}
		push @readers, $reader;
	}
	for my $reader (@readers) {
		chomp, complain($_) while <$reader>;
		close $reader or complain('a worker died');
	}
}

# One line of TAP, with the figures; what was wrong goes to standard error.
sub figures {
	my ($name, $text) = @_;

	$tests++;
	print @violations ? 'not ok' : 'ok', " $tests - $name: $text\n";
	print STDERR "# $name: $text\n";
	print STDERR map { "#   $_\n" } @violations[0 .. ($#violations > 19 ?
	    19 : $#violations)];
	@violations = ();
}

sub skip {
	my ($name, $why) = @_;

	$tests++;
	print "ok $tests - $name # skip $why\n";
}

# System calls that change something that outlives the process.
my @MUTATING = qw(write pwrite64 writev rename renameat renameat2 link linkat
    unlink unlinkat mkdir mkdirat rmdir symlink fsync fdatasync chmod fchmod
    fchmodat chown fchown ftruncate fallocate utimensat fsetxattr flock
    copy_file_range sendfile);

# The calls of a command, as [name, how often it has been called by then].
sub points {
	my ($from, $command) = @_;
	my $dir = copy($from, "$scratch/points");
	my $trace = "$scratch/trace";
	my (%count, %seen, @points);

	sh($dir, "strace -f --seccomp-bpf -qq -o '$trace' -e trace=openat," .
	    join(',', @MUTATING) . " sh -c 'exec $command'");
	open my $in, '<', $trace or die "$trace: $!\n";
	while (<$in>) {
		my ($pid, $call, $arguments) = /^(\d+)\s+(\w+)\((.*)/ or next;
		my $n = ++$count{$pid}{$call};

		next if $call eq 'openat' && $arguments !~ /O_CREAT/;
		next if $call eq 'write' && $arguments =~ /^[12],/;
		push @points, [ $call, $n ] if !$seen{"$call $n"}++;
	}
	return @points;
}

1;
