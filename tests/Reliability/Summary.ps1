#Requires -Version 7.4
<#
.SYNOPSIS
Merges the results of the checks into one JSON file, shows each figure with its goal, and fails if a goal is not met.
#>
[CmdletBinding()]
param(
    # The folder with a JSON file of each check.
    [Parameter(Mandatory)]
    [string] $ResultFolder,

    [Parameter(Mandatory)]
    [string] $ResultFile,

    # The names of the checks in their order, with commas.
    [Parameter(Mandatory)]
    [string] $Order
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/../Benchmarks/Results.psm1"

$checks = @(Read-Result -Folder $ResultFolder -Order $Order)
$figures = @($checks.ForEach({ $_.Figures }))
ConvertTo-Json -Depth 7 -InputObject ((Get-Machine) + [ordered] @{ Checks = $checks }) | Set-Content -LiteralPath $ResultFile
Show-Figure -Figure $figures
$missed = $figures.Where({ -not $_.Met })
if ($missed.Count -gt 0) {
    throw "Not met: $($missed.ForEach({ "$($_.Figure), $($_.Measured) $($_.Unit)".Trim() }) -join '; ')."
}
