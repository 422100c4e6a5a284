# kuroko's shell integration for zsh, part 3: gives ZDOTDIR back, reads the user's own file, then prints OSC 133
# marks around prompts (A, B; P after a continuation prompt) and commands (C, D). What stands between at signs is
# filled in when it is written. A .zlogin is found by zsh itself.
if [[ -n $__kuroko_zdotdir ]]; then export ZDOTDIR=$__kuroko_zdotdir; else unset ZDOTDIR; fi
if [[ $__kuroko_here == */kuroko-shell.* ]]; then command rm -rf -- $__kuroko_here; fi
unset __kuroko_here __kuroko_zdotdir
if [[ -r ${ZDOTDIR:-$HOME}/.zshrc ]]; then source "${ZDOTDIR:-$HOME}/.zshrc"; fi

# What is typed on stage stays out of the user's history file, and that file's lines off the stage.
unset HISTFILE

# Never exported, so that no program can learn the word and print marks that are believed.
typeset -g +x __kuroko_k='@NONCE@' __kuroko_ran= __kuroko_line=
typeset -g +x PS1 PS2
typeset -g +x __kuroko_p='@PROMPT@'
zmodload -i zsh/parameter
# Nothing in a prompt that the talk gives is expanded.
if [[ -n $__kuroko_p ]]; then unsetopt promptsubst promptbang; fi

__kuroko_mark() {
  builtin print -n -- "\e]133;$1;k=$__kuroko_k\a" > /dev/tty
}

# First of the precmd functions. Every one of them sees the same status.
__kuroko_done() {
  local ended=$? line
  if [[ -n $__kuroko_ran ]]; then
    __kuroko_mark "D;$ended"
  elif [[ -n $__kuroko_line && $HISTCMD != $__kuroko_line ]]; then
    # A line was read that ran nothing: a comment, or one that zsh could not parse (which leaves the status alone).
    line=${history[$((HISTCMD - 1))]-}
    __kuroko_mark C
    if [[ ${line// /} == '#'* ]]; then __kuroko_mark D; else __kuroko_mark 'D;1'; fi
  fi
  __kuroko_line=$HISTCMD
  __kuroko_ran=
}

# Last of the precmd functions, because a theme may have made a new PS1 before.
__kuroko_prompt() {
  if [[ -n $__kuroko_p ]]; then PS1=$__kuroko_p RPS1=; fi
  if [[ $PS1 != *"k=$__kuroko_k"* ]]; then
    PS1="%{"$'\e'"]133;A;k=$__kuroko_k"$'\a'"%}$PS1%{"$'\e'"]133;B;k=$__kuroko_k"$'\a'"%}"
  fi
  # P: the shell asks for the next line of the same command.
  if [[ $PS2 != *"k=$__kuroko_k"* ]]; then
    PS2="$PS2%{"$'\e'"]133;P;k=$__kuroko_k"$'\a'"%}"
  fi
}

__kuroko_start() {
  __kuroko_ran=1
  __kuroko_mark C
}

typeset -ga precmd_functions preexec_functions
precmd_functions=(__kuroko_done $precmd_functions __kuroko_prompt)
preexec_functions=($preexec_functions __kuroko_start)
