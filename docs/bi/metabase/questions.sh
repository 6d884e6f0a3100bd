#!/bin/sh
# Makes a Metabase question of each query that analysts start from. Needs curl and jq.
#   METABASE_URL=http://localhost:3000 METABASE_API_KEY=mb_... METABASE_DATABASE=2 sh docs/bi/metabase/questions.sh
set -eu
: "${METABASE_URL:?such as http://localhost:3000}"
: "${METABASE_API_KEY:?from Admin settings, Authentication, API keys}"
: "${METABASE_DATABASE:?the number in the address of the database: /admin/databases/2}"

for file in "$(dirname "$0")"/../queries/*.sql; do
  name=$(basename "$file" .sql | tr _ ' ')
  jq -n --rawfile query "$file" --arg name "Holdfast: $name" --argjson database "$METABASE_DATABASE" '{
    name: $name,
    description: ($query | split("\n")[0] | ltrimstr("-- ")),
    display: "table",
    visualization_settings: {},
    dataset_query: { type: "native", database: $database, native: { query: $query } }
  }' | curl --fail --silent --show-error --output /dev/null --header 'Content-Type: application/json' \
    --header "x-api-key: $METABASE_API_KEY" --data-binary @- "$METABASE_URL/api/card"
  echo "made: Holdfast: $name"
done
