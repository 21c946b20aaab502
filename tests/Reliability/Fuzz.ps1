#Requires -Version 7.4
<#
.SYNOPSIS
Gives generated inputs to all parsers, and counts the exceptions that are not the module's own. docs/reliability.md has the result.

.DESCRIPTION
The inputs are mutations of valid definitions, policies, requests, answers, commands and names. The same seed makes the same inputs. Each input that a parser does
not handle is written to a file in the result folder, and 'dotnet run --project tests/BitbucketConnections.Fuzz -c Release -- --replay FILE' repeats it.
#>
[CmdletBinding()]
param(
    # Not used: the parsers are called directly, in the build of the tests.
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # The number of inputs.
    [ValidateRange(1000, 1000000000)]
    [long] $Count = 5000000,

    # The seed of the inputs.
    [ValidateRange(0, [long]::MaxValue)]
    [long] $Seed = 1,

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/../Benchmarks/Results.psm1"

$null = New-Item -ItemType Directory -Path $ResultFolder -Force
$report = Join-Path -Path $ResultFolder -ChildPath 'Fuzz.figures.json'
$project = Join-Path -Path $PSScriptRoot -ChildPath '../BitbucketConnections.Fuzz'
dotnet run --project $project --configuration $Configuration -- --inputs $Count --seed $Seed --finds (Join-Path -Path $ResultFolder -ChildPath 'finds') --json $report | Out-Host

# Without a report, the process ended during an input: its message is above.
if (-not (Test-Path -LiteralPath $report)) {
    throw "The process ended with exit code $LASTEXITCODE before all inputs were read."
}

$figures = Get-Content -LiteralPath $report -Raw | ConvertFrom-Json
Remove-Item -LiteralPath $report
Write-Result -Folder $ResultFolder -Benchmark Fuzz -Figure @(
    New-Figure -Name "Exceptions of another kind in $($figures.Inputs) inputs" -Measured $figures.Foreign -Goal 0 -Unit '' -Limit 0
    New-Figure -Name 'Slowest input' -Measured ($figures.SlowestMilliseconds / 1000) -Goal 1 -Unit 's' -Below -Limit 1
) -Table @{
    Targets = @($figures.Targets | ForEach-Object {
            [ordered] @{ Target = $_.Name; Inputs = $_.Inputs; Accepted = $_.Accepted; Slowest = '{0:0.0} ms' -f $_.SlowestMilliseconds; Foreign = $_.Foreign }
        })
} -Fact @{ Seed = $figures.Seed }

if ($figures.Foreign -gt 0) {
    throw "$($figures.Foreign) inputs were not handled."
}
