#Requires -Version 7.4
<#
.SYNOPSIS
Copies the module's files to lib/ of the checkout, from the list in ModuleLayout.psd1.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RepositoryRoot,

    [Parameter(Mandatory)]
    [string] $Configuration
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$layout = Import-PowerShellDataFile -LiteralPath (Join-Path -Path $PSScriptRoot -ChildPath 'ModuleLayout.psd1')
$source = Join-Path -Path $RepositoryRoot -ChildPath 'src'
$target = Join-Path -Path $RepositoryRoot -ChildPath 'lib'

$copies = foreach ($entry in $layout.Files) {
    $output = Join-Path -Path $source -ChildPath "$($entry.Project)/bin/$Configuration/$($entry.Framework)"
    foreach ($name in $entry.Names) {
        @{ From = Join-Path -Path $output -ChildPath $name; To = [IO.Path]::Combine($target, $entry.To, $name) }
    }

    foreach ($file in Get-ChildItem -LiteralPath $output -Filter '*.dll') {
        if ($file.Name -notin $entry.Names -and $file.Name -notin $layout.Elsewhere) {
            throw "'$($file.Name)' in the output of $($entry.Project) is not in ModuleLayout.psd1. Add it to the list, or remove the package that contains it."
        }
    }
}

$copies += foreach ($name in $layout.Views) {
    @{ From = Join-Path -Path $source -ChildPath "BitbucketConnections/Views/$name"; To = Join-Path -Path $target -ChildPath $name }
}

foreach ($copy in $copies) {
    if (-not (Test-Path -LiteralPath $copy.From)) {
        throw "'$($copy.From)' is in ModuleLayout.psd1 but was not built."
    }

    $null = New-Item -ItemType Directory -Path (Split-Path -Path $copy.To) -Force
    Copy-Item -LiteralPath $copy.From -Destination $copy.To -Force
}

# Remove files of an earlier build, so that they do not look like part of the module.
Get-ChildItem -LiteralPath $target -Recurse -File | Where-Object { $_.FullName -notin $copies.To } | Remove-Item -Force
