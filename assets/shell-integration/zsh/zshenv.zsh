# kuroko's shell integration for zsh, part 1: ZDOTDIR points here, and to the user's own folder while the user's
# own file is read. KUROKO_ZDOTDIR is what ZDOTDIR was, if it was set.
typeset -g __kuroko_here=$ZDOTDIR
if [[ -n ${KUROKO_ZDOTDIR-} ]]; then ZDOTDIR=$KUROKO_ZDOTDIR; else unset ZDOTDIR; fi
unset KUROKO_ZDOTDIR
if [[ -r ${ZDOTDIR:-$HOME}/.zshenv ]]; then source "${ZDOTDIR:-$HOME}/.zshenv"; fi
typeset -g __kuroko_zdotdir=${ZDOTDIR-}
export ZDOTDIR=$__kuroko_here
