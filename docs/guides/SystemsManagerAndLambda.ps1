#Requires -Version 7.4
<#
.SYNOPSIS
A step of Systems Manager Automation (aws:executeScript) or a Lambda function: takes an input object, starts or follows a run of a
pipeline, and returns an object. See systems-manager-and-lambda.md.
#>
[CmdletBinding()]
param(
    [object] $LambdaInput,

    [object] $LambdaContext
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Nobody looks at a progress bar here, and it would fill the log.
$ProgressPreference = 'SilentlyContinue'

# Systems Manager gives the input as JSON in the environment, Lambda as the first argument.
function Read-Payload {
    if ($null -ne $LambdaInput) {
        return $LambdaInput -is [string] ? ($LambdaInput | ConvertFrom-Json) : [pscustomobject] $LambdaInput
    }

    if (-not $env:InputPayload) {
        throw 'There is no input: neither $env:InputPayload (Systems Manager) nor -LambdaInput (Lambda).'
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

# A step may run for 600 seconds, a function for 900: what is left decides, less the time to answer.
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

    # Lambda and Automation repeat a step whose answer was lost; the same token does not start a second run.
    if ($token = Get-Value -Payload $payload -Name clientRequestToken) {
        $start.ClientRequestToken = $token
    }

    $executionId = (Start-BitbucketPipeline @target @start).PipelineExecutionId
}

# A run that fails or is not over is an answer, not an error: the next step decides what to do.
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
