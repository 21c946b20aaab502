#Requires -Version 7.4
<#
.SYNOPSIS
Measures time, calls and memory of four kinds of work, from 10 to 10,000 items. docs/performance.md has the result, and GrowthPlot.ps1 draws it.

.DESCRIPTION
Each sample is a separate pwsh, and the endpoint answers after 1 ms. Work that needs a call for each item takes minutes with 10,000 items, so
the largest number has one sample.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [string] $Endpoint,

    [ValidateSet(100, 1000, 10000)]
    [int] $MaximumItems = 10000,

    [ValidateRange(1, 10)]
    [int] $Samples = 3
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/Results.psm1", "$PSScriptRoot/Servers.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath

function Measure-Work {
    param([string] $Name, [int] $Count)
    $server = Start-Endpoint -Program $Endpoint -Items $Count -Milliseconds 1
    try {
        $env:AWS_ENDPOINT_URL = $server.Url
        $results, $time, $memory = Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/Growth.ps1" -Arguments $Name, $Count)
        $calls = (Invoke-RestMethod -Uri "$($server.Url)/figures").calls
    }
    finally {
        Stop-Server -Server $server
    }

    if ($results -ne $Count) {
        throw "'$Name' with $Count items had $results results."
    }

    @{ Time = $time; Calls = $calls; Memory = $memory }
}

$work = 'list', 'wait', 'move', 'test'
$rows = foreach ($count in @(10, 100, 1000, 10000).Where({ $_ -le $MaximumItems })) {
    $contenders = [ordered] @{}
    foreach ($name in $work) {
        $contenders[$name] = { param($Name) Measure-Work -Name $Name -Count $count }
    }

    $results = Measure-InTurn -Contender $contenders -Samples ($count -gt 1000 ? 1 : $Samples) -CountFirst
    foreach ($name in $work) {
        [ordered] @{
            'work'        = $name
            'items'       = $count
            'time (ms)'   = Get-Median -Value $results[$name].ForEach({ $_.Time })
            'calls'       = Get-Median -Value $results[$name].ForEach({ $_.Calls })
            'memory (MB)' = Get-Median -Value $results[$name].ForEach({ $_.Memory })
        }
    }
}

# In proportion, time and items have the same factor. A tenth more is other load of the computer.
$figures = foreach ($name in $work) {
    $last, $before = $rows.Where({ $_['work'] -eq $name })[-1, -2]
    New-Figure -Name "Time of '$name', $($last['items']) items over $($before['items'])" -Measured ($last['time (ms)'] / $before['time (ms)']) `
        -Goal (1.1 * $last['items'] / $before['items']) -Unit ×
}

Write-Result -Folder $ResultFolder -Benchmark Growth -Table @{ growth = @($rows | Sort-Object -Property { [array]::IndexOf($work, $_['work']) }, { $_['items'] }) } -Figure $figures
