metadata description = '''
The storage account: prompts, images, the pipeline's state, its queues, and the storage of the Functions host. One account for all
of it: the app's identity needs the host's rights on blobs, queues and tables anyway, so a second account would separate nothing;
one is easier to back up (the ledger and the images belong together), and needs half the private endpoints.
'''

import { containers, queues } from 'names.bicep'

@description('Name of the account.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Kept in three zones instead of one.')
param zoneRedundant bool

@description('Reached through private endpoints and from allowedAddresses only.')
param private bool

@description('Addresses or CIDR ranges that reach a private account all the same.')
param allowedAddresses string[]

@description('Days a deleted or overwritten blob can be brought back; 0: not at all.')
@minValue(0)
@maxValue(365)
param softDeleteDays int

@description('Days after which images move to the cool tier; 0: never.')
@minValue(0)
@maxValue(3650)
param imagesCoolAfterDays int

@description('Days after which images and reports are deleted; 0: never.')
@minValue(0)
@maxValue(3650)
param imagesDeleteAfterDays int

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Without a hierarchical namespace a blob appears whole, by one call, so one event announces it.
    isHnsEnabled: false
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      // Event Grid delivers by its own identity as a trusted service; nobody else comes in over the internet.
      bypass: 'AzureServices'
      defaultAction: private ? 'Deny' : 'Allow'
      ipRules: [for address in allowedAddresses: { value: address, action: 'Allow' }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    // A container deleted by mistake takes the ledger with it, and the ledger is what keeps rows from being paid for twice.
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    deleteRetentionPolicy: softDeleteDays > 0 ? { enabled: true, days: max(softDeleteDays, 1) } : { enabled: false }
    // Versions of leases and progress, written every few seconds, would pile up for ever.
    isVersioningEnabled: false
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = [
  for container in items(containers): {
    parent: blobs
    name: container.value
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-04-01' = {
  parent: account
  name: 'default'
}

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-04-01' = [
  for queue in items(queues): {
    parent: queueService
    name: queue.value
  }
]

var coolDown = imagesCoolAfterDays > 0 ? { tierToCool: { daysAfterModificationGreaterThan: imagesCoolAfterDays } } : {}
var expiry = imagesDeleteAfterDays > 0 ? { delete: { daysAfterModificationGreaterThan: imagesDeleteAfterDays } } : {}

// Only what nothing depends on any more. Plans, ledgers, outcomes, tombstones and the list of files dealt with are deleted by
// 'seedream purge' alone, which leaves a tombstone: by age alone a file would become unknown, and be paid for again.
var leftovers = [
  {
    name: 'uploads-left-behind'
    days: 7
    prefixes: ['${containers.state}/uploads/']
  }
  {
    name: 'hosts-long-gone'
    days: 30
    prefixes: ['${containers.state}/hosts/']
  }
  {
    name: 'reasons-nobody-read'
    days: 90
    prefixes: ['${containers.state}/poison/', '${containers.state}/notifications/failed/', '${containers.deadLetters}/']
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: concat(
        map(leftovers, rule => {
          name: rule.name
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: rule.prefixes }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
          }
        }),
        empty(coolDown) && empty(expiry)
          ? []
          : [
              {
                name: 'images'
                type: 'Lifecycle'
                definition: {
                  filters: { blobTypes: ['blockBlob'], prefixMatch: ['${containers.images}/'] }
                  actions: { baseBlob: union(coolDown, expiry) }
                }
              }
            ]
      )
    }
  }
  dependsOn: [blobs]
}

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('Address of the blob service.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Address of the queue service.')
output queueEndpoint string = account.properties.primaryEndpoints.queue

@description('Address of the table service.')
output tableEndpoint string = account.properties.primaryEndpoints.table
