#!/usr/bin/perl
# netgrep watch: what is written is committed by itself once it is quiet,
# whichever way changes are seen; not while an editor has the note open or a
# merge is under way; and it ends when it is told to. A loaded machine only
# makes it late: everything is waited for.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $LATE = 120; # seconds

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or return '';
	local $/;
	return scalar(<$in>) // '';
}

sub append {
	my ($path, $text) = @_;

	open my $out, '>>', $path or die "$path: $!\n";
	print $out $text;
	close $out or die;
}

# Waits until a file has a line like that.
sub says {
	my ($path, $regex) = @_;

	for (1 .. $LATE * 10) {
		return 1 if slurp($path) =~ /$regex/m;
		select undef, undef, undef, 0.1;
	}
	diag("$path:\n" . slurp($path));
	return 0;
}

sub count {
	my ($path, $regex) = @_;

	return scalar(() = slurp($path) =~ /$regex/mg);
}

sub ends {
	my ($pid, $signal) = @_;

	kill $signal, $pid;
	for (1 .. $LATE * 10) {
		return $? if waitpid($pid, 1) == $pid;
		select undef, undef, undef, 0.1;
	}
	kill 'KILL', $pid;
	waitpid $pid, 0;
	return 'killed';
}

sub start {
	my ($notes, @options) = @_;
	my $pid = fork // die;

	return $pid if $pid;
	open STDOUT, '>>', "$notes.out" or die;
	open STDERR, '>>', "$notes.err" or die;
	exec $ENV{NETGREP}, '-C', $notes, @options, 'watch', '--quiet', '1s'
	    or die;
}

sub run {
	my ($way, $signal, @options) = @_;
	my $scratch = tempdir('watch.XXXXXX', TMPDIR => 1, CLEANUP => 1);
	my $notes = "$scratch/notes";

	mkdir $_ or die for $notes, "$notes/people";
	append("$notes/people/ana.md", "# Ana Ruiz\n\n- 2026-10-01 call: a\n");
	system("cd '$notes' && git init -q -b main && git add -A &&
	    git commit -q -m Notes") == 0 or die;
	my ($out, $err) = ("$notes.out", "$notes.err");
	my $pid = start($notes, @options);

	append("$notes/people/ana.md", "- 2026-11-20 call: one\n");
	ok(says($out, qr/^\[\w{7}\] log: Ana Ruiz: call \(2026-11-20\)$/),
	    "$way: an entry");
	mkdir "$notes/journal" or die;
	mkdir "$notes/journal/2026" or die;
	append("$notes/journal/2026/2026-11-21.md", "- lunch [[Ana Ruiz]]\n");
	ok(says($out, qr/lunch \(2026-11-21\)$/), "$way: in a new folder");
	rename "$notes/journal/2026", "$notes/journal/old" or die;
	append("$notes/journal/old/2026-11-22.md", "- dinner [[Ana Ruiz]]\n");
	ok(says($out, qr/dinner \(2026-11-22\)$/), "$way: in a moved one");

	append("$notes/people/.ana.md.swp", '');
	append("$notes/people/ana.md", "- 2026-11-23 call: open\n");
	ok(says($err, qr/ana\.md: left alone.*\.ana\.md\.swp/),
	    "$way: an editor has it open");
	append("$notes/people/bob.md", "# Bob Chen\n");
	ok(says($out, qr/add: Bob Chen/), "$way: the rest is committed");
	is(count($out, qr/2026-11-23/), 0, "$way: the open one is not");
	unlink "$notes/people/.ana.md.swp" or die;
	ok(says($out, qr/call \(2026-11-23\)/), "$way: until it is closed");
	is(count($err, qr/left alone, an editor/), 1, "$way: that is said once");
	is(count($err, qr/left alone, it was renamed/), 1,
	    "$way: so is what was moved");

	my $head = `git -C '$notes' rev-parse HEAD`;
	append("$notes/.git/MERGE_HEAD", $head);
	append("$notes/people/bob.md", "\n- 2026-11-19 call: later\n");
	ok(says($err, qr/a merge is under way/), "$way: a merge");
	is(`git -C '$notes' rev-parse HEAD`, $head, "$way: no commit meanwhile");
	unlink "$notes/.git/MERGE_HEAD" or die;
	ok(says($out, qr/Bob Chen: call \(2026-11-19\)/), "$way: then one");
	is(count($err, qr/a merge/), 1, "$way: that is said once too");

	rename $notes, "$notes.away" or die;
	ok(says($err, qr/is no folder/), "$way: the notes are gone");
	rename "$notes.away", $notes or die;
	append("$notes/people/bob.md", "- 2026-11-20 call: back\n");
	ok(says($out, qr/Bob Chen: call \(2026-11-20\)/), "$way: and back");

	is(ends($pid, $signal), 0, "$way: SIG$signal ends it with 0");
	is(count($out, qr/^(?!\[\w{7}\] )/), 0, "$way: a line a commit");
	is(`git -C '$notes' fsck --no-dangling 2>&1`, '', "$way: fsck");
	ok(!-e "$notes/.git/index.lock", "$way: no lock is left");
}

run('inotify', 'TERM');
run('polling', 'INT', '-c', 'netgrep.poll=true');

# More happens than the kernel tells: a folder that is made then is seen, too.
sub overflows {
	my $scratch = tempdir('watch.XXXXXX', TMPDIR => 1, CLEANUP => 1);
	my $notes = "$scratch/notes";
	my $most = slurp('/proc/sys/fs/inotify/max_queued_events') || 0;

	if (!$most || $most > 100_000) {
		pass("overflow: a queue of $most is too long");
		return;
	}
	mkdir $_ or die for $notes, "$notes/people";
	append("$notes/people/ana.md", "# Ana Ruiz\n\n- 2026-10-01 call: a\n");
	system("cd '$notes' && git init -q -b main && git add -A &&
	    git commit -q -m Notes") == 0 or die;
	my $pid = start($notes);

	append("$notes/people/ana.md", "- 2026-11-19 call: begun\n");
	ok(says("$notes.out", qr/2026-11-19/), 'overflow: it watches');
	kill 'STOP', $pid;
	# two by turns: what is the same as the last is told once
	append("$notes/people/" . ($_ % 2 ? 'a.tmp' : 'b.tmp'), '')
	    for 0 .. $most;
	mkdir "$notes/journal" or die;
	append("$notes/journal/2026-11-20.md", "- lunch [[Ana Ruiz]]\n");
	kill 'CONT', $pid;
	ok(says("$notes.out", qr/lunch \(2026-11-20\)$/),
	    'overflow: what was not told');
	append("$notes/journal/2026-11-21.md", "- dinner [[Ana Ruiz]]\n");
	ok(says("$notes.out", qr/dinner \(2026-11-21\)$/),
	    'overflow: and what happens there next');
	is(ends($pid, 'TERM'), 0, 'overflow: SIGTERM ends it with 0');
}

overflows();

my $plain = tempdir('watch.XXXXXX', TMPDIR => 1, CLEANUP => 1);
like(`'$ENV{NETGREP}' -C '$plain' watch 2>&1`, qr/no git repository/,
    'a folder without git');
is($? >> 8, 2, 'is refused');
like(`'$ENV{NETGREP}' -C '$plain' watch --quiet 5h 2>&1`,
    qr/--quiet can't be "5h"/, 'a time that is none');
done_testing();
