#!/usr/bin/perl
# choose -i: what is typed at a terminal, and the commits that come of it.
# script(1) makes the terminal.
use strict;
use warnings;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use IPC::Open2;
use Test::More;
use Time::HiRes qw(sleep time);

my $PATIENCE = 60; # seconds, for a machine that is busy

my $dir = tempdir(CLEANUP => 1);

sub write_file {
	my ($path, $text) = @_;

	make_path("$dir/$1") if $path =~ m{(.*)/};
	open my $out, '>:utf8', "$dir/$path" or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or return '';
	local $/;
	return <$in> // '';
}

sub git {
	return scalar `git -C "$dir/notes" @_`;
}

system('script', '-qec', 'true', '/dev/null') == 0 or
    plan skip_all => 'script(1) makes no terminal here';

$ENV{NETGREP_TODAY} = '2026-11-23';
my $number = 0;

sub make_notes {
	my ($name, $day, $keys) = @_;

	write_file('notes/people/' . lc($name) . '.md',
	    "---\nname: $name\n" . ($keys // '') .
	    "---\n\n- 2026-11-$day met: at the fair\n");
}

sub start {
	system('rm', '-rf', "$dir/notes");
	make_path("$dir/notes");
	make_notes("Ana", 22, "met_at: harbour fair\nvia: Bob\n");
	make_notes("Bob", 21);
	make_notes("Cy", 20);
	make_notes("Di", 19);
	make_notes("Eve", 18);
	write_file('notes/Connections.csv', "First Name,Last Name,URL," .
	    "Email Address,Company,Position,Connected On\n" .
	    "Tara,Tin,https://social.example.org/in/tara,,Tin Works,Smith," .
	    "20 Sep 2026\n");
	git('init -q -b main .');
	git('add -A');
	git('commit -q -m Notes');
}

# Waits until the screen holds that so many times.
sub shown {
	my ($pattern, $times) = @_;
	my $end = time + $PATIENCE;

	while (time < $end) {
		my $n = () = slurp("$dir/screen") =~ /$pattern/g;
		return 1 if $n >= $times;
		sleep 0.02;
	}
	return 0;
}

# Types answers, each when it is asked for; returns the exit status.
sub typed {
	my ($command, @answers) = @_;
	my %asked;

	unlink "$dir/screen";
	local $ENV{TERM} = 'xterm';
	local $SIG{PIPE} = 'IGNORE';
	my $pid = open2(my $out, my $in, 'script', '-qefc',
	    "cd '$dir/notes' && $command", "$dir/screen");
	for my $answer (@answers) {
		my ($question, $keys) = @$answer;
		ok(shown(qr/\Q$question\E/, ++$asked{$question}),
		    "asked: $question") or diag(slurp("$dir/screen"));
		print $in $keys;
		$in->flush;
	}
	while (<$out>) { }
	waitpid $pid, 0;
	return $? >> 8;
}

my $netgrep = "'$ENV{NETGREP}'";
my $ask = '[?] ';

start();
is(typed("$netgrep choose -i",
    [$ask, 'f'], ['When? [2w]', "\n"],
    [$ask, 'k'], ['How often?', "2m\n"],
    [$ask, 'l'], ['What happened?', "call: sells clocks\n"],
    [$ask, 't'], ['Until when? [1m]', "fri\n"],
    [$ask, 'g'], ['Why?', "moved away\n"],
    [$ask, 'k'], ['How often?', "\n"]), 0, 'all are decided');
is(git('log --format=%s'), <<'END', 'a commit for each answer');
keep: Tara Tin: cadence (2026-11-23)
drop: Eve (2026-11-23)
snooze: Di: until 2026-11-27 (2026-11-23)
log: Cy: call (2026-11-23)
keep: Bob: cadence (2026-11-23)
keep: Ana: followup (2026-11-23)
Notes
END
is(git('status --short'), '', 'nothing is left over');
like(slurp("$dir/screen"), qr/\[1\/6\] Ana, met 2026-11-22 \(1d ago\) at (?#
    )harbour fair, through Bob\r\n  met: at the fair\r\n  people\/ana.md:7/,
    'who it is, where, through whom, and what was said');
is(typed("$netgrep choose -i"), 1, 'nobody is left');
like(slurp("$dir/screen"), qr/Nobody waits for a choice/, 'and it says so');

start();
is(typed("$netgrep choose -i --tag none"), 1, 'selectors count');
is(typed("$netgrep choose -i ana bob",
    [$ask, 's'], [$ask, 'x'], [$ask, '?'],
    [$ask, 't'], ['Until when? [1m]', "nonsense\n"],
    [$ask, 'l'], ['What happened?', "\n"],
    [$ask, 'q']), 1, 'nothing is decided');
like(slurp("$dir/screen"), qr/"nonsense" is no day/,
    'what is wrong is said, and asked again');
is(git('log --format=%s'), "Notes\n", 'and nothing is committed');
is(typed("$netgrep choose -i", [$ask, "\cC"]), 1, 'Ctrl-C quits');
is(typed("$netgrep choose -i", [$ask, "\cD"]), 1, 'and Ctrl-D');
is(typed("stty -a >../before; $netgrep choose -i; stty -a >../after",
    [$ask, "q"]), 0, 'the terminal is left');
is(slurp("$dir/after"), slurp("$dir/before"), 'as it was');

# an editor may say more, and what is said of others is not its business
write_file('edit', "#!/bin/sh\necho '- [ ] send the song' >>\"\$1\"\n");
chmod 0755, "$dir/edit" or die;
write_file('notes/people/bob.md', "---\nname: Bob\n---\n\nunfinished\n");
is(typed("VISUAL='$dir/edit' $netgrep choose -i", [$ask, 'e'], [$ask, 'q']),
    1, 'edited, and undecided');
is(git('log -1 --format=%s --name-only'), <<'END', 'what it says is committed');
log: Ana: promise

people/ana.md
END
is(git('status --short'), " M people/bob.md\n", 'and nothing else');
is(typed("VISUAL=false $netgrep choose -i", [$ask, 'e'], [$ask, 'q']), 1,
    'an editor that fails');
like(slurp("$dir/screen"), qr/The editor failed/, 'is told');

is(system("cd '$dir/notes' && $netgrep choose -i </dev/null >/dev/null 2>&1")
    >> 8, 2, 'without a terminal it is refused');
is(typed("$netgrep --at HEAD choose -i"), 2, 'and at a revision');
done_testing();
