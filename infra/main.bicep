targetScope = 'subscription'

metadata name = 'Seedream.Functions'
metadata description = 'Everything the pipeline needs on Azure, in one resource group. docs/deploy.md walks through it.'

@description('Name of the azd environment: part of the resource group\'s name, and of every name by its hash.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region of every resource. Flex Consumption has to be offered there: az functionapp list-flexconsumption-locations.')
param location string

@description('Object id of the operator (a person, a group, a pipeline), who may drop files, read images and set the token. Empty: nobody but the app gets at the data.')
param principalId string = ''

@description('What kind of principal the operator is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

@description('Most instances of any one function or group of functions. The images in flight are limited by Seedream__Jobs__MaxParallel, not by this.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance, in MB: 512, 2048 or 4096. Paid for by the GB-second.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances kept warm for orchestrations and activities, paid for around the clock. 0: the first job of a quiet time waits some seconds longer.')
@minValue(0)
@maxValue(100)
param alwaysReadyDurable int = 0

@description('Instances kept warm for HTTP, paid for around the clock. 0: the first call of a quiet time waits some seconds longer.')
@minValue(0)
@maxValue(100)
param alwaysReadyHttp int = 0

@description('Storage and instances in three zones instead of one. The region must have them. Storage cannot simply be changed later.')
param zoneRedundant bool = false

@description('A virtual network with private endpoints for storage and vault. Then only the app, Event Grid and allowedAddresses get at them.')
param privateNetwork bool = false

@description('Address space of the virtual network, a /24 or larger.')
param networkAddressPrefix string = '10.90.0.0/24'

@description('Addresses or CIDR ranges, separated by commas, that reach storage and vault all the same when the network is private: yours, to drop files and to set the token.')
param allowedAddresses string = ''

@description('Durable Task Scheduler instead of Azure Storage for the orchestrations\' own state. The app needs one more package for it: docs/deploy.md.')
param durableTaskScheduler bool = false

@description('Consumption: paid by action. Dedicated: paid by the hour, faster.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('A public web site, in a storage account of its own, for batches that somebody chooses to publish.')
param gallery bool = false

@description('Days a deleted or overwritten blob can be brought back, 0 to 365; what is deleted stays paid for that long. 0: not at all.')
@minValue(0)
@maxValue(365)
param softDeleteDays int = 7

@description('Days after which images move to the cool tier, 0 to 3650. 0: never.')
@minValue(0)
@maxValue(3650)
param imagesCoolAfterDays int = 0

@description('Days after which images and reports are deleted, 0 to 3650. 0: never.')
@minValue(0)
@maxValue(3650)
param imagesDeleteAfterDays int = 0

@description('The vault cannot be emptied before seven days have passed, nor its name be used again after tear-down. Off, since the token can be issued anew.')
param vaultPurgeProtection bool = false

@description('Days telemetry is kept, 30 to 730. 31 are free.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of telemetry a day after which no more is taken until the next day.')
@minValue(1)
@maxValue(100)
param logDailyCapGb int = 1

@description('E-mail address that alerts go to. Empty: there are no alerts, since nobody would read them and each is paid for.')
param alertEmail string = ''

@description('Dollars a day paid to the image API above which an alarm is raised.')
@minValue(1)
param dailySpendUsd int = 50

@description('Share of ended jobs, in percent, that may fail within an hour before an alarm is raised.')
@minValue(1)
@maxValue(100)
param failureRatePercent int = 20

@description('Minutes a message may wait in a queue before an alarm is raised.')
@minValue(1)
@maxValue(1440)
param queueAgeMinutes int = 15

@description('Events go to a webhook too; put its address and secret into the vault first, as webhook-url and webhook-secret.')
param webhook bool = false

@description('Further settings of the app by their names in docs/settings.md, such as { Seedream__Jobs__MaxParallel: \'256\' }. No secrets.')
param settings { *: string } = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var names = {
  identity: 'id-${token}'
  component: 'appi-${token}'
  storage: 'st${token}'
  vault: 'kv-${token}'
}
var tags = { 'azd-env-name': environmentName, project: 'seedream-functions' }
var addresses = filter(map(split(allowedAddresses, ','), address => trim(address)), address => !empty(address))

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-seedream-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    componentName: names.component
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    private: privateNetwork
    allowedAddresses: privateNetwork ? addresses : []
    softDeleteDays: softDeleteDays
    imagesCoolAfterDays: imagesCoolAfterDays
    imagesDeleteAfterDays: imagesDeleteAfterDays
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: names.vault
    location: location
    tags: tags
    private: privateNetwork
    allowedAddresses: privateNetwork ? addresses : []
    purgeProtection: vaultPurgeProtection
  }
}

module access 'modules/access.bicep' = {
  scope: group
  params: {
    storageName: names.storage
    vaultName: names.vault
    componentName: names.component
    appName: names.identity
    appPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
  }
  dependsOn: [storage, vault, monitoring]
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'vnet-${token}'
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module scheduler 'modules/scheduler.bicep' = if (durableTaskScheduler) {
  scope: group
  params: {
    name: 'dts-${token}'
    hubName: 'seedream'
    location: location
    tags: tags
    sku: schedulerSku
    appName: names.identity
    appPrincipalId: identity.outputs.principalId
    appClientId: identity.outputs.clientId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
  }
}

module functions 'modules/functions.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: tags
    serviceName: 'functions'
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    vaultUri: vault.outputs.uri
    telemetryConnectionString: monitoring.outputs.connectionString
    subnetId: network.?outputs.appSubnetId ?? ''
    schedulerConnection: scheduler.?outputs.connection ?? ''
    zoneRedundant: zoneRedundant
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyDurable: alwaysReadyDurable
    alwaysReadyHttp: alwaysReadyHttp
    webhook: webhook
    settings: settings
  }
  // The app starts at once and needs its rights by then.
  dependsOn: [access]
}

module events 'modules/events.bicep' = {
  scope: group
  params: {
    name: 'evgt-${token}'
    location: location
    tags: tags
    storageName: names.storage
  }
  dependsOn: [storage]
}

module alerts 'modules/alerts.bicep' = if (!empty(alertEmail)) {
  scope: group
  params: {
    prefix: 'alert-${token}'
    location: location
    tags: tags
    email: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    storageId: storage.outputs.id
    topicId: events.outputs.id
    dailySpendUsd: dailySpendUsd
    failureRatePercent: failureRatePercent
    queueAgeMinutes: queueAgeMinutes
  }
}

module site 'modules/gallery.bicep' = if (gallery) {
  scope: group
  params: {
    name: 'web${token}'
    location: location
    tags: tags
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
  }
}

@description('Region.')
output AZURE_LOCATION string = location

@description('Resource group with everything in it.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the Functions app.')
output SEEDREAM_APP string = functions.outputs.name

@description('Address of the HTTP API.')
output SEEDREAM_URL string = functions.outputs.url

@description('Name of the storage account.')
output SEEDREAM_STORAGE string = storage.outputs.name

@description('Address of the storage account, as seedream --storage takes it.')
output SEEDREAM_STORAGE_URL string = storage.outputs.blobEndpoint

@description('Name of the vault the token belongs into.')
output SEEDREAM_VAULT string = vault.outputs.name

@description('Address of the public gallery; empty if there is none.')
output SEEDREAM_GALLERY_URL string = site.?outputs.url ?? ''

@description('Where batches are copied to for the public gallery; empty if there is none.')
output SEEDREAM_GALLERY_TARGET string = site.?outputs.target ?? ''

@description('First thing to do: put the API token into the vault. Asks for it; it stands on no command line.')
output NEXT_1_SET_TOKEN string = 'sh infra/set-token.sh ${vault.outputs.name} ${group.name} ${functions.outputs.name}'

@description('Then: drop a prompt file.')
output NEXT_2_DROP_A_FILE string = 'az storage blob upload --auth-mode login --account-name ${storage.outputs.name} --container-name prompts --file samples/posters.csv --name posters.csv'

@description('And then: watch images arrive.')
output NEXT_3_SEE_IMAGES string = 'az storage blob list --auth-mode login --account-name ${storage.outputs.name} --container-name images --query "[].name" --output tsv'
