#Requires -Version 7.4
<#
.SYNOPSIS
Starts and stops the sandbox many times in one process, with a pipeline that runs, and measures which ports, threads and memory stay.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [ValidateRange(4, 100000)]
    [int] $Count = 200,

    # Which sandboxes are stopped while a pipeline runs in them.
    [int] $Seed = 1
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Rig.psm1", "$PSScriptRoot/../Benchmarks/Results.psm1"
Import-PackedModule -ModulePath $ModulePath
$random = [Random]::new($Seed)
$ports = [Collections.Generic.HashSet[int]]::new()

function Measure-Process {
    for ($time = 0; $time -lt 3; $time++) {
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
    }

    $process = [Diagnostics.Process]::GetCurrentProcess()
    $listening = [Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners().Where({ $ports.Contains($_.Port) -and [Net.IPAddress]::IsLoopback($_.Address) })
    @{ Heap = [GC]::GetTotalMemory($true); Threads = $process.Threads.Count; Ports = $listening.Count }
}

# Sandboxes before the first one that counts fill the caches of the process.
$rows = for ($number = -9; $number -le $Count; $number++) {
    $sandbox = Start-BitbucketSandbox
    $null = $ports.Add(([uri] "$($sandbox.EndpointUrl)").Port)
    $connection = New-BitbucketConnection -Name web -WarningAction Ignore
    if ($number -lt 0 -or $random.Next(2) -eq 0) {
        Complete-BitbucketSandboxConnection -ConnectionArn $connection.ConnectionArn
        $null = New-BitbucketPipeline -Name web -ConnectionArn $connection.ConnectionArn -Repository w/r -Branch main -BuildProject $sandbox.BuildProject -WarningAction Ignore
    }

    Stop-BitbucketSandbox
    if ($number -ge 0 -and $number % [Math]::Floor($Count / 4) -eq 0) {
        $now = Measure-Process
        [ordered] @{ sandboxes = $number; 'managed heap (KB)' = [long] ($now.Heap / 1KB); threads = $now.Threads; 'open ports' = $now.Ports }
    }
}

$last = $rows[-1]

# AWS keeps each version of a pipeline, and so does the sandbox. The first updates fill caches, so as many are made before those that are measured. Versions that repeat an earlier declaration share its text.
$sandbox = Start-BitbucketSandbox
$connection = New-BitbucketConnection -Name web -WarningAction Ignore
Complete-BitbucketSandboxConnection -ConnectionArn $connection.ConnectionArn
$null = New-BitbucketPipeline -Name web -ConnectionArn $connection.ConnectionArn -Repository w/r -Branch main -BuildProject $sandbox.BuildProject -WarningAction Ignore
$updates = 200
function Measure-Update {
    param([scriptblock] $Branch)
    foreach ($number in 1..$updates) {
        $null = Set-BitbucketPipeline -PipelineName web -Branch (& $Branch -$number) -Confirm:$false
    }

    $before = Measure-Process
    foreach ($number in 1..$updates) {
        $null = Set-BitbucketPipeline -PipelineName web -Branch (& $Branch $number) -Confirm:$false
    }

    [Math]::Max(0, ((Measure-Process).Heap - $before.Heap) / 1KB / $updates)
}

$toEarlier = Measure-Update { param($Number) "branch-$($Number % 2)" }
$toNew = Measure-Update { param($Number) "new-$Number" }
Stop-BitbucketSandbox

# The clients for an endpoint are kept for 15 minutes. Each sandbox has another one. The median of the parts: a cache that is filled once is not a leak.
$slopes = @(
    for ($row = 1; $row -lt $rows.Count; $row++) {
        ($rows[$row]['managed heap (KB)'] - $rows[$row - 1]['managed heap (KB)']) / ($rows[$row].sandboxes - $rows[$row - 1].sandboxes)
    }
) | Sort-Object
$perSandbox = [Math]::Max(0, ($slopes[[Math]::Floor(($slopes.Count - 1) / 2)] + $slopes[[Math]::Floor($slopes.Count / 2)]) / 2)
Write-Result -Folder $ResultFolder -Benchmark Sandboxes -Table @{ sandboxes = @($rows) } -Fact @{ count = $Count; seed = $Seed } -Figure @(
    New-Figure -Name "Ports that $Count stopped sandboxes keep open" -Measured $last['open ports'] -Goal 0 -Unit '' -Limit 0
    New-Figure -Name 'Managed heap that the clients of each stopped sandbox keep, for 15 minutes' -Measured $perSandbox -Goal 80 -Unit KB -Limit 80
    New-Figure -Name 'Managed heap of the sandbox that an update to an earlier declaration keeps' -Measured $toEarlier -Goal 1 -Unit KB -Limit 1
    New-Figure -Name 'Managed heap of the sandbox that an update to a new declaration keeps' -Measured $toNew -Goal 5 -Unit KB -Limit 5
    # From the second row on: the thread pool of .NET first grows to the number that the work needs.
    New-Figure -Name "Threads that $($last.sandboxes - $rows[1].sandboxes) sandboxes keep" -Measured ([Math]::Max(0, $last.threads - $rows[1].threads)) -Goal 4 -Unit '' -Limit 4
)
