#Requires -Version 7.4
<#
.SYNOPSIS
Measures Get-BitbucketPipeline against an endpoint that limits the calls per second. docs/performance.md has the result.

.DESCRIPTION
The least possible time is that of the limit: the endpoint accepts one second of calls at once, and then the limit.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [string] $Endpoint
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/Results.psm1", "$PSScriptRoot/Servers.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath

$seconds = 15
$rows = foreach ($limit in 20, 100) {
    $pipelines = $limit * $seconds
    $server = Start-Endpoint -Program $Endpoint -Items $pipelines -Milliseconds 20 -PerSecond $limit
    try {
        $env:AWS_ENDPOINT_URL = $server.Url
        $count, $time, $null = Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/Fleet.ps1" -Arguments 16)
        $throttled = (Invoke-RestMethod -Uri "$($server.Url)/figures").throttled
    }
    finally {
        Stop-Server -Server $server
    }

    [ordered] @{
        'calls a second'       = $limit
        'pipelines'            = $pipelines
        'failed'               = $pipelines - $count
        'time (s)'             = [Math]::Round($time / 1000, 1)
        'least time (s)'       = $seconds - 1
        'times the least time' = [Math]::Round($time / 1000 / ($seconds - 1), 2)
        'throttled calls'      = $throttled
    }
}

Write-Result -Folder $ResultFolder -Benchmark Throttling -Table @{ throttling = $rows } -Figure @(
    foreach ($row in $rows) {
        New-Figure -Name "$($row['calls a second']) calls a second, over the least time" -Measured $row['times the least time'] -Goal 1.15 -Unit ×
    }

    New-Figure -Name 'With a limit, failed pipelines' -Measured ($rows.ForEach({ $_['failed'] }) | Measure-Object -Sum).Sum -Goal 0 -Unit '')
