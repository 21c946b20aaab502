#Requires -Version 7.4
<#
.SYNOPSIS
Copies the module from the checkout to a separate folder, and creates its nupkg.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RepositoryRoot,

    [Parameter(Mandatory)]
    [string] $ModuleFolder,

    [Parameter(Mandatory)]
    [string] $PackageFolder
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$maximumPackageSize = 25MB
$maximumPathLength = 100

$layout = Import-PowerShellDataFile -LiteralPath (Join-Path -Path $PSScriptRoot -ChildPath 'ModuleLayout.psd1')
foreach ($folder in (Split-Path -Path $ModuleFolder), $PackageFolder) {
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
}

$null = New-Item -ItemType Directory -Path $ModuleFolder, $PackageFolder -Force

# The build writes lib/ and en-US/ from lists, so they contain no other files.
foreach ($folder in 'lib', 'en-US') {
    Copy-Item -LiteralPath (Join-Path -Path $RepositoryRoot -ChildPath $folder) -Destination $ModuleFolder -Recurse
}

foreach ($file in $layout.Package) {
    $target = Join-Path -Path $ModuleFolder -ChildPath $file
    $null = New-Item -ItemType Directory -Path (Split-Path -Path $target) -Force
    Copy-Item -LiteralPath (Join-Path -Path $RepositoryRoot -ChildPath $file) -Destination $target
}

Compress-PSResource -Path $ModuleFolder -DestinationPath $PackageFolder

$package = Get-ChildItem -LiteralPath $PackageFolder -Filter '*.nupkg'
if ($package.Length -gt $maximumPackageSize) {
    throw "$($package.Name) has $($package.Length) bytes; the maximum is $maximumPackageSize."
}

$base = Split-Path -Path (Split-Path -Path $ModuleFolder)
foreach ($file in Get-ChildItem -LiteralPath $ModuleFolder -Recurse -File) {
    $path = [IO.Path]::GetRelativePath($base, $file.FullName)
    if ($path.Length -ge $maximumPathLength) {
        throw "The path '$path' has $($path.Length) characters. Because of Windows PowerShell's limit, it must have fewer than $maximumPathLength."
    }
}
