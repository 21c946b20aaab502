#Requires -Version 7.4
<#
.SYNOPSIS
Measures a warm call next to a bare signed HTTP call: its time, and what it allocates. docs/performance.md has the result.

.DESCRIPTION
The module, the bare calls and an empty cmdlet with the same parameters are in one process and take turns. What the empty cmdlet takes is the part of
PowerShell. The endpoint answers at once, which shows the most that the module adds, and after 20 ms, which is like AWS.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [string] $Endpoint,

    [ValidateRange(3, 100)]
    [int] $Samples = 9
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/EmptyModule.psm1", "$PSScriptRoot/OtherClients.psm1", "$PSScriptRoot/Results.psm1", "$PSScriptRoot/Servers.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath
Import-Module -Name BitbucketConnections
Add-Type -Path "$PSScriptRoot/BareClient.cs"

$target = 'com.amazonaws.codestar.connections.CodeStar_connections_20191201.GetConnection'
$arn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aaaaaaaa-0000-4000-8000-000000000000'
$body = "{`"ConnectionArn`":`"$arn`"}"
$python = Get-BotoPython
$folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "warm-call-$PID"
Import-Module -Name (New-EmptyModule -Folder $folder -Command (Get-Command -Name Get-BitbucketConnection))

# Runs a loop of calls. Returns milliseconds and KB of each call.
function Measure-Loop {
    param([scriptblock] $Loop, [int] $Calls)
    $before = [GC]::GetTotalAllocatedBytes($true)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    & $Loop $Calls
    $time = $clock.Elapsed.TotalMilliseconds
    @{ Time = $time / $Calls; Memory = ([GC]::GetTotalAllocatedBytes($true) - $before) / 1KB / $Calls }
}

function Measure-Delay {
    param([int] $Milliseconds, [int] $Calls)
    $server = Start-Endpoint -Program $Endpoint -Milliseconds $Milliseconds
    $env:AWS_ENDPOINT_URL = $server.Url
    $bare = [BareClient]::new($server.Url, 'codestar-connections', $target)
    $contenders = [ordered] @{
        'bare HTTP calls, signed'               = { Measure-Loop -Calls $Calls -Loop { param($Count) foreach ($call in 1..$Count) { $null = $bare.Call($body) } } }
        'the module'                            = { Measure-Loop -Calls $Calls -Loop { param($Count) foreach ($call in 1..$Count) { $null = Get-BitbucketConnection -ConnectionArn $arn } } }
        'empty cmdlet with the same parameters' = { Measure-Loop -Calls $Calls -Loop { param($Count) foreach ($call in 1..$Count) { $null = Get-NothingOfMany -ConnectionArn $arn } } }
    }
    $boto = $null
    if ($python) {
        $start = [Diagnostics.ProcessStartInfo]::new($python, [string[]] ("$PSScriptRoot/Contenders/warm_call.py", $server.Url, $arn))
        $start.RedirectStandardInput = $true
        $start.RedirectStandardOutput = $true
        $boto = [Diagnostics.Process]::Start($start)
        $contenders['boto3'] = {
            $boto.StandardInput.WriteLine($Calls)
            @{ Time = Read-Number -Line $boto.StandardOutput.ReadLine(); Memory = $null }
        }
    }

    try {
        # Code gets its final form only after many calls.
        $null = foreach ($name in 'bare HTTP calls, signed', 'the module', 'empty cmdlet with the same parameters') { & $contenders[$name]; & $contenders[$name] }
        Measure-InTurn -Contender $contenders -Samples $Samples
    }
    finally {
        if ($boto) {
            $boto.StandardInput.Close()
            $boto.WaitForExit()
        }

        Stop-Server -Server $server
    }
}

function Get-Row {
    param([Collections.Specialized.OrderedDictionary] $Results)
    $base = Get-Median -Value $Results[0].ForEach({ $_.Time })
    foreach ($name in $Results.Keys) {
        $time = Get-Median -Value $Results[$name].ForEach({ $_.Time })
        $memory = $name -eq 'boto3' ? $null : [Math]::Round((Get-Median -Value $Results[$name].ForEach({ $_.Memory })), 1)
        [ordered] @{ 'contender' = $name; 'call (ms)' = [Math]::Round($time, 3); 'ratio' = [Math]::Round($time / $base, 2); 'allocated (KB)' = $memory }
    }
}

try {
    $atOnce = @(Get-Row -Results (Measure-Delay -Milliseconds 0 -Calls 500))
    $likeAws = @(Get-Row -Results (Measure-Delay -Milliseconds 20 -Calls 25))
}
finally {
    Remove-Module -Name EmptyModule
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
}

Write-Result -Folder $ResultFolder -Benchmark WarmCall -Table @{ 'warm-call' = $atOnce; 'warm-call-20ms' = $likeAws } -Figure @(
    New-Figure -Name 'Warm call, over a bare signed call, at once' -Measured $atOnce[1].ratio -Goal 1.25 -Unit ×
    New-Figure -Name 'Warm call, over a bare signed call, after 20 ms' -Measured $likeAws[1].ratio -Goal 1.25 -Unit ×
    New-Figure -Name 'Warm call, allocated more than an empty cmdlet' -Measured ($atOnce[1].'allocated (KB)' - $atOnce[2].'allocated (KB)') -Goal 25 -Unit KB)
