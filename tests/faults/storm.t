#!/usr/bin/perl
# Fifty processes record at once, in the same and in different notes, while git
# adds, commits, looks and collects garbage, and an editor writes. What was
# acknowledged is there, once; what others did is there too.
#
#	STORM="50 20"	how many processes, and entries of each
use strict;
use warnings;
use File::Basename qw(dirname);
use POSIX ();
use Time::HiRes qw(time sleep);

exec dirname($0) . "/../run", $0, @ARGV or die
    if !$ENV{NETGREP_ROOT};

use lib dirname($0);
use Faults;

my ($WRITERS, $ENTRIES) = split ' ', $ENV{STORM} // '50 20';
my $dir = template(scratch() . '/storm', '');
my @people = qw(ana bob cy dee);

# Runs code in another process; returns it.
sub beside {
	my ($code) = @_;
	my $pid = fork // die "fork: $!\n";

	return $pid if $pid;
	$code->();
	POSIX::_exit(0);
}

sub append {
	my ($path, $line) = @_;

	open my $out, '>>', $path or return;
	syswrite $out, "$line\n";
}

# One writer: what was acknowledged, and how long that took, in a file.
sub writer {
	my ($w) = @_;

	for my $n (1 .. $ENTRIES) {
		my $person = $n % 4 ? "writer$w" : $people[$n / 4 % @people];
		my $began = time;
		my $out = qx{cd '$dir' && netgrep log people/$person.md \\
		    "call: storm $w-$n" 2>&1};

		append(scratch() . "/writer$w", $? ? "refused $w-$n $out" :
		    sprintf 'done %s-%s %.4f', $w, $n, time - $began);
	}
}

# git at work in the same repository: how often each of its commands did it.
sub git_user {
	my ($until) = @_;
	my $n = 0;

	while (!-e $until) {
		append("$dir/others.md", 'line ' . ++$n);
		for ('git add others.md', "git commit -q -m 'Other $n' others.md",
		    'git status --porcelain', 'git gc -q --auto') {
			append(scratch() . '/git', $_ =~ s/'.*//r)
			    if !system("cd '$dir' && $_ >/dev/null 2>&1");
		}
		sleep 0.05;
	}
}

# An editor that saves a note of its own by renaming.
sub editor {
	my ($until) = @_;

	for (my $n = 1; !-e $until; $n++) {
		spit("$dir/.edited.new", "- 2026-11-23 call: edit $n\n" x 20);
		rename "$dir/.edited.new", "$dir/edited.md";
		sleep 0.02;
	}
}

sub lines_of {
	my ($path) = @_;

	open my $in, '<', $path or return ();
	chomp(my @lines = <$in>);
	return @lines;
}

# How often each entry stands in a text.
sub entries {
	my %count;

	$count{$1}++ while $_[0] =~ /storm (\d+-\d+)$/mg;
	return \%count;
}

# What others have staged, or not yet staged, in a note: the lines alone.
sub work_of_others {
	return sh($dir, "git diff $_[0] -U0 -- people/cy.md | " .
	    "grep '^[+-]' | grep -v '^+++\\|^---'");
}

sub check_place {
	my ($name, $text, @done) = @_;
	my $count = entries($text);

	complain(map { "$_ is missing in $name" } grep { !$count->{$_} } @done);
	complain(map { "$_ stands $count->{$_} times in $name" }
	    grep { $count->{$_} > 1 } sort keys %$count);
}

begin(2);
spit("$dir/people/writer$_.md", "---\ntype: person\n---\n\n# Writer $_\n")
    for 1 .. $WRITERS;
spit("$dir/people/dee.md", "---\ntype: person\n---\n\n# Dee Fox\n");
spit("$dir/others.md", "lines\n");
sh($dir, "git add people/writer* people/dee.md others.md && " .
    "git commit -q -m Writers -- people/writer* people/dee.md others.md && git config gc.auto 200");
my %work = map { $_ => work_of_others($_) } '', '--cached';

my $until = scratch() . '/until';
my @others = (beside(sub { git_user($until) }), beside(sub { editor($until) }));
my $began = time;
my @writers = map { my $w = $_; beside(sub { writer($w) }) } 1 .. $WRITERS;
waitpid $_, 0 for @writers;
my $seconds = time - $began;
spit($until, '');
waitpid $_, 0 for @others;

my (@done, @refused, @took);
for (map { lines_of(scratch() . "/writer$_") } 1 .. $WRITERS) {
	push @refused, $_ if /^refused/;
	/^done (\S+) (\S+)/ or next;
	push @done, $1;
	push @took, $2;
}
check_place('the notes', sh($dir, 'cat people/*.md'), @done);
check_place('HEAD', sh($dir, 'git ls-tree -r --name-only HEAD people | ' .
    'while read -r path; do git show "HEAD:$path"; done'), @done);
check_place('the log', sh($dir, 'git log --format=%b'), @done);
complain("git fsck: $_") for split /\n/, qx{cd '$dir' &&
    git fsck --no-dangling 2>&1};
complain("git diff $_ is another now") for
    grep { work_of_others($_) ne $work{$_} } sort keys %work;
complain('nothing was acknowledged') if !@done;
@took = sort { $a <=> $b } @took;
figures('storm', sprintf '%d of %d acknowledged in %.0f s, %d refused, ' .
    'median %.0f ms', scalar @done, $WRITERS * $ENTRIES, $seconds,
    scalar @refused, 1000 * $took[@took / 2]);

my %git;
$git{$_}++ for lines_of(scratch() . '/git');
my $commits = () = sh($dir, 'git log --format=%s') =~ /^Other /mg;
complain("git committed $git{'git commit -q -m '}, and $commits are there")
    if $commits != ($git{'git commit -q -m '} // 0);
figures('git beside it', join ', ', map { "$git{$_} x $_" } sort keys %git);
print STDERR map { "#   $_\n" } @refused[0 .. ($#refused > 4 ? 4 : $#refused)];
exit 0;
