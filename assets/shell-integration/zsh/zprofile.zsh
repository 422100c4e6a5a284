# kuroko's shell integration for zsh, part 2, read by login shells only.
if [[ -n $__kuroko_zdotdir ]]; then ZDOTDIR=$__kuroko_zdotdir; else unset ZDOTDIR; fi
if [[ -r ${ZDOTDIR:-$HOME}/.zprofile ]]; then source "${ZDOTDIR:-$HOME}/.zprofile"; fi
__kuroko_zdotdir=${ZDOTDIR-}
export ZDOTDIR=$__kuroko_here
