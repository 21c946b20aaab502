#Requires -Version 7.4
<#
.SYNOPSIS
Merges the results of the benchmarks into one JSON file, shows each figure with its goal, and fails if a figure is above its limit.
#>
[CmdletBinding()]
param(
    # The folder with a JSON file of each benchmark.
    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [string] $ResultFile,

    # The names of the benchmarks in their order, with commas.
    [Parameter(Mandatory)]
    [string] $Order,

    # The versions of the other clients. Default: those of this computer.
    [Collections.IDictionary] $Version
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/OtherClients.psm1", "$PSScriptRoot/Results.psm1"

$benchmarks = @(Read-Result -Folder $ResultFolder -Order $Order)
$figures = @($benchmarks.ForEach({ $_.Figures }))
$Version ??= Get-ClientVersion
ConvertTo-Json -Depth 7 -InputObject ((Get-Machine) + [ordered] @{
        AwsCli     = $Version['AWS CLI']
        Boto3      = $Version['boto3']
        Benchmarks = $benchmarks
    }) | Set-Content -LiteralPath $ResultFile

Show-Figure -Figure $figures
$exceeded = $figures.Where({ $_.Exceeded })
if ($exceeded.Count -gt 0) {
    throw "Above the limit: $($exceeded.ForEach({ "$($_.Figure), $($_.Measured) $($_.Unit)" }) -join '; ')."
}
