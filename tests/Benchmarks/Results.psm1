#Requires -Version 7.4
# Writes the results of a benchmark. Summary.ps1 merges them.
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

Export-ModuleMember -Function New-Figure, Write-Result
