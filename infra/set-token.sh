#!/bin/sh
# Puts RunComfy's API token into the vault, and lets the app read it. Runs after 'azd provision', and by hand:
#
#   sh infra/set-token.sh [--replace] [<vault> <resource group> <app>]
#
# The token comes from RUNCOMFY_API_TOKEN, or is asked for. It goes to az by standard input: never on a command line, where other
# users of the machine could read it, never into a file, never into the azd environment.
set -eu

secret=runcomfy-api-token
replace=false
if [ "${1:-}" = --replace ]; then
  replace=true
  shift
fi
vault=${1:-${SEEDREAM_VAULT:-}}
group=${2:-${AZURE_RESOURCE_GROUP:-}}
app=${3:-${SEEDREAM_APP:-}}
if [ -z "$vault" ] || [ -z "$group" ] || [ -z "$app" ]; then
  echo "set-token: expected: sh infra/set-token.sh [--replace] <vault> <resource group> <app>" >&2
  exit 2
fi

later() {
  echo "$1"
  echo "Until the token is there, jobs are refused with API401 and nothing is paid. To set it:"
  echo "  sh infra/set-token.sh $vault $group $app"
  exit 0
}

command -v az >/dev/null 2>&1 || later "The Azure CLI is not installed, so the API token was not set."
az account show --output none >/dev/null 2>&1 || later "The Azure CLI is not signed in (az login), so the API token was not set."

if [ "$replace" = false ] && az keyvault secret show --vault-name "$vault" --name "$secret" --query id --output none >/dev/null 2>&1; then
  echo "The vault $vault has an API token already; --replace sets another one."
  exit 0
fi

token=${RUNCOMFY_API_TOKEN:-}
if [ -z "$token" ]; then
  [ -t 0 ] || later "RUNCOMFY_API_TOKEN is not set and nobody can be asked, so the API token was not set."
  printf 'RunComfy API token (not shown; empty to do it later): '
  trap 'stty echo' EXIT INT TERM
  stty -echo
  IFS= read -r token || token=
  stty echo
  trap - EXIT INT TERM
  echo
  [ -n "$token" ] || later "No API token was given."
fi

# The right to set secrets was given a moment ago, and takes up to some minutes to be known everywhere.
tries=${SEEDREAM_TOKEN_TRIES:-10}
while ! printf '%s' "$token" | az keyvault secret set --vault-name "$vault" --name "$secret" --file /dev/stdin --encoding utf-8 --output none; do
  tries=$((tries - 1))
  if [ "$tries" -le 0 ]; then
    echo "set-token: the vault $vault refused the token; see above" >&2
    exit 1
  fi
  echo "Trying again in 30 seconds."
  sleep "${SEEDREAM_TOKEN_WAIT:-30}"
done

# The app believes a reference for up to a day, unless it is told.
id=$(az functionapp show --resource-group "$group" --name "$app" --query id --output tsv)
az rest --method post --url "$id/config/configreferences/appsettings/refresh?api-version=2024-11-01" --output none
echo "The API token is in the vault $vault, and the app $app reads it from there."
