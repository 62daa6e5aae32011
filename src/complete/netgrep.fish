# Completion of netgrep and of git netgrep for fish. What there is to complete
# is known to the program: see netgrep-complete(1).

function __netgrep_complete
    set -l words (commandline -opc)
    # git's own completion asks in the middle of its line
    if test "$words[1]" = git
        set words $words[(contains -i -- netgrep $words; or echo 1)..-1]
    end
    set -l typed (commandline -ct)
    # the word being typed as it will be read: without quotes
    set typed (string unescape -- $typed; or string trim --left --chars '\'"' -- $typed)
    set -l found (netgrep complete -- $words[2..-1] "$typed" 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path "$typed"
    end
end

complete -c netgrep -f -a '(__netgrep_complete)'
complete -c git-netgrep -f -a '(__netgrep_complete)'
# fish asks git's completions and no others for a line of git's, so this file is
# read when a shell starts, too
complete -c git -n '__fish_git_using_command netgrep' -f -a '(__netgrep_complete)'
