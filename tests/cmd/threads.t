#!/bin/sh
# What is printed is the same to the byte for any number of threads.
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

reports='stale due people timeline scan check'
echo "1..$(echo "$reports" | wc -w)"
n=0
for report in $reports; do
	n=$((n + 1))
	for threads in 1 2 7; do
		NETGREP_THREADS=$threads "$NETGREP" -C . --today 2026-11-23 \
		    "$report" --json >"$dir/$threads" 2>&1
		echo "status $?" >>"$dir/$threads"
	done
	if [ "$(wc -l <"$dir/1")" -gt 30 ] && cmp -s "$dir/1" "$dir/2" &&
	    cmp -s "$dir/1" "$dir/7"; then
		echo "ok $n - $report"
	else
		echo "not ok $n - $report"
	fi
done
