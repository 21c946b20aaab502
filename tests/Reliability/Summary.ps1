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

# Results of an earlier run stay, with their date, until their check runs again.
$files = $Order.Split(',').ForEach({ "$ResultFolder/$_.json" }).Where({ Test-Path -LiteralPath $_ })
$checks = @($files.ForEach({ Get-Content -LiteralPath $_ -Raw | ConvertFrom-Json }))
ConvertTo-Json -Depth 7 -InputObject ([ordered] @{
        PowerShell = "$($PSVersionTable.PSVersion)"
        Runtime    = [Runtime.InteropServices.RuntimeInformation]::FrameworkDescription
        System     = $IsWindows ? 'Windows' : $IsMacOS ? 'macOS' : 'Linux'
        Cores      = [Environment]::ProcessorCount
        Checks     = $checks
    }) | Set-Content -LiteralPath $ResultFile

$figures = @($checks.ForEach({ $_.Figures }))
$figures | Format-Table -Property @(
    'Figure'
    @{ Name = 'Measured'; Expression = { "$($_.Measured) $($_.Unit)" }; Alignment = 'Right' }
    @{ Name = 'Goal'; Expression = { "$($_.Below ? '<' : '≤') $($_.Goal) $($_.Unit)" }; Alignment = 'Right' }
    @{ Name = 'Met'; Expression = { $_.Met ? 'met' : 'not met' } }
) | Out-Host

$missed = $figures.Where({ -not $_.Met })
if ($missed.Count -gt 0) {
    throw "Not met: $($missed.ForEach({ "$($_.Figure), $($_.Measured) $($_.Unit)".Trim() }) -join '; ')."
}
