#Requires -Version 7.4
<#
.SYNOPSIS
A sandbox in a process of its own. Writes what a caller needs as JSON, then completes the connection of each line of input, and ends when its input ends.
#>
param(
    [Parameter(Mandatory)]
    [string] $ModulePath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$env:PSModulePath = @($ModulePath, (Join-Path -Path $PSHOME -ChildPath 'Modules')) -join [IO.Path]::PathSeparator
Import-Module -Name BitbucketConnections
$sandbox = Start-BitbucketSandbox
$facts = @{
    Url     = "$($sandbox.EndpointUrl)".TrimEnd('/')
    Key     = $sandbox.AccessKey
    Value   = $sandbox.SecretKey
    Role    = $sandbox.ServiceRoleArn
    Bucket  = $sandbox.ArtifactBucket
    Project = $sandbox.BuildProject
}
[Console]::Out.WriteLine((ConvertTo-Json -InputObject $facts -Compress))
while ($arn = [Console]::In.ReadLine()) {
    Complete-BitbucketSandboxConnection -ConnectionArn $arn
    [Console]::Out.WriteLine('done')
}

Stop-BitbucketSandbox
