# kuroko's shell integration for bash 3.2 and later: the file given to --rcfile. It reads the user's own files,
# then prints OSC 133 marks around prompts (A, B; P after a continuation prompt) and commands (C, D).
# What stands between at signs is filled in when it is written.

# bash has read the whole file before it runs the first line of it.
case ${BASH_SOURCE[0]-} in
  */kuroko-shell.*/*) command rm -rf -- "${BASH_SOURCE[0]%/*}" ;;
esac

# node-pty on Linux leaves the terminals of the other panes open in each shell that it starts.
for __kuroko_fd in /proc/$$/fd/*; do
  if [ "$__kuroko_fd" -ef /dev/ptmx ] || [ "$__kuroko_fd" -ef /dev/pts/ptmx ]; then
    eval "exec ${__kuroko_fd##*/}>&-"
  fi
done
unset __kuroko_fd

# At top level, because a `declare` inside a function would be local to it.
if [ -n '@LOGIN@' ]; then
  if [ -r /etc/profile ]; then . /etc/profile; fi
  if [ -r ~/.bash_profile ]; then . ~/.bash_profile
  elif [ -r ~/.bash_login ]; then . ~/.bash_login
  elif [ -r ~/.profile ]; then . ~/.profile
  fi
elif [ -r ~/.bashrc ]; then
  . ~/.bashrc
fi

# What is typed on stage stays out of the user's history file, and that file's lines off the stage.
unset HISTFILE

# Never exported, so that no program can learn the word and print marks that are believed.
unset __kuroko_k
__kuroko_k='@NONCE@' __kuroko_ran= __kuroko_waiting= __kuroko_line= __kuroko_status=0
declare +x __kuroko_k
__kuroko_p='@PROMPT@'

__kuroko_mark() {
  builtin printf '\033]133;%s;k=%s\007' "$1" "$__kuroko_k" > /dev/tty
}

# First in PROMPT_COMMAND. Gives back the status it found, for the user's own prompt commands.
__kuroko_done() {
  local status=$?
  if [ -n "$__kuroko_ran" ]; then
    __kuroko_mark "D;$status"
  elif [ -n "$__kuroko_line" ] && [ "${HISTCMD-}" != "$__kuroko_line" ]; then
    # A line was read that ran nothing: a comment, or one with a syntax error. An old status is not its own.
    __kuroko_mark C
    if [ "$status" != "$__kuroko_status" ]; then __kuroko_mark "D;$status"; else __kuroko_mark D; fi
  fi
  __kuroko_line=${HISTCMD-}
  __kuroko_status=$status
  __kuroko_ran=
  __kuroko_waiting=
  return $status
}

# Last in PROMPT_COMMAND, because the user's own may have made a new PS1. The word is looked up when the prompt
# is drawn: an exported PS1 does not carry it.
__kuroko_prompt() {
  # Looked up when it is drawn, so that nothing in it is expanded.
  if [ -n "$__kuroko_p" ]; then PS1='${__kuroko_p}'; fi
  case ${PS1-} in
    *__kuroko_k*) ;;
    *) PS1='\[\e]133;A;k=${__kuroko_k-}\a\]'"${PS1-}"'\[\e]133;B;k=${__kuroko_k-}\a\]' ;;
  esac
  # P: the shell asks for the next line of the same command.
  case ${PS2-} in
    *__kuroko_k*) ;;
    *) PS2="${PS2-}"'\[\e]133;P;k=${__kuroko_k-}\a\]' ;;
  esac
  __kuroko_waiting=1
}

# Where there is no PS0: the first command after the prompt starts the command line. (A line that is nothing but
# a subshell has no such command: it is marked when it has ended.)
__kuroko_start() {
  if [ -z "$__kuroko_waiting" ] || [ -n "${COMP_LINE-}" ] || [ "$1" = __kuroko_done ]; then return; fi
  __kuroko_waiting=
  __kuroko_ran=1
  __kuroko_mark C
}

if (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404 )); then
  # A substring of no length, for what its arithmetic does on the way.
  PS0="${PS0-}"'${__kuroko_k:$((__kuroko_ran=1)):0}\e]133;C;k=${__kuroko_k-}\a'
else
  __kuroko_user_trap() { __kuroko_debug=$2; }
  __kuroko_debug=$(trap -p DEBUG)
  if [ -n "$__kuroko_debug" ]; then eval "__kuroko_user_trap ${__kuroko_debug#trap}"; fi
  trap '__kuroko_start "$BASH_COMMAND"'"${__kuroko_debug:+
$__kuroko_debug}" DEBUG
  unset -f __kuroko_user_trap
  unset __kuroko_debug
fi

# An array of commands means something since 5.1; there each entry sees the same status.
case $(declare -p PROMPT_COMMAND 2> /dev/null) in
  'declare -a'*) PROMPT_COMMAND=(__kuroko_done "${PROMPT_COMMAND[@]}" __kuroko_prompt) ;;
  *) PROMPT_COMMAND=__kuroko_done$'\n'"${PROMPT_COMMAND:+$PROMPT_COMMAND
}"__kuroko_prompt ;;
esac
