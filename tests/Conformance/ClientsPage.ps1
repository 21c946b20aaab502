#Requires -Version 7.4
<#
.SYNOPSIS
Drives the sandbox with the clients of this computer, and writes the table of clients in docs/sandbox.md. All other text of the page stays.

.EXAMPLE
./build.ps1 Package; ./tests/Conformance/ClientsPage.ps1
#>
[CmdletBinding()]
param(
    [string] $ModulePath = "$PSScriptRoot/../../artifacts/module",

    [string] $Page = "$PSScriptRoot/../../docs/sandbox.md"
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/../Benchmarks/Results.psm1"
$env:PSModulePath = @((Resolve-Path -LiteralPath $ModulePath).Path, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
Import-Module -Name BitbucketConnections
. "$PSScriptRoot/Clients.ps1"

$sandbox = Start-BitbucketSandbox -AllowReviewerAssociation
try {
    $runs = @(Invoke-ClientRun -Client (Find-Client) -Sandbox $sandbox)
}
finally {
    Stop-BitbucketSandbox
}

$problems = $runs.ForEach({ $_.Problems })
if ($problems) {
    throw $problems -join "`n"
}

$rows = foreach ($run in $runs) {
    , @($run.Name, $run.Driven.Count, $run.Calls, $run.Answers, (Get-MissingText -Run $run))
}
Update-ResultPage -Page $Page -Block @{ clients = Format-PageTable -Header 'client', 'operations', 'calls', 'answers', 'does not have' -Row $rows } -Task Package
