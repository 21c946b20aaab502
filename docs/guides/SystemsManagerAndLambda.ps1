#Requires -Version 7.4
<#
.SYNOPSIS
A step of Systems Manager Automation (aws:executeScript) or a Lambda function. It reads an input object, starts or monitors an execution of a
pipeline, and returns an object. See systems-manager-and-lambda.md.
#>
[CmdletBinding()]
param(
    [object] $LambdaInput,

    [object] $LambdaContext
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# There is no user to see a progress bar, and it would fill the log.
$ProgressPreference = 'SilentlyContinue'

# Systems Manager passes the input as JSON in the environment, Lambda as the first argument.
function Read-Payload {
    if ($null -ne $LambdaInput) {
        return $LambdaInput -is [string] ? ($LambdaInput | ConvertFrom-Json) : [pscustomobject] $LambdaInput
    }

    if (-not $env:InputPayload) {
        throw 'Input not found: $env:InputPayload (Systems Manager) or -LambdaInput (Lambda) is required.'
    }

    $env:InputPayload | ConvertFrom-Json
}

function Get-Value {
    param([object] $Payload, [string] $Name, [object] $Default)
    $member = $Payload.PSObject.Properties[$Name]
    $null -eq $member -or [string]::IsNullOrEmpty($member.Value) ? $Default : $member.Value
}

$payload = Read-Payload
$pipelineName = Get-Value -Payload $payload -Name pipelineName
if (-not $pipelineName) {
    throw "The input has no 'pipelineName'."
}

# A step can run for 600 seconds, a function for 900. Wait for the remaining time, minus the time to respond.
[int] $waitSeconds = Get-Value -Payload $payload -Name waitSeconds -Default 540
if ($null -ne $LambdaContext -and $LambdaContext.PSObject.Methods['GetRemainingTimeInMillis']) {
    $waitSeconds = [math]::Max(1, [math]::Min($waitSeconds, [math]::Floor($LambdaContext.GetRemainingTimeInMillis() / 1000) - 15))
}

Import-Module -Name BitbucketConnections
$target = @{ PipelineName = $pipelineName }
if ($region = Get-Value -Payload $payload -Name region) {
    $target.Region = $region
}

$executionId = Get-Value -Payload $payload -Name executionId
if (-not $executionId) {
    $start = @{}
    if ($commitId = Get-Value -Payload $payload -Name commitId) {
        $start.CommitId = $commitId
    }

    # Lambda and Automation repeat a step whose response was lost. The same token does not start a second execution.
    if ($token = Get-Value -Payload $payload -Name clientRequestToken) {
        $start.ClientRequestToken = $token
    }

    $executionId = (Start-BitbucketPipeline @target @start).PipelineExecutionId
}

# A failed or unfinished execution is a result, not an error: the next step decides what to do.
$null = Wait-BitbucketPipelineExecution @target -PipelineExecutionId $executionId -TimeoutSeconds $waitSeconds -ErrorAction SilentlyContinue -ErrorVariable failure
$run = Get-BitbucketPipelineExecution @target -PipelineExecutionId $executionId
return [ordered] @{
    succeeded    = $run.Status -eq 'Succeeded'
    finished     = $run.Status -notin 'InProgress', 'Stopping'
    status       = $run.Status
    pipelineName = $run.PipelineName
    executionId  = $run.PipelineExecutionId
    message      = $failure.Count -gt 0 ? "$($failure[0])" : ''
    consoleUrl   = "$($run.ConsoleUrl)"
}
