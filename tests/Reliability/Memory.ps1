#Requires -Version 7.4
<#
.SYNOPSIS
Runs many commands in one process, and measures what memory, threads and handles it keeps.

.DESCRIPTION
The first quarter of the commands fills caches and is not counted. The sandbox runs in a process of its own, and changes nothing during the commands that read.
An hour of polls is in the tests of the engine, where a test sets the clock: WaitMemoryTests.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [ValidateRange(40, 1000000)]
    [int] $Count = 2000,

    [int] $Seed = 1
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Rig.psm1", "$PSScriptRoot/../Benchmarks/Results.psm1", "$PSScriptRoot/../Benchmarks/Servers.psm1"
Import-PackedModule -ModulePath $ModulePath
$random = [Random]::new($Seed)

# After the collections, only what is reachable is left.
function Measure-Process {
    for ($time = 0; $time -lt 3; $time++) {
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
    }

    $process = [Diagnostics.Process]::GetCurrentProcess()
    @{ Heap = [GC]::GetTotalMemory($true); Threads = $process.Threads.Count; Handles = Get-HandleCount -Process $process }
}

# The runtime does not count the handles of other systems than Windows.
function Get-HandleCount {
    param($Process)
    $IsLinux ? @(Get-ChildItem -LiteralPath "/proc/$($Process.Id)/fd").Count : $Process.HandleCount
}

$sandbox = Start-SandboxServer -Pwsh (Get-PwshProgram) -ModulePath $ModulePath
$rows = try {
    $env:AWS_ENDPOINT_URL = $sandbox.Url
    $env:AWS_ACCESS_KEY_ID = $sandbox.Key
    $env:AWS_SECRET_ACCESS_KEY = $sandbox.Value
    $env:AWS_REGION = 'us-east-1'
    $connection = New-BitbucketConnection -Name web -WarningAction Ignore
    Complete-Connection -Sandbox $sandbox -Arn $connection.ConnectionArn
    $null = New-BitbucketPipeline -Name web -ConnectionArn $connection.ConnectionArn -Repository w/r -Branch main -BuildProject $sandbox.Project -WarningAction Ignore
    $null = Wait-BitbucketPipelineExecution -PipelineName web -PollIntervalSeconds 1

    $commands = @(
        { Get-BitbucketConnection }
        { Get-BitbucketConnection -Name web }
        { Get-BitbucketPipeline web }
        { Get-BitbucketPipelineState web }
        { Get-BitbucketPipelineExecution -PipelineName web }
        { Get-BitbucketTag -ResourceArn $connection.ConnectionArn }
        { Test-BitbucketPipelineTrigger -PipelineName web -Branch main }
        { Wait-BitbucketConnection -Name web }
        { Set-BitbucketPipeline web -Branch "b$($random.Next(3))" -WarningAction Ignore }
        { Add-BitbucketTag -ResourceArn $connection.ConnectionArn -Tag @{ t = "$($random.Next(3))" } }
        { Get-BitbucketPipeline missing -ErrorAction Ignore }
        { Get-BitbucketConnectionUsage -Name web }
    )
    for ($call = 0; $call -le $Count; $call++) {
        if ($call -gt 0 -and $call % [Math]::Floor($Count / 4) -eq 0) {
            $now = Measure-Process
            [ordered] @{ calls = $call; 'managed heap (KB)' = [long] ($now.Heap / 1KB); threads = $now.Threads; handles = $now.Handles }
        }

        $null = & $commands[$call % $commands.Count]
    }
}
finally {
    Stop-Server -Server $sandbox
}

$first, $last = $rows[0], $rows[-1]
$growth = $last['managed heap (KB)'] - $first['managed heap (KB)']
Write-Result -Folder $ResultFolder -Benchmark Memory -Table @{ memory = @($rows) } -Fact @{ count = $Count; seed = $Seed } -Figure @(
    New-Figure -Name "Managed heap that $($last.calls - $first.calls) commands keep" -Measured ([Math]::Max(0, $growth)) -Goal 1024 -Unit KB -Limit 1024
    New-Figure -Name "Threads that $($last.calls - $first.calls) commands keep" -Measured ([Math]::Max(0, $last.threads - $first.threads)) -Goal 8 -Unit '' -Limit 8
    New-Figure -Name "Handles that $($last.calls - $first.calls) commands keep" -Measured ([Math]::Max(0, $last.handles - $first.handles)) -Goal 10 -Unit '' -Limit 10
)
