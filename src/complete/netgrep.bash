# shellcheck shell=bash
# Completion of netgrep and of git netgrep for bash. What there is to complete
# is known to the program: see netgrep-complete(1).

# _netgrep_fill WORD...: what the last WORD, as typed, may become
_netgrep_fill() {
	local typed=${!#} word words=() glued='' colon=''

	COMPREPLY=()
	# a quote in the middle of a word: bash would put the rest behind it
	[[ $typed == [!\'\"]*[!\\][\'\"]* ]] && return

	# bash cuts --state=ok into three words, and ana.md:3
	for word; do
		if [[ $glued || $word == [=:] ]] && ((${#words[@]})); then
			words[-1]+=$word
			glued=
			[[ $word == [=:] ]] && glued=1
			[[ $word == : ]] && colon=${words[-1]}
			[[ $word == [=:] && $word == "$typed" ]] && typed=
			continue
		fi
		words+=("$word")
		colon=
	done

	# as the shell will read it: without quotes
	for word in "${!words[@]}"; do
		case ${words[word]} in
		\'*) words[word]=${words[word]//\'/} ;;
		*)
			words[word]=${words[word]#\"}
			words[word]=${words[word]%\"}
			# without -r: it takes the backslashes off
			# shellcheck disable=SC2162
			IFS= read -d '' "words[word]" <<<"${words[word]}"
			words[word]=${words[word]%$'\n'}
			;;
		esac
	done

	while IFS= read -r word; do
		word=${word%%$'\t'*}
		[[ ${words[-1]} == --*=* ]] && word=${word#*=}
		word=${word:${#colon}}
		case $typed in
		\'*) word=${word//\'/\'\\\'\'} ;;
		\"*)
			word=${word//\\/\\\\}
			word=${word//\"/\\\"}
			word=${word//\$/\\\$}
			word=${word//\`/\\\`}
			;;
		*) printf -v word %q "$word" ;;
		esac
		COMPREPLY+=("$word")
	done < <(netgrep complete -- "${words[@]}" 2>/dev/null)

	# the value of a key follows at once
	if [[ ${COMPREPLY[0]} == *= && ${#COMPREPLY[@]} -eq 1 ]]; then
		compopt -o nospace 2>/dev/null
	fi
}

_netgrep() {
	_netgrep_fill "${COMP_WORDS[@]:1:COMP_CWORD}"
}

# git's own completion calls this
_git_netgrep() {
	local i

	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == netgrep ]] && break
	done
	_netgrep_fill "${COMP_WORDS[@]:i+1:COMP_CWORD-i}"
}

complete -o bashdefault -o default -F _netgrep netgrep git-netgrep
