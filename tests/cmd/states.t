#!/usr/bin/perl
# States, clones and settings that git commits in, and netgrep no otherwise; and
# netgrep.backend, which says who makes the commit.
use strict;
use warnings;
use Test::More;

our ($scratch, $note, $start, $commit, $hook, $count);
require "$ENV{NETGREP_ROOT}/tests/twins.pl";
my ($status, $out, $err);

# Formats and indexes that libgit2 refuses.

SKIP: {
	skip 'git knows no sha256', 4 if (sh($scratch,
	    'git init -q --object-format=sha256 probe'))[0];
	my $sha = $start =~ s/init -q/init -q --object-format=sha256/r;
	same('sha256', $sha . $commit);
	same('sha256, other work', $sha . $commit . <<'END');
echo staged >>other.md; git add other.md; echo more >>other.md
echo new >new.md; git add -N new.md; git rm -q people/bob-chen.md
END
	my $unborn = repository($sha);
	must($unborn, "netgrep log ana 'call: x'");
	is(must($unborn, 'git ls-tree -r --name-only HEAD;
	    git status --porcelain'), "$note\n?? other.md\n" .
	    "?? people/bob-chen.md\n", 'sha256, the first commit');
	my $renamed = repository("$sha$commit
	    mv people/bob-chen.md people/robert-chen.md");
	is(must($renamed, 'netgrep commit 2>&1 || echo $?'),
	    'people/robert-chen.md: left alone, it was renamed; git commit ' .
	    "does that (people/bob-chen.md)\n1\n", 'sha256, a renamed note');
}
SKIP: {
	skip 'git knows no reftable', 3 if (sh($scratch,
	    'git init -q --ref-format=reftable probe2'))[0];
	same('reftable', ($start =~ s/init -q/init -q --ref-format=reftable/r) .
	    $commit);
}
my ($split) = same('a split index', $start . $commit .
    "git update-index --split-index\n");
same('a split index that is kept', $start .
    "git config core.splitIndex true\n" . $commit);
same('an index without a checksum', $start . <<'END' . $commit);
git config index.skipHash true
END
my ($sparse) = same('a sparse index', $start . <<'END');
mkdir aside; echo x >aside/x; git add -A; git commit -qm start
git sparse-checkout set --cone --sparse-index people
END
is(must($sparse, 'git ls-files --sparse aside'), "aside/\n",
    'a sparse index: stays one');
same('version 4', $start . $commit . "git update-index --index-version 4\n");

my $other = "echo staged >>other.md; git add other.md; echo more >>other.md
echo new >new.md; git add -N new.md; git rm -q people/bob-chen.md\n";
same('other work', $start . $commit . $other,
    log => '-c netgrep.backend=git');
same('a split index, other work', $start . $commit . $other .
    "git update-index --split-index\n");

# In the same note git would commit what is there; netgrep the entry alone.
my $mixed = $start . $commit . <<'END';
sed -i 's/Ana Ruiz/Ana M. Ruiz/' people/ana-ruiz.md; git add people
sed -i 's/met/met her/' people/ana-ruiz.md
END
my %left;
for my $backend (qw(git libgit2)) {
	my $dir = repository($mixed);

	must($dir, "netgrep -c netgrep.backend=$backend log ana 'call: x'");
	$left{$backend} = seen($dir);
	is(must($dir, "git show HEAD --format= --numstat"),
	    "1\t0\t$note\n", "the same note, $backend: the entry alone");
	is(must($dir, 'git diff --numstat; git diff --cached --numstat'),
	    "1\t1\t$note\n1\t1\t$note\n", "the same note, $backend: the rest");
}
is($left{git}, $left{libgit2}, 'the same note: by either');

# Kinds of clones.

same('a partial clone', <<'END');
[ -d "$SCRATCH/origin" ] || (
	mkdir "$SCRATCH/origin"; cd "$SCRATCH/origin"; git init -q .
	git config uploadpack.allowFilter true; mkdir people deep
	printf '# Ana Ruiz\n\n- 2026-01-01 call: met\n' >people/ana-ruiz.md
	echo deep >deep/d; git add -A; git commit -qm start)
git clone -q --filter=blob:none --sparse "file://$SCRATCH/origin" .
git sparse-checkout set --no-cone /people >/dev/null
END
same('a partial clone without trees', <<'END');
git clone -q --filter=tree:0 --sparse "file://$SCRATCH/origin" .
git sparse-checkout set --no-cone /people >/dev/null
END
same('a shallow clone', <<'END');
git clone -q --depth 1 "file://$SCRATCH/origin" .
END
same('a work tree with its own configuration', <<'END');
git clone -q "$SCRATCH/origin" ../w$(basename "$PWD")
cd ../w$(basename "$PWD"); git config extensions.worktreeConfig true
git worktree add -q -b side "$OLDPWD" 2>&1; cd "$OLDPWD"
git config --worktree user.name 'Kim W.'
git config --worktree commit.cleanup verbatim
END
same('a submodule within', $start . <<'END' . $commit);
git -c protocol.file.allow=always submodule --quiet add "$SCRATCH/origin" mod
END
same('beside a replaced commit', $start . $commit . <<'END');
echo z >>other.md; git commit -qam z; echo zz >>other.md; git commit -qam zz
git replace HEAD HEAD^
END
my $mask = umask 077;
my ($shared) = same('core.sharedRepository', $start . $commit .
    "git config core.sharedRepository group\n");
umask $mask;
is(must($shared, q{stat -c %a .git/objects/$(git rev-parse HEAD |
    sed 's:^..:&/:')}), "440\n", 'core.sharedRepository: for the group');

# Settings.

spit("$scratch/config", "[user]\n\tname = Glo Bal\n\temail = g\@example.org\n" .
    "[commit]\n\tcleanup = strip\n");
my @names = qw(GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME
    GIT_COMMITTER_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_DATE);
{
	local @ENV{qw(GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME
	    GIT_COMMITTER_EMAIL)};
	delete @ENV{@names[0 .. 3]};
	local $ENV{GIT_AUTHOR_DATE} = '@1767225600 +0130';
	for my $backend (qw(auto git)) {
		local $ENV{GIT_CONFIG_GLOBAL} = "$scratch/config";
		same("GIT_CONFIG_GLOBAL, $backend", $start . $commit,
		    log => "-c netgrep.backend=$backend");
		local $ENV{GIT_CONFIG_COUNT} = 1;
		local $ENV{GIT_CONFIG_KEY_0} = 'user.name';
		local $ENV{GIT_CONFIG_VALUE_0} = 'Cou Nted';
		same("GIT_CONFIG_COUNT, $backend", $start . $commit,
		    log => "-c netgrep.backend=$backend");
	}
	local $ENV{EMAIL} = 'mail@example.org';
	for my $backend (qw(auto libgit2 git)) {
		same("EMAIL, $backend", $start .
		    "git config user.name Mai\n" . $commit,
		    log => "-c netgrep.backend=$backend");
	}
	local $ENV{EMAIL} = '';
	my $nobody = repository($start . "GIT_AUTHOR_NAME=a " .
	    "GIT_COMMITTER_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_EMAIL=a " .
	    "git commit -q --allow-empty -m start; " .
	    "echo exit 0 | hook .git/hooks/pre-commit");
	($status, $out, $err) = sh($nobody, "netgrep log ana 'call: x'");
	is($status, 2, 'no identity: refused');
	like($err, qr/git does not know your name/, 'no identity: says so');
	is(must($nobody, "grep -c 'call: x' $note || :"), "0\n",
	    'no identity: nothing is written');
}
for my $cleanup (qw(strip verbatim whitespace)) {
	same("commit.cleanup $cleanup", $start . $commit .
	    "git config commit.cleanup $cleanup\n");
}
same('commit.template, commit.verbose, core.editor', $start . $commit . <<'END',
echo template >../template; git config commit.template ../template
git config commit.verbose true; git config core.editor false
git config trailer.ack.key Acked; git config commit.status true
END
    log => '-c netgrep.backend=git');
same('i18n.commitEncoding', $start . $commit .
    "git config i18n.commitEncoding ISO-8859-1\n");
for my $backend (qw(auto git)) {
	same("core.autocrlf, $backend", $start . $commit . <<'END',
git config core.autocrlf true; rm people/ana-ruiz.md
git checkout -q people/ana-ruiz.md; grep -q "$(printf '\r')" people/ana-ruiz.md
END
	    log => "-c netgrep.backend=$backend");
	same("CRLF that is stored, $backend",
	    ($start =~ s/\\n/\\r\\n/gr) . $commit,
	    log => "-c netgrep.backend=$backend");
}
same('assume-unchanged', $start . $commit . <<'END',
git update-index --assume-unchanged other.md
END
    log => '-c netgrep.backend=git');
same('an executable note', $start . "chmod +x people/ana-ruiz.md\n" .
    $commit, log => '-c netgrep.backend=git');
my $odd = repository($start . $commit . <<'END');
for f in '-[o]dd*.md' '-oddly.md'; do
	printf '# Odd\n\n- 2026-01-01 met\n' >"people/$f"
	git add "./people/$f"
	printf '# Odd\n\n- 2026-01-01 met her\n' >"people/-oddly.md"
done
git commit -qm odd; echo exit 0 | hook .git/hooks/pre-commit
END
must($odd, "netgrep log 'people/-[o]dd*.md' 'call: x'");
is(must($odd, 'git status --porcelain; git show --format= --name-only'),
    " M people/-oddly.md\npeople/-[o]dd*.md\n", 'a name is no pattern');

# netgrep.backend.

for (['the hook .*pre-commit would not be run', 'echo exit 0 | hook
	    .git/hooks/pre-commit' =~ s/\s+/ /gr],
    ['commit.gpgSign is true', 'git config commit.gpgSign true'],
    ['core.sharedRepository is group',
	'git config core.sharedRepository group'],
    ['commit.cleanup is strip', 'git config commit.cleanup strip'],
    ["the attribute filter=upper is for git alone",
	"echo '*.md filter=upper' >.gitattributes"],
    ["git's index can't be used: .*it is split",
	'git update-index --split-index'],
    ['git replace is in force', "git commit -q --allow-empty -m z
	git replace HEAD HEAD^"]) {
	my ($why, $setup) = @$_;
	my $dir = repository($start . $commit . $setup .
	    "\ngit config netgrep.backend libgit2\n");
	my $before = seen($dir);

	($status, $out, $err) = sh($dir, "netgrep log ana 'call: x'");
	is($status, 2, "libgit2 alone: $why");
	like($err, qr/$why.*leave netgrep.backend at auto, or use --no-commit/,
	    'it says so');
	is(seen($dir), $before, 'nothing is written');
}
my $chosen = repository($start . $commit);
($status, $out, $err) = sh($chosen,
    "netgrep -c netgrep.backend=svn log ana 'call: x'");
is($status, 2, 'no such backend');
like($err, qr/netgrep.backend is "svn"; it wants auto, libgit2 or git/,
    'it says which there are');
must($chosen, "mkdir .netgrep; git config -f .netgrep/config " .
    "netgrep.backend git");
($status, $out, $err) = sh($chosen, "netgrep log ana 'call: x'");
like($err, qr/netgrep.backend may not be set in the notes/,
    'the notes do not choose');

# No git on the machine.
my $alone = repository($start . $commit . "mkdir ../nothing
ln -s \"\$(command -v netgrep)\" ../nothing/netgrep\n");
my $empty = "PATH=$scratch/nothing";
is((sh($alone, "$empty netgrep log ana 'call: x'"))[0], 0,
    'without git: what libgit2 can do');
must($alone, "$hook\necho exit 0 | hook .git/hooks/pre-commit");
($status, $out, $err) = sh($alone, "$empty netgrep log ana 'call: y'");
is($status, 2, 'without git: refused');
like($err, qr/there is no git on the PATH/, 'without git: says so');
is(must($alone, "grep -c 'call: y' $note; git diff --cached"), "1\n",
    'without git: the line stays');
is((sh($alone, "netgrep log ana 'call: y'"))[0], 0,
    'and with git the same again commits it');
is(must($alone, 'git status --porcelain'), '', 'all of it');
is((sh($alone, "PATH=.:people:: netgrep log ana 'call: y'"))[0], 127,
    'a PATH that leads nowhere');

# GIT_DIR and GIT_WORK_TREE that were set on purpose.
my $named = repository($start . $commit .
    "mv .git ../named.git; echo exit 0 | hook ../named.git/hooks/pre-commit\n");
must($named, "export GIT_DIR=$scratch/named.git GIT_WORK_TREE=$named
    netgrep log ana 'call: x'");
is(must($named, "git --git-dir=$scratch/named.git --work-tree=. log --format=%s
    git --git-dir=$scratch/named.git --work-tree=. status --porcelain"),
    "log: Ana Ruiz: call (2026-11-23)\nstart\n", 'GIT_DIR is kept');

done_testing;
