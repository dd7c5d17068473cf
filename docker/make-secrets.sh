#!/bin/sh
# Makes what only this installation may know: passwords, keys, and a certificate to start with.
#   docker/make-secrets.sh HOST [FOLDER]     HOST as browsers spell it; FOLDER is this one unless given
# What is there already is kept, so that running it again changes nothing.
set -eu
umask 077

host=${1:?Usage: docker/make-secrets.sh HOST [FOLDER]}
folder=${2:-$(dirname "$0")}
mkdir -p "$folder/certificates"

secret() { openssl rand -hex 32; }
one_line() { awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }'; }

if [ ! -e "$folder/.env" ]; then
  key=$(openssl genpkey -algorithm ed25519)
  cat > "$folder/.env.new" <<END
PUBLIC_HOST=$host
DATABASE_SUPERUSER_PASSWORD=$(secret)
DATABASE_OWNER_PASSWORD=$(secret)
DATABASE_PASSWORD=$(secret)
REDIS_PASSWORD=$(secret)
SERVICE_KEY=$(secret)
TICKET_PRIVATE_KEY=$(printf '%s\n' "$key" | one_line)
TICKET_PUBLIC_KEYS=$(printf '%s\n' "$key" | openssl pkey -pubout | one_line)
END
  mv "$folder/.env.new" "$folder/.env"
fi

# The certificate's key is for nginx alone. Only root can give it to a user of its own; else nginx runs as who made it.
if ! grep -q '^NGINX_USER=' "$folder/.env"; then
  if [ "$(id -u)" = 0 ]; then user=101 group=101; else user=$(id -u) group=$(id -g); fi
  printf 'NGINX_USER=%s\nNGINX_GROUP=%s\n' "$user" "$group" >> "$folder/.env"
fi
setting() { sed -n "s/^$1=//p" "$folder/.env"; }

if [ ! -e "$folder/certificates/tls.crt" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=$host" \
    -addext "subjectAltName=DNS:$host" -keyout "$folder/certificates/tls.key" -out "$folder/certificates/tls.crt" 2>/dev/null
  echo "$folder/certificates holds a certificate that no browser trusts: put your own in its place."
fi

# also for a key that was put there by hand, or by an earlier version of this file, which left it open to everybody
if [ -O "$folder/certificates/tls.key" ]; then
  chmod 700 "$folder/certificates"
  chmod 600 "$folder/certificates/tls.key"
  if [ "$(id -u)" = 0 ]; then chown -R "$(setting NGINX_USER):$(setting NGINX_GROUP)" "$folder/certificates"; fi
fi
