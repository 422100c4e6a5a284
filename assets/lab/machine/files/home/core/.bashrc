# Short, so that there is room for the command on a slide.
PS1='\h:\w\$ '
HISTCONTROL=ignoreboth
alias ls='ls --color=auto'
