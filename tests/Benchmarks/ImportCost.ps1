#Requires -Version 7.4
<#
.SYNOPSIS
Measures the import time next to that of an empty binary module, in one run. docs/performance.md has the result.

.DESCRIPTION
Each sample is a separate pwsh, because a process loads an assembly only once. The two modules take turns, so that other
load of the computer affects both.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [ValidateRange(3, 100)]
    [int] $Samples = 15,

    [ValidateRange(1, 10000)]
    [int] $MaximumExtraMilliseconds = 60
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "import-cost-$PID"
$null = New-Item -ItemType Directory -Path "$folder/EmptyModule"
try {
    Add-Type -OutputAssembly "$folder/EmptyModule/EmptyModule.dll" -TypeDefinition @'
[System.Management.Automation.Cmdlet("Get", "Nothing")]
public sealed class GetNothingCommand : System.Management.Automation.PSCmdlet { }
'@
    New-ModuleManifest -Path "$folder/EmptyModule/EmptyModule.psd1" -RootModule EmptyModule.dll -CmdletsToExport Get-Nothing `
        -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    Set-Content -LiteralPath "$folder/Measure.ps1" -Value @'
param($Path)
$clock = [Diagnostics.Stopwatch]::StartNew()
Import-Module -Name $Path
$clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
'@

    $modules = [ordered] @{
        'empty module'         = "$folder/EmptyModule/EmptyModule.psd1"
        'BitbucketConnections' = (Get-ChildItem -Path "$ModulePath/BitbucketConnections/*/BitbucketConnections.psd1").FullName
    }
    $times = @{}
    $program = @([Environment]::ProcessPath)
    if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
        $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
    }

    $command, [string[]] $first = $program
    foreach ($sample in 0..$Samples) {
        foreach ($module in $modules.Keys) {
            $time = & $command @first -NoProfile -NonInteractive -File "$folder/Measure.ps1" $modules[$module]
            if ($LASTEXITCODE -ne 0) {
                throw "The import of $module ended with exit code $LASTEXITCODE."
            }

            # The first sample fills the disk caches and is not counted.
            if ($sample -gt 0) {
                $times[$module] = @($times[$module]) + [double]::Parse($time, [cultureinfo]::InvariantCulture)
            }
        }
    }
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -Force
}

$medians = foreach ($module in $modules.Keys) {
    $sorted = @($times[$module]).Where({ $null -ne $_ }) | Sort-Object
    [pscustomobject] @{
        Module  = $module
        Median  = [Math]::Round($sorted[[Math]::Floor($sorted.Count / 2)], 1)
        Fastest = [Math]::Round($sorted[0], 1)
        Slowest = [Math]::Round($sorted[-1], 1)
    }
}

$medians | Format-Table | Out-Host
$extra = $medians[1].Median - $medians[0].Median
'{0:N1} ms more than an empty binary module, {1:N2} times its import ({2} samples each)' -f $extra, ($medians[1].Median / $medians[0].Median), $Samples
if ($extra -gt $MaximumExtraMilliseconds) {
    throw "The import costs $extra ms more than an empty binary module; the most is $MaximumExtraMilliseconds ms."
}
