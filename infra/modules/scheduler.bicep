metadata description = 'Durable Task Scheduler instead of Azure Storage as the backend of orchestrations: dearer per operation, faster and with a dashboard.'

import { roles } from 'names.bicep'

@description('Name of the scheduler.')
param name string

@description('Name of the task hub.')
param hubName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Consumption: paid by action, 500 a second. Dedicated: one capacity unit, 2,000 a second, paid by the hour.')
@allowed(['Consumption', 'Dedicated'])
param sku string

@description('Name of the app\'s identity, which names of role assignments are made from.')
param appName string

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Client id of the app\'s identity.')
param appClientId string

@description('Object id of the operator, who may look at the dashboard; empty: nobody.')
param operatorPrincipalId string

@description('What kind of principal the operator is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ['0.0.0.0/0']
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: hubName
}

var people = [
  { name: appName, id: appPrincipalId, type: 'ServicePrincipal' }
  { name: operatorPrincipalId, id: operatorPrincipalId, type: operatorPrincipalType }
]

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for person in people: if (!empty(person.name)) {
    name: guid(scheduler.id, person.name, roles.durableTaskDataContributor)
    scope: hub
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.durableTaskDataContributor)
      principalId: person.id
      principalType: person.type
    }
  }
]

@description('How the app finds it: address, hub and identity, no key.')
output connection string = 'Endpoint=${scheduler.properties.endpoint};TaskHub=${hub.name};Authentication=ManagedIdentity;ClientID=${appClientId}'
