metadata description = 'The Functions app on Flex Consumption. Every connection is by identity; every secret is a reference into the vault.'

import { containers, secrets } from 'names.bicep'

@description('Name of the app.')
param name string

@description('Name of the plan.')
param planName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the service in azure.yaml, by which azd finds the app.')
param serviceName string

@description('Resource id of the app\'s identity.')
param identityId string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('Address of the blob service.')
param blobEndpoint string

@description('Address of the queue service.')
param queueEndpoint string

@description('Address of the table service.')
param tableEndpoint string

@description('Address of the vault, with its slash.')
param vaultUri string

@description('Where telemetry goes.')
param telemetryConnectionString string

@description('Subnet to be joined to; empty: none.')
param subnetId string

@description('Connection of Durable Task Scheduler; empty: orchestrations are kept in Azure Storage.')
param schedulerConnection string

@description('Instances in three zones instead of one.')
param zoneRedundant bool

@description('Most instances of any one function or group.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Instances kept warm for orchestrations and activities.')
@minValue(0)
param alwaysReadyDurable int

@description('Instances kept warm for HTTP.')
@minValue(0)
param alwaysReadyHttp int

@description('Events are sent to a webhook, whose address and secret are in the vault.')
param webhook bool

@description('Further settings, by their names in docs/settings.md. No secrets: they can be read by whoever may read the app.')
param settings { *: string }

var hostStorage = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: blobEndpoint
  AzureWebJobsStorage__queueServiceUri: queueEndpoint
  AzureWebJobsStorage__tableServiceUri: tableEndpoint
}

var pipeline = {
  SeedreamStorage__credential: 'managedidentity'
  SeedreamStorage__clientId: identityClientId
  SeedreamStorage__blobServiceUri: blobEndpoint
  SeedreamStorage__queueServiceUri: queueEndpoint
  // Whatever goes by DefaultAzureCredential takes the identity named here.
  AZURE_CLIENT_ID: identityClientId
  // Events announce dropped files at once; the sweep is for those that get lost, so every five minutes will do.
  SEEDREAM_SWEEP_SCHEDULE: '0 */5 * * * *'
  AzureWebJobsDisableHomepage: 'true'
  Seedream__RunComfy__ApiToken: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secrets.apiToken})'
  Seedream__Notifications__Source: '/seedream/${name}'
}

var notifications = webhook
  ? {
      Seedream__Notifications__WebhookUrl: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secrets.webhookUrl})'
      Seedream__Notifications__WebhookSecret: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secrets.webhookSecret})'
    }
  : {}

var telemetry = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: telemetryConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
}

// host.json names Azure Storage; these stand above it.
var scheduler = empty(schedulerConnection)
  ? {}
  : {
      AzureFunctionsJobHost__extensions__durableTask__hubName: 'seedream'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: schedulerConnection
    }

var appSettings = union(hostStorage, pipeline, notifications, telemetry, scheduler, settings)
var warm = filter(
  [
    { name: 'durable', instanceCount: alwaysReadyDurable }
    { name: 'http', instanceCount: alwaysReadyHttp }
  ],
  group => group.instanceCount > 0
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${containers.package}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: warm
      }
    }
    siteConfig: {
      appSettings: [for setting in items(appSettings): { name: setting.key, value: setting.value }]
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }

  // Publishing by user name and password is off; azd deploys with a token of Microsoft Entra ID.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the app.')
output url string = 'https://${app.properties.defaultHostName}'
