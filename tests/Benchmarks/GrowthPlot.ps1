#Requires -Version 7.4
<#
.SYNOPSIS
Draws the results of Growth.ps1 as SVG: time, calls and memory against the number of items, on logarithmic axes.

.DESCRIPTION
The picture has no background, and its colors have enough contrast on white and on black. The lines differ in their dashes too, and each has its name at
its end.
#>
[CmdletBinding()]
param(
    # The rows of the table 'growth'.
    [Parameter(Mandatory)]
    [object[]] $Row,

    [Parameter(Mandatory)]
    [string] $Path
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$panels = @(
    @{ Title = 'time (seconds)'; Member = 'time (ms)'; Divisor = 1000; Lowest = -1 }
    @{ Title = 'calls'; Member = 'calls'; Divisor = 1; Lowest = 0 }
    @{ Title = 'memory of the process (MB)'; Member = 'memory (MB)'; Divisor = 1; Lowest = 1 }
)
$styles = [ordered] @{
    list = 'stroke="#3b82f6"', '#3b82f6'
    wait = 'stroke="#16a34a" stroke-dasharray="2 3"', '#16a34a'
    move = 'stroke="#d97706"', '#d97706'
    test = 'stroke="#a855f7" stroke-dasharray="7 4"', '#a855f7'
}
$decade = 56
$panelWidth = 290
$top = 34
$left = 52
# Two labels of lines that end close to each other would cover each other.
$labelHeight = 14

function Get-Decade {
    param([double] $Value)
    [Math]::Log10([Math]::Max($Value, 1e-3))
}

function Format-Tick {
    param([int] $Exponent)
    $Exponent -ge 0 ? [Math]::Pow(10, $Exponent).ToString('N0', [cultureinfo]::InvariantCulture) : [Math]::Pow(10, $Exponent).ToString("F$(-$Exponent)", [cultureinfo]::InvariantCulture)
}

# Moves labels up until none covers another, and then all down by the average of that, so that they stay around their lines.
function Get-LabelPlace {
    param([hashtable] $Ends)
    $places = @{}
    $last = [double]::PositiveInfinity
    foreach ($name in $Ends.Keys | Sort-Object -Property { $Ends[$_] } -Descending) {
        $last = $places[$name] = [Math]::Min($Ends[$name], $last - $labelHeight)
    }

    $shift = ($places.Keys.ForEach({ $Ends[$_] - $places[$_] }) | Measure-Object -Average).Average
    @($places.Keys).ForEach({ $places[$_] += $shift })
    $places
}

# The decades of the values of a panel, from the lowest to the highest line of its grid.
function Get-Range {
    param([hashtable] $Panel)
    $values = $Row.ForEach({ Get-Decade -Value ($_.($Panel.Member) / $Panel.Divisor) }) | Measure-Object -Minimum -Maximum
    [Math]::Min([Math]::Floor($values.Minimum), $Panel.Lowest), [Math]::Ceiling($values.Maximum)
}

function Get-Panel {
    param([hashtable] $Panel, [double] $X)
    $lowest, $highest = Get-Range -Panel $Panel
    $toX = { param($Items) $X + ((Get-Decade -Value $Items) - 1) * $decade }
    $toY = { param($Value) $bottom - ((Get-Decade -Value $Value) - $lowest) * $decade }
    $ceiling = $bottom - ($highest - $lowest) * $decade
    "<text x=`"$X`" y=`"$($ceiling - 14)`" style=`"font-weight:bold`">$($Panel.Title)</text>"
    foreach ($exponent in $lowest..$highest) {
        $y = $bottom - ($exponent - $lowest) * $decade
        "<path class=`"grid`" d=`"M$X ${y}h$(3 * $decade)`"/><text x=`"$($X - 6)`" y=`"$($y + 4)`" text-anchor=`"end`">$(Format-Tick -Exponent $exponent)</text>"
    }

    foreach ($exponent in 1..4) {
        $tick = $X + ($exponent - 1) * $decade
        "<path class=`"grid`" d=`"M$tick ${ceiling}V$bottom`"/><text x=`"$tick`" y=`"$($bottom + 16)`" text-anchor=`"middle`">$(Format-Tick -Exponent $exponent)</text>"
    }

    "<text x=`"$($X + 1.5 * $decade)`" y=`"$($bottom + 34)`" text-anchor=`"middle`">items</text>"
    $ends = @{}
    foreach ($name in $styles.Keys) {
        $points = $Row.Where({ $_.work -eq $name }) | Sort-Object -Property items | ForEach-Object {
            $lastX = & $toX $_.items
            $ends[$name] = & $toY ($_.($Panel.Member) / $Panel.Divisor)
            "$([Math]::Round($lastX, 1)),$([Math]::Round($ends[$name], 1))"
        }
        "<polyline fill=`"none`" stroke-width=`"2`" $($styles[$name][0]) points=`"$points`"/>"
    }

    $places = Get-LabelPlace -Ends $ends
    foreach ($name in $styles.Keys) {
        "<text x=`"$([Math]::Round($lastX + 6, 1))`" y=`"$([Math]::Round($places[$name] + 4, 1))`" style=`"fill:$($styles[$name][1])`">$name</text>"
    }
}

# A decade has the same size in all panels, so that a line has the same slope in each.
$decades = ($panels | ForEach-Object { $lowest, $highest = Get-Range -Panel $_; $highest - $lowest } | Measure-Object -Maximum).Maximum
$bottom = $top + $decades * $decade
$height = $bottom + 44
$width = $left + $panels.Count * $panelWidth - 60
$lines = @(
    "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $width $height`" width=`"$width`" height=`"$height`" role=`"img`" aria-label=`"Time, calls and memory against the number of items`">"
    '<style>text{font:12px sans-serif;fill:#7a838e}.grid{stroke:#7a838e;stroke-opacity:.3;fill:none}</style>'
    for ($index = 0; $index -lt $panels.Count; $index++) {
        Get-Panel -Panel $panels[$index] -X ($left + $index * $panelWidth)
    }

    '</svg>'
)
$null = New-Item -ItemType Directory -Path (Split-Path -Path $Path) -Force
Set-Content -LiteralPath $Path -Value ($lines -join "`n")
