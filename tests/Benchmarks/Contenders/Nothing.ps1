#Requires -Version 7.4
# Does nothing: the time of pwsh itself.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
