# The states that a repository can be in, for tests/cmd/states-matrix.t: a script
# that leads there from the repository of $start and $commit in tests/twins.pl,
# or a hash:
#
#	setup	that script
#	from	in place of it, all of it from an empty folder on
#	needs	a script that says whether there can be such a state here
#	env	what is set for all commands
#	at	the folder in it to be in
#	mend	what takes the obstacle away
#	then	what git does to its own twin after the commit, which we leave alone
#	fresh	it can't be made once and copied
#	slow	it is waited for
use strict;
use warnings;

our ($scratch, $note, $start, $commit);

my $side = <<'END';
git checkout -q -b side; echo side >other.md; git commit -qam side
git checkout -q -; echo ours >third.md; git add .; git commit -qm ours
END
my $clash = $side . "echo ours >other.md; git commit -qam clash\n";
my $origin = <<'END';
[ -d "$SCRATCH/origin" ] || (
	cp -Rp "$SCRATCH/start" "$SCRATCH/origin"; cd "$SCRATCH/origin"
	git config uploadpack.allowFilter true; mkdir deep
	echo deep >deep/d; git add -A; git commit -qm deep)
END
my $object = <<'END';
object() { git rev-parse "$1" | sed 's:^..:.git/objects/&/:'; }
END
my $root = 'test "$(id -u)" -eq 0';
my $filter = <<'END';
git config filter.rot.clean 'tr a-z n-za-m'
git config filter.rot.smudge 'tr a-z n-za-m'
echo 'people/* filter=rot' >.gitattributes
git add --renormalize .; git add -A; git commit -qm filter
END
# libgit2 1.5 leaks in formats above 0, and a report can't read what leaks are
# known
my $leaky = { ASAN_OPTIONS => ($ENV{ASAN_OPTIONS} // '') . ':detect_leaks=0' };
our %states = (
	unborn => { from => $start },
	'unborn-staged' => { from => "$start git add .; echo more >>other.md\n" },
	orphan => "git checkout -q --orphan other\n",
	detached => "git checkout -q --detach\n",
	merge => $side . "git merge -q --no-commit side >/dev/null\n",
	'merge-conflict' => $clash . "! git merge side >/dev/null\n",
	rebase => $clash . "! git rebase -q side >/dev/null 2>&1\n",
	'rebase-apply' => $clash .
	    "! git rebase -q --apply side >/dev/null 2>&1\n",
	am => $clash . "git format-patch -1 --stdout side >../patch
	    ! git am -q ../patch >/dev/null 2>&1\n",
	'cherry-pick' => $clash . "! git cherry-pick side >/dev/null 2>&1\n",
	'cherry-picks' => $side . "git checkout -q side; echo b >other.md
	    git commit -qam b; git checkout -q -; echo c >other.md
	    git commit -qam c; ! git cherry-pick side^ side >/dev/null 2>&1
	    git checkout -q HEAD other.md; git commit -q --allow-empty -m mine\n",
	revert => "echo b >other.md; git commit -qam b; echo c >other.md
	    git commit -qam c; ! git revert HEAD^ >/dev/null 2>&1\n",
	bisect => "git commit -q --allow-empty -m b
	    git bisect start -q HEAD HEAD^ >/dev/null\n",
	'lock-held' => { slow => 1, setup => "echo git >.git/index.lock\n" },
	'lock-let-go' => { fresh => 1, setup => "echo git >.git/index.lock
	    (sleep 0.5; rm -f .git/index.lock) >/dev/null 2>&1 &\n",
	    mend => 'rm .git/index.lock' },
	'lock-ours' => { setup => "echo netgrep 1 >.git/index.lock\n",
	    mend => 'rm .git/index.lock' },
	'desk-ours' => { mend => 'rm -r .git/netgrep* people/.netgrep.tmp',
	    setup => "mkdir .git/netgrep.99999; echo x >.git/netgrep.99999/only
	    echo \"\$(git rev-parse HEAD) \$(git symbolic-ref HEAD)\" \\
	    >.git/netgrep.ref; : >people/.netgrep.tmp\n" },
	'branch-lock' => { slow => 1, mend => 'rm .git/refs/heads/*.lock',
	    setup => ": >\".git/\$(git symbolic-ref HEAD).lock\"\n" },
	'other-work' => "echo staged >>other.md; git add other.md
	    echo more >>other.md; echo new >new.md; git add -N new.md
	    git rm -q people/bob-chen.md\n",
	'other-conflict' => { then => ': >.git/AUTO_MERGE',
	    setup => "echo a >other.md; git stash -q; echo b >other.md
	    git commit -qam b; ! git stash pop -q >/dev/null 2>&1\n" },
	'same-staged' => "sed -i 's/Porto/Oporto/' $note; git add $note\n",
	'same-unstaged' => "sed -i 's/Porto/Oporto/' $note\n",
	'same-both' => "sed -i 's/Porto/Oporto/' $note; git add $note
	    sed -i 's/Oporto/Lisbon/' $note\n",
	'same-removed' => { setup => "git rm -q --cached $note\n",
	    then => "git rm -q --cached $note" },
	'same-promised' => { map { $_ => "git rm -q --cached $note
	    git add -N $note\n" } qw(setup then) },
	'same-conflict' => "sed -i 's/Porto/Oporto/' $note; git stash -q
	    sed -i 's/Porto/Lisbon/' $note; git commit -qam b
	    ! git stash pop -q >/dev/null 2>&1; git show HEAD:$note >$note\n",
	'new-promised' => "git rm -q --cached $note; git commit -qm rm
	    git add -N $note\n",
	'new-staged' => "git rm -q --cached $note; git commit -qm rm
	    git add $note\n",
	'assume-unchanged' => { setup => "git update-index --assume-unchanged \\
	    $note\n", then => "git update-index --assume-unchanged $note" },
	'skip-worktree' => "git update-index --skip-worktree $note\n",
	'index-missing' => "rm .git/index\n",
	'index-empty' => ": >.git/index\n",
	'index-garbage' => "echo garbage >.git/index\n",
	'index-cut' => "head -c 200 .git/index >../cut; mv ../cut .git/index\n",
	'index-bit' => "printf x | dd of=.git/index bs=1 seek=60 conv=notrunc \\
	    2>/dev/null\n",
	'index-split' => "git update-index --split-index\n",
	'split-same-both' => "sed -i 's/Porto/Oporto/' $note; git add $note
	    sed -i 's/Oporto/Lisbon/' $note
	    git update-index --split-index\n",
	'split-crlf' => "git config core.autocrlf true; rm $note
	    git checkout -q $note; git update-index --split-index\n",
	'split-filtered' => $filter . "git update-index --split-index\n",
	'index-sparse' => "mkdir aside; echo x >aside/x; git add -A
	    git commit -qm x
	    git sparse-checkout set --cone --sparse-index people\n",
	'index-skip-hash' => "truncate -s -20 .git/index
	    head -c 20 /dev/zero >>.git/index\n",
	'index-version-4' => "git update-index --index-version 4\n",
	'index-untracked' => "git update-index --untracked-cache 2>/dev/null
	    git status >/dev/null\n",
	sha256 => { needs => 'git init -q --object-format=sha256 probe',
	    from => ($start =~ s/init -q/init -q --object-format=sha256/r) .
	    $commit, env => $leaky },
	reftable => { needs => 'git init -q --ref-format=reftable probe',
	    from => ($start =~ s/init -q/init -q --ref-format=reftable/r) .
	    $commit },
	bare => { from => $origin .
	    "git clone -q --bare \"\$SCRATCH/origin\" .\n" },
	shallow => { from => $origin .
	    "git clone -q --depth 1 \"file://\$SCRATCH/origin\" .\n" },
	'partial-blobs' => { env => $leaky, from => $origin . <<'END' },
git clone -q --filter=blob:none --sparse "file://$SCRATCH/origin" .
git sparse-checkout set --no-cone /people >/dev/null
END
	'partial-trees' => { env => $leaky, from => $origin . <<'END' },
git clone -q --filter=tree:0 --sparse "file://$SCRATCH/origin" .
git sparse-checkout set --no-cone /people >/dev/null
END
	sparse => { from => $origin . <<'END' },
git clone -q "$SCRATCH/origin" .
git sparse-checkout set --no-cone /people >/dev/null
END
	'linked-work-tree' => { fresh => 1, from => $origin . <<'END' },
git clone -q "$SCRATCH/origin" "../w$(basename "$PWD")"
git -C "../w$(basename "$PWD")" worktree add -q -b linked "$PWD" 2>&1
END
	'submodule-beside' => $origin . <<'END',
git -c protocol.file.allow=always submodule --quiet add "$SCRATCH/origin" mod
git commit -qm mod; echo changed >>mod/other.md
END
	'in-a-submodule' => { at => 'mod', from => $origin . $start .
	    $commit . <<'END' },
git -c protocol.file.allow=always submodule --quiet add "$SCRATCH/origin" mod
git commit -qm mod
END
	nobody => { env => { map { $_ => '' } qw(GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
	    GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL) } },
	'no-address' => { env => { map { $_ => '' } qw(GIT_AUTHOR_EMAIL
	    GIT_COMMITTER_EMAIL) } },
	'name-of-crud' => { env => { GIT_AUTHOR_NAME => '<>.,' } },
	'bad-date' => { env => { GIT_AUTHOR_DATE => 'never' } },
	'someone-else' => { env => { GIT_AUTHOR_NAME => 'Di Else',
	    GIT_AUTHOR_DATE => '2026-10-10T10:10:10+0530' } },
	'in-a-hook' => { env => { GIT_INDEX_FILE => '.git/other' } },
	filtered => $filter,
	signed => <<'END',
hook ../sign <<'EOS'
cat >/dev/null; echo '[GNUPG:] SIG_CREATED D' >&2
printf -- '-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n'
EOS
git config commit.gpgSign true; git config gpg.program "$SCRATCH/sign"
END
	'signer-refuses' => { setup => "git config commit.gpgSign true
	    git config gpg.program false\n",
	    mend => 'git config commit.gpgSign false' },
	'hook-refuses' => { setup => "echo exit 1 | hook .git/hooks/pre-commit\n",
	    mend => 'rm .git/hooks/pre-commit' },
	'hook-lets-pass' => "echo exit 0 | hook .git/hooks/pre-commit\n",
	untracked => "git rm -q --cached $note; git commit -qm rm\n",
	ignored => "git rm -q --cached $note; git commit -qm rm
	    echo people/ana-ruiz.md >.gitignore\n",
	'head-commit-gone' => $object . 'rm -f $(object HEAD)' . "\n",
	'head-commit-empty' => $object . 'f=$(object HEAD); rm -f $f; : >$f' .
	    "\n",
	'head-tree-gone' => $object . 'rm -f $(object HEAD:people)' . "\n",
	'note-blob-gone' => $object . "rm -f \$(object HEAD:$note)\n",
	'note-blob-garbage' => $object .
	    "f=\$(object HEAD:$note); rm -f \$f; echo garbage >\$f\n",
	'other-blob-gone' => $object . 'rm -f $(object HEAD:other.md)' . "\n",
	'branch-empty' => ": >.git/\$(git symbolic-ref HEAD)\n",
	'branch-garbage' => "echo garbage >.git/\$(git symbolic-ref HEAD)\n",
	'branch-nowhere' => "echo 1234567890123456789012345678901234567890 \\
	    >.git/\$(git symbolic-ref HEAD)\n",
	'head-empty' => ": >.git/HEAD\n",
	'foreign-owner' => { needs => $root, setup => "chown -R 12345 .\n" },
	'foreign-but-safe' => { needs => $root, fresh => 1,
	    setup => "chown -R 12345 .; mkdir -p ../safe; git config -f ../safe/.gitconfig \\
	    --add safe.directory \"\$PWD\"\n",
	    env => { GIT_CONFIG_GLOBAL => "$scratch/safe/.gitconfig" } },
	'config-of-user' => { setup => "echo '[user' >../broken\n",
	    env => { GIT_CONFIG_GLOBAL => "$scratch/broken" } },
	'config-of-repo' => "echo '[user' >>.git/config\n",
	packed => "git gc -q; git pack-refs --all\n",
	replaced => "echo b >other.md; git commit -qam b; echo c >other.md
	    git commit -qam c; git replace HEAD HEAD^\n",
	'conflict-markers' => "printf '<<<<<<< a\\n=======\\n>>>>>>> b\\n' \\
	    >>$note\n",
);

1;
