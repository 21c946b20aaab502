#Requires -Version 7.4
<#
.SYNOPSIS
A process with the module. Each line of input is a command as a JSON text, and each line of output is what the command says, as JSON. It ends when its input ends.
#>
param(
    [Parameter(Mandatory)]
    [string] $ModulePath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Recorded.ps1"
$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
Import-Module -Name BitbucketConnections

# What .NET compiles with the first call must not be most of what the processes do.
$null = Get-BitbucketConnection
[Console]::Out.WriteLine('ready')
while ($line = [Console]::In.ReadLine()) {
    $answer = Invoke-Recorded -Text ($line | ConvertFrom-Json)
    $answer.Output = @($answer.Output.ForEach({ "$_" }))
    [Console]::Out.WriteLine((ConvertTo-Json -InputObject $answer -Compress))
}
