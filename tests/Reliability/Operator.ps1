#Requires -Version 7.4
<#
.SYNOPSIS
One runspace of Operations.ps1: runs random operations on resources of its own, and returns its ledger.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [int] $Number,

    [Parameter(Mandatory)]
    [int] $Count,

    [Parameter(Mandatory)]
    [int] $Seed,

    [Parameter(Mandatory)]
    [int] $FaultPercent
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Recorded.ps1"
$random = [Random]::new($Seed)

# What is true according to the commands: a list of the possible values for each fact. A number is how many there are.
$facts = @{}
$outcomes = @{}
$faults = 0
$operations = 0
$connections = [Collections.Generic.List[object]]::new()
$pipelines = [Collections.Generic.List[object]]::new()
$faultKinds = @{ LoseAnswer = $true }, @{ ErrorCode = 'ThrottlingException' }, @{ ErrorCode = 'InternalFailure'; HttpStatusCode = 500 }, @{ CutConnection = $true }, @{ DelayMilliseconds = 300 }


# The call that changes something. Half of the faults hit this call, the others the next one of any runspace.
$calls = @{
    'create a connection' = 'CreateConnection'; 'create a pipeline' = 'CreatePipeline'; 'edit a pipeline' = 'UpdatePipeline'; 'add a tag' = 'TagResource'; 'remove a tag' = 'UntagResource'
    'start an execution' = 'StartPipelineExecution'; 'stop an execution' = 'StopPipelineExecution'; 'grant a connection' = 'PutRolePolicy'
    'remove a pipeline with its role' = 'DeletePipeline'; 'remove a connection' = 'DeleteConnection'
}

function Get-RandomItem {
    param($List)
    $List[$random.Next($List.Count)]
}

# Runs an operation, and sets a fact to the new value, or to both values if the outcome is not known.
function Invoke-Operation {
    param([string] $Name, [string] $Text, [hashtable] $Sets = @{})
    if ($random.Next(100) -lt $FaultPercent) {
        $fault = $faultKinds[$random.Next($faultKinds.Count)]
        # A call is tried three times, so two faults in a row can make it fail, and three always do.
        $hit = $random.Next(2) -eq 0 ? $calls[$Name] ?? '*' : '*'
        Set-BitbucketSandboxFault -Operation $hit -Count $random.Next(1, 4) @fault
        $script:faults++
    }

    $answer = Invoke-Recorded -Text $Text
    $script:operations++
    $outcomes[$Name] ??= @{ done = 0; failed = 0; unknown = 0 }
    $outcomes[$Name][$answer.Outcome]++
    foreach ($key in $Sets.Keys) {
        $before = $facts[$key] ?? @('0')
        $facts[$key] = switch ($answer.Outcome) {
            'done' { @($Sets[$key]) }
            'unknown' { @($before) + @($Sets[$key]) | Select-Object -Unique }
            'failed' { @($before) }
        }
    }

    $answer
}

# A step without a suitable pipeline is not counted.
for ($step = 0; $operations -lt $Count; $step++) {
    $choice = $random.Next(100)
    $ready = @($pipelines.Where({ $_.IsCertain }))
    if ($connections.Count -lt 2 -or ($choice -lt 8 -and $connections.Count -lt 40)) {
        $name = "c$Number-$step"
        $key = "connection|$name"
        $answer = Invoke-Operation -Name 'create a connection' -Text "New-BitbucketConnection -Name $name -ReuseExisting" -Sets @{ $key = '1' }

        # A lost response can mean a second connection. The command says so.
        $twins = @(@($answer.Warnings) + @($answer.Failures)).Where({ $_ -like '*may have created*' -or $_ -like '*may exist*' -or $_ -like '*Already created*' })
        if ($twins.Count -gt 0) {
            $facts[$key] = @($facts[$key]) + '1', '2', '3', '4' | Select-Object -Unique
        }

        if ($answer.Outcome -eq 'done') {
            $arn = $answer.Output[-1].ConnectionArn
            $completed = Invoke-Recorded -Text "Complete-BitbucketSandboxConnection -ConnectionArn $arn"
            $connections.Add(@{ Name = $name; Arn = $arn; IsTwin = $twins.Count -gt 0; IsReady = $completed.Outcome -eq 'done'; Uses = 0; IsGone = $false })
        }

        continue
    }

    $available = @($connections.Where({ $_.IsReady -and -not $_.IsGone }))
    if ($available.Count -gt 0 -and ($ready.Count -lt 2 -or ($choice -lt 14 -and $pipelines.Count -lt 12))) {
        $connection = Get-RandomItem -List $available
        $name = "p$Number-$step"
        $role = "AWSCodePipelineServiceRole-us-east-1-$name"
        $answer = Invoke-Operation -Name 'create a pipeline' -Text "New-BitbucketPipeline -Name $name -ConnectionArn $($connection.Arn) -Repository w/r -Branch main -BuildProject sandbox-build" -Sets @{ "pipeline|$name" = '1' }
        if ($answer.Outcome -eq 'done') {
            $facts["role|$name".Replace("|$name", "|$role")] = @('1')
            $facts["branch|$name"] = @('main')
        }

        if ($answer.Outcome -ne 'failed') {
            $connection.Uses++
            $pipelines.Add(@{ Name = $name; Role = $role; Arn = "arn:aws:codepipeline:us-east-1:123456789012:$name"; IsCertain = $answer.Outcome -eq 'done' })
        }

        continue
    }

    if ($ready.Count -eq 0) {
        continue
    }

    $pipeline = Get-RandomItem -List $ready
    $name = $pipeline.Name
    switch ($choice) {
        { $_ -lt 28 } {
            $branch = "b$step"
            $null = Invoke-Operation -Name 'edit a pipeline' -Text "Set-BitbucketPipeline $name -Branch $branch" -Sets @{ "branch|$name" = $branch }
            break
        }
        { $_ -lt 36 } {
            $null = Invoke-Operation -Name 'add a tag' -Text "Add-BitbucketTag -ResourceArn $($pipeline.Arn) -Tag @{ t$($step % 5) = '$step' }" -Sets @{ "tag|$($pipeline.Arn)|t$($step % 5)" = "$step" }
            break
        }
        { $_ -lt 40 } {
            $null = Invoke-Operation -Name 'remove a tag' -Text "Remove-BitbucketTag -ResourceArn $($pipeline.Arn) -TagKey t$($step % 5)" -Sets @{ "tag|$($pipeline.Arn)|t$($step % 5)" = '-' }
            break
        }
        { $_ -lt 50 } {
            $answer = Invoke-Operation -Name 'start an execution' -Text "Start-BitbucketPipeline $name"
            if ($answer.Outcome -eq 'done') {
                $pipeline.Execution = $answer.Output[-1].PipelineExecutionId
                $facts["execution|$name|$($pipeline.Execution)"] = @('1')
            }

            break
        }
        { $_ -lt 54 -and $pipeline['Execution'] } {
            $null = Invoke-Operation -Name 'stop an execution' -Text "Stop-BitbucketPipelineExecution -PipelineName $name -PipelineExecutionId $($pipeline.Execution) -Abandon"
            break
        }
        { $_ -lt 60 } {
            $verb = $step % 2 -eq 0 ? 'Disable' : 'Enable'
            $reason = $verb -eq 'Disable' ? ' -Reason test' : ''
            $before = $facts["transition|$name|Build"] ?? @('True')
            $facts["transition|$name|Build"] = $before
            $null = Invoke-Operation -Name 'set a transition' -Text "$verb-BitbucketPipelineTransition -PipelineName $name -StageName Build$reason" -Sets @{ "transition|$name|Build" = "$($verb -eq 'Enable')" }
            break
        }
        { $_ -lt 62 -and -not $pipeline['IsGranted'] } {
            $connection = Get-RandomItem -List $connections
            $pipeline.IsGranted = $true
            $null = Invoke-Operation -Name 'grant a connection' -Text "Grant-BitbucketConnectionAccess -RoleName $($pipeline.Role) -ConnectionArn $($connection.Arn)" -Sets @{ "grant|$($pipeline.Role)|$($connection.Arn)" = '1' }
            break
        }
        { $_ -lt 66 -and $ready.Count -gt 3 } {
            $answer = Invoke-Operation -Name 'remove a pipeline with its role' -Text "Remove-BitbucketPipeline $name -RemoveServiceRole" -Sets @{ "pipeline|$name" = '0' }
            if ($answer.Outcome -ne 'failed') {
                # A role that could not be removed is a warning.
                $isCertain = $answer.Outcome -eq 'done' -and $answer.Warnings.Count -eq 0
                $facts["role|$($pipeline.Role)"] = $isCertain ? @('0') : @('0', '1')
                $pipeline.IsCertain = $false
                $null = $pipelines.Remove($pipeline)
                @($facts.Keys).Where({ $_ -like "branch|$name" -or $_ -like "*|$name|*" -or $_ -like "tag|$($pipeline.Arn)|*" -or $_ -like "grant|$($pipeline.Role)|*" }).ForEach({ $facts.Remove($_) })
            }

            break
        }
        { $_ -lt 70 } {
            $unused = @($connections.Where({ $_.Uses -eq 0 -and -not $_.IsTwin -and -not $_.IsGone }))
            if ($unused.Count -gt 1) {
                $connection = Get-RandomItem -List $unused
                $answer = Invoke-Operation -Name 'remove a connection' -Text "Remove-BitbucketConnection -ConnectionArn $($connection.Arn)" -Sets @{ "connection|$($connection.Name)" = '0' }
                if ($answer.Outcome -ne 'failed') {
                    $connection.IsGone = $true
                    $null = $connections.Remove($connection)
                }
            }

            break
        }
        default {
            $read = ('Get-BitbucketConnection', "Get-BitbucketPipeline $name", "Get-BitbucketPipelineState -PipelineName $name", "Get-BitbucketPipelineExecution -PipelineName $name", "Get-BitbucketTag -ResourceArn $($pipeline.Arn)")[$step % 5]
            $null = Invoke-Operation -Name 'read' -Text $read
        }
    }
}

@{ Facts = $facts; Outcomes = $outcomes; Faults = $faults }
