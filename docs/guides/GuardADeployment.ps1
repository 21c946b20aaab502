#Requires -Version 7.4
<#
.SYNOPSIS
Guards a stage of a pipeline: a deployment window before its entry, and an alarm after its success, with a rollback. See guard-a-deployment.md.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $PipelineName,

    [Parameter(Mandatory)]
    [string] $AlarmName,

    [string] $StageName = 'Deploy',

    [string] $Cron = '* * 9-16 ? * MON-FRI *',

    [string] $TimeZone = 'UTC',

    [ValidateRange(0, 1440)]
    [int] $AlarmMinutes = 15
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

Import-Module -Name BitbucketConnections
$pipeline = Get-BitbucketPipeline -Name $PipelineName
$stage = $pipeline.Stages | Where-Object -Property Name -EQ -Value $StageName
if ($null -eq $stage) {
    throw "The pipeline '$PipelineName' has no stage '$StageName'. Its stages: $($pipeline.Stages.Name -join ', ')."
}

if ($stage.BeforeEntry -or $stage.OnSuccess) {
    throw "The stage '$StageName' of the pipeline '$PipelineName' already has conditions. The script does not replace them."
}

# A rule succeeds in the states of -AlarmState. So OK means: no alarm.
$window = New-BitbucketPipelineRule -Name Window -Cron $Cron -TimeZone $TimeZone
$healthy = New-BitbucketPipelineRule -Name Healthy -AlarmName $AlarmName -AlarmState OK -WaitTimeInMinutes $AlarmMinutes

$guarded = @{
    Name            = $stage.Name
    Action          = $stage.Actions
    BeforeEntryRule = $window
    OnSuccessRule   = $healthy
    OnSuccessResult = 'ROLLBACK'
}

# A new stage replaces the old one, with what the old one does on a failure.
$failure = $stage.OnFailure
if ($failure -and $failure.Conditions) {
    $guarded.OnFailureCondition = $failure.Conditions[0]
}
elseif ($failure) {
    @('Result', 'RetryMode').Where({ $failure.$_ }).ForEach({ $guarded[$_ -eq 'Result' ? 'OnFailure' : $_] = $failure.$_ })
}

Set-BitbucketPipeline -PipelineName $PipelineName -ReplaceStage (New-BitbucketPipelineStage @guarded) -Confirm:$false -PassThru
exit 0
