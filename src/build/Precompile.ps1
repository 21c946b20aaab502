#Requires -Version 7.4
<#
.SYNOPSIS
Compiles the files of Precompiled in ModuleLayout.psd1 to native code, into a folder of lib/ for each platform.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RepositoryRoot
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$layout = (Import-PowerShellDataFile -LiteralPath (Join-Path -Path $PSScriptRoot -ChildPath 'ModuleLayout.psd1')).Precompiled
$source = Join-Path -Path $RepositoryRoot -ChildPath "lib/$($layout.Folder)"
$project = Join-Path -Path $PSScriptRoot -ChildPath 'ReadyToRun'
$platforms = $layout.Platforms -join '|'
$names = $layout.Names -join '|'
$log = & dotnet build "$project/ReadyToRun.csproj" -restore -target:Precompile --configuration Release --nologo --verbosity quiet `
    "-property:AssemblyFolder=$source" "-property:Platforms=$platforms" "-property:Precompiled=$names" 2>&1
if ($LASTEXITCODE -ne 0) {
    throw "The native code can't be compiled:`n$($log -join "`n")"
}

foreach ($platform in $layout.Platforms) {
    $target = Join-Path -Path $source -ChildPath $platform
    Remove-Item -LiteralPath $target -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory -Path $target
    foreach ($name in $layout.Names) {
        $image = Join-Path -Path $project -ChildPath "bin/Release/net10.0/$platform/publish/$name"
        if ((Get-Item -LiteralPath $image).Length -le (Get-Item -LiteralPath "$source/$name").Length) {
            throw "'$image' has no native code."
        }

        Copy-Item -LiteralPath $image -Destination $target
    }
}
