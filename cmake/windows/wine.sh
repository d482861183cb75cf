#!/bin/sh
# Runs a Windows program under Wine, without a display, in the prefix that ./dev makes (or
# WINEPREFIX). Its C: drive is the prefix's own, Z: this machine's root.
here=$(cd "$(dirname "$0")/../.." && pwd)
export WINEPREFIX="${WINEPREFIX:-$here/build/wine}" WINEDEBUG="${WINEDEBUG:--all}"
export WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe=d"
unset DISPLAY
exec wine "$@"
