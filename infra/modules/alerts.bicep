metadata description = '''
Alerts: what docs/operations.md says to watch, as far as it cannot wait until somebody looks. All are about this pipeline's own
metrics and logs; every rule says in its description what to do.
'''

@description('What rule names begin with.')
param prefix string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Who is told, by e-mail.')
param email string

@description('Resource id of the workspace with the telemetry.')
param workspaceId string

@description('Resource id of the storage account.')
param storageId string

@description('Resource id of the Event Grid system topic.')
param topicId string

@description('Dollars a day paid to the image API above which an alarm is raised.')
@minValue(1)
param dailySpendUsd int

@description('Share of ended jobs, in percent, that may fail within an hour.')
@minValue(1)
@maxValue(100)
param failureRatePercent int

@description('Age of a message, in minutes, above which nobody seems to work.')
@minValue(1)
param queueAgeMinutes int

// Each query answers with a row if there is something to say, and with none if not.
var logRules = [
  {
    name: 'batch-halted'
    severity: 1
    minutes: 15
    what: 'A batch was halted: token refused, balance used up, price above what was agreed to. Nothing more is submitted. Mend it, then retry the batch.'
    query: '''
      AppMetrics
      | where Name == "seedream.batch.halts"
      | summarize Halts = sum(Sum) by Code = tostring(Properties["error.type"])
      | where Halts > 0
    '''
  }
  {
    name: 'paid-twice'
    severity: 0
    minutes: 15
    what: 'The ledger met two request ids for one row (event 2001): a job was paid for twice, which should be impossible. Keep the log and the record it names, and report it.'
    query: '''
      AppTraces
      | where tostring(Properties["EventId"]) == "2001"
      | project TimeGenerated, Message
    '''
  }
  {
    name: 'uncertain'
    severity: 2
    minutes: 15
    what: 'An answer to a paid call was lost: it may have been billed. Look at the account, then retry the batch with only=uncertain.'
    query: '''
      AppMetrics
      | where Name == "seedream.job.outcomes" and tostring(Properties["seedream.job.outcome"]) == "uncertain"
      | summarize Jobs = sum(Sum)
      | where Jobs > 0
    '''
  }
  {
    name: 'failure-rate'
    severity: 2
    minutes: 60
    what: 'Of at least 20 jobs that ended within an hour, ${failureRatePercent} % or more failed or timed out. See error.type in the metric, and docs/errors.md for the code.'
    query: $'''
      AppMetrics
      | where Name == "seedream.job.outcomes"
      | extend Outcome = tostring(Properties["seedream.job.outcome"])
      | summarize Ended = sumif(Sum, Outcome !in ("invalid", "not_submitted", "cancelled")), Failed = sumif(Sum, Outcome in ("failed", "timed_out"))
      | where Ended >= 20 and Failed * 100 >= Ended * ${failureRatePercent}
    '''
  }
  {
    name: 'poisoned'
    severity: 2
    minutes: 15
    what: 'A message could not be understood, or failed every time. Its record under poison/ in the state container says why; mend it and put it back.'
    query: '''
      AppMetrics
      | where Name == "seedream.queue.messages" and tostring(Properties["seedream.message.result"]) == "poisoned"
      | summarize Messages = sum(Sum) by Queue = tostring(Properties["messaging.destination.name"])
      | where Messages > 0
    '''
  }
  {
    name: 'queue-age'
    severity: 2
    minutes: 15
    what: 'A message waited for more than ${queueAgeMinutes} minutes until it was taken. More arrives than is worked on, or the app was down.'
    query: $'''
      AppMetrics
      | where Name == "seedream.queue.message.age"
      | summarize Seconds = max(Max) by Queue = tostring(Properties["messaging.destination.name"])
      | where Seconds > ${queueAgeMinutes} * 60
    '''
  }
  {
    name: 'untold'
    severity: 2
    minutes: 15
    what: 'An event about the end of a batch or a job was given up (events 5002, 5003). It is kept under notifications/failed/ in the state container.'
    query: '''
      AppTraces
      | where tostring(Properties["EventId"]) in ("5002", "5003")
      | project TimeGenerated, Message
    '''
  }
  {
    name: 'spend'
    severity: 1
    minutes: 1440
    what: 'The image API reported costs of more than $${dailySpendUsd} for the jobs of the last 24 hours.'
    query: $'''
      AppMetrics
      | where Name == "seedream.cost"
      | summarize Dollars = sum(Sum)
      | where Dollars > ${dailySpendUsd}
    '''
  }
  {
    name: 'silence'
    severity: 1
    minutes: 60
    what: 'No log, metric or request for an hour, though the sweep for dropped files runs all the time: the app does not start, has no rights, or the daily cap on telemetry is used up.'
    query: '''
      union isfuzzy = true AppMetrics, AppTraces, AppRequests
      | summarize Rows = count()
      | where Rows == 0
    '''
  }
]

var metricRules = [
  {
    name: 'events-lost'
    severity: 2
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    threshold: 0
    dimensions: []
    what: 'Event Grid could not deliver news of dropped files for a day; they are in the container event-dead-letters. The sweep has found the files meanwhile.'
  }
  {
    name: 'storage-throttled'
    severity: 3
    scope: storageId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Transactions'
    threshold: 500
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        values: ['ServerBusyError', 'ServerTimeoutError', 'ClientThrottlingError', 'ClientAccountRequestThrottlingError']
      }
    ]
    what: 'The storage account answered more than 500 calls of 15 minutes with busy. Nothing is lost, everything is slower: fewer batches at a time, or Durable Task Scheduler.'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${prefix}-people'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'seedream'
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in logRules: {
    name: '${prefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Seedream: ${rule.name}'
      description: rule.what
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.minutes == 15 ? 'PT15M' : 'PT1H'
      windowSize: rule.minutes == 1440 ? 'P1D' : rule.minutes == 60 ? 'PT1H' : 'PT15M'
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      // A new workspace does not know its tables before the first telemetry.
      skipQueryValidation: true
      actions: { actionGroups: [people.id] }
    }
  }
]

resource metricAlerts 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for rule in metricRules: {
    name: '${prefix}-${rule.name}'
    location: 'global'
    tags: tags
    properties: {
      description: rule.what
      severity: rule.severity
      enabled: true
      scopes: [rule.scope]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: rule.name
            metricNamespace: rule.namespace
            metricName: rule.metric
            dimensions: rule.dimensions
            operator: 'GreaterThan'
            threshold: rule.threshold
            timeAggregation: 'Total'
            skipMetricValidation: true
          }
        ]
      }
      autoMitigate: true
      actions: [{ actionGroupId: people.id }]
    }
  }
]
