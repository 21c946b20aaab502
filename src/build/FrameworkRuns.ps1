#Requires -Version 7.4
<#
.SYNOPSIS
Returns the test runs of the netstandard2.0 builds for Test.ps1: in .NET Framework on Windows, and in Mono elsewhere.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RepositoryRoot,

    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $Configuration,

    [Parameter(Mandatory)]
    [string] $ResultFolder
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$framework = 'net472'
$launcher = @()
$reason = $homeFolder = $null
if (-not $IsWindows) {
    $mono = Get-Command -Name mono -CommandType Application -TotalCount 1 -ErrorAction Ignore
    $program = $mono ? ((Get-Item -LiteralPath $mono.Source).ResolveLinkTarget($true)?.FullName ?? $mono.Source) : $null
    # The facades of Mono, such as netstandard.dll, are not in the package of the runtime.
    if (-not $program -or -not (Test-Path -Path "$(Split-Path -Path $program)/../lib/mono/4.5/Facades/netstandard.dll")) {
        $reason = 'Mono and its facades are not installed. Install the package mono-devel on Debian or Ubuntu.'
    }

    # Mono reads HOME once per process, and tests must not write to the home folder of the user.
    $homeFolder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "mono-home-$PID"
    $null = New-Item -ItemType Directory -Path $homeFolder -Force
    $launcher = 'env', "HOME=$homeFolder", 'mono'
}

# The tests must load the same files as Windows PowerShell 5.1: those of the packed module. Contracts has no packages, so the packages of its tests are not compared.
function Assert-Shipped {
    param([string] $Folder)
    $names = (Test-Path -LiteralPath "$Folder/AWSSDK.Core.dll") ? '*.dll' : 'BitbucketConnections.*.dll'
    $packed = Get-ChildItem -Path "$ModulePath/BitbucketConnections/*/lib/netstandard2.0/$names", "$ModulePath/BitbucketConnections/*/lib/BitbucketConnections.Contracts.dll"
    $compared = 0
    foreach ($file in $packed) {
        $loaded = Join-Path -Path $Folder -ChildPath $file.Name
        if (Test-Path -LiteralPath $loaded) {
            $compared++
            if ((Get-FileHash -LiteralPath $loaded).Hash -ne (Get-FileHash -LiteralPath $file.FullName).Hash) {
                throw "'$loaded' differs from '$($file.FullName)', the file in the module."
            }
        }
    }

    if ($compared -eq 0) {
        throw "'$Folder' does not contain an assembly of the module."
    }
}

foreach ($project in Get-ChildItem -Path "$RepositoryRoot/tests/*.Tests/*.csproj") {
    if ((Get-Content -LiteralPath $project.FullName -Raw) -notmatch "<TargetFrameworks>[^<]*$framework") {
        continue
    }

    $folder = Join-Path -Path $project.DirectoryName -ChildPath "bin/$Configuration/$framework"
    Assert-Shipped -Folder $folder
    $run = @{
        Name       = "$($project.BaseName) on $($IsWindows ? '.NET Framework' : 'Mono')"
        Repeats    = "on the netstandard2.0 builds, in $($IsWindows ? '.NET Framework' : 'Mono')"
        Result     = "$ResultFolder/$($project.BaseName).$framework.trx"
        HomeFolder = $homeFolder
        Command    = $null
        Reason     = $reason
    }
    if (-not $reason) {
        $run.Command = $launcher + @("$folder/$($project.BaseName).exe", '-noLogo', '-noColor', '-result-trx', $run.Result)
        if (-not $IsWindows) {
            # Tests of what Mono does not support. The value of the trait is the reason.
            $run.Command += '-trait-', 'NotOnMono=*'
        }
    }

    $run
}
