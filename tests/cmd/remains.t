#!/bin/sh
# Objects that somebody killed did not get into their places: who records next
# removes them, stores the same ones, and leaves no folder of its own. Those
# that are written ahead, before all is known, are stored only when they are
# what is committed.
set -u

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/notes/people"
cd "$dir/notes" || exit 1
export NETGREP_TODAY=2026-11-23
printf -- '# Ana Ruiz\n\n- 2026-10-01 call: soup\n' >people/ana.md
git init -q . && git add . && git commit -q -m Notes || exit 1
remains=.git/objects/tmp_objdir-netgrep

n=0
check() {
	n=$((n + 1))
	what=$1
	shift
	if "$@"; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
	fi
}

sound() {
	[ -z "$(git fsck --no-dangling 2>&1)" ]
}

# The same commit twice: the second time half of an object is in the way.
cp -R . "$dir/twin"
"$NETGREP" log people/ana.md 'call: maps' >/dev/null || exit 1
id=$(git rev-parse HEAD)
blob=$(git rev-parse HEAD:people/ana.md)

echo 1..8
check 'no folder is left' [ ! -e "$remains" ]
check 'all is stored' sound
cd "$dir/twin" || exit 1
mkdir "$remains"
: >"$remains/$blob"
: >"$remains/$id"
"$NETGREP" log people/ana.md 'call: maps' >/dev/null
check 'the same commit' [ "$(git rev-parse HEAD)" = "$id" ]
check 'what was there is gone' [ ! -e "$remains" ]
check 'and not in its place' sound

objects() {
	[ ! -e "$remains" ] &&
	    [ "$(find .git/objects -type f | wc -l)" -eq "$1" ]
}

# a blob, two trees and a commit, each time
had=$(find .git/objects -type f | wc -l)
"$NETGREP" log people/ana.md 'call: tea' >/dev/null
check 'what was written ahead is stored' objects $((had + 4))
git checkout -q --detach
"$NETGREP" log people/ana.md 'call: rain' 2>/dev/null
check 'nothing of a commit that is refused' objects $((had + 4))
check 'still sound' sound
