#!/bin/sh
# What is printed is the same to the byte for any number of threads, of the
# files and of a revision.
set -u

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/notes" "$dir/notes/people"
cd "$dir/notes" || exit 1

# 300 people: more than one thread has work; some of it is to be complained of
i=0
while [ "$i" -lt 300 ]; do
	day=$((i % 28 + 1))
	printf -- '---\nname: Person %d\nemail: p%d@example.org\n---\n' \
	    "$i" "$((i / 2))" >"people/p$i.md"
	printf -- '- 2026-%02d-%02d call with [[Person %d]]: it #followup/%dw\n' \
	    "$((i % 11 + 1))" "$day" "$(((i * 7) % 301))" "$((i % 5 + 1))" \
	    >>"people/p$i.md"
	printf -- '- 2026-02-30 never #folowup\n' >>"people/p$i.md"
	i=$((i + 1))
done

git init -q . && git add . && git commit -q -m Notes || exit 1

run() {
	NETGREP_THREADS=$1 "$NETGREP" --today 2026-11-23 "$report" --json \
	    ${2:+--at "$2"} >"$dir/$1${2:-}" 2>&1
	echo "status $?" >>"$dir/$1${2:-}"
}

reports='stale due people timeline scan check'
echo "1..$(echo "$reports" | wc -w)"
n=0
for report in $reports; do
	n=$((n + 1))
	ok=ok
	run 1
	[ "$(wc -l <"$dir/1")" -gt 30 ] || ok='not ok'
	for threads in 2 7; do
		run "$threads"
		run "$threads" HEAD
		cmp -s "$dir/1" "$dir/$threads" &&
		    cmp -s "$dir/1" "$dir/${threads}HEAD" || ok='not ok'
	done
	echo "$ok $n - $report"
done
