#Requires -Version 7.4
<#
.SYNOPSIS
Creates a pipeline for each row of a CSV file and returns one object for each row. See fleet-from-csv.md.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $ConnectionName
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

Import-Module -Name BitbucketConnections
$common = @{}
if ($ConnectionName) {
    $common.ConnectionName = $ConnectionName
}

# An error of one row does not end the others. With -ReuseExisting, a later run creates only what is missing.
$rows = @(Import-Csv -LiteralPath $Path)
$pipelines = @($rows | New-BitbucketPipeline @common -ReuseExisting -ErrorAction SilentlyContinue -ErrorVariable failures)
foreach ($pipeline in $pipelines) {
    [pscustomobject] @{ Name = $pipeline.Name; Region = $pipeline.Region; Result = 'Exists'; Message = ''; Link = "$($pipeline.ConsoleUrl)" }
}

foreach ($failure in $failures) {
    [pscustomobject] @{ Name = $failure.TargetObject.Name; Region = ''; Result = 'Failed'; Message = "$failure"; Link = '' }
}

if ($failures.Count -gt 0) {
    exit 1
}
