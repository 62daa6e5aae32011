#!/usr/bin/perl
# Each state that a repository can be in, and what becomes of each command in
# it: the hazards 48 to 63.
use strict;
use warnings;
use File::Find qw(find);
use POSIX ();
use Test::More;

our ($scratch, $note, $start, $commit, $count, %states);
require "$ENV{NETGREP_ROOT}/tests/twins.pl";
$start =~ s/(# Ana Ruiz\\n\\n)/$1From Porto.\\n\\n- [ ] send the deck\\n/ or die;
require "$ENV{NETGREP_ROOT}/tests/states.pl";
must($scratch, 'mkdir start; cd start; ' . $start . $commit);

# What a cell says:
#
#	reads	the report shows what the notes say, and nothing is changed
#	git	done; the commit, the index and the work tree are what the same
#		edit and "git commit --only" make of them
#	alone	done; where git would commit more, or refuse, the commit is the edit
#		alone, and what else has changed stays as it was, staged or not
#	stays	git refuses, status 2: what was written stays in the note, nothing
#		is committed or staged; without the obstacle the same again does it
#	staged	the same, but that it is staged, too
#	none	there is nothing to commit: status 1, and nothing is changed
#
# Any other word is refused with the reason and the way out that %words has for
# it: status 2, and nothing is changed on the disk.
my $matrix = <<'END';
#   STATE              report   log       commit    done      set
48  unborn             reads    git       git       git       git
48  unborn-staged      reads    git       git       git       git
48  orphan             reads    git       git       git       git
49  detached           reads    detached  detached  detached  detached
50  merge              reads    merge     merge     merge     merge
50  merge-conflict     reads    merge     merge     merge     merge
50  rebase             reads    rebase    rebase    rebase    rebase
50  rebase-apply       reads    rebase    rebase    rebase    rebase
50  am                 reads    am        am        am        am
50  cherry-pick        reads    pick      pick      pick      pick
50  cherry-picks       reads    picks     picks     picks     picks
50  revert             reads    revert    revert    revert    revert
50  bisect             reads    bisect    bisect    bisect    bisect
51  lock-held          reads    held      held      held      held
51  lock-let-go        reads    git       git       git       git
52  lock-ours          reads    git       git       git       git
52  desk-ours          reads    git       git       git       git
52  branch-lock        reads    staged    staged    staged    staged
53  other-work         reads    git       git       git       git
53  other-conflict     reads    git       git       git       git
53  same-staged        reads    alone     alone     alone     alone
53  same-unstaged      reads    alone     alone     alone     alone
53  same-both          reads    alone     alone     alone     alone
53  same-removed       reads    git       git       git       git
53  same-promised      reads    git       git       git       git
53  same-conflict      reads    conflict  conflict  conflict  conflict
53  new-promised       reads    git       git       git       git
53  new-staged         reads    git       git       git       git
53  assume-unchanged   reads    git       none      git       git
53  skip-worktree      reads    skipped   skipped   skipped   skipped
54  index-missing      reads    missing   missing   missing   missing
54  index-empty        reads    missing   missing   missing   missing
54  index-garbage      reads    damaged   damaged   damaged   damaged
54  index-cut          reads    damaged   damaged   damaged   damaged
54  index-bit          reads    damaged   damaged   damaged   damaged
55  index-split        reads    git       git       git       git
55  split-same-both    reads    alone     alone     alone     alone
55  split-crlf         reads    git       git       git       git
55  split-filtered     reads    git       git       git       git
55  index-sparse       reads    git       git       git       git
55  index-skip-hash    reads    git       git       git       git
55  index-version-4    reads    git       git       git       git
55  index-untracked    reads    git       git       git       git
55  reftable           reads    git       git       git       git
55  sha256             reads    git       git       git       git
56  bare               bare     bare      bare      bare      bare
56  shallow            reads    git       git       git       git
56  partial-blobs      reads    git       git       git       git
56  partial-trees      reads    git       git       git       git
56  sparse             reads    git       git       git       git
56  linked-work-tree   reads    git       git       git       git
56  submodule-beside   reads    git       git       git       git
56  in-a-submodule     reads    git       git       git       git
56  replaced           reads    git       git       git       git
57  nobody             reads    nobody    nobody    nobody    nobody
57  no-address         reads    address   address   address   address
57  name-of-crud       reads    crud      crud      crud      crud
57  bad-date           reads    date      date      date      date
57  someone-else       reads    git       git       git       git
57  in-a-hook          reads    hook      hook      hook      hook
58  filtered           reads    git       git       git       git
58  signed             reads    git       git       git       git
58  signer-refuses     reads    stays     stays     stays     stays
58  hook-refuses       reads    stays     stays     stays     stays
58  hook-lets-pass     reads    git       git       git       git
59  untracked          reads    git       git       git       git
59  ignored            unknown  unknown   none      unknown   unknown
60  head-commit-gone   reads    commit    commit    commit    commit
60  head-commit-empty  reads    commit    commit    commit    commit
60  head-tree-gone     reads    text      text      text      text
60  note-blob-gone     reads    text      text      text      text
60  note-blob-garbage  reads    text      text      text      text
60  other-blob-gone    reads    alone     alone     alone     alone
60  branch-empty       reads    branch    branch    branch    branch
60  branch-garbage     reads    branch    branch    branch    branch
60  branch-nowhere     reads    commit    commit    commit    commit
60  head-empty         reads    head      head      head      head
60  foreign-owner      owner    owner     owner     owner     owner
60  foreign-but-safe   reads    git       git       git       git
61  config-of-user     user     user      user      user      user
61  config-of-repo     config   config    config    config    config
62  packed             reads    git       git       git       git
63  conflict-markers   reads    markers   markers   markers   markers
END

my %words = (
	detached => qr/HEAD is detached, .*; git switch -c NAME makes one/,
	merge => qr/a merge is under way; git commit ends it, git merge --abort/,
	rebase => qr/a rebase is under way; git rebase --continue or --abort/,
	am => qr/git am is under way; git am --continue or --abort/,
	pick => qr/a cherry-pick is under way; git cherry-pick --continue or -/,
	picks => qr/several commits is under way; git cherry-pick --continue or /,
	revert => qr/a revert is under way; git revert --continue or --abort/,
	bisect => qr/a bisection is under way; git bisect reset/,
	held => qr/index.lock is held: .*; end it .* or remove .*index.lock if/,
	conflict => qr/it is in conflict; git add it when that is resolved/,
	skipped => qr/it is outside the sparse checkout; git sparse-checkout add/,
	missing => qr/git's index .*: it is missing; git reset makes it anew/,
	damaged => qr/git's index .*: it is damaged; remove .*, then git reset/,
	bare => qr/is a bare repository, .*; --at HEAD reads its newest commit/,
	unknown => qr/nobody is called "ana"; |there is no note of that path/,
	nobody => qr/git does not know your name; git config --global user.name/,
	address => qr/git does not know your email address; git config --global/,
	crud => qr/git takes nothing of the author's name "<>.,"; correct it/,
	date => qr/GIT_AUTHOR_DATE=never is no date; write 2026-12-01T12:00:00/,
	hook => qr/GIT_INDEX_FILE is set .*; unset it/,
	ignored => qr/is ignored by git .*; name a note that git keeps, or use/,
	commit => qr/the branch refs.heads.\w+ is damaged; git fsck says more/,
	head => qr/HEAD can't be read.*; git fsck says more/,
	branch => qr/the branch \S+ can't be read: .*; git fsck says more/,
	owner => qr/has another owner, .* git config --global --add safe.direct/,
	config => qr/failed to parse config file: .* \(in .*config:6\)/,
	user => qr/broken.*correct that line/,
	markers => qr/a merge left a conflict here; settle it and remove the/,
	text => qr/what HEAD holds of it can't be read: .*; git fsck says more/,
);

my %commands = (
	report => 'netgrep timeline ana',
	log => "netgrep log ana 'call: x'",
	commit => "netgrep commit $note",
	done => "netgrep done $note:5",
	set => 'netgrep set ana cadence=2m',
);
my $entry = "printf -- '- 2026-11-23 call: x\\n' >>$note\n";

# What git can tell of all of it, beside what can be seen of every repository.
my $look = <<'END';
git ls-files -sv
find . -name .git -prune -o -type f -print0 | sort -z | xargs -0 sha1sum
END
# What is staged of the note, and what is not; "git diff" would write the index.
my $lines = "sed -n -e '/^[-+][-+][-+] /d' -e '/^[-+]/p'";
my $rest = "git diff-files -U0 -p $note | $lines; echo
    git diff-index --cached -U0 -p HEAD $note 2>/dev/null | $lines\n";

my $index = 'git ls-files -sv';

# All files below the folder, and of the repository where that is elsewhere.
sub disk {
	my ($dir) = @_;
	my @all;

	chomp(my $gitdir = -d "$dir/.git" ? '' :
	    (sh($dir, 'git rev-parse --git-common-dir'))[1]);
	$gitdir = "$dir/$gitdir" if $gitdir =~ m{^[^/]};
	find({ no_chdir => 1, wanted => sub {
		my @st = lstat;
		return if !-f _;
		open my $in, '<', $_ or die "$_: $!\n";
		local $/;
		push @all, join ' ', $_, @st[1 .. 5, 9], <$in> // '';
	} }, $dir, $gitdir eq '' ? () : $gitdir);
	return join "\n", sort @all;
}

sub state_of {
	my ($name) = @_;
	my $state = $states{$name} // die "$name is no state\n";

	$state = { setup => $state } if !ref $state;
	return { name => $name, needs => '', mend => '', then => '', %$state };
}

# Made once and copied, but where there are paths or processes in it.
sub in_state {
	my ($state) = @_;
	my $made = "$scratch/in-$state->{name}";
	my $dir;

	if ($state->{fresh} || !-d $made) {
		$dir = repository($state->{from} // $start . $commit .
		    ($state->{setup} // ''));
		system('cp', '-Rp', $dir, $made) == 0 or die;
	} else {
		$dir = "$scratch/r" . ++$count;
		system('cp', '-Rp', $made, $dir) == 0 or die;
	}
	return $state->{at} ? "$dir/$state->{at}" : $dir;
}

# In a twin, git with the message of the last commit; then whether both are the
# same.
sub as_git {
	my ($state, $command, $dir) = @_;
	my $twin = in_state($state);
	my $edit = $command eq 'commit' ? $entry :
	    "$commands{$command} --no-commit >/dev/null";

	must($dir, "git log -1 --format=%B >$scratch/message");
	must($twin, <<END);
$state->{mend}
$edit
git ls-files --error-unmatch $note >/dev/null 2>&1 ||
git cat-file -e HEAD:$note 2>/dev/null || git add $note
git commit -q -F $scratch/message --only $note
$state->{then}
END
	my $ours = seen($dir) . (sh($dir, $look))[1] . left_behind($dir) .
	    join '', (sh($dir, 'git fsck --no-progress --no-dangling'))[1, 2];
	my $gits = (seen($twin) . (sh($twin, $look))[1]) =~ s/$twin/$dir/gr;
	return 1 if $ours eq $gits;
	spit("$scratch/ours", $ours);
	spit("$scratch/gits", $gits);
	diag(qx{diff -u '$scratch/gits' '$scratch/ours'});
	return 0;
}

# States in which git would commit more than the edit, or would not at all.
my %others = map { $_ => 1 } qw(same-staged same-unstaged same-both
    split-same-both other-blob-gone);

# The commit is the edit and nothing else, and the rest of the note is as before.
sub is_alone {
	my ($dir, $command, $was) = @_;
	my $edit = $command eq 'commit' ? "+- 2026-11-23 call: x\n" :
	    (sh($dir, "diff -U0 $scratch/note $note | $lines"))[1];

	return (sh($dir, "git show --format= -U0 HEAD | $lines"))[1] eq $edit &&
	    (sh($dir, $rest))[1] eq $was;
}

# Nothing is committed, and then the same command does it as git would.
sub stays_how {
	my ($state, $command, $dir, $known) = @_;
	my $staged = (sh($dir, $index))[1] ne $known;

	return 'committed' if must($dir, 'git rev-list --count HEAD') ne "1\n";
	must($dir, $state->{mend});
	must($dir, $commands{$command});
	return 'otherwise' if !as_git($state, $command, $dir);
	return $staged ? 'staged' : 'stays';
}

sub outcome {
	my ($name, $command) = @_;
	my $state = state_of($name);
	my $dir = in_state($state);
	local @ENV{keys %{$state->{env}}} = values %{$state->{env}};

	my $was = $others{$name} ? (sh($dir, $rest))[1] : '';
	my $known = $state->{mend} ? (sh($dir, $index))[1] : '';
	sh($dir, "cp $note $scratch/note") if $others{$name};
	sh($dir, $entry) if $command eq 'commit';
	my $before = disk($dir);
	my ($status, $out, $err) = sh($dir, $commands{$command});

	return stays_how($state, $command, $dir, $known) if $status == 2 &&
	    $err =~ /stays in the note; the same command again commits it$/;
	my $done = !$status && $command ne 'report';
	return 'alone' if $done && $others{$name} &&
	    is_alone($dir, $command, $was);
	return 'git' if $done && as_git($state, $command, $dir);
	my $changed = disk($dir) eq $before ? '' : ', but changed';
	my ($word) = $status == 2 ? grep { $err =~ /^\S+: .*$words{$_}/m }
	    sort keys %words : $status == 1 && $err eq '' ? 'none' :
	    !$status && $out =~ /met/ ? 'reads' : ();
	diag("$status $out$err") if $changed || !$word;
	return ($word // 'otherwise') . $changed;
}

# A lock is waited for, ten seconds long: in a process and a folder of its own.
sub beside {
	my ($name, $command) = @_;
	my $pid = open(my $answer, '-|') // die "fork: $!\n";

	return $answer if $pid;
	$scratch .= "/$name-$command";
	$ENV{SCRATCH} = $scratch;
	mkdir $scratch or die;
	syswrite STDOUT, outcome($name, $command);
	POSIX::_exit(0);
}

my (undef, undef, @columns) = split ' ', $matrix =~ s/\n.*//sr;
my @rows = map { [split ' '] } grep { !/^#/ } split /\n/, $matrix;
my %begun;
for my $row (@rows) {
	my $name = $row->[1];
	next if !state_of($name)->{slow};
	$begun{"$name $_"} = beside($name, $_) for @columns;
}
for my $row (@rows) {
	my ($hazard, $name, @cells) = @$row;
	my $needs = state_of($name)->{needs};
	my $lacks = $needs && (sh($scratch, $needs))[0];

	SKIP: for my $i (0 .. $#columns) {
		my $answer = $begun{"$name $columns[$i]"};

		skip "$name: not on this machine", scalar @cells if $lacks;
		is($answer ? scalar <$answer> : outcome($name, $columns[$i]),
		    $cells[$i], "$hazard $name: $columns[$i]");
	}
}
is(join(' ', sort keys %states), join(' ', sort map { $_->[1] } @rows),
    'all of them');
done_testing;
