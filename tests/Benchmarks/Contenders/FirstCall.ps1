#Requires -Version 7.4
# Writes the times of the first and the second call of the module in milliseconds, without the import.
param($Arn)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name BitbucketConnections
$times = foreach ($call in 1..2) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $null = Get-BitbucketConnection -ConnectionArn $Arn
    $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
}

$times -join ' '
