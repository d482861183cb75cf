#!/usr/bin/env bash
# --probe under Wine, against servers on loopback: TLS as Windows does it, a proxy that lets through,
# one that asks for a log-on and one that never answers. A runtime is put on the made-up machine for it.
# Usage: tests/integrations/probe.sh SHIRLINT_EXE
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "$1")
work=$(mktemp -d)
manager='HKLM\SOFTWARE\Microsoft\DataTransfer\DataManagementGateway\ConfigurationManager'
wine() { "$here/cmake/windows/wine.sh" "$@"; }
shared="${WINEPREFIX:-$here/build/wine}/drive_c/shirlint-probe/5.0/Shared"
servers=""
clean_up() {
  [ -z "$servers" ] || kill "$servers" 2>/dev/null || true
  wine reg delete "$manager" /v DiacmdPath /f >/dev/null 2>&1 || true
  rm -rf "$work" "${shared%/5.0/Shared}"
}
trap clean_up EXIT
export RES_OPTIONS="timeout:1 attempts:1"  # where no name server answers
fail() {
  echo "probe: $*" >&2
  cat "$work/out" >&2 2>/dev/null || true
  exit 1
}

certificate() {  # NAME SUBJECT DAYS ISSUER EXTENSIONS
  local signer=(-signkey "$work/$1.key")
  [ "$4" = self ] || signer=(-CA "$work/$4.pem" -CAkey "$work/$4.key" -CAcreateserial)
  openssl req -newkey rsa:2048 -nodes -keyout "$work/$1.key" -out "$work/$1.csr" -subj "$2" 2>/dev/null
  openssl x509 -req -in "$work/$1.csr" -days "$3" -out "$work/$1.pem" "${signer[@]}" \
    -extfile <(printf '%s\n' "$5") 2>/dev/null
}
certificate root /O=Contoso/CN=Contoso-Root 30 self basicConstraints=critical,CA:TRUE
certificate sub /O=Contoso/CN=Contoso-Inspection 30 root basicConstraints=critical,CA:TRUE
certificate server /CN=localhost 30 sub subjectAltName=DNS:localhost
cat "$work/server.pem" "$work/sub.pem" >"$work/without-root.pem"
cat "$work/server.pem" "$work/sub.pem" "$work/root.pem" >"$work/whole.pem"
thumbprint() { openssl x509 -in "$work/$1.pem" -noout -fingerprint -sha1 | sed 's/.*=//; s/://g'; }

python3 "$here/tests/integrations/probe_servers.py" "$work" >"$work/ports" 2>"$work/servers.log" &
servers=$!
for _ in $(seq 100); do
  [ ! -s "$work/ports" ] || break
  sleep 0.05
done
. "$work/ports"  # whole= without_root= old= closing= proxy= log_on= silent=

mkdir -p "$shared"
wine reg add "$manager" /v DiacmdPath /d 'C:\shirlint-probe\5.0\Shared\diacmd.exe' /f >/dev/null 2>&1
config() {  # CONTENT of system.net
  for name in diahost diawp; do
    printf '<?xml version="1.0" encoding="utf-8"?>\n<configuration><system.net>%s</system.net></configuration>\n' \
      "$1" >"$shared/$name.exe.config"
  done
}
through() { config "<defaultProxy><proxy usesystemdefault=\"False\" proxyaddress=\"http://127.0.0.1:$1\"/></defaultProxy>"; }
site() {  # URL...
  local url list=""
  for url in "$@"; do list+="\"$url\", "; done
  printf 'cloud = "china"\nprivate_endpoints = [%s]\n' "$list" >"$work/shirlint.toml"
}
collect() {
  rm -rf "$work/host"
  wine "$program" collect --probe --site "Z:$work/shirlint.toml" -o "Z:$work/host" >"$work/out" 2>&1 ||
    fail "collect failed"
}
# One line an endpoint of localhost and a URL's port: its keys and values behind each other.
endpoint() {  # PORT
  python3 - "$work/host/host.toml" "$1" <<'PYTHON'
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    for found in tomllib.load(file).get("endpoint", []):
        if found["port"] == int(sys.argv[2]):
            print("; ".join(f"{key} = {value!r}" for key, value in found.items()))
PYTHON
}
expect() {  # PORT WORDS...
  local said word port=$1
  said=$(endpoint "$port" | grep -F -- "$2" || true)
  shift
  for word in "$@"; do
    case "; $said; " in *"$word"*) ;; *) fail "port $port: '$word' is not in: $said" ;; esac
  done
}

# Loopback names go directly in .NET, whatever the proxy: chains with and without their root,
# protocols, who closes, who is not there. All else waits for a proxy that never answers: the whole
# time of one name, for all of them together.
through "$silent"
site "https://localhost:$whole/" "https://localhost:$without_root/" "https://localhost:$old/" \
  "https://localhost:$closing/" "https://localhost:1/" "https://a.invalid/" "https://b.invalid/"
begin=$SECONDS
collect
[ $((SECONDS - begin)) -le 20 ] || fail "a proxy that never answers held it for $((SECONDS - begin)) s"
expect "$without_root" "via = 'direct'" 'connects = True' "tls = '1.2'" "trust = 'incomplete'" \
  "issuer = 'CN=Contoso-Inspection, O=Contoso'" "root_name = 'CN=Contoso-Root, O=Contoso'" \
  "$(thumbprint server)" "$(thumbprint sub)"
expect "$whole" "host = 'localhost'" 'resolves = True' '127.0.0.1' "root = '$(thumbprint root)'" \
  "trust = 'untrusted-root'" 'account = '
expect "$old" "tls = '1.1'"
expect "$closing" 'connects = True' 'no TLS: '
expect 1 'connects = False' 'no connection to '
expect 443 "host = 'b.invalid'" "via = 'http://127.0.0.1:$silent/'" 'connects = False' \
  "the proxy 127.0.0.1:$silent: "
grep -q 'which is not the service account' "$work/out" || fail "it is not said as whom it was tried"
grep -q 'endpoint\.\*\.servicebus\.chinacloudapi\.cn.*is not known' "$work/host/host.toml" ||
  fail "who was left out is not told"

# A proxy that wants a log-on gets none.
site "https://a.invalid:$whole/"
through "$log_on"
collect
expect "$whole" "host = 'a.invalid'" 'status = 407' 'connects = False' 'asks for a log-on' 'none was sent'

# Through a proxy that lets .invalid out and nothing else. What is found is judged: as an intercepted
# machine, live.
through "$proxy"
site "https://a.invalid:$without_root/"
code=0
wine "$program" check --live --probe --site "Z:$work/shirlint.toml" --select CRT004 >"$work/out" 2>&1 || code=$?
[ "$code" -eq 1 ] || fail "exit code $code instead of 1"
head -n 1 "$work/out" | grep -q '^this machine .*, live, ' || fail "the first line does not say what is checked"
grep -q "a.invalid:$without_root through http://127.0.0.1:$proxy/: TLS 1.2" "$work/out" ||
  fail "there is no TLS through the proxy"
grep -q 'download.microsoft.com:443 .* refuses: 403 Not from here' "$work/out" || fail "a 403 is not told"
grep -q 'CRT004' "$work/out" || fail "CRT004 does not use what was served"
! grep -qi authorization "$work/sent" || fail "credentials were sent"
echo "chains, protocols, CONNECT, 407 and a silent proxy are told as they are; nothing hangs"
