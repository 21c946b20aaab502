#Requires -Version 7.4
<#
.SYNOPSIS
Measures the import time next to that of an empty binary module, in one run. docs/performance.md has the result.

.DESCRIPTION
Each sample is a separate pwsh, because a process loads an assembly only once.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # Not used by this benchmark.
    [string] $Endpoint,

    [ValidateRange(3, 100)]
    [int] $Samples = 15
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/EmptyModule.psm1", "$PSScriptRoot/Results.psm1"

$folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "import-cost-$PID"
try {
    $empty = New-EmptyModule -Folder $folder
    $own = (Get-ChildItem -Path "$ModulePath/BitbucketConnections/*/BitbucketConnections.psd1").FullName
    $results = Measure-InTurn -Samples $Samples -Contender ([ordered] @{
            'empty module'         = { Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/Import.ps1" -Arguments $empty) }
            'BitbucketConnections' = { Read-Number -Line (Invoke-FreshPwsh -Script "$PSScriptRoot/Contenders/Import.ps1" -Arguments $own) }
        })
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -Force
}

$rows = foreach ($name in $results.Keys) {
    $sorted = @($results[$name] | Sort-Object)
    [ordered] @{
        'module'       = $name
        'median (ms)'  = [Math]::Round((Get-Median -Value $sorted), 1)
        'fastest (ms)' = [Math]::Round($sorted[0], 1)
        'slowest (ms)' = [Math]::Round($sorted[-1], 1)
        'ratio'        = [Math]::Round((Get-Median -Value $sorted) / (Get-Median -Value $results[0]), 2)
    }
}

$extra = (Get-Median -Value $results[1]) - (Get-Median -Value $results[0])
Write-Result -Folder $ResultFolder -Benchmark ImportCost -Table @{ import = $rows } -Figure (
    New-Figure -Name 'Import, more than an empty module' -Measured $extra -Goal 20 -Unit ms -Limit 60)
