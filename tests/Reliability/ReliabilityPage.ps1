#Requires -Version 7.4
<#
.SYNOPSIS
Writes the results of Reliability to docs/reliability.md, between its markers. All other text of the page stays.

.EXAMPLE
./build.ps1 Reliability; ./tests/Reliability/ReliabilityPage.ps1
#>
[CmdletBinding()]
param(
    [string] $ResultFile = "$PSScriptRoot/../../artifacts/reliability.json",

    [string] $Page = "$PSScriptRoot/../../docs/reliability.md"
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/../Benchmarks/Results.psm1"

$results = Get-Content -LiteralPath $ResultFile -Raw | ConvertFrom-Json

$blocks = @{}
$figures = @(
    foreach ($check in $results.Checks) {
        foreach ($figure in $check.Figures) {
            , @(@(Get-FigureCell -Figure $figure) + "``dotnet pwsh ./build.ps1 Reliability -TestName $($check.Benchmark)``")
        }
    }
)
$blocks['figures'] = Format-PageTable -Header 'figure', 'measured', 'goal', '', 'measure it again' -Row $figures

$blocks['tables'] = @(
    foreach ($check in $results.Checks) {
        foreach ($table in $check.Tables.PSObject.Properties) {
            "### $($check.Benchmark)`n`n" + (Format-ResultTable -Row $table.Value)
        }
    }
) -join "`n`n"

$dates = @($results.Checks.Date | Sort-Object -Unique)
$blocks['environment'] = "PowerShell $($results.PowerShell) on $($results.Runtime), $($results.System), $($results.Cores) cores, on $($dates -join ' and ')."

Update-ResultPage -Page $Page -Block $blocks -Task Reliability
