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

$results = Get-Content -LiteralPath $ResultFile -Raw | ConvertFrom-Json

function Format-Cell {
    param($Value)
    # '-' is a value that a contender does not have.
    $null -eq $Value ? '-' : $Value -is [string] ? $Value : $Value -ge 1000 ? $Value.ToString('N0', [cultureinfo]::InvariantCulture) : $Value.ToString('0.###', [cultureinfo]::InvariantCulture)
}

function Format-Table {
    param([string[]] $Header, [object[]] $Row)
    "| $($Header -join ' | ') |"
    "|$('---|' * $Header.Count)"
    foreach ($cells in $Row) {
        "| $(@($cells).ForEach({ Format-Cell -Value $_ }) -join ' | ') |"
    }
}

$blocks = @{}
foreach ($benchmark in $results.Benchmarks) {
    foreach ($table in $benchmark.Tables.PSObject.Properties) {
        $header = $table.Value[0].PSObject.Properties.Name
        $rows = $table.Value.ForEach({ , @($_.PSObject.Properties.Value) })
        $blocks[$table.Name] = @(Format-Table -Header $header -Row $rows) -join "`n"
    }
}

$figures = @(
    foreach ($figure in $results.Benchmarks.ForEach({ $_.Figures })) {
        $measured = "$(Format-Cell -Value $figure.Measured) $($figure.Unit)".Trim()
        $goal = "$($figure.Below ? '<' : '≤') $(Format-Cell -Value $figure.Goal) $($figure.Unit)".Trim()
        , @($figure.Figure, $measured, $goal, ($figure.Met ? 'met' : 'not met'))
    }
)
$blocks['figures'] = @(Format-Table -Header 'figure', 'measured', 'goal', '' -Row $figures) -join "`n"

$others = @($results.AwsCli ? "AWS CLI $($results.AwsCli)" : @()) + @($results.Boto3 ? "boto3 $($results.Boto3)" : @())
$dates = @($results.Benchmarks.Date | Sort-Object -Unique)
$blocks['environment'] = "PowerShell $($results.PowerShell) on $($results.Runtime), $($results.System), $($results.Cores) cores, $($others -join ', '), on $($dates -join ' and ')."

$text = Get-Content -LiteralPath $Page -Raw
foreach ($name in [regex]::Matches($text, '<!-- results: (\S+) -->').ForEach({ $_.Groups[1].Value })) {
    if (-not $blocks.ContainsKey($name)) {
        throw "The results have no '$name'. Run ./build.ps1 Bench."
    }

    $pattern = "(?s)(?<=<!-- results: $([regex]::Escape($name)) -->\r?\n).*?(?=<!-- end -->)"
    $text = [regex]::Replace($text, $pattern, { "`n$($blocks[$name])`n`n" })
}

Set-Content -LiteralPath $Page -Value $text -NoNewline
& "$PSScriptRoot/GrowthPlot.ps1" -Row $results.Benchmarks.Where({ $_.Benchmark -eq 'Growth' }).Tables.growth -Path $Plot
