#Requires -Version 7.4
<#
.SYNOPSIS
Merges reports of coverlet by source line, and returns the line and branch coverage of each project of Coverage.psd1.
#>
[CmdletBinding()]
param(
    # The JSON files. Two builds of a project have a report each, for the same source files.
    [Parameter(Mandatory)]
    [string[]] $Report,

    # The file that lists the lines without a hit.
    [Parameter(Mandatory)]
    [string] $UncoveredFile
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$settings = Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/Coverage.psd1"

# file -> line -> whether it has a hit
$lines = @{}
# file -> 'line:place' -> whether it has a hit. The builds of a project number the branches of a method differently, so compare them by their place in the line.
$branches = @{}

foreach ($path in $Report) {
    $modules = Get-Content -LiteralPath $path -Raw | ConvertFrom-Json -AsHashtable
    foreach ($document in $modules.Values.ForEach({ $_.GetEnumerator() })) {
        $file = $document.Key.Replace('\', '/')
        if ($settings.Excluded.Where({ $file -match $_ })) {
            continue
        }

        if (-not $lines.ContainsKey($file)) {
            $lines[$file] = @{}
            $branches[$file] = @{}
        }

        $places = @{}
        foreach ($method in $document.Value.Values.ForEach({ $_.Values })) {
            foreach ($line in $method.Lines.GetEnumerator()) {
                $lines[$file][[int] $line.Key] = $line.Value -gt 0 -or $lines[$file][[int] $line.Key]
            }

            foreach ($branch in $method.Branches) {
                $places[$branch.Line]++
                $key = "$($branch.Line):$($places[$branch.Line])"
                $branches[$file][$key] = $branch.Hits -gt 0 -or $branches[$file][$key]
            }
        }
    }
}

function Get-Percentage {
    param([int] $Part, [int] $Whole)
    # Rounded down, so that a project with an uncovered line is not at 100 %.
    $Whole -eq 0 ? 100.0 : [Math]::Floor(1000.0 * $Part / $Whole) / 10
}

$uncovered = [Collections.Generic.List[string]]::new()
foreach ($project in $settings.Projects) {
    $files = @($lines.Keys.Where({ $_.Contains("/src/$project/") }) | Sort-Object)
    if ($files.Count -eq 0) {
        throw "The coverage reports contain no source file of $project."
    }

    foreach ($file in $files) {
        $missed = @($lines[$file].Keys.Where({ -not $lines[$file][$_] }) | Sort-Object)
        if ($missed.Count -gt 0) {
            $uncovered.Add(('{0} ({1} of {2} lines): {3}' -f ($file -replace '^.*?/(?=src/)'), $missed.Count, $lines[$file].Count, ($missed -join ', ')))
        }
    }

    $ofLines = @($files.ForEach({ $lines[$_].Values }))
    $ofBranches = @($files.ForEach({ $branches[$_].Values }))
    [pscustomobject] @{
        Project = $project
        Line    = Get-Percentage -Part $ofLines.Where({ $_ }).Count -Whole $ofLines.Count
        Branch  = Get-Percentage -Part $ofBranches.Where({ $_ }).Count -Whole $ofBranches.Count
    }
}

Set-Content -LiteralPath $UncoveredFile -Value $uncovered
