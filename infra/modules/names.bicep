// Names that code and infrastructure share, and the built-in roles, in one place. Tests compare the names with the code.

@export()
@description('Containers of the pipeline (AzureStorage), the container the app is deployed from, and the one for events that reached nobody.')
var containers = {
  prompts: 'prompts'
  images: 'images'
  state: 'seedream'
  package: 'app-package'
  deadLetters: 'event-dead-letters'
}

@export()
@description('Queues of the pipeline (QueueNames), each with its poison queue where messages are taken by the app.')
var queues = {
  jobs: 'seedream-jobs'
  jobsPoison: 'seedream-jobs-poison'
  drops: 'seedream-drops'
  dropsPoison: 'seedream-drops-poison'
  events: 'seedream-events'
}

@export()
@description('Secrets in the vault. Their values never pass through a template.')
var secrets = {
  apiToken: 'runcomfy-api-token'
  webhookUrl: 'webhook-url'
  webhookSecret: 'webhook-secret'
}

@export()
@description('Ids of the built-in roles that are given to somebody; docs/deploy.md says to whom and why.')
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageQueueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
}
