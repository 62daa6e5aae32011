" Lists of netgrep to step through with :cnext, and :Log to record.
" Copy to ~/.vim/plugin/ or ~/.config/nvim/plugin/.
"
"   :Netgrep stale          :Netgrep due --within 2w     :Netgrep check
"   :Log ana call: sent the deck #followup/2w

function! s:list(arguments) abort
	let l:format = &errorformat
	set errorformat=%f:%l:%c:%m
	cgetexpr systemlist('netgrep ' . a:arguments . ' --vimgrep')
	let &errorformat = l:format
	cwindow
endfunction

" The first word is a PERSON, the rest is the TEXT.
function! s:log(person, text) abort
	silent! wall
	echo trim(system('netgrep log ' . shellescape(a:person) . ' ' .
	    \ shellescape(a:text)))
	checktime
endfunction

command! -nargs=+ Netgrep call s:list(<q-args>)
command! -nargs=+ Log call s:log(split(<q-args>)[0],
    \ join(split(<q-args>)[1:]))
