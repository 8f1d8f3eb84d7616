metadata description = 'The vault for the API token. The secret itself is set by a person (infra/set-token.sh), never by a template.'

@description('Name of the vault.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Reached through the private endpoint and from allowedAddresses only.')
param private bool

@description('Addresses or CIDR ranges that reach a private vault all the same.')
param allowedAddresses string[]

@description('Nobody can empty the vault before its retention ends, nor use its name again after tear-down.')
param purgeProtection bool

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // False is refused by the service; it has to be left out.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
      ipRules: [for address in allowedAddresses: { value: address }]
    }
  }
}

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault, with its slash.')
output uri string = vault.properties.vaultUri
