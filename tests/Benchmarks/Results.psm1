#Requires -Version 7.4
# Writes the results of a benchmark or of a reliability check, merges them, and writes them to a page. The Summary and Page scripts of both folders use it.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# A figure with its goal: at most, or below it. Above the limit, Bench fails; without one it never does.
function New-Figure {
    param([string] $Name, [double] $Measured, [double] $Goal, [string] $Unit, [switch] $Below, [double] $Limit = [double]::PositiveInfinity)
    [pscustomobject] @{
        Figure   = $Name
        Measured = [Math]::Round($Measured, $Unit -eq '×' ? 2 : $Measured -lt 10 ? 1 : 0)
        Goal     = $Goal
        Unit     = $Unit
        Below    = [bool] $Below
        Met      = $Below ? $Measured -lt $Goal : $Measured -le $Goal
        Exceeded = $Measured -gt $Limit
    }
}

# Writes the figures and the tables of a benchmark. A table is a name and its rows.
function Write-Result {
    param([string] $Folder, [string] $Benchmark, [object[]] $Figure, [hashtable] $Table, [hashtable] $Fact = @{})
    $null = New-Item -ItemType Directory -Path $Folder -Force
    $result = [ordered] @{
        Benchmark = $Benchmark
        Date      = [datetime]::UtcNow.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
        Figures   = @($Figure)
        Tables    = $Table
        Facts     = $Fact
    }
    ConvertTo-Json -InputObject $result -Depth 6 | Set-Content -LiteralPath (Join-Path -Path $Folder -ChildPath "$Benchmark.json")
    foreach ($name in $Table.Keys) {
        $Table[$name] | ForEach-Object { [pscustomobject] $_ } | Format-Table | Out-Host
    }
}

# Reads the results in their order. Results of an earlier run stay, with their date, until they are measured again.
function Read-Result {
    param([string] $Folder, [string] $Order)
    $Order.Split(',').ForEach({ "$Folder/$_.json" }).Where({ Test-Path -LiteralPath $_ }).ForEach({ Get-Content -LiteralPath $_ -Raw | ConvertFrom-Json })
}

# Gets what the results were measured on.
function Get-Machine {
    [ordered] @{
        PowerShell = "$($PSVersionTable.PSVersion)"
        Runtime    = [Runtime.InteropServices.RuntimeInformation]::FrameworkDescription
        System     = $IsWindows ? 'Windows' : $IsMacOS ? 'macOS' : 'Linux'
        Cores      = [Environment]::ProcessorCount
    }
}

# Shows each figure with its goal.
function Show-Figure {
    param([object[]] $Figure)
    $Figure | Format-Table -Property @(
        'Figure'
        @{ Name = 'Measured'; Expression = { "$($_.Measured) $($_.Unit)" }; Alignment = 'Right' }
        @{ Name = 'Goal'; Expression = { "$($_.Below ? '<' : '≤') $($_.Goal) $($_.Unit)" }; Alignment = 'Right' }
        @{ Name = 'Met'; Expression = { $_.Met ? 'met' : 'not met' } }
    ) | Out-Host
}

function Format-Cell {
    param($Value)
    # '-' is a value that was not measured, such as one that a contender does not have.
    $null -eq $Value ? '-' : $Value -is [string] ? $Value : $Value -ge 1000 ? $Value.ToString('N0', [cultureinfo]::InvariantCulture) : $Value.ToString('0.###', [cultureinfo]::InvariantCulture)
}

# Writes a table in Markdown.
function Format-PageTable {
    param([string[]] $Header, [object[]] $Row)
    @(
        "| $($Header -join ' | ') |"
        "|$('---|' * $Header.Count)"
        foreach ($cells in $Row) {
            "| $(@($cells).ForEach({ Format-Cell -Value $_ }) -join ' | ') |"
        }
    ) -join "`n"
}

# Writes the table of a result in Markdown.
function Format-ResultTable {
    param([object[]] $Row)
    Format-PageTable -Header $Row[0].PSObject.Properties.Name -Row $Row.ForEach({ , @($_.PSObject.Properties.Value) })
}

# Gets the cells of a figure: its name, what was measured, its goal, and whether it is met.
function Get-FigureCell {
    param($Figure)
    $Figure.Figure
    "$(Format-Cell -Value $Figure.Measured) $($Figure.Unit)".Trim()
    "$($Figure.Below ? '<' : '≤') $(Format-Cell -Value $Figure.Goal) $($Figure.Unit)".Trim()
    $Figure.Met ? 'met' : 'not met'
}

# Replaces what is between the markers of a page. A marker without a block is an error.
function Update-ResultPage {
    param([string] $Page, [hashtable] $Block, [string] $Task)
    $text = Get-Content -LiteralPath $Page -Raw
    foreach ($name in [regex]::Matches($text, '<!-- results: (\S+) -->').ForEach({ $_.Groups[1].Value })) {
        if (-not $Block.ContainsKey($name)) {
            throw "The results have no '$name'. Run ./build.ps1 $Task."
        }

        $pattern = "(?s)(?<=<!-- results: $([regex]::Escape($name)) -->\r?\n).*?(?=<!-- end -->)"
        $text = [regex]::Replace($text, $pattern, { "`n$($Block[$name])`n`n" })
    }

    Set-Content -LiteralPath $Page -Value $text -NoNewline
}

Export-ModuleMember -Function New-Figure, Write-Result, Read-Result, Get-Machine, Show-Figure, Format-PageTable, Format-ResultTable, Get-FigureCell, Update-ResultPage
