#Requires -Version 7.4
<#
.SYNOPSIS
Measures Get-BitbucketPipeline over 1,000 pipelines, against an endpoint that answers after 20 ms. docs/performance.md has the result.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [string] $Endpoint,

    [ValidateRange(1, 10)]
    [int] $Samples = 3
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/OtherClients.psm1", "$PSScriptRoot/Results.psm1", "$PSScriptRoot/Servers.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath

$contenders = [ordered] @{
    'the module, one by one' = { Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/Fleet.ps1" -Arguments 1) }
    'the module, 16 at once' = { Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/Fleet.ps1" -Arguments 16) }
}
$python = Get-BotoPython
if ($python) {
    $contenders['boto3, one by one'] = { Read-Number -Line (& $python "$PSScriptRoot/Contenders/fleet.py" $server.Url 1) }
    $contenders['boto3, 16 threads'] = { Read-Number -Line (& $python "$PSScriptRoot/Contenders/fleet.py" $server.Url 16) }
}

$server = Start-Endpoint -Program $Endpoint -Items 1000 -Milliseconds 20
try {
    $env:AWS_ENDPOINT_URL = $server.Url
    $results = Measure-InTurn -Contender $contenders -Samples $Samples -CountFirst
}
finally {
    Stop-Server -Server $server
}

# A result is the number of pipelines, the time, and for the module the time of the first pipeline.
$parallel = $results['the module, 16 at once']
$time = Get-Median -Value $parallel.ForEach({ $_[1] })
$rows = foreach ($name in $results.Keys) {
    $median = Get-Median -Value $results[$name].ForEach({ $_[1] })
    [ordered] @{
        'contender'         = $name
        'median (s)'        = [Math]::Round($median / 1000, 2)
        'first result (ms)' = $results[$name][0].Count -gt 2 ? [Math]::Round((Get-Median -Value $results[$name].ForEach({ $_[2] }))) : $null
        'ratio'             = [Math]::Round($median / $time, 2)
        'pipelines'         = $results[$name][0][0]
    }
}

Write-Result -Folder $ResultFolder -Benchmark Fleet -Table @{ fleet = $rows } -Figure @(
    New-Figure -Name '1,000 pipelines, answers after 20 ms' -Measured $time -Goal 2500 -Unit ms
    New-Figure -Name '1,000 pipelines, the first one' -Measured (Get-Median -Value $parallel.ForEach({ $_[2] })) -Goal 1000 -Unit ms -Below)
