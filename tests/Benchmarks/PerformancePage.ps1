#Requires -Version 7.4
<#
.SYNOPSIS
Writes the results of Bench to docs/performance.md, between its markers, and draws docs/images/growth.svg.

.EXAMPLE
./build.ps1 Bench; ./tests/Benchmarks/PerformancePage.ps1
#>
[CmdletBinding()]
param(
    [string] $ResultFile = "$PSScriptRoot/../../artifacts/benchmarks.json",

    [string] $Page = "$PSScriptRoot/../../docs/performance.md",

    [string] $Plot = "$PSScriptRoot/../../docs/images/growth.svg"
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Results.psm1"

$results = Get-Content -LiteralPath $ResultFile -Raw | ConvertFrom-Json

$blocks = @{}
foreach ($benchmark in $results.Benchmarks) {
    foreach ($table in $benchmark.Tables.PSObject.Properties) {
        $blocks[$table.Name] = Format-ResultTable -Row $table.Value
    }
}

$figures = @(
    foreach ($figure in $results.Benchmarks.ForEach({ $_.Figures })) {
        , @(Get-FigureCell -Figure $figure)
    }
)
$blocks['figures'] = Format-PageTable -Header 'figure', 'measured', 'goal', '' -Row $figures

$others = @($results.AwsCli ? "AWS CLI $($results.AwsCli)" : @()) + @($results.Boto3 ? "boto3 $($results.Boto3)" : @())
$dates = @($results.Benchmarks.Date | Sort-Object -Unique)
$blocks['environment'] = "PowerShell $($results.PowerShell) on $($results.Runtime), $($results.System), $($results.Cores) cores, $($others -join ', '), on $($dates -join ' and ')."

Update-ResultPage -Page $Page -Block $blocks -Task Bench
& "$PSScriptRoot/GrowthPlot.ps1" -Row $results.Benchmarks.Where({ $_.Benchmark -eq 'Growth' }).Tables.growth -Path $Plot
