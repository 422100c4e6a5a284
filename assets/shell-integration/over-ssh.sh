# Run by /bin/sh on the far side, from its input and without a terminal: leaves what the login shell needs for
# its marks in a folder that only this user can read, and says which one. What it says:
#     kuroko @NONCE@ bash|zsh <folder>    or    kuroko @NONCE@ plain
umask 077

# A login shell that was not told otherwise may know no UTF-8.
utf8() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
    *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
    *) locale -a 2> /dev/null | grep -i '^C\.utf-*8$' | head -n 1 ;;
  esac
}

kind=$(basename "${SHELL:-plain}")
case $kind in
  bash | zsh) here=$(mktemp -d "${TMPDIR:-/tmp}/kuroko-shell.XXXXXXXX" 2> /dev/null) || kind=plain ;;
  *) kind=plain ;;
esac

if [ "$kind" = bash ]; then
  cat > "$here/rc" << 'END OF @NONCE@'
@BASH@
END OF @NONCE@
elif [ "$kind" = zsh ]; then
  cat > "$here/.zshenv" << 'END OF @NONCE@'
@ZSHENV@
END OF @NONCE@
  cat > "$here/.zprofile" << 'END OF @NONCE@'
@ZPROFILE@
END OF @NONCE@
  cat > "$here/.zshrc" << 'END OF @NONCE@'
@ZSHRC@
END OF @NONCE@
fi

if [ "$kind" != plain ]; then
  locale=$(utf8)
  {
    if [ -n "$locale" ]; then echo "unset LC_ALL; LC_CTYPE=$locale; export LC_CTYPE"; fi
    echo 'COLORTERM=truecolor; export COLORTERM'
    echo 'cd'
    if [ "$kind" = bash ]; then
      echo "exec \"\$SHELL\" --rcfile '$here/rc' -i"
    else
      echo "if [ -n \"\${ZDOTDIR-}\" ]; then KUROKO_ZDOTDIR=\$ZDOTDIR; export KUROKO_ZDOTDIR; fi"
      echo "ZDOTDIR='$here'; export ZDOTDIR"
      echo 'exec "$SHELL" -l -i'
    fi
  } > "$here/start"
fi
echo "kuroko @NONCE@ $kind ${here-}"
