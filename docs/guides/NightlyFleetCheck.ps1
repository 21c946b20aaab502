#Requires -Version 7.4
<#
.SYNOPSIS
Checks all connections and pipelines of some Regions and returns one object for each problem. See nightly-fleet-check.md.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string[]] $Region,

    [ValidateRange(0, 7)]
    [double] $ApprovalDays = 3,

    [switch] $FailOnFinding
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function New-Finding {
    param([string] $Kind, [string] $In, [string] $Pipeline, [string] $Connection, [string] $Stage, [string] $Action, [string] $Message, [object] $Since, [object] $Link)
    [pscustomobject] @{
        Region     = $In
        Kind       = $Kind
        Pipeline   = $Pipeline
        Connection = $Connection
        Stage      = $Stage
        Action     = $Action
        Message    = $Message
        Since      = $Since
        Link       = "$Link"
    }
}

# Gets the connection of an ARN, with one call. Returns an error record if it is not found or can't be read.
function Find-Connection {
    param([string] $Arn)
    if (-not $known.ContainsKey($Arn)) {
        $found = Get-BitbucketConnection -ConnectionArn $Arn -ErrorAction SilentlyContinue -ErrorVariable failure
        $known[$Arn] = $failure.Count -gt 0 ? $failure[0] : $found
    }

    $known[$Arn]
}

function Test-Source {
    param([BitbucketConnections.Pipeline] $Pipeline)
    $arns = $Pipeline.Stages.Actions.Where({ $_.ActionTypeId.Provider -eq 'CodeStarSourceConnection' }).ForEach({ $_.Configuration['ConnectionArn'] })
    foreach ($arn in $arns | Select-Object -Unique) {
        $common = @{ In = $Pipeline.Region; Pipeline = $Pipeline.Name; Link = $Pipeline.ConsoleUrl; Connection = $arn }
        $connection = Find-Connection -Arn $arn
        if ($connection -is [Management.Automation.ErrorRecord]) {
            $isGone = $connection.CategoryInfo.Category -eq 'ObjectNotFound'
            New-Finding @common -Kind ($isGone ? 'ConnectionGone' : 'NotChecked') -Message "$connection"
        }
        elseif ($connection.ConnectionStatus -ne 'AVAILABLE') {
            New-Finding @common -Kind 'PipelineConnectionNotAvailable' -Message "$($connection.ConnectionStatus): $($connection.NextStep)"
        }
    }
}

function Test-LastRun {
    param([BitbucketConnections.Pipeline] $Pipeline)
    $last = $Pipeline | Get-BitbucketPipelineExecution | Select-Object -First 1
    if ($null -eq $last -or $last.Status -ne 'Failed') {
        return
    }

    $run = $last | Get-BitbucketPipelineExecution -IncludeAction
    $common = @{ Kind = 'RunFailed'; In = $Pipeline.Region; Pipeline = $Pipeline.Name; Since = $run.LastUpdateTime; Link = $run.ConsoleUrl }
    $failed = $run.Actions.Where({ $_.Status -eq 'Failed' }, 'First')
    if ($failed.Count -eq 0) {
        New-Finding @common -Message $run.StatusSummary
        return
    }

    $message = @($failed[0].ErrorMessage, $failed[0].Summary, $run.StatusSummary).Where({ $_ }, 'First')
    New-Finding @common -Stage $failed[0].StageName -Action $failed[0].ActionName -Message "$message"
}

function Test-Approval {
    param([BitbucketConnections.Pipeline] $Pipeline)
    foreach ($stage in $Pipeline | Get-BitbucketPipelineState) {
        foreach ($action in $stage.Actions.Where({ $_.IsWaitingForApproval })) {
            # On AWS, the state of a waiting approval has no time. The execution has it.
            $run = $Pipeline | Get-BitbucketPipelineExecution -PipelineExecutionId $stage.PipelineExecutionId -IncludeAction
            $since = $run.Actions.Where({ $_.StageName -eq $stage.StageName -and $_.ActionName -eq $action.ActionName }, 'First')[0].StartTime
            $age = [datetime]::UtcNow - $since.ToUniversalTime()
            if ($age.TotalDays -ge $ApprovalDays) {
                New-Finding -Kind 'ApprovalWaits' -In $Pipeline.Region -Pipeline $Pipeline.Name -Stage $stage.StageName -Action $action.ActionName `
                    -Message ('Execution {0} has waited for {1:0.0} days.' -f $stage.PipelineExecutionId, $age.TotalDays) -Since $since -Link $Pipeline.ConsoleUrl
            }
        }
    }
}

function Test-Region {
    param([string] $Name)
    $connections = @(Get-BitbucketConnection -Region $Name -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue -WarningVariable warnings)
    foreach ($connection in $connections) {
        $known[$connection.ConnectionArn] = $connection
        if ($connection.ConnectionStatus -ne 'AVAILABLE') {
            New-Finding -Kind 'ConnectionNotAvailable' -In $Name -Connection $connection.ConnectionArn `
                -Message "$($connection.ConnectionName) is $($connection.ConnectionStatus): $($connection.NextStep)" -Link $connection.ConsoleUrl
        }
    }

    $pipelines = @(Get-BitbucketPipeline -Region $Name -ErrorAction SilentlyContinue -ErrorVariable +failures)
    # Parts that could not be checked are findings too.
    foreach ($problem in @($failures) + @($warnings)) {
        New-Finding -Kind 'NotChecked' -In $Name -Message "$problem"
    }

    foreach ($pipeline in $pipelines) {
        foreach ($test in 'Test-Source', 'Test-LastRun', 'Test-Approval') {
            try {
                & $test -Pipeline $pipeline
            }
            catch {
                New-Finding -Kind 'NotChecked' -In $Name -Pipeline $pipeline.Name -Message "$_" -Link $pipeline.ConsoleUrl
            }
        }
    }
}

Import-Module -Name BitbucketConnections
$known = @{}
$count = 0
foreach ($name in $Region) {
    Test-Region -Name $name | ForEach-Object {
        $count++
        $_
    }
}

exit ($FailOnFinding -and $count -gt 0 ? 1 : 0)
