# Puts RunComfy's API token into the vault, and lets the app read it: infra/set-token.sh for Windows.
#
#   pwsh infra/set-token.ps1 [-Replace] [-Vault <vault>] [-Group <resource group>] [-App <app>]
#
# The token comes from RUNCOMFY_API_TOKEN, or is asked for. az reads it from a file of this user that is deleted at once: a command
# line could be read by others.
param(
    [switch] $Replace,
    [string] $Vault = $env:SEEDREAM_VAULT,
    [string] $Group = $env:AZURE_RESOURCE_GROUP,
    [string] $App = $env:SEEDREAM_APP
)
$ErrorActionPreference = 'Stop'
$secret = 'runcomfy-api-token'
if (-not $Vault -or -not $Group -or -not $App) {
    throw 'Expected: infra/set-token.ps1 [-Replace] -Vault <vault> -Group <resource group> -App <app>'
}

az account show --output none 2>$null
if ($LASTEXITCODE -ne 0) {
    Write-Host 'The Azure CLI is not signed in (az login), so the API token was not set.'
    exit 0
}

if (-not $Replace) {
    az keyvault secret show --vault-name $Vault --name $secret --query id --output none 2>$null
    if ($LASTEXITCODE -eq 0) {
        Write-Host "The vault $Vault has an API token already; -Replace sets another one."
        exit 0
    }
}

$token = $env:RUNCOMFY_API_TOKEN
if (-not $token) {
    if ([Console]::IsInputRedirected) {
        Write-Host 'RUNCOMFY_API_TOKEN is not set and nobody can be asked, so the API token was not set.'
        exit 0
    }
    $typed = Read-Host -AsSecureString 'RunComfy API token (empty to do it later)'
    $token = [Net.NetworkCredential]::new('', $typed).Password
    if (-not $token) { exit 0 }
}

$file = New-TemporaryFile
try {
    [IO.File]::WriteAllText($file, $token)
    for ($try = 1; ; $try++) {
        az keyvault secret set --vault-name $Vault --name $secret --file $file --encoding utf-8 --output none
        if ($LASTEXITCODE -eq 0) { break }
        if ($try -eq 10) { throw "The vault $Vault refused the token; see above." }
        Write-Host 'Trying again in 30 seconds.'
        Start-Sleep -Seconds 30
    }
}
finally {
    Remove-Item $file
}

$id = az functionapp show --resource-group $Group --name $App --query id --output tsv
az rest --method post --url "$id/config/configreferences/appsettings/refresh?api-version=2024-11-01" --output none
Write-Host "The API token is in the vault $Vault, and the app $App reads it from there."
