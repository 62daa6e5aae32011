#!/usr/bin/perl
# What git itself runs for a commit is run for ours: hooks, signers, filters.
use strict;
use warnings;
use Test::More;

our ($scratch, $note, $start, $commit, $hook, $count);
require "$ENV{NETGREP_ROOT}/tests/twins.pl";

# Hooks.

for my $name (qw(pre-commit prepare-commit-msg commit-msg post-commit
    reference-transaction post-index-change)) {
	my ($dir) = same("hook $name", $start . $commit . <<END);
hook .git/hooks/$name <<'EOS'
echo "$name \$#" >>../seen.\$(basename "\$PWD")
EOS
END
	my $seen = "$scratch/seen." . ($dir =~ s{.*/}{}r);
	ok(-s $seen, "hook $name: was run");
}

same('commit-msg rewrites', $start . $commit . <<'END');
hook .git/hooks/commit-msg <<'EOS'
sed -i 's/^x$/y/' "$1"; echo 'Reviewed-by: Kim' >>"$1"
EOS
END
same('prepare-commit-msg knows whence', $start . $commit . <<'END');
hook .git/hooks/prepare-commit-msg <<'EOS'
echo "From: $2 ${3-none} $GIT_EDITOR $GIT_PREFIX." >>"$1"
EOS
END
same('pre-commit sees what will be', $start . $commit . <<'END');
echo staged >>other.md; git add other.md; echo more >>other.md
hook .git/hooks/pre-commit <<'EOS'
git diff --cached --name-only >../names.$(basename "$PWD")
git diff --name-only >>../names.$(basename "$PWD")
EOS
END
is(must($scratch, 'cat names.r' . ($count - 1)),
    must($scratch, "cat names.r$count"), 'pre-commit: the same files');

stays('pre-commit refuses', repository($start . $commit . <<'END'),
hook .git/hooks/pre-commit <<'EOS'
echo "notes need a \033[31mred\033[0m line"; exit 1
EOS
END
    qr/^netgrep: notes need a \\x1b\[31mred\\x1b\[0m line$/m,
    'rm .git/hooks/pre-commit');
stays('commit-msg refuses', repository($start . $commit . <<'END'),
hook .git/hooks/commit-msg <<'EOS'
exit 3
EOS
END
    qr/git commit has ended with status 1/, 'rm .git/hooks/commit-msg');
stays('a transaction is refused', repository($start . $commit . <<'END'),
hook .git/hooks/reference-transaction <<'EOS'
[ "$1" != prepared ] || { echo not today; exit 1; }
EOS
END
    qr/not today/, 'rm .git/hooks/reference-transaction');

my ($loud, $words) = same('hooks that print', $start . $commit . <<'END');
hook .git/hooks/post-commit <<'EOS'
printf 'sent \033[1mit\n'
EOS
END
is($words, "sent \\x1b[1mit\n", 'their words are shown, escaped');

# A hook that leaves something running does not keep us, nor is that killed.
my $slow = repository($start . $commit . <<'END');
hook .git/hooks/post-commit <<'EOS'
(sleep 5; echo late; echo done >>../late) &
EOS
END
my $begin = time;
must($slow, "netgrep log ana 'call: x' >&2");
cmp_ok(time - $begin, '<', 5, 'what a hook left running is not waited for');
for (1 .. 150) {
	last if -e "$scratch/late";
	select undef, undef, undef, 0.1;
}
ok(-e "$scratch/late", 'and can go on to write');

# The hook kills git, which runs it, or netgrep, which runs that.
sub killed {
	my ($who, $point) = @_;
	my $name = "$who is killed in $point";
	my $whom = $who eq 'git' ? '$PPID' :
	    '$(cut -d" " -f4 /proc/$PPID/stat)';
	my $dir = repository($start . $commit . <<"END");
echo staged >>other.md; git add other.md; echo more >>other.md
echo 'kill -9 $whom; sleep 0.2' | hook .git/hooks/$point
END
	my $before = must($dir, 'git status --porcelain=v2 other.md');
	my ($status) = sh($dir, "netgrep log ana 'call: x'");

	# what git does after the commit is not the commit
	is($status, $who eq 'netgrep' ? 137 : $point eq 'post-commit' ? 0 : 2,
	    "$name: its status");
	like(must($dir, "git status --porcelain $note"), qr/^(?:| M .*|M  .*)$/,
	    "$name: unstaged, staged or committed");
	must($dir, "rm .git/hooks/$point");
	($status, my $out, my $err) = sh($dir, "netgrep log ana 'call: x'");
	is($status, 0, "$name: the same again is") or diag($err);
	is(must($dir, "git show HEAD:$note | grep -c 'call: x'
	    git rev-list --count HEAD; git show --format= --name-only HEAD"),
	    "1\n2\n$note\n", "$name: once");
	is(must($dir, "git status --porcelain $note"), '', "$name: all of it");
	is(must($dir, 'git status --porcelain=v2 other.md'), $before,
	    "$name: other work is as it was");
	is(left_behind($dir), '', "$name: nothing is left behind");
}

# Killed, netgrep or git: the same command again completes it, once.

my @points = ('pre-commit', 'prepare-commit-msg', 'commit-msg',
    'reference-transaction', 'post-commit');
for my $who ('netgrep', 'git') {
	for my $point (@points) {
		# a git that is killed while it holds a branch leaves its locks
		next if $who eq 'git' && $point eq 'reference-transaction';
		killed($who, $point);
	}
}

# core.hooksPath.

for my $path ('../hooks', "$scratch/hooks", '~/hooks') {
	my ($dir) = same("core.hooksPath $path", $start . $commit . <<"END");
mkdir -p ../hooks "\$HOME/hooks"
git config core.hooksPath '$path'
for f in ../hooks "\$HOME/hooks"; do
	echo 'echo "Hooked: 1" >>"\$1"' | hook \$f/commit-msg
done
END
	like(must($dir, 'git log -1 --format=%B'), qr/^Hooked: 1$/m,
	    "core.hooksPath $path: was run");
}

# What a hook made of the note is in step with the index.
my $formats = repository($start . $commit . <<'END');
hook .git/hooks/pre-commit <<'EOS'
f=people/ana-ruiz.md
sed 's/call/CALL/' $f >$f.new; mv $f.new $f; git add $f
EOS
END
must($formats, "netgrep log ana 'call: x'");
is(must($formats, 'git status --porcelain; git show HEAD:' . $note),
    "# Ana Ruiz\n\n- 2026-01-01 CALL: met\n- 2026-11-23 CALL: x\n",
    'a hook that formats the note');

# Being a hook: what is committed there is not ours to say.
my $within = repository($start . $commit . <<'END');
hook .git/hooks/pre-commit <<'EOS'
netgrep log ana 'call: within'
EOS
END
my ($status, $out, $err) = sh($within, 'git commit --allow-empty -m x');
isnt($status, 0, 'in a hook: refused');
like($err, qr/GIT_INDEX_FILE is set \(are we in a hook of git\?\)/,
    'in a hook: why');

# Signing.

SKIP: {
	skip 'gpg(1) is not there', 5 if system('gpg --version >/dev/null 2>&1');
	local $ENV{GNUPGHOME} = "$scratch/gnupg";
	mkdir $ENV{GNUPGHOME}, 0700 or die;
	my ($made) = sh($scratch, "gpg --batch -q --passphrase '' " .
	    "--quick-gen-key 'Kim Doe <kim\@example.org>' ed25519 sign never");
	skip 'gpg(1) makes no key here', 5 if $made;
	my $dir = repository($start . $commit .
	    "git config commit.gpgSign yes\n");

	must($dir, "netgrep log ana 'call: x'");
	is((sh($dir, 'git verify-commit HEAD'))[0], 0, 'gpg: signed');
	is(must($dir, 'git status --porcelain'), '', 'gpg: nothing is left');
	my $bad = repository($start . $commit . "git config commit.gpgSign yes
	    git config user.signingKey nobody\@example.org\n");
	stays('no such key', $bad, qr/git: error: gpg failed to sign the data/,
	    'git config --unset user.signingKey');
	sh($scratch, 'gpgconf --kill all');
}

SKIP: {
	skip 'ssh-keygen(1) is not there', 2 if sh($scratch,
	    "ssh-keygen -q -t ed25519 -N '' -f $scratch/key");
	my $dir = repository($start . $commit . <<"END");
git config commit.gpgSign yes; git config gpg.format ssh
git config user.signingKey $scratch/key.pub
echo "kim\@example.org \$(cat $scratch/key.pub)" >$scratch/signers
git config gpg.ssh.allowedSignersFile $scratch/signers
END
	must($dir, "netgrep log ana 'call: x'");
	is((sh($dir, 'git verify-commit HEAD'))[0], 0, 'ssh: signed');
	is(must($dir, 'git status --porcelain'), '', 'ssh: nothing is left');
}

# Filters and encodings.

my $upper = <<'END';
echo '*.md filter=upper' >.gitattributes
git config filter.upper.clean 'tr a-z A-Z'
git config filter.upper.smudge 'tr A-Z a-z'
END
my ($filtered) = same('a clean filter', $start . $upper . $commit);
is(must($filtered, "git show HEAD:$note | grep X"), "- 2026-11-23 CALL: X\n",
    'a clean filter: what is stored has been through it');
same('a clean filter, a note that is new', $start . $commit .
    ($upper =~ s{\*\.md}{/people/ana*}r) . <<'END', add => 1);
git rm -q --cached people/ana-ruiz.md; git commit -qm gone
END
same('a filter that nobody knows', $start .
    "echo '*.md filter=crypt' >.gitattributes\n" . $commit);

# as git-crypt does: what is stored is no text
same('a filter that encrypts', $start . <<'END' . $commit);
mkdir ../bin 2>/dev/null || :
printf '#!/bin/sh\nprintf "\\0CRYPT\\0"; gzip -nc | od -An -tx1\n' >../bin/enc
printf '#!/bin/sh\ntail -c +8 | xxd -r -p | gzip -dc\n' >../bin/dec
chmod +x ../bin/*
echo '*.md filter=crypt' >.gitattributes
git config filter.crypt.clean "$SCRATCH/bin/enc"
git config filter.crypt.smudge "$SCRATCH/bin/dec"
git config filter.crypt.required true
END
# as LFS does: what is stored is where to find it
my ($pointer) = same('a filter that points', $start . <<'END' . $commit);
printf '#!/bin/sh\ncat >.git/tmp; h=$(sha256sum <.git/tmp | cut -c1-64)\n' \
	>../lfs-clean
printf 'mkdir -p .git/big; mv .git/tmp .git/big/$h; echo oid $h\n' \
	>>../lfs-clean
printf '#!/bin/sh\nread _ h; cat .git/big/$h\n' >../lfs-smudge
chmod +x ../lfs-*
echo '*.md filter=big' >.gitattributes
git config filter.big.clean "$SCRATCH/lfs-clean"
git config filter.big.smudge "$SCRATCH/lfs-smudge"
git config filter.big.required true
END
like(must($pointer, "git show HEAD:$note"), qr/^oid [0-9a-f]{64}$/,
    'a filter that points: a pointer is stored');

my $required = repository($start . $upper .
    "git config filter.upper.required true\n" . $commit .
    "git config filter.upper.clean false\n");
stays('a filter that fails', $required, qr/git: .*clean filter 'upper' failed/,
    "git config filter.upper.clean 'tr a-z A-Z'");
my $unread = repository($start . $upper .
    "git config filter.upper.required true\n" . $commit .
    "git config filter.upper.smudge false\n");
($status, $out, $err) = sh($unread, "netgrep log ana 'call: x'");
is($status, 2, 'what is stored can\'t be read: refused');
like($err, qr/smudge filter upper failed/, 'and git says why');
is(must($unread, 'git status --porcelain'), '', 'nothing is written');

same('working-tree-encoding', $start . <<'END' . $commit);
echo '*.md working-tree-encoding=ISO-8859-1' >.gitattributes
END
my $utf16 = repository($start . <<'END');
echo '/people/ana* working-tree-encoding=UTF-16' >.gitattributes
iconv -t UTF-16 <people/ana-ruiz.md >a; mv a people/ana-ruiz.md
git add -A; git commit -qm start
END
($status, $out, $err) = sh($utf16, "netgrep log $note 'call: x'");
is($status, 2, 'UTF-16: refused, as no entry can be put in');
is(must($utf16, 'git status --porcelain'), '', 'UTF-16: nothing is written');

done_testing;
