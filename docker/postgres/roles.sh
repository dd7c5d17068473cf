#!/bin/sh
# Once, when the volume is empty: the role that owns the tables, and the app's, which owns nothing.
set -eu
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set owner="$DATABASE_OWNER_PASSWORD" --set app="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE aetherlearn_owner LOGIN PASSWORD :'owner';
CREATE ROLE aetherlearn_app LOGIN PASSWORD :'app';
CREATE DATABASE aetherlearn OWNER aetherlearn_owner;
REVOKE ALL ON DATABASE aetherlearn FROM PUBLIC;
GRANT CONNECT ON DATABASE aetherlearn TO aetherlearn_app;
SQL
