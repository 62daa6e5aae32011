# Completion of netgrep for fish. What there is to complete is known to the
# program: see netgrep-complete(1).

function __netgrep_complete
    set -l words (commandline -opc)
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
