#Requires -Version 7.4
# Runs the contenders of a benchmark in turn, so that other load of the computer affects all of them.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# The PowerShell that runs this module. As a .NET tool it is pwsh.dll run by dotnet, not a separate program.
function Get-PwshProgram {
    $program = @([Environment]::ProcessPath)
    if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
        $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
    }

    $program
}

# Runs a script in a new process, and returns its output lines.
function Invoke-FreshPwsh {
    param([string] $Script, [string[]] $Arguments)
    $program, [string[]] $first = Get-PwshProgram
    & $program @first -NoProfile -NonInteractive -File $Script @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$(Split-Path -Path $Script -Leaf) ended with exit code $LASTEXITCODE."
    }
}

# Reads a line of numbers, such as '12.5 3', that a contender wrote.
function Read-Number {
    param([string] $Line)
    $Line.Trim() -split ' ' | ForEach-Object { [double]::Parse($_, [cultureinfo]::InvariantCulture) }
}

# Calls each contender once a round, with its name. Returns its results by its name. The first round fills the caches of the disk and is not counted.
function Measure-InTurn {
    param([Collections.Specialized.OrderedDictionary] $Contender, [int] $Samples, [switch] $CountFirst)
    $results = [ordered] @{}
    foreach ($round in ($CountFirst ? 1 : 0)..$Samples) {
        foreach ($name in $Contender.Keys) {
            $result = & $Contender[$name] $name
            if ($round -gt 0) {
                $results[$name] = @($results[$name] ?? @()) + , $result
            }
        }
    }

    $results
}

function Get-Median {
    param([double[]] $Value)
    $sorted = $Value | Sort-Object
    @($sorted)[[Math]::Floor($Value.Count / 2)]
}

Export-ModuleMember -Function Get-PwshProgram, Invoke-FreshPwsh, Read-Number, Measure-InTurn, Get-Median
