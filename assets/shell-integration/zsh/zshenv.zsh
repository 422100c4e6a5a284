# kuroko's shell integration for zsh, part 1: ZDOTDIR points here, and to the user's own folder while the user's
# own file is read. KUROKO_ZDOTDIR is what ZDOTDIR was, if it was set.

# node-pty on Linux leaves the terminals of the other panes open in each shell that it starts.
for __kuroko_fd in /proc/$$/fd/*(N:t); do
  if [[ /proc/$$/fd/$__kuroko_fd -ef /dev/ptmx || /proc/$$/fd/$__kuroko_fd -ef /dev/pts/ptmx ]]; then
    exec {__kuroko_fd}>&-
  fi
done
unset __kuroko_fd

typeset -g __kuroko_here=$ZDOTDIR
if [[ -n ${KUROKO_ZDOTDIR-} ]]; then ZDOTDIR=$KUROKO_ZDOTDIR; else unset ZDOTDIR; fi
unset KUROKO_ZDOTDIR
if [[ -r ${ZDOTDIR:-$HOME}/.zshenv ]]; then source "${ZDOTDIR:-$HOME}/.zshenv"; fi
typeset -g __kuroko_zdotdir=${ZDOTDIR-}
export ZDOTDIR=$__kuroko_here
