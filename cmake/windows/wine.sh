#!/bin/sh
# Runs a Windows program under Wine, without a display, in the prefix that ./dev makes (or
# WINEPREFIX). Its C: drive is the prefix's own, Z: this machine's root.
here=$(cd "$(dirname "$0")/../.." && pwd)
export WINEPREFIX="${WINEPREFIX:-$here/build/wine}" WINEDEBUG="${WINEDEBUG:--all}"
export WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe=d"
export LC_ALL=C.UTF-8  # names of files are UTF-8 on both sides
unset DISPLAY
exec wine "$@"
