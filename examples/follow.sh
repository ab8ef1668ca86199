#!/usr/bin/env bash
# Follows a production line until it ends, by curl, with the Session-Key in SESSION_KEY: examples/follow.sh <id> [http://127.0.0.1:4000]
set -euo pipefail
id=${1:?Give the id of a line.}
url=${2:-http://127.0.0.1:4000}

# Each event's data is the document of GET /api/tokens/<id>; the last event has the name "end".
curl -sSN --fail-with-body -H "Session-Key: ${SESSION_KEY:?Set it to the Session-Key.}" "$url/api/tokens/$id/events" |
  sed -un 's/^data: .*"status":"\([a-z][a-z]*\)".*"progress":\([0-9]*\).*/\1 \2 %/p; t
    s/^data: .*"status":"\([a-z][a-z]*\)".*/\1/p; t
    /"errors":/p'
