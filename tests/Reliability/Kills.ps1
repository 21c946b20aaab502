#Requires -Version 7.4
<#
.SYNOPSIS
Kills the process that runs a command with several steps, at a random moment, and runs the same command again in another process. Then there is one of each
resource, and nothing else.

.DESCRIPTION
The process ends as with kill -9, so no code of the module runs after it. A part is done if the account then has neither what it had before, nor what the whole
command makes. The second process then is the one that is killed next, so each command runs in a
process that did nothing but the end of another one. Each kill has its own account of the sandbox.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # The kills of all commands together.
    [ValidateRange(1, 100000)]
    [int] $Count = 200,

    [int] $Seed = 1,

    # The commands, with wildcards.
    [string] $Kind = '*'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Rig.psm1", "$PSScriptRoot/../Benchmarks/Results.psm1"
Import-PackedModule -ModulePath $ModulePath
$random = [Random]::new($Seed)

function New-KillPipeline {
    param($Account, [string] $Name, [hashtable] $More = @{})
    $null = New-BitbucketPipeline -Name $Name -ConnectionArn $Account.Connection -Repository w/r -Branch main -BuildProject sandbox-build -WarningAction Ignore @More
    $null = Wait-BitbucketPipelineExecution -PipelineName $Name -PollIntervalSeconds 1 -WarningAction Ignore
}

# Gets what an account has, as one text: pipelines, roles with their policies, buckets, and connections.
function Get-Inventory {
    param($Account)
    $roles = foreach ($role in Get-RoleName -Account $Account | Sort-Object) {
        $policies = Get-RolePolicy -Account $Account -RoleName $role
        "role $role"
        foreach ($policy in $policies.Keys | Sort-Object) {
            # The hash of a Sid depends on the ARN of the connection.
            $sids = ($policies[$policy] | ConvertFrom-Json).Statement.ForEach({ $_.Sid -replace '[0-9a-f]{8}$' }) | Sort-Object
            "policy $($policy -replace '-[0-9a-f]{8}$') ($($sids -join ' '))"
        }
    }

    $pipelines = foreach ($region in 'us-east-1', 'eu-west-1') {
        foreach ($pipeline in Get-BitbucketPipeline -Region $region -All | Sort-Object -Property Name) {
            "pipeline $($pipeline.Name) $region $($pipeline.Branch) $($pipeline.Stages.Name -join ',')"
        }
    }

    @(
        $pipelines
        $roles
        (Get-BucketName -Account $Account | Sort-Object).ForEach({ "bucket $($_ -replace '\d{12}')" })
        (Get-BitbucketConnection | Sort-Object -Property ConnectionName).ForEach({ "connection $($_.ConnectionName)" })
        @(Get-BitbucketReviewerAssociation).ForEach({ "association $($_.FullRepositoryId)" })
    ) -join "`n"
}

$new = 'New-BitbucketPipeline -Name {0} -ConnectionArn {1} -Repository w/r -Branch main -ReuseExisting'
$stage = 'New-BitbucketPipelineStage -Name Deploy -Action (New-BitbucketPipelineAction -Name Deploy -S3Bucket {0} -ObjectKey site.zip)'
$kinds = [ordered] @{
    'New-BitbucketConnection'                            = @{ Prepare = { }; Command = { 'New-BitbucketConnection -Name web -ReuseExisting' } }
    'New-BitbucketPipeline'                              = @{ Prepare = { }; Command = { param($Account) ($new -f 'web', $Account.Connection) + ' -BuildProject sandbox-build' } }
    'New-BitbucketPipeline, with the bucket of a Region' = @{ Prepare = { }; Command = { param($Account) ($new -f 'web', $Account.Connection) + " -DeployBucket site-$($Account.Id) -Region eu-west-1" } }
    'New-BitbucketPipeline, as a copy'                   = @{
        Prepare = { param($Account) New-KillPipeline -Account $Account -Name first }
        Command = { 'Get-BitbucketPipeline first | New-BitbucketPipeline -Name copy -Branch release -ReuseExisting' }
    }
    'New-BitbucketServiceRole'                           = @{
        Prepare = { }
        Command = { param($Account) "New-BitbucketServiceRole -PipelineName web -ConnectionArn $($Account.Connection) -Repository w/r -ArtifactBucket $($Account.Bucket) -BuildProject sandbox-build" }
    }
    'Grant-BitbucketConnectionAccess'                    = @{
        Prepare = { param($Account) New-KillPipeline -Account $Account -Name web }
        Command = { param($Account) "Grant-BitbucketConnectionAccess -RoleName AWSCodePipelineServiceRole-us-east-1-web -ConnectionArn $($Account.Connection)" }
    }
    'Set-BitbucketPipeline, with new permissions'        = @{
        Prepare = { param($Account) New-KillPipeline -Account $Account -Name web; $Account.Other = New-ReadyConnection -Name other }
        Command = { param($Account) "Set-BitbucketPipeline web -ConnectionArn $($Account.Other) -Branch release" }
    }
    'Set-BitbucketPipeline, with a stage'                = @{
        Prepare = { param($Account) New-KillPipeline -Account $Account -Name web }
        # A stage can be added once. The user looks first.
        Command = { param($Account) "if ((Get-BitbucketPipeline web).Stages.Name -notcontains 'Deploy') { Set-BitbucketPipeline web -AddStage ($($stage -f "site-$($Account.Id)")) } else { Set-BitbucketPipeline web -GrantRole }" }
    }
    'Remove-BitbucketPipeline, with its role'            = @{
        Prepare = { param($Account) New-KillPipeline -Account $Account -Name web }
        Command = { 'Remove-BitbucketPipeline web -RemoveServiceRole' }
        # The pipeline may be removed already.
        Ends    = '*PipelineNotFound*'
    }
    'Remove-BitbucketConnection'                         = @{
        Prepare = { $null = New-ReadyConnection -Name web }
        Command = { 'Remove-BitbucketConnection -Name web' }
        Ends    = '*NotFound*'
    }
    'New-BitbucketReviewerAssociation'                   = @{
        Prepare = { }
        Command = { param($Account) "New-BitbucketReviewerAssociation w/r -ConnectionArn $($Account.Connection) -ReuseExisting" }
    }
}

$null = Start-BitbucketSandbox -AllowReviewerAssociation
$names = @(@($kinds.Keys).Where({ $_ -like $Kind }))
$next = 200000000000

# Prepares an account for a kind, and returns it with the command.
function New-Case {
    param([string] $Name)
    $account = Use-Account -Number ($script:next++)
    $account | Add-Member -NotePropertyMembers @{ Connection = New-ReadyConnection -Name base; Other = $null }
    $null = & $kinds[$Name].Prepare $account
    $account | Add-Member -NotePropertyName Command -NotePropertyValue ($account.Enter + (& $kinds[$Name].Command $account)) -PassThru
}

# Each call takes some milliseconds, so that a kill can come between all of them.
function Set-Slowness {
    Set-BitbucketSandboxFault -Operation * -DelayMilliseconds 30
}

$actor = Start-Actor -ModulePath $ModulePath
$spare = Start-Actor -ModulePath $ModulePath
$rows = try {
    Wait-Actor -Actor $actor

    # What each command does, and how long it takes, if nobody kills it.
    $expected = @{}
    $initial = @{}
    $time = @{}
    foreach ($name in $names) {
        foreach ($run in 1, 2) {
            $account = New-Case -Name $name
            $initial[$name] = Get-Inventory -Account $account
            Set-Slowness
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Send-Command -Actor $actor -Text $account.Command
            $answer = Receive-Answer -Actor $actor

            # A new process needs more time than this one, because it has not run the command before.
            $time[$name] = 2 * $watch.ElapsedMilliseconds
            Set-BitbucketSandboxFault -Clear
            if ($answer.Outcome -ne 'done') {
                throw "$name, without a kill: $($answer.Failures)"
            }

            $expected[$name] = Get-Inventory -Account $account
        }
    }

    $results = @{}
    $names.ForEach({ $results[$_] = @{ kills = 0; during = 0; partly = 0; failed = 0; other = 0 } })
    for ($kill = 0; $kill -lt $Count; $kill++) {
        $name = $names[$kill % $names.Count]
        $account = New-Case -Name $name
        Set-Slowness
        Send-Command -Actor $actor -Text $account.Command
        $reading = $actor.StandardOutput.ReadLineAsync()
        $isOver = $reading.Wait([int] ($time[$name] * (0.2 + 0.8 * $random.NextDouble())))
        $actor.Kill()
        $actor.WaitForExit()
        $actor.Dispose()
        $actor = $spare
        $spare = Start-Actor -ModulePath $ModulePath

        # The requests that the killed process sent are still answered.
        Start-Sleep -Milliseconds 50
        Set-BitbucketSandboxFault -Clear
        $left = Get-Inventory -Account $account

        # The moments follow the speed of the computer, so that some of the commands end before the kill.
        $time[$name] = [Math]::Max(20, $time[$name] * ($isOver ? 0.7 : 1.25))
        Wait-Actor -Actor $actor
        Send-Command -Actor $actor -Text $account.Command
        $answer = Receive-Answer -Actor $actor
        $counts = $results[$name]
        $counts.kills++
        $counts.during += $isOver ? 0 : 1
        $counts.partly += $left -ne $initial[$name] -and $left -ne $expected[$name] ? 1 : 0
        $ends = $kinds[$name]['Ends'] ?? '-'
        $failures = @($answer.Failures).Where({ $_ -and $_ -notlike $ends })
        $inventory = Get-Inventory -Account $account
        if ($failures.Count -gt 0 -and -not $isOver) {
            $counts.failed++
        }

        if ($inventory -ne $expected[$name]) {
            $counts.other++
        }

        if (($failures.Count -gt 0 -and -not $isOver) -or $inventory -ne $expected[$name]) {
            Write-Warning -Message "$name, kill $kill ($($account.Id)): $($failures -join '; ') Warnings: $(@($answer.Warnings) -join '; ')`nExpected:`n$($expected[$name])`nFound:`n$inventory"
        }
    }

    foreach ($name in $names) {
        [ordered] @{ command = $name; kills = $results[$name].kills; 'before its end' = $results[$name].during; 'with a part done' = $results[$name].partly; 'failed again' = $results[$name].failed; 'other than without a kill' = $results[$name].other }
    }
}
finally {
    $actor, $spare | Where-Object -FilterScript { -not $_.HasExited } | ForEach-Object { Stop-Actor -Actor $_ }
    Stop-BitbucketSandbox
}

$failed = ($rows.ForEach({ $_['failed again'] }) | Measure-Object -Sum).Sum
$other = ($rows.ForEach({ $_['other than without a kill'] }) | Measure-Object -Sum).Sum
Write-Result -Folder $ResultFolder -Benchmark Kills -Table @{ kills = @($rows) } -Fact @{ count = $Count; seed = $Seed } -Figure @(
    New-Figure -Name "Commands that can't be run again, of $Count that were killed" -Measured $failed -Goal 0 -Unit '' -Limit 0
    New-Figure -Name "Resources missing, doubled or left after that, of $Count" -Measured $other -Goal 0 -Unit '' -Limit 0
)
