#Requires -Version 7.4
<#
.SYNOPSIS
Copies the module out of the checkout into a folder of its own, and makes the nupkg of it.
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

$maximumPackageSize = 15MB
$maximumPathLength = 100

$layout = Import-PowerShellDataFile -LiteralPath (Join-Path -Path $PSScriptRoot -ChildPath 'ModuleLayout.psd1')
foreach ($folder in (Split-Path -Path $ModuleFolder), $PackageFolder) {
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
}

$null = New-Item -ItemType Directory -Path $ModuleFolder, $PackageFolder -Force

# lib/ and en-US/ are made by the build from lists and hold nothing else.
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
    throw "$($package.Name) has $($package.Length) bytes; the most is $maximumPackageSize."
}

$base = Split-Path -Path (Split-Path -Path $ModuleFolder)
foreach ($file in Get-ChildItem -LiteralPath $ModuleFolder -Recurse -File) {
    $path = [IO.Path]::GetRelativePath($base, $file.FullName)
    if ($path.Length -ge $maximumPathLength) {
        throw "The path '$path' has $($path.Length) characters; Windows PowerShell's limit leaves room for fewer than $maximumPathLength."
    }
}
