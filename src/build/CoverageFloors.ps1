#Requires -Version 7.4
<#
.SYNOPSIS
Compares the coverage of the projects with the floors, and returns a text for each figure that is too low.

.DESCRIPTION
A floor is the lowest coverage that a project may have. -Raise writes the figures that are higher than their floors to the file. Nothing lowers a floor.
#>
[CmdletBinding()]
param(
    # What CoverageFigures.ps1 returned.
    [Parameter(Mandatory)]
    [pscustomobject[]] $Figure,

    [Parameter(Mandatory)]
    [string] $FloorFile,

    [switch] $Raise
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# In points: tests that wait call a few lines more or less in each run.
$tolerance = 0.3
$hintAbove = 1.0
$culture = [cultureinfo]::InvariantCulture

$text = @(Get-Content -LiteralPath $FloorFile)
$floors = @{}
foreach ($line in $text -notmatch '^\s*(#|$)') {
    if ($line -notmatch '^(?<project>\S+)\s+(?<line>\d+(\.\d+)?)\s+(?<branch>\d+(\.\d+)?)$') {
        throw "'$line' in '$FloorFile' is not valid. A line contains a project, its line coverage and its branch coverage."
    }

    $floors[$Matches.project] = @{ Line = [double]::Parse($Matches.line, $culture); Branch = [double]::Parse($Matches.branch, $culture) }
}

function Format-Figure {
    param([double] $Value)
    $Value.ToString('0.0', $culture)
}

$canRaise = $false
foreach ($one in $Figure) {
    if (-not $floors.ContainsKey($one.Project)) {
        $floors[$one.Project] = @{ Line = 0.0; Branch = 0.0 }
    }

    $floor = $floors[$one.Project]
    foreach ($kind in 'Line', 'Branch') {
        if ($one.$kind -lt $floor.$kind - $tolerance) {
            "The $($kind.ToLowerInvariant()) coverage of $($one.Project) is $(Format-Figure -Value $one.$kind) %. Its floor in $(Split-Path -Path $FloorFile -Leaf) is " +
            "$(Format-Figure -Value $floor.$kind) %. Add tests for the lines that artifacts/coverage/uncovered.txt lists."
        }

        $canRaise = $canRaise -or $one.$kind -ge $floor.$kind + $hintAbove
        if ($Raise) {
            $floor.$kind = [Math]::Max($floor.$kind, $one.$kind)
        }
    }
}

if ($Raise) {
    $comments = @($text -match '^\s*(#|$)')
    $width = ($floors.Keys.ForEach({ $_.Length }) | Measure-Object -Maximum).Maximum
    $rows = foreach ($project in $floors.Keys | Sort-Object) {
        '{0} {1,5} {2,5}' -f $project.PadRight($width), (Format-Figure -Value $floors[$project].Line), (Format-Figure -Value $floors[$project].Branch)
    }
    Set-Content -LiteralPath $FloorFile -Value ($comments + $rows)
}
elseif ($canRaise) {
    Write-Host -Object "The coverage is higher than a floor by $hintAbove point or more. './build.ps1 Coverage' raises the floors."
}
