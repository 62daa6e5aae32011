# For tests of commits: each state of a repository is made twice, netgrep
# commits in one and "git commit --only" in the other, and the commits have the
# same name.
use strict;
use warnings;
use Cwd qw(realpath);
use File::Temp qw(tempdir);
use Test::More;

our $scratch = realpath(tempdir('backend.XXXXXX', TMPDIR => 1, CLEANUP => 1));
our $note = 'people/ana-ruiz.md';
our $count = 0;

$ENV{NETGREP_TODAY} = '2026-11-23';
# hooks that nobody needs are most of a new repository
$ENV{GIT_TEMPLATE_DIR} = '';
$ENV{SCRATCH} = $scratch;
$ENV{HOME} = "$scratch/home";
mkdir "$scratch/home" or die;

sub spit {
	my ($path, $text) = @_;

	open my $out, '>', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

spit("$scratch/message", <<'END');
log: Ana Ruiz: call (2026-11-23)

x

Netgrep-Person: people/ana-ruiz.md
Netgrep-Date: 2026-11-23
END

# git_config_foreach_match of libgit2 1.5 leaks, in formats above 0
spit("$scratch/leaks", "leak:libpcre2\n");
$ENV{LSAN_OPTIONS} = "suppressions=$scratch/leaks:print_suppressions=0";

# Runs shell commands in a folder: status, and both outputs.
sub sh {
	my ($dir, $script) = @_;
	my $out = qx{cd '$dir' && exec 2>'$scratch/err' </dev/null
$script
};
	my $status = $? >> 8;

	open my $in, '<', "$scratch/err" or die;
	local $/;
	return ($status, $out, scalar(<$in>) // '');
}

sub must {
	my ($dir, $script) = @_;
	my ($status, $out, $err) = sh($dir, "set -e\n$script");

	die "$script: $status\n$out$err" if $status;
	return $out;
}

our $start = <<'END';
git init -q .
mkdir people
printf '# Ana Ruiz\n\n- 2026-01-01 call: met\n' >people/ana-ruiz.md
printf '# Bob Chen\n' >people/bob-chen.md
echo other >other.md
END
our $commit = "git add -A\ngit commit -qm start\n";
# executable, with these commands
our $hook = <<'END';
hook() {
	mkdir -p "$(dirname "$1")"
	{ echo '#!/bin/sh'; cat; } >"$1"
	chmod +x "$1"
}
END

# The common beginning is made once and copied.
sub repository {
	my ($setup) = @_;
	my $dir = "$scratch/r" . ++$count;

	if (index($setup, $start . $commit) == 0) {
		$setup = substr $setup, length($start . $commit);
		if (!-d "$scratch/start") {
			mkdir "$scratch/start" or die;
			must("$scratch/start", $start . $commit);
		}
		system('cp', '-Rp', "$scratch/start", $dir) == 0 or die;
	} else {
		mkdir $dir or die "$dir: $!\n";
	}
	must($dir, $hook . $setup) if $setup ne '';
	return $dir;
}

# What can be seen of a repository, but for what it did to get there.
sub seen {
	my ($dir) = @_;

	return (sh($dir, <<END))[1];
git log -g -1 --format='%gs%n%H%n%T%n%P%n%an %ae %ad%n%cn %ce %cd%n%e%n%B'
git status --porcelain=v2; cat $note; cat .git/HEAD
ls .git | grep -v -e '^sharedindex' -e COMMIT_EDITMSG
END
}

# Locks and files of ours.
sub left_behind {
	my ($dir) = @_;

	return join ' ', map { glob "$dir/.git/$_" } qw(netgrep* *.lock
	    refs/heads/*.lock index?*);
}

# The same in a repository where git commits and in one where netgrep does.
sub same {
	my ($name, $setup, %how) = @_;
	my $by_git = repository($setup);
	my $by_us = repository($setup);
	my $log = $how{log} // '';

	must($by_git, "netgrep $log log --no-commit ana 'call: x' >/dev/null
	    " . ($how{add} ? "git add $note\n" : '') .
	    "git commit -q -F $scratch/message --only $note");
	my ($status, $out, $err) = sh($by_us, "netgrep $log log ana 'call: x'");
	is($status, 0, "$name: done") or diag($err);
	is(seen($by_us), seen($by_git) =~ s/\Q$by_git\E/$by_us/gr,
	    "$name: as git would");
	is(left_behind($by_us), '', "$name: nothing is left behind");
	return ($by_us, $err);
}

# netgrep can't commit: exit 2, the words, the line stays; then it can.
sub stays {
	my ($name, $dir, $words, $mend) = @_;
	my $look = 'git rev-parse -q --verify HEAD || :; git ls-files -s';
	my $before = must($dir, $look);
	my ($status, $out, $err) = sh($dir, "netgrep log ana 'call: x'");

	is($status, 2, "$name: refused");
	like($err, $words, "$name: says why");
	like($err, qr/stays in the note; the same command again commits it/,
	    "$name: says how it goes on");
	is(must($dir, $look), $before, "$name: nothing is committed or staged");
	is(must($dir, "grep -c 'call: x' $note"), "1\n", "$name: it stays");
	must($dir, $hook . $mend);
	($status, $out, $err) = sh($dir, "netgrep log ana 'call: x'");
	is($status, 0, "$name: the same again commits it") or diag($err);
	like($out, qr/^already written, now committed: /, "$name: and says so");
	is(must($dir, "git show HEAD:$note | grep -ci 'call: x'"), "1\n",
	    "$name: once");
	is(must($dir, 'git status --porcelain --untracked-files=no'), '',
	    "$name: all of it");
	is(left_behind($dir), '', "$name: nothing is left behind");
}

1;
