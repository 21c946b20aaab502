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

$results = Get-Content -LiteralPath $ResultFile -Raw | ConvertFrom-Json

function Format-Cell {
    param($Value)
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
$figures = @(
    foreach ($check in $results.Checks) {
        foreach ($figure in $check.Figures) {
            $measured = "$(Format-Cell -Value $figure.Measured) $($figure.Unit)".Trim()
            $goal = "$($figure.Below ? '<' : '≤') $(Format-Cell -Value $figure.Goal) $($figure.Unit)".Trim()
            , @($figure.Figure, $measured, $goal, ($figure.Met ? 'met' : 'not met'), "``dotnet pwsh ./build.ps1 Reliability -TestName $($check.Benchmark)``")
        }
    }
)
$blocks['figures'] = @(Format-Table -Header 'figure', 'measured', 'goal', '', 'measure it again' -Row $figures) -join "`n"

$blocks['tables'] = @(
    foreach ($check in $results.Checks) {
        foreach ($table in $check.Tables.PSObject.Properties) {
            $header = $table.Value[0].PSObject.Properties.Name
            $rows = $table.Value.ForEach({ , @($_.PSObject.Properties.Value) })
            "### $($check.Benchmark)`n`n" + (@(Format-Table -Header $header -Row $rows) -join "`n")
        }
    }
) -join "`n`n"

$dates = @($results.Checks.Date | Sort-Object -Unique)
$blocks['environment'] = "PowerShell $($results.PowerShell) on $($results.Runtime), $($results.System), $($results.Cores) cores, on $($dates -join ' and ')."

$text = Get-Content -LiteralPath $Page -Raw
foreach ($name in [regex]::Matches($text, '<!-- results: (\S+) -->').ForEach({ $_.Groups[1].Value })) {
    if (-not $blocks.ContainsKey($name)) {
        throw "The results have no '$name'. Run ./build.ps1 Reliability."
    }

    $pattern = "(?s)(?<=<!-- results: $([regex]::Escape($name)) -->\r?\n).*?(?=<!-- end -->)"
    $text = [regex]::Replace($text, $pattern, { "`n$($blocks[$name])`n`n" })
}

Set-Content -LiteralPath $Page -Value $text -NoNewline
