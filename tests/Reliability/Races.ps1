#Requires -Version 7.4
<#
.SYNOPSIS
Lets two processes, or two runspaces of one process, do the same at the same time, and compares what they said with what is there.

.DESCRIPTION
A race is converged if the result is that of both commands in some order, with one of each resource. It is also sound if one of the commands has an error or a warning.
Otherwise something was doubled or lost and nobody knows it.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # The races of each kind. Every fifth one is between runspaces.
    [ValidateRange(1, 10000)]
    [int] $Count = 40,

    [int] $Seed = 1,

    # The kinds, with wildcards.
    [string] $Kind = '*'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Rig.psm1", "$PSScriptRoot/../Benchmarks/Results.psm1"
Import-PackedModule -ModulePath $ModulePath
. "$PSScriptRoot/Recorded.ps1"
$random = [Random]::new($Seed)

function New-RacePipeline {
    param($Account, [string] $Name, [hashtable] $More = @{})
    $null = New-BitbucketPipeline -Name $Name -ConnectionArn $Account.Connection -Repository w/r -Branch main -BuildProject sandbox-build -WarningAction Ignore @More
}

$stage = 'New-BitbucketPipelineStage -Name {0} -Action (New-BitbucketPipelineAction -Name {0} -S3Bucket {1} -ObjectKey site.zip)'
$new = 'New-BitbucketPipeline -Name {0} -ConnectionArn {1} -Repository w/r -Branch main'
$kinds = [ordered] @{
    'two grants to one role'                                   = @{
        Prepare  = { param($Account) New-RacePipeline -Account $Account -Name web; $Account.Other = New-ReadyConnection -Name other }
        Commands = { param($Account) "Grant-BitbucketConnectionAccess -RoleName AWSCodePipelineServiceRole-us-east-1-web -ConnectionArn $($Account.Connection)", "Grant-BitbucketConnectionAccess -RoleName AWSCodePipelineServiceRole-us-east-1-web -ConnectionArn $($Account.Other)" }
        Check    = {
            param($Account)
            $policy = (Get-RolePolicy -Account $Account -RoleName AWSCodePipelineServiceRole-us-east-1-web)['BitbucketConnections-UseConnection']
            $policy -like "*$($Account.Connection)*" -and $policy -like "*$($Account.Other)*"
        }
    }
    'the same connection, with -ReuseExisting'                 = @{
        Prepare  = { }
        Commands = { @('New-BitbucketConnection -Name twin -ReuseExisting') * 2 }
        # A new connection is PENDING, which is a warning of its own.
        Ignored  = '*PENDING*'
        Check    = { @(Get-BitbucketConnection | Where-Object -Property ConnectionName -EQ -Value twin).Count -eq 1 }
    }
    'the same pipeline'                                        = @{
        Prepare  = { }
        Commands = { param($Account) @(($new -f 'web', $Account.Connection) + ' -BuildProject sandbox-build') * 2 }
        Check    = { $false }
        Told     = { param($Account, $Answers) (Test-OnePipeline -Account $Account) -and @($Answers.Where({ $_.Outcome -eq 'done' })).Count -eq 1 }
    }
    'the same pipeline, with -ReuseExisting'                   = @{
        Prepare  = { }
        Commands = { param($Account) @(($new -f 'web', $Account.Connection) + ' -BuildProject sandbox-build -ReuseExisting') * 2 }
        Check    = { param($Account) Test-OnePipeline -Account $Account }
    }
    'the first two pipelines of a Region'                      = @{
        Prepare  = { }
        Commands = { param($Account) 'one', 'two' | ForEach-Object { ($new -f $_, $Account.Connection) + " -DeployBucket site-$($Account.Id) -Region eu-west-1" } }
        Check    = { param($Account) @((Get-BucketName -Account $Account) -like 'codepipeline-eu-west-1-*').Count -eq 1 -and @(Get-BitbucketPipeline -Region eu-west-1 -All).Count -eq 2 }
    }
    'two edits of different members of one pipeline'           = @{
        Prepare  = { param($Account) New-RacePipeline -Account $Account -Name web }
        Commands = { 'Set-BitbucketPipeline web -Branch release', 'Set-BitbucketPipeline web -ExecutionMode QUEUED' }
        Check    = { $web = Get-BitbucketPipeline web; $web.Branch -eq 'release' -and $web.ExecutionMode -eq 'QUEUED' }
    }
    'two edits with new permissions of two pipelines on one role' = @{
        Prepare  = { param($Account) 'one', 'two' | ForEach-Object { New-RacePipeline -Account $Account -Name $_ -More @{ RoleName = 'shared' } } }
        Commands = { param($Account) 'one', 'two' | ForEach-Object { "Set-BitbucketPipeline $_ -AddStage ($($stage -f "Deploy$_", "site-$_-$($Account.Id)")) -WarningAction Ignore" } }
        Check    = {
            param($Account)
            $policies = Get-RolePolicy -Account $Account -RoleName shared
            @('one', 'two').Where({ $name = $_; @($policies.Keys.Where({ $_ -like "*-$name-*" -and $policies[$_] -like "*site-$name-*" })).Count -eq 1 -and (Get-BitbucketPipeline $name).Stages.Name -contains "Deploy$name" }).Count -eq 2
        }
    }
    'a tag added and another removed'                          = @{
        Prepare  = { param($Account) Add-BitbucketTag -ResourceArn $Account.Connection -Tag @{ old = '1' } }
        Commands = { param($Account) "Add-BitbucketTag -ResourceArn $($Account.Connection) -Tag @{ new = '1' }", "Remove-BitbucketTag -ResourceArn $($Account.Connection) -TagKey old" }
        Check    = { param($Account) (@(Get-BitbucketTag -ResourceArn $Account.Connection).Key -join ',') -eq 'new' }
    }
    'the same service role'                                    = @{
        Prepare  = { }
        Commands = { param($Account) @("New-BitbucketServiceRole -PipelineName web -ConnectionArn $($Account.Connection) -Repository w/r -ArtifactBucket $($Account.Bucket) -BuildProject sandbox-build") * 2 }
        Check    = { param($Account) $roles = @(Get-RoleName -Account $Account); $roles.Count -eq 1 -and (Get-RolePolicy -Account $Account -RoleName $roles[0]).Count -eq 1 }
    }
    'an approval and a denial'                                 = @{
        Prepare  = { param($Account) New-RacePipeline -Account $Account -Name web -More @{ ApprovalStage = $true; DeployBucket = $Account.Bucket }; Wait-Approval }
        Commands = { 'Approve-BitbucketPipelineAction web -Summary yes', 'Deny-BitbucketPipelineAction web -Summary no' }
        Check    = { $false }
        Told     = { param($Account, $Answers) $null = $Account; @($Answers.Where({ $_.Outcome -eq 'done' })).Count -eq 1 }
    }
    'a removal with the role and a new pipeline with it'       = @{
        Prepare  = { param($Account) New-RacePipeline -Account $Account -Name old -More @{ RoleName = 'shared' } }
        Commands = { param($Account) 'Remove-BitbucketPipeline old -RemoveServiceRole', (($new -f 'next', $Account.Connection) + ' -BuildProject sandbox-build -RoleName shared') }
        Check    = { param($Account) $null -eq (Get-BitbucketPipeline old -ErrorAction Ignore) -and @(Get-RoleName -Account $Account) -contains 'shared' -and (Get-RolePolicy -Account $Account -RoleName shared).Count -eq 1 }
    }
    'the same association with CodeGuru Reviewer'              = @{
        Prepare  = { }
        Commands = { param($Account) @("New-BitbucketReviewerAssociation w/r -ConnectionArn $($Account.Connection) -WarningAction Ignore") * 2 }
        Check    = { $false }
        Told     = { param($Account, $Answers) $null = $Account; @(Get-BitbucketReviewerAssociation).Count -eq 1 -and @($Answers.Where({ $_.Outcome -eq 'done' })).Count -eq 1 }
    }
}

function Test-OnePipeline {
    param($Account)
    $roles = @(Get-RoleName -Account $Account)
    @(Get-BitbucketPipeline).Count -eq 1 -and $roles.Count -eq 1 -and (Get-RolePolicy -Account $Account -RoleName $roles[0]).Count -eq 1
}

function Wait-Approval {
    for ($try = 0; $try -lt 200; $try++) {
        if ((Get-BitbucketPipelineState web).Actions.IsWaitingForApproval -contains $true) {
            return
        }

        Start-Sleep -Milliseconds 50
    }

    throw 'The approval did not start.'
}

# Runs the commands in two runspaces of this process.
function Invoke-InRunspace {
    param([string[]] $Text)
    $shells = foreach ($one in $Text) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module -Name BitbucketConnections; . '$PSScriptRoot/Recorded.ps1'; Invoke-Recorded -Text `$args[0]").AddArgument($one)
        @{ Shell = $shell; Run = $shell.BeginInvoke() }
    }

    foreach ($started in $shells) {
        $started.Shell.EndInvoke($started.Run)[0]
        $started.Shell.Dispose()
    }
}

function Invoke-InProcess {
    param($Actor, [string[]] $Text)
    foreach ($number in 0, 1) {
        Send-Command -Actor $Actor[$number] -Text $Text[$number]
    }

    foreach ($number in 0, 1) {
        Receive-Answer -Actor $Actor[$number]
    }
}

$null = Start-BitbucketSandbox -AllowReviewerAssociation
$actors = @(Start-Actor -ModulePath $ModulePath; Start-Actor -ModulePath $ModulePath)
$rows = try {
    $actors.ForEach({ Wait-Actor -Actor $_ })
    $next = 100000000000
    foreach ($name in @($kinds.Keys).Where({ $_ -like $Kind })) {
        $kindOf = $kinds[$name]
        $results = @{ converged = 0; told = 0; silent = 0 }
        foreach ($round in 1..$Count) {
            $account = Use-Account -Number ($next++)
            $account | Add-Member -NotePropertyMembers @{ Connection = New-ReadyConnection -Name base; Other = $null }
            $null = & $kindOf.Prepare $account
            [string[]] $commands = @(& $kindOf.Commands $account).ForEach({ $account.Enter + $_ })
            # Slower answers make the time between a read and a write longer, so more races happen in it.
            Set-BitbucketSandboxFault -Operation * -DelayMilliseconds $random.Next(0, 25)
            $answers = @($round % 5 -eq 0 ? (Invoke-InRunspace -Text $commands) : (Invoke-InProcess -Actor $actors -Text ($random.Next(2) -eq 0 ? $commands : $commands[1, 0])))
            Set-BitbucketSandboxFault -Clear
            $ignored = $kindOf['Ignored'] ?? '-'
            $isTold = $answers.ForEach({ $_.Failures; @($_.Warnings).Where({ $_ -notlike $ignored }) }).Where({ $_ }).Count -gt 0
            $isSound = -not $kindOf['Told'] -or (& $kindOf.Told $account $answers)
            $result = (& $kindOf.Check $account) ? 'converged' : $isTold -and $isSound ? 'told' : 'silent'
            $results[$result]++
            if ($result -eq 'silent') {
                Write-Warning -Message "$name, $round ($($account.Id)): $(ConvertTo-Json -InputObject @($answers | Select-Object -Property Outcome, Failures, Warnings) -Compress -Depth 3)"
            }
        }

        [ordered] @{ race = $name; races = $Count; converged = $results.converged; 'with an error or a warning' = $results.told; 'lost or doubled' = $results.silent }
    }
}
finally {
    $actors.ForEach({ Stop-Actor -Actor $_ })
    Stop-BitbucketSandbox
}

$silent = ($rows.ForEach({ $_['lost or doubled'] }) | Measure-Object -Sum).Sum
$total = ($rows.ForEach({ $_.races }) | Measure-Object -Sum).Sum
Write-Result -Folder $ResultFolder -Benchmark Races -Table @{ races = @($rows) } -Fact @{ count = $Count; seed = $Seed } -Figure @(
    New-Figure -Name "Silently lost or doubled in $total races of $(@($rows).Count) kinds" -Measured $silent -Goal 0 -Unit '' -Limit 0
)
