#Requires -Version 7.4
# Writes the time of an import in milliseconds.
param($Path)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$clock = [Diagnostics.Stopwatch]::StartNew()
Import-Module -Name $Path
$clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
